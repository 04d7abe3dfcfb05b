//! One connection: requests are read, answered and forgotten, one after the other.

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::net::{Shutdown, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::serve::builds::Builds;
use crate::serve::say::Say;
use crate::session::inert;

use super::body::{self, Announced};
use super::events::Streams;
use super::head::{Broken, Head, Reading};
use super::request::{Refusal, Request};
use super::response::Response;
use super::route::{Route, route};
use super::wire::{After, write};
use super::{Answers, Settings};

/// About how many foreign names a hint is given.
const HINTS: usize = 8;
/// How long a client may take to read what it asked for, without reading anything.
const WRITING: Duration = Duration::from_secs(30);
/// How much is still read of a client that is sent away, so that it gets to see why; and for how long.
const LINGER: (usize, Duration) = (256 << 10, Duration::from_millis(500));

/// What all connections share.
pub(super) struct Shared {
    pub answers: Arc<dyn Answers>,
    pub builds: Arc<Builds>,
    pub streams: Streams,
    pub settings: Settings,
    pub say: Say,
    /// The foreign names that were hinted at.
    pub hinted: Mutex<BTreeSet<String>>,
}

/// What a request comes to.
enum Reply {
    Response(Response),
    Events(Option<crate::path::OutPath>),
}

/// Serves a connection until one side ends it.
pub(super) fn serve(shared: &Shared, stream: &TcpStream) {
    // Neither is of use where the other side is gone, which will be seen.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(WRITING));
    let mut reading = Reading::new(stream, shared.settings.patience);
    loop {
        match next(shared, stream, &mut reading) {
            Ok(After::Stays) => {}
            Ok(After::Closes) => return linger(stream),
            Err(_) => return,
        }
    }
}

/// Reads and answers one request.
fn next(shared: &Shared, stream: &TcpStream, reading: &mut Reading<'_>) -> io::Result<After> {
    let mut to = stream;
    let head = match reading.head() {
        Ok(head) => head,
        Err(Broken::Gone) => return Err(io::ErrorKind::ConnectionAborted.into()),
        Err(Broken::Status(status)) => {
            write(&mut to, Response::broken(status), false, After::Closes)?;
            return Ok(After::Closes);
        }
    };
    let raw = head.raw();
    let head_only = raw.method == "HEAD";
    let stays = if raw.stays() { After::Stays } else { After::Closes };
    match body::announced(&raw) {
        Announced::Nothing => {}
        Announced::Unfulfillable => {
            write(&mut to, Response::broken(417), head_only, stays)?;
            return Ok(stays);
        }
        Announced::Bytes(status, length) => {
            // Answered first: who waits for leave to send the body need not send it.
            write(&mut to, Response::broken(status), head_only, stays)?;
            let whole = length.is_some_and(|length| reading.skip(length));
            return Ok(if whole { stays } else { After::Closes });
        }
    }
    // A defect in one answer must not end the others.
    let reply = catch_unwind(AssertUnwindSafe(|| answer(shared, &head)))
        .unwrap_or_else(|_| Reply::Response(Response::text(500, "500: this failed, which is a defect of factpress")));
    match reply {
        Reply::Response(response) => {
            write(&mut to, response, head_only, stays)?;
            Ok(stays)
        }
        Reply::Events(page) => {
            match shared.streams.seat() {
                Some(_seat) => shared.streams.tell(&mut to, page.as_ref())?,
                None => write(&mut to, Response::text(503, "503: too many open pages"), false, After::Closes)?,
            }
            Ok(After::Closes)
        }
    }
}

/// What a request is answered with.
fn answer(shared: &Shared, head: &Head) -> Reply {
    let checked = match Request::check(&head.raw(), &shared.settings.hosts, &shared.answers.base()) {
        Ok(checked) => checked,
        Err(refusal) => {
            let response = Response::refusal(&refusal);
            if let Refusal::Foreign(host) = refusal {
                hint(shared, &host);
            }
            return Reply::Response(response);
        }
    };
    let build = shared.builds.name(shared.builds.number());
    match route(&checked, &*shared.answers, &build) {
        Route::Response(response) => Reply::Response(response),
        Route::Events(_) if checked.head_only => Reply::Response(Streams::head()),
        Route::Events(page) => Reply::Events(page),
    }
}

/// Says once for each name how to allow it, for the person who meant it.
fn hint(shared: &Shared, host: &str) {
    let name = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name);
    let mut hinted = shared.hinted.lock().unwrap_or_else(PoisonError::into_inner);
    if hinted.len() < HINTS && hinted.insert(name.to_ascii_lowercase()) {
        let name = inert(name);
        shared.say.err(&format!("refused a request for host `{name}`; if it is yours: `--allow-host {name}`"));
    }
}

/// Ends a connection so that the client sees the last answer: what it still sends is read for a moment, as the system would
/// otherwise take the answer back.
fn linger(stream: &TcpStream) {
    let (most, long) = LINGER;
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(long));
    let (mut some, mut read, mut from) = ([0; 4 << 10], 0, stream);
    while read < most {
        match from.read(&mut some) {
            Ok(more @ 1..) => read += more,
            _ => return,
        }
    }
}
