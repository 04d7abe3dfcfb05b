//! Between the HTTP crate's requests and answers and our own.

use std::io::{Cursor, Read};

use tiny_http::{Header, StatusCode};

use super::request::Raw;
use super::response::{Body, Response};

/// What a request says, copied out of it.
#[derive(Debug)]
pub(super) struct Told {
    method: String,
    target: String,
    version: (u8, u8),
    headers: Vec<(String, String)>,
}

impl Told {
    /// Copies a request.
    pub(super) fn by(request: &tiny_http::Request) -> Self {
        let headers = request.headers().iter();
        let version = request.http_version();
        Self {
            method: request.method().as_str().to_owned(),
            target: request.url().to_owned(),
            version: (version.0, version.1),
            headers: headers.map(|header| (header.field.to_string(), header.value.to_string())).collect(),
        }
    }

    /// It, to be checked.
    pub(super) fn raw(&self) -> Raw<'_> {
        Raw { method: &self.method, target: &self.target, version: self.version, headers: &self.headers }
    }
}

/// Sends an answer. Who has gone away does not get it, which is no error of ours.
pub(super) fn send(request: tiny_http::Request, response: Response) {
    let len = usize::try_from(response.body.len()).unwrap_or(usize::MAX);
    let headers = response.headers.iter().filter_map(|(name, value)| header(name, value)).collect();
    let body: Box<dyn Read> = match response.body {
        Body::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        // A file that grows meanwhile must not run over the length that was said.
        Body::File(file, len) => Box::new(file.take(len)),
    };
    let response = tiny_http::Response::new(StatusCode(response.status), headers, body, Some(len), None);
    // Always with a length, never in chunks: then a `HEAD` tells the same as a `GET`.
    let _ = request.respond(response.with_chunked_threshold(usize::MAX));
}

/// A header, unless its value could be read as more than one: the crate does not look.
pub(super) fn header(name: &str, value: &str) -> Option<Header> {
    if value.chars().any(char::is_control) {
        return None;
    }
    Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
}
