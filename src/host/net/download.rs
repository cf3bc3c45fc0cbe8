//! Fetching a whole content: bounded, checked against its digest while it comes in, taken up where it broke off if the
//! server can do that.

use super::error::{Error, Fault};
use super::send::{Sender, Tries, refusal};
use super::transport::{Request, Response, shown};
use crate::oci::Digest;
use reqwest::header::RANGE;
use sha2::{Digest as _, Sha256};

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

/// Fetches what is at the request's address.
pub async fn get(sender: &Sender, request: &Request, expected: &Expected) -> Result<Vec<u8>, Error> {
    let limit = expected.size.unwrap_or(expected.limit);
    if limit > expected.limit {
        return Err(Error::TooLarge { what: expected.name.clone(), limit: expected.limit });
    }
    let mut tries = Tries::default();
    let mut content = Content { bytes: Vec::new(), can_resume: false };
    loop {
        let asked = content.ask(request);
        let response = sender.send(&asked, &mut tries).await?;
        let outcome = content.take(sender, &asked, response, expected, limit).await;
        match outcome.and_then(|()| content.check(expected)) {
            Ok(()) => return Ok(content.bytes),
            Err(error) => {
                if matches!(error, Error::WrongContent { .. }) || !content.can_resume {
                    content.bytes.clear();
                }
                sender.again(error, &mut tries).await?;
            }
        }
    }
}

/// What has come so far.
struct Content {
    bytes: Vec<u8>,
    /// Whether the server says that it can begin in the middle; asking others for it makes some of them fail.
    can_resume: bool,
}

impl Content {
    fn ask(&self, request: &Request) -> Request {
        if self.bytes.is_empty() {
            return request.clone();
        }
        request.clone().header(RANGE, &format!("bytes={}-", self.bytes.len()))
    }

    async fn take(
        &mut self,
        sender: &Sender,
        request: &Request,
        mut response: Response,
        expected: &Expected,
        limit: u64,
    ) -> Result<(), Error> {
        let from = format!("bytes {}-", self.bytes.len());
        match response.status {
            206 if !self.bytes.is_empty()
                && response.header("content-range").is_some_and(|range| range.starts_with(&from)) => {}
            // The whole again, which some servers send whatever they are asked for.
            200 => self.bytes.clear(),
            206 | 416 => {
                self.bytes.clear();
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
            if (self.bytes.len() + chunk.len()) as u64 > limit {
                self.bytes.clear();
                return Err(match expected.size {
                    Some(size) => wrong(expected, format!("{size} bytes"), String::from("more")),
                    None => Error::TooLarge { what: shown(&request.url), limit },
                });
            }
            self.bytes.extend_from_slice(&chunk);
            progress.reached(self.bytes.len() as u64);
        }
    }

    fn check(&self, expected: &Expected) -> Result<(), Error> {
        if let Some(size) = expected.size.filter(|&size| size != self.bytes.len() as u64) {
            return Err(wrong(expected, format!("{size} bytes"), format!("{} bytes", self.bytes.len())));
        }
        let Some(digest) = &expected.digest else { return Ok(()) };
        let found = Digest::of_hash(Sha256::new_with_prefix(&self.bytes));
        if found == *digest { Ok(()) } else { Err(wrong(expected, digest.to_string(), found.to_string())) }
    }
}

fn wrong(expected: &Expected, wanted: String, found: String) -> Error {
    Error::WrongContent { what: expected.name.clone(), expected: wanted, found }
}
