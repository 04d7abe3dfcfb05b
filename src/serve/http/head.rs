//! Reads the heads of requests from a connection: no larger than a browser sends, and no slower than a network is.
#![expect(clippy::disallowed_methods, reason = "waits for a head no longer than so long")]

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::request::Raw;

/// The longest head, in bytes.
const LONGEST: usize = 64 << 10;
/// The longest first line, in bytes.
const LONGEST_LINE: usize = 16 << 10;
/// How many headers a head has at most.
const HEADERS: usize = 100;

/// How long to wait for what a client sends.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the next request, on a connection that is held open.
    pub idle: Duration,
    /// For the whole of a head, or of a body that is thrown away, once its first byte is there.
    pub sending: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { idle: Duration::from_secs(30), sending: Duration::from_secs(10) }
    }
}

/// What a request says before its body.
#[derive(Debug)]
pub(super) struct Head {
    method: String,
    target: String,
    version: (u8, u8),
    headers: Vec<(String, String)>,
    local: bool,
}

impl Head {
    /// It, to be checked.
    pub(super) fn raw(&self) -> Raw<'_> {
        Raw {
            method: &self.method,
            target: &self.target,
            version: self.version,
            headers: &self.headers,
            local: self.local,
        }
    }
}

/// Why there is no head.
#[derive(Debug)]
pub(super) enum Broken {
    /// The client has gone, or said nothing for too long.
    Gone,
    /// What it said is answered with this status.
    Status(u16),
}

/// One side of a connection, from which heads are read one after the other.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    stream: &'a TcpStream,
    patience: Patience,
    /// Whether the client is on this machine.
    local: bool,
    /// What has come and is not read yet.
    buffer: Vec<u8>,
}

impl<'a> Reading<'a> {
    /// Nothing has come yet.
    pub(super) fn new(stream: &'a TcpStream, patience: Patience) -> Self {
        let local = stream.peer_addr().is_ok_and(|addr| addr.ip().to_canonical().is_loopback());
        Self { stream, patience, local, buffer: Vec::new() }
    }

    /// The next head.
    ///
    /// # Errors
    /// Where none comes, or one that is not as HTTP/1.1 wants it (RFC 9112).
    pub(super) fn head(&mut self) -> Result<Head, Broken> {
        let mut end = (!self.buffer.is_empty()).then(|| Instant::now() + self.patience.sending);
        // Not parsed again with every byte of a client that sends them one by one.
        let mut parsed = 0;
        loop {
            // Empty lines before a request are skipped (RFC 9112, 2.2).
            let empty = self.buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.buffer.drain(..empty);
            if self.buffer.len() > parsed && self.buffer.contains(&b'\n') {
                if let Some((head, length)) = parse(&self.buffer)? {
                    self.buffer.drain(..length);
                    return Ok(Head { local: self.local, ..head });
                }
                parsed = self.buffer.len();
            } else if self.buffer.len() > LONGEST_LINE {
                return Err(Broken::Status(414));
            } else if !self.buffer.is_empty() && !begins_well(&self.buffer) {
                return Err(Broken::Status(400));
            }
            if self.buffer.len() > LONGEST {
                return Err(Broken::Status(431));
            }
            let until = *end.get_or_insert_with(|| Instant::now() + self.patience.idle);
            let was_empty = self.buffer.is_empty();
            match self.more(until) {
                Ok(0) | Err(_) => return Err(Broken::Gone),
                Ok(_) if was_empty => end = Some(Instant::now() + self.patience.sending),
                Ok(_) => {}
            }
        }
    }

    /// Throws away so many bytes; tells whether all of them came.
    pub(super) fn skip(&mut self, mut length: usize) -> bool {
        let end = Instant::now() + self.patience.sending;
        loop {
            let here = self.buffer.len().min(length);
            self.buffer.drain(..here);
            length -= here;
            if length == 0 {
                return true;
            }
            if !matches!(self.more(end), Ok(1..)) {
                return false;
            }
        }
    }

