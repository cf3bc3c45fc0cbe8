//! A registry on loopback, inside the test: blobs, manifests and tags in memory, and faults that a test asks for.

#![allow(dead_code, reason = "not every test that shares this module needs all of it")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// One request.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub body: Vec<u8>,
}

/// What a test wants to happen instead.
pub enum Fault {
    /// This status, with these headers.
    Status(u16, Vec<(&'static str, String)>),
    /// This body, in order.
    Body(Vec<u8>),
    /// The head of the answer and half of its body.
    Cut,
    /// A body that says it is this long and does not end.
    Endless(u64),
    /// This body, a little at a time.
    Trickle(Vec<u8>),
    /// The head of an answer, and then nothing for as long as the test runs.
    Silence,
}

type Faults = dyn Fn(&Request) -> Option<Fault> + Send + Sync;

#[derive(Default)]
struct Content {
    blobs: BTreeMap<String, Vec<u8>>,
    manifests: BTreeMap<String, Vec<u8>>,
    seen: Vec<Request>,
}

/// The registry.
pub struct Registry {
    pub host: String,
    content: Arc<Mutex<Content>>,
}

impl Registry {
    /// A registry that answers until the process ends.
    pub fn start(faults: impl Fn(&Request) -> Option<Fault> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        let host = listener.local_addr().expect("it listens").to_string();
        let content = Arc::new(Mutex::new(Content::default()));
        let faults: Arc<Faults> = Arc::new(faults);
        let shared = Arc::clone(&content);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (content, faults) = (Arc::clone(&shared), Arc::clone(&faults));
                thread::spawn(move || serve(&stream, &content, &*faults));
            }
        });
        Registry { host, content }
    }

    /// The requests so far, but for those that got another status.
    pub fn seen(&self) -> Vec<Request> {
        self.content.lock().expect("no test panics while it holds this").seen.clone()
    }
}

fn serve(stream: &TcpStream, content: &Mutex<Content>, faults: &Faults) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let request = read(&mut reader)?;
        let fault = faults(&request);
        if !matches!(fault, Some(Fault::Status(..))) {
            content.lock().ok()?.seen.push(request.clone());
        }
        let (status, mut headers, body) = match &fault {
            Some(Fault::Status(status, headers)) => (*status, headers.clone(), Vec::new()),
            Some(Fault::Endless(_) | Fault::Silence) => (200, Vec::new(), Vec::new()),
            Some(Fault::Body(body) | Fault::Trickle(body)) => (200, Vec::new(), body.clone()),
            _ => {
                let mut content = content.lock().ok()?;
                answer(&request, &mut content)
            }
        };
        let length = match fault {
            Some(Fault::Endless(length)) => length,
            Some(Fault::Silence) => 1 << 20,
            _ => body.len() as u64,
        };
        headers.push(("Content-Length", length.to_string()));
        let head: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let mut stream = stream;
        stream.write_all(format!("HTTP/1.1 {status} X\r\n{head}\r\n").as_bytes()).ok()?;
        match fault {
            Some(Fault::Cut) => {
                stream.write_all(&body[..body.len() / 2]).ok()?;
                return stream.shutdown(std::net::Shutdown::Both).ok();
            }
            Some(Fault::Endless(_)) => loop {
                stream.write_all(&[b'x'; 4096]).ok()?;
            },
            Some(Fault::Silence) => loop {
                thread::park();
            },
            Some(Fault::Trickle(_)) => {
                for piece in body.chunks(body.len() / 8 + 1) {
                    thread::sleep(std::time::Duration::from_millis(20));
                    stream.write_all(piece).and_then(|()| stream.flush()).ok()?;
                }
                continue;
            }
            _ => {}
        }
        if request.method != "HEAD" {
            stream.write_all(&body).ok()?;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|&count| count > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut request = Request { method, path: path.into(), query: query.into(), authorization: None, body: Vec::new() };
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => request.authorization = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    reader.take(length).read_to_end(&mut request.body).ok()?;
    Some(request)
}

type Answer = (u16, Vec<(&'static str, String)>, Vec<u8>);

fn answer(request: &Request, content: &mut Content) -> Answer {
    let Request { method, path, query, body, .. } = request;
    let found = |bytes: Option<&Vec<u8>>| match bytes {
        Some(bytes) => (200, Vec::new(), bytes.clone()),
        None => (404, Vec::new(), Vec::new()),
    };
    match (method.as_str(), path.rsplit_once('/').unwrap_or_default()) {
        ("POST", _) => (202, vec![("Location", format!("{path}session"))], Vec::new()),
        ("PUT", (folder, _)) if folder.ends_with("uploads") => {
            let digest = query.split('&').find_map(|pair| pair.strip_prefix("digest=")).unwrap_or_default();
            content.blobs.insert(digest.replace("%3A", ":"), body.clone());
            (201, Vec::new(), Vec::new())
        }
        ("PUT", _) => {
            content.manifests.insert(path.clone(), body.clone());
            (201, Vec::new(), Vec::new())
        }
        (_, (folder, "list")) if folder.ends_with("/tags") => {
            let repository = folder.trim_end_matches("/tags");
            let prefix = format!("{repository}/manifests/");
            let tags = content.manifests.keys().filter_map(|name| name.strip_prefix(&prefix));
            let tags: Vec<String> = tags.map(|tag| format!("\"{tag}\"")).collect();
            (200, Vec::new(), format!("{{\"tags\": [{}]}}", tags.join(",")).into_bytes())
        }
        (_, (folder, digest)) if folder.ends_with("/blobs") => found(content.blobs.get(digest)),
        _ => found(content.manifests.get(path)),
    }
}
