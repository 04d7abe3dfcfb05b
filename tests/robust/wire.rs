//! A client of a running preview: one connection for pages, one for what it is told.
#![expect(clippy::disallowed_methods, reason = "waits only so long")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long an answer or an event may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection that stays open.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    addr: SocketAddr,
}

impl Wire {
    pub(crate) fn to(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect(addr).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("time-out");
        stream.set_nodelay(true).expect("no delay");
        Self { stream: BufReader::new(stream), addr }
    }

    /// A stream of events for a page, after what it says at first.
    pub(crate) fn events(addr: SocketAddr, page: &str) -> Self {
        let mut wire = Self::to(addr);
        wire.ask(&format!("/__preview/events?page={page}"));
        assert!(wire.hears("build"), "a stream begins with a build");
        wire
    }

    /// Status and body of what is served at a path.
    pub(crate) fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        self.ask(path);
        let status = self.line();
        let mut length = 0;
        loop {
            let line = self.line().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a whole body");
        (status.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status"), body)
    }

    /// Waits for an event; no where it does not come.
    pub(crate) fn hears(&mut self, event: &str) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.line().strip_prefix("event: ") == Some(event) {
                return true;
            }
        }
        false
    }

    fn ask(&mut self, path: &str) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.addr);
        self.stream.get_mut().write_all(request.as_bytes()).expect("sent");
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).expect("a line in time");
        assert!(read > 0, "the connection was closed");
        line.trim_end().to_owned()
    }
}
