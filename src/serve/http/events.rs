//! The stream of events by which open pages hear of rebuilds.
//!
//! Every stream begins with the build that is served (`build`), so that a page that was away hears of what it missed. Then a
//! page is told when it shows something else (`patch`) or is no more (`gone`), and when something else was found in the site
//! (`found`) or other files than pages have changed (`files`); who asks for no page hears of every build.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::serve::builds::{Builds, Wake};

use super::response::Response;
use super::{Answers, Settings};
use crate::path::OutPath;

/// The head of the answer, which has no length and ends with the connection.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n\
X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";

/// The open streams.
pub(super) struct Streams {
    builds: Arc<Builds>,
    answers: Arc<dyn Answers>,
    heartbeat: Duration,
    most: usize,
    open: AtomicUsize,
}

/// The place of one stream.
pub(super) struct Seat<'a>(&'a AtomicUsize);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for Streams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Streams {
    /// No streams yet.
    pub(super) fn new(builds: Arc<Builds>, answers: Arc<dyn Answers>, settings: &Settings) -> Self {
        let Settings { heartbeat, streams, .. } = *settings;
        Self { builds, answers, heartbeat, most: streams, open: AtomicUsize::new(0) }
    }

    /// A place for one more stream, given back when it is dropped; `None` where all are taken.
    pub(super) fn seat(&self) -> Option<Seat<'_>> {
        let seat = Seat(&self.open);
        (self.open.fetch_add(1, Ordering::Relaxed) < self.most).then_some(seat)
    }

    /// The answer to a `HEAD` for the stream.
    pub(super) fn head() -> Response {
        Response::new(200, "text/event-stream; charset=utf-8", super::response::Body::Bytes(Vec::new()))
    }

    /// Writes the stream for the page of an output until the preview ends.
    ///
    /// # Errors
    /// Where the page has gone away.
    pub(super) fn tell(&self, page: &mut dyn Write, of: Option<&OutPath>) -> io::Result<()> {
        let mut seen = self.builds.now();
        let mut key = of.and_then(|out| self.answers.key(out));
        page.write_all(HEAD.as_bytes())?;
        write!(page, "retry: 1000\n{}", self.event("build", seen.build))?;
        if seen.found > 0 {
            page.write_all(self.event("found", seen.found).as_bytes())?;
        }
        page.flush()?;
        loop {
            match self.builds.wait_past(seen, self.heartbeat) {
                Wake::News(count) => {
                    if count.build > seen.build {
                        let now = of.and_then(|out| self.answers.key(out));
                        if of.is_none() || now != key {
                            let what = if of.is_some() && now.is_none() { "gone" } else { "patch" };
                            page.write_all(self.event(what, count.build).as_bytes())?;
                        }
                        key = now;
                    }
                    if count.found > seen.found {
                        page.write_all(self.event("found", count.found).as_bytes())?;
                    }
                    if count.files > seen.files {
                        let files = serde_json::to_string(&self.builds.files_past(seen.files)).unwrap_or_default();
                        let build = self.builds.name(count.build);
                        write!(page, "event: files\ndata: {{\"at\":\"{build}\",\"files\":{files}}}\n\n")?;
                    }
                    seen = count;
                }
                Wake::Quiet => page.write_all(b": still here\n\n")?,
                Wake::Closed => return Ok(()),
            }
            page.flush()?;
        }
    }

    /// An event with the name of what it is about, under the key `build`, or `found` for the findings.
    fn event(&self, name: &str, number: u64) -> String {
        let (build, of) = (self.builds.name(number), if name == "found" { "found" } else { "build" });
        format!("id: {build}\nevent: {name}\ndata: {{\"{of}\":\"{build}\"}}\n\n")
    }
}
