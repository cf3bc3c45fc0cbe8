//! Fetching a whole content: bounded, checked against its digest while it comes in, taken up where it broke off if the
//! server can do that.

use super::error::{Error, Fault};
use super::send::{Sender, Tries, refusal};
use super::transport::{Request, Response, shown};
use crate::host::spool::Spool;
use crate::oci::Digest;
use reqwest::header::RANGE;
use sha2::{Digest as _, Sha256};
use std::io;

/// What is known of a content before it comes.
#[derive(Clone, Debug)]
pub struct Expected {
    /// What it is, for messages.
    pub name: String,
    /// Its digest.
    pub digest: Option<Digest>,
    /// Its size.
    pub size: Option<u64>,
    /// The most bytes that are taken.
    pub limit: u64,
}

/// Where a content goes while it comes in.
pub trait Sink: Send {
    /// Adds to the end.
    fn take(&mut self, piece: &[u8]) -> io::Result<()>;

    /// Forgets what was taken.
    fn clear(&mut self) -> io::Result<()>;
}

impl Sink for Vec<u8> {
    fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        self.extend_from_slice(piece);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Vec::clear(self);
        Ok(())
    }
}

impl Sink for Spool {
    fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        self.push(piece)
    }

    fn clear(&mut self) -> io::Result<()> {
        Spool::clear(self)
    }
}

/// Fetches what is at the request's address.
pub async fn get(sender: &Sender, request: &Request, expected: &Expected) -> Result<Vec<u8>, Error> {
    get_into(sender, request, expected, Tries::default(), Vec::new()).await
}

/// Fetches what is at the request's address into `sink`, which is given back once the whole is there and right.
pub async fn get_into<S: Sink>(
    sender: &Sender,
    request: &Request,
    expected: &Expected,
    mut tries: Tries,
    sink: S,
) -> Result<S, Error> {
    let limit = expected.size.unwrap_or(expected.limit);
    if limit > expected.limit {
        return Err(Error::TooLarge { what: expected.name.clone(), limit: expected.limit });
    }
    let mut content = Content { sink, length: 0, hash: Sha256::new(), can_resume: false };
    loop {
        let asked = content.ask(request);
        let response = sender.send(&asked, &mut tries).await?;
        let outcome = content.take(sender, &asked, response, expected, limit).await;
        match outcome.and_then(|()| content.check(expected)) {
            Ok(()) => return Ok(content.sink),
            Err(error) => {
                if matches!(error, Error::WrongContent { .. }) || !content.can_resume {
                    content.clear()?;
                }
                sender.again(error, &mut tries).await?;
            }
        }
    }
}

/// What has come so far.
struct Content<S> {
    sink: S,
    length: u64,
    hash: Sha256,
    /// Whether the server says that it can begin in the middle; asking others for it makes some of them fail.
    can_resume: bool,
}

impl<S: Sink> Content<S> {
    fn clear(&mut self) -> Result<(), Error> {
        self.length = 0;
        self.hash = Sha256::new();
        self.sink.clear().map_err(|error| Error::Disk(error.to_string()))
    }

    fn add(&mut self, piece: &[u8], expected: &Expected) -> Result<(), Error> {
        self.length += piece.len() as u64;
        if expected.digest.is_some() {
            self.hash.update(piece);
        }
        self.sink.take(piece).map_err(|error| Error::Disk(error.to_string()))
    }

    fn ask(&self, request: &Request) -> Request {
        if self.length == 0 {
            return request.clone();
        }
        request.clone().header(RANGE, &format!("bytes={}-", self.length))
    }

    async fn take(
        &mut self,
        sender: &Sender,
        request: &Request,
        mut response: Response,
        expected: &Expected,
        limit: u64,
    ) -> Result<(), Error> {
        let from = format!("bytes {}-", self.length);
        match response.status {
            206 if self.length > 0
                && response.header("content-range").is_some_and(|range| range.starts_with(&from)) => {}
            // The whole again, which some servers send whatever they are asked for.
            200 => self.clear()?,
            206 | 416 => {
                self.clear()?;
                self.can_resume = false;
                let fault = Fault::Broken(String::from("the server sent another part than it was asked for"));
                return Err(Error::no_answer(&request.method, &request.url, fault));
            }
            _ => return Err(refusal(request, &mut response).await),
        }
        self.can_resume =
            response.header("accept-ranges") == Some("bytes") && response.header("content-length").is_some();
        let mut progress = sender.shared.watch.begins(&expected.name, expected.size.unwrap_or(0));
        loop {
            let chunk =
                response.chunk().await.map_err(|fault| Error::no_answer(&request.method, &request.url, fault))?;
            let Some(chunk) = chunk else { return Ok(()) };
            if self.length + chunk.len() as u64 > limit {
                self.clear()?;
                return Err(match expected.size {
                    Some(size) => wrong(expected, format!("{size} bytes"), String::from("more")),
                    None => Error::TooLarge { what: shown(&request.url), limit },
                });
            }
            self.add(&chunk, expected)?;
            progress.reached(self.length);
        }
    }

    fn check(&self, expected: &Expected) -> Result<(), Error> {
        if let Some(size) = expected.size.filter(|&size| size != self.length) {
            return Err(wrong(expected, format!("{size} bytes"), format!("{} bytes", self.length)));
        }
        let Some(digest) = &expected.digest else { return Ok(()) };
        let found = Digest::of_hash(self.hash.clone());
        if found == *digest { Ok(()) } else { Err(wrong(expected, digest.to_string(), found.to_string())) }
    }
}

fn wrong(expected: &Expected, wanted: String, found: String) -> Error {
    Error::WrongContent { what: expected.name.clone(), expected: wanted, found }
}
