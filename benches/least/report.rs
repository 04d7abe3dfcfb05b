//! What the floor did, and how long it took.

use std::fmt;
use std::ops::Add;
use std::time::Duration;

/// The work on some pages; the times are those of the threads, added up.
#[derive(Default)]
pub(super) struct Work {
    pub(super) source_bytes: usize,
    pub(super) html_bytes: usize,
    /// Code blocks with a language that is highlighted, repeated ones included.
    pub(super) highlighted: usize,
    pub(super) read: Duration,
    pub(super) render: Duration,
    pub(super) highlight: Duration,
    pub(super) template: Duration,
    pub(super) write: Duration,
}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            source_bytes: self.source_bytes + other.source_bytes,
            html_bytes: self.html_bytes + other.html_bytes,
            highlighted: self.highlighted + other.highlighted,
            read: self.read + other.read,
            render: self.render + other.render,
            highlight: self.highlight + other.highlight,
            template: self.template + other.template,
            write: self.write + other.write,
        }
    }
}

/// A whole run; its display is one line.
pub(crate) struct Report {
    pub(super) pages: usize,
    /// Finding the files and making the folders, on one thread.
    pub(super) listing: Duration,
    pub(super) work: Work,
    pub(super) elapsed: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, listing, work, elapsed } = self;
        let megabytes = |bytes: usize| bytes as f64 / 1e6;
        write!(
            f,
            "{pages} pages, {:.1} MB to {:.1} MB, {} blocks highlighted, {}; list {}; over {} threads: read {}, parse and \
             render {}, highlight {}, template {}, write {}",
            megabytes(work.source_bytes),
            megabytes(work.html_bytes),
            work.highlighted,
            Milliseconds(*elapsed),
            Milliseconds(*listing),
            super::THREADS,
            Milliseconds(work.read),
            Milliseconds(work.render),
            Milliseconds(work.highlight),
            Milliseconds(work.template),
            Milliseconds(work.write),
        )
    }
}

struct Milliseconds(Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} ms", self.0.as_secs_f64() * 1000.0)
    }
}
