//! HTTP for the preview. Takes requests, from this machine unless asked otherwise; gives outputs of the site, rendered when asked for.
//!
//! A request is checked before anything is looked up (`request`, `host`), found among the planned outputs (`route`), and
//! answered with plain data (`response`, `media`, `inject`). `door` takes connections and `connection` serves one; `head` reads
//! what it sends, `body` refuses what it announces, `wire` writes. `events` tells open pages of rebuilds.
//!
//! Invariant: no part of a request is ever joined to the path of a file; what is not planned does not exist.

use std::time::Duration;

use crate::digest::Digest;
use crate::output::Content;
use crate::path::OutPath;

mod body;
mod connection;
mod door;
mod events;
mod head;
mod host;
mod inject;
mod media;
mod request;
mod response;
mod route;
mod wire;

pub use door::Door;
pub use head::Patience;
pub use host::Hosts;

/// The site, as the HTTP part sees it.
pub trait Answers: Send + Sync {
    /// Where the site lies: a path that begins and ends with `/`.
    fn base(&self) -> String;

    /// Whether an output is planned at a path.
    fn is_planned(&self, out: &OutPath) -> bool;

    /// The key of an output, equal while it shows the same; `None` where nothing is planned at that path.
    fn key(&self, out: &OutPath) -> Option<Digest>;

    /// Makes an output; `None` where nothing is planned at that path.
    fn make(&self, out: &OutPath) -> Option<Served>;

    /// Makes the page for addresses at which there is nothing; it is shown at any of them.
    fn missing(&self) -> Content;

    /// What is found in the site, for the page of an output, as JSON; `None` while nobody knows. With the token of this run for
    /// who `may_act`.
    fn findings(&self, page: Option<&OutPath>, may_act: bool) -> Option<Vec<u8>>;

    /// Does what a person asks for at a finding; who does not know the token of this run may not.
    fn act(&self, token: &str, act: Act, finding: &str) -> Acted;
}

/// An output as it is served.
#[derive(Debug)]
pub struct Served {
    /// What it is.
    pub content: Content,
    /// Whether it is as the author meant it, and not what stands in for it.
    pub whole: bool,
}

/// What can be asked for at a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Its place, in the editor.
    Open,
    /// Its certain fix, in the author's files.
    Fix,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It is done; perhaps with a word about it.
    Done(String),
    /// There is no such finding, or nothing that could be done about it.
    Nothing,
    /// It could not be done, for this reason.
    Failed(String),
    /// The token is not that of this run.
    Stranger,
}

/// How to answer.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Under which names.
    pub hosts: Hosts,
    /// How often a stream of events says that it is alive.
    pub heartbeat: Duration,
    /// How many streams of events may be open at once.
    pub streams: usize,
    /// How many connections may be open at once; each has a thread.
    pub connections: usize,
    /// How long to wait for what clients send.
    pub patience: Patience,
}

impl Default for Settings {
    fn default() -> Self {
        let (heartbeat, patience) = (Duration::from_secs(10), Patience::default());
        Self { hosts: Hosts::default(), heartbeat, streams: 64, connections: 1024, patience }
    }
}