    /// Reads what has come, or waits for it until a moment.
    fn more(&mut self, until: Instant) -> io::Result<usize> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut some = [0; 8 << 10];
        let mut stream = self.stream;
        let read = loop {
            match stream.read(&mut some) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.buffer.extend(some.iter().take(read));
        Ok(read)
    }
}

/// Whether what has come can be the beginning of a request: nobody waits for the rest of what is no HTTP.
fn begins_well(bytes: &[u8]) -> bool {
    let method = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    method <= 32 && bytes.get(method).is_none_or(|next| method > 0 && *next == b' ')
}

/// The head at the beginning of what has come, and its length; `None` where more of it is to come.
fn parse(bytes: &[u8]) -> Result<Option<(Head, usize)>, Broken> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => {
            let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
            // What ends its lines otherwise would be waited for in vain.
            let well = line.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
            return match line {
                _ if !well => Err(Broken::Status(400)),
                LONGEST_LINE.. => Err(Broken::Status(414)),
                _ => Ok(None),
            };
        }
        Err(httparse::Error::TooManyHeaders) => return Err(Broken::Status(431)),
        Err(httparse::Error::Version) => return Err(Broken::Status(505)),
        Err(_) => return Err(Broken::Status(400)),
    };
    let head = bytes.get(..length).unwrap_or_default();
    let bare = head.iter().enumerate().any(|(at, byte)| *byte == b'\n' && (at == 0 || head[at - 1] != b'\r'));
    let target = request.path.unwrap_or_default();
    if bare {
        return Err(Broken::Status(400));
    }
    if target.len() > LONGEST_LINE {
        return Err(Broken::Status(414));
    }
    if length > LONGEST {
        return Err(Broken::Status(431));
    }
    let header =
        |header: &httparse::Header<'_>| (header.name.to_owned(), String::from_utf8_lossy(header.value).into_owned());
    let head = Head {
        method: request.method.unwrap_or_default().to_owned(),
        target: target.to_owned(),
        version: (1, request.version.unwrap_or(1)),
        headers: request.headers.iter().map(header).collect(),
        local: false,
    };
    Ok(Some((head, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(text: &str) -> u16 {
        match parse(text.as_bytes()) {
            Ok(None) => 0,
            Ok(Some(_)) => 200,
            Err(Broken::Status(status)) => status,
            Err(Broken::Gone) => unreachable!("nothing is read"),
        }
    }

    #[test]
    fn heads() {
        let (head, length) =
            parse(b"GET /\xC3\xBC?q HTTP/1.0\r\nHost: a\r\nX:  b \r\n\r\nrest").ok().flatten().expect("a head");
        assert_eq!((head.method.as_str(), head.target.as_str(), head.version), ("GET", "/ü?q", (1, 0)));
        assert_eq!(head.headers, [("Host".to_owned(), "a".to_owned()), ("X".to_owned(), "b".to_owned())]);
        assert_eq!(length, 39);
        for (text, expected) in [
            ("GET / HTTP/1.1\r\nHost: a\r\n", 0),
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200),
            ("GET / HTTP/1.1\nHost: a\n\n", 400),
            ("GET / HTTP/1.1\nHost", 400),
            ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
            ("GET /\r\n", 400),
            ("GET / HTTP/1.2\r\n\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("GET / HTTP/1.1\r\nTransfer-Encoding : chunked\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nX: a\u{0}b\r\n\r\n", 400),
        ] {
            assert_eq!(status(text), expected, "{text:?}");
        }
        let many = "X: a\r\n".repeat(HEADERS + 1);
        assert_eq!(status(&format!("GET / HTTP/1.1\r\n{many}\r\n")), 431);
        assert_eq!(status(&format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(LONGEST_LINE))), 414);
        assert_eq!(status(&format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(LONGEST))), 431);
    }

    #[test]
    fn beginnings() {
        for (text, is) in [("G", true), ("GET", true), ("GET /", true), ("FOO-BAR x", true)] {
            assert_eq!(begins_well(text.as_bytes()), is, "{text}");
        }
        for text in ["\u{16}\u{3}\u{1}", "GET\t/", " GET", "{}", &"x".repeat(40)] {
            assert!(!begins_well(text.as_bytes()), "{text}");
        }
    }
}
