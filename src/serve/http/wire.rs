//! Writes answers to a connection.

use std::io::{self, BufWriter, Read as _, Write};
use std::time::SystemTime;

use super::response::{Body, Response};

/// What a connection does after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// It waits for the next request.
    Stays,
    /// It is closed.
    Closes,
}

/// Writes an answer; without its body where only the head was asked for.
///
/// # Errors
/// Where the client has gone or does not read, or a file is not as long as was said; the connection cannot go on then.
pub(super) fn write(to: &mut dyn Write, response: Response, head_only: bool, after: After) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(16 << 10, to);
    let Response { status, headers, body } = response;
    write!(to, "HTTP/1.1 {status} {}\r\nDate: {}\r\n", reason(status), httpdate::fmt_http_date(now()))?;
    // A value that could be read as more than one header is left out.
    for (name, value) in headers.iter().filter(|(_, value)| !value.chars().any(char::is_control)) {
        write!(to, "{name}: {value}\r\n")?;
    }
    let has_body = !matches!(status, 204 | 304);
    if has_body {
        // Always with a length, never in chunks: then a `HEAD` tells the same as a `GET`.
        write!(to, "Content-Length: {}\r\n", body.len())?;
    }
    if after == After::Closes {
        to.write_all(b"Connection: close\r\n")?;
    }
    to.write_all(b"\r\n")?;
    if has_body && !head_only {
        match body {
            Body::Bytes(bytes) => to.write_all(&bytes)?,
            // A file that grows meanwhile must not run over the length that was said.
            Body::File(file, length) => {
                if io::copy(&mut file.take(length), &mut to)? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
        }
    }
    to.flush()
}

#[expect(clippy::disallowed_methods, reason = "an answer says when it was given")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// What the statuses that are used mean (RFC 9110, 15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(response: Response, head_only: bool, after: After) -> String {
        let mut out = Vec::new();
        write(&mut out, response, head_only, after).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        text.split("\r\n").filter(|line| !line.starts_with("Date: ")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn answers() {
        let response =
            || Response { status: 200, headers: vec![("A", "b".to_owned())], body: Body::Bytes(b"c".to_vec()) };
        assert_eq!(written(response(), false, After::Stays), "HTTP/1.1 200 OK\nA: b\nContent-Length: 1\n\nc");
        let closing = "HTTP/1.1 200 OK\nA: b\nContent-Length: 1\nConnection: close\n\n";
        assert_eq!(written(response(), true, After::Closes), closing);
        let none =
            Response { status: 304, headers: vec![("A", "b\r\nC: d".to_owned())], body: Body::Bytes(b"c".to_vec()) };
        assert_eq!(written(none, false, After::Stays), "HTTP/1.1 304 Not Modified\n\n");
    }
}
