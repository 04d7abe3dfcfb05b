//! Requests that announce a body, which nothing here wants.
//!
//! The HTTP crate reads what is left of a body when the request is dropped, into memory of the announced size: a
//! request that announces 100 GB would end the process. So such a request is answered and then taken apart, and its
//! stream is either read to its end on a thread of its own, where it is short, or never dropped.

use std::sync::atomic::{AtomicUsize, Ordering};

use tiny_http::{Header, StatusCode};

use super::request::Raw;

/// The longest body that is read, in bytes, so that its connection can go on.
const SHORT: usize = 1 << 20;
/// How many bodies are read at once.
const READING: usize = 64;

/// Counts the bodies that are being read.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    reading: AtomicUsize,
}

/// Whether a request announces a body, as the HTTP crate reads it.
pub(super) fn announces_body(request: &tiny_http::Request) -> bool {
    is_chunked(request) || request.body_length().is_some_and(|length| length > 0)
}

fn is_chunked(request: &tiny_http::Request) -> bool {
    request.headers().iter().any(|header| header.field.equiv("Transfer-Encoding"))
}

/// The status for a request with a body: what is ambiguous is bad, what wants to write is not allowed, and what wants
/// to read has too much to say.
fn status(raw: &Raw<'_>) -> u16 {
    let lengths = raw.all("content-length").count();
    let encodings = raw.all("transfer-encoding").count();
    match raw.method {
        _ if lengths + encodings > 1 => 400,
        "GET" | "HEAD" => 413,
        _ => 405,
    }
}

impl Bodies {
    /// Answers a request that announces a body, without ever dropping it as a whole.
    pub(super) fn refuse(self: &std::sync::Arc<Self>, request: tiny_http::Request, raw: &Raw<'_>) {
        let status = status(raw);
        let short = !is_chunked(&request) && request.body_length().is_some_and(|length| length <= SHORT);
        let mut response = tiny_http::Response::empty(StatusCode(status));
        // The crate gives no other way to say the length in this kind of answer, without which a client waits for more:
        // the line end in the value begins a header of its own. Both values are our own and constant.
        let allow = b"GET, HEAD\r\nContent-Length: 0\r\nConnection: close\r\nCache-Control: no-cache";
        if let Ok(header) = Header::from_bytes(&b"Allow"[..], &allow[..]) {
            response.add_header(header);
        }
        let stream = request.upgrade("close", response);
        if !short || self.reading.fetch_add(1, Ordering::Relaxed) >= READING {
            if short {
                self.reading.fetch_sub(1, Ordering::Relaxed);
            }
            // One waiting thread stays behind for as long as the process lives; the alternative is its end.
            std::mem::forget(stream);
            return;
        }
        let bodies = self.clone();
        // Kept from being dropped here where no thread can be had.
        let stream = std::mem::ManuallyDrop::new(stream);
        let thread = std::thread::Builder::new().name("body".to_owned()).spawn(move || {
            drop(std::mem::ManuallyDrop::into_inner(stream));
            bodies.reading.fetch_sub(1, Ordering::Relaxed);
        });
        if thread.is_err() {
            self.reading.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
