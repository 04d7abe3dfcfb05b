//! An answer as plain data: conditions and ranges are decided here, sending is for others.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};

use super::media;
use super::request::{Refusal, Request};

/// An answer.
#[derive(Debug)]
pub(super) struct Response {
    /// The status.
    pub status: u16,
    /// Headers beside those of the connection and the length.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent; for a `HEAD`, what would be.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Body {
    /// Bytes in memory.
    Bytes(Vec<u8>),
    /// So many bytes of a file, from where it is positioned.
    File(File, u64),
}

impl Body {
    /// Its length in bytes.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, len) => *len,
        }
    }

    /// Keeps `len` bytes from `start`, which lie in it.
    fn cut(self, start: u64, len: u64) -> io::Result<Self> {
        match self {
            Self::Bytes(mut bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                bytes.drain(..start);
                bytes.truncate(usize::try_from(len).unwrap_or(usize::MAX));
                Ok(Self::Bytes(bytes))
            }
            Self::File(mut file, _) => {
                file.seek(SeekFrom::Start(start))?;
                Ok(Self::File(file, len))
            }
        }
    }
}

impl Response {
    /// An answer with the headers that all have. Nothing is kept by the browser without asking again, and it never
    /// guesses a type.
    pub(super) fn new(status: u16, media: &str, body: Body) -> Self {
        let headers = vec![
            ("Content-Type", media.to_owned()),
            ("Cache-Control", "no-cache".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            // A click in a page must be meant for it.
            ("Content-Security-Policy", "frame-ancestors 'self'".to_owned()),
        ];
        Self { status, headers, body }
    }

    /// An answer of one line, which never says anything about this machine.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, media::TEXT, Body::Bytes(format!("{text}\n").into_bytes()))
    }

    /// Adds a header.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer to what is refused before it is read.
    pub(super) fn broken(status: u16) -> Self {
        let text = match status {
            405 => return Self::refusal(&Refusal::Method),
            413 => "413: a request for a page has no body",
            414 => "414: no address is that long",
            417 => "417: nothing of the kind is done here",
            431 => "431: the head of the request is too large",
            505 => "505: the preview speaks HTTP/1.1",
            _ => return Self::refusal(&Refusal::Bad),
        };
        Self::text(status, text)
    }

    /// The answer to a request that is refused.
    pub(super) fn refusal(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Bad => Self::text(400, "400: this is no request for a page"),
            Refusal::Foreign(_) => Self::text(403, "403: the preview does not answer under this host name"),
            Refusal::Method => Self::text(405, "405: the preview can only be read").with("Allow", "GET, HEAD"),
        }
    }

    /// A found output: whole, in part, or not at all where the browser has it already.
    pub(super) fn found(request: &Request, media: &str, body: Body, tag: &str) -> Self {
        if request.if_none_match.as_deref().is_some_and(|known| knows(known, tag)) {
            return Self::new(304, media, body).with("ETag", tag);
        }
        let total = body.len();
        let whole = Self::new(200, media, body).with("ETag", tag).with("Accept-Ranges", "bytes");
        let same = request.if_range.as_deref().is_none_or(|known| known == tag);
        match request.range.as_deref().filter(|_| same && !request.head_only).map(|range| part(range, total)) {
            None | Some(Part::Whole) => whole,
            Some(Part::Bytes { start, end }) => match whole.body.cut(start, end - start + 1) {
                Ok(body) => Self { status: 206, headers: whole.headers, body }
                    .with("Content-Range", format!("bytes {start}-{end}/{total}")),
                Err(_) => Self::text(500, "500: the file cannot be read"),
            },
            Some(Part::Outside) => {
                Self::text(416, "416: there is nothing in this range").with("Content-Range", format!("bytes */{total}"))
            }
        }
    }
}

/// Whether a list of tags holds this one. Weak tags are compared by what they say.
fn knows(list: &str, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|known| strong(known) == strong(tag))
}

/// Which part of an output a range asks for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// All of it: no range that is understood, or several.
    Whole,
    /// These bytes, the last one included.
    Bytes { start: u64, end: u64 },
    /// None.
    Outside,
}

/// Reads a single range (RFC 9110, 14.1.2).
fn part(range: &str, total: u64) -> Part {
    let Some((from, to)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (start, end) = match (from.trim(), to.trim()) {
        ("", to) => match number(to) {
            Some(0) => return Part::Outside,
            Some(last) => (total.saturating_sub(last), total.saturating_sub(1)),
            None => return Part::Whole,
        },
        (from, "") => match number(from) {
            Some(from) => (from, total.saturating_sub(1)),
            None => return Part::Whole,
        },
        (from, to) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => (from, to.min(total.saturating_sub(1))),
            _ => return Part::Whole,
        },
    };
    if start < total { Part::Bytes { start, end } } else { Part::Outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (range, expected) in [
            ("bytes=0-3", Part::Bytes { start: 0, end: 3 }),
            ("bytes=-5", Part::Bytes { start: 5, end: 9 }),
            ("bytes=-50", Part::Bytes { start: 0, end: 9 }),
            ("bytes=5-", Part::Bytes { start: 5, end: 9 }),
            ("bytes=5-99", Part::Bytes { start: 5, end: 9 }),
            ("bytes=10-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=0-0,2-3", Part::Whole),
            ("bytes=3-1", Part::Whole),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=-x", Part::Whole),
            ("bytes=+1-3", Part::Whole),
            ("lines=1-3", Part::Whole),
        ] {
            assert_eq!(part(range, 10), expected, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Outside);
    }

    #[test]
    fn tags() {
        assert!(
            knows("\"a\"", "\"a\"")
                && knows("W/\"a\"", "\"a\"")
                && knows("\"b\", \"a\"", "\"a\"")
                && knows("*", "\"a\"")
        );
        assert!(!knows("\"b\"", "\"a\"") && !knows("", "\"a\""));
    }
}
