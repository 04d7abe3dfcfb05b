//! The number of the build that is served and of what was found, and waiting for the next one.
#![expect(clippy::disallowed_methods, reason = "numbers a run by the clock, and waits no longer than it was asked to")]

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How many lists of changed files are kept for pages that have not heard of them yet.
const LISTS: usize = 32;

/// Counts the builds of one run of the preview.
#[derive(Debug)]
pub struct Builds {
    /// Makes the names of builds differ from those of an earlier run, whose pages may still be open.
    run: u128,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    count: Count,
    /// The files that changed lately, each list with its number.
    files: VecDeque<(u64, Vec<String>)>,
    closed: bool,
}

/// How far the preview has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number of the build that is served.
    pub build: u64,
    /// How often another state of the findings was known; 0 until the site was checked.
    pub found: u64,
    /// How often other files than pages have changed.
    pub files: u64,
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// There is a newer build, or something else was found.
    News(Count),
    /// Nothing happened in the time given.
    Quiet,
    /// The preview ends.
    Closed,
}

impl Default for Builds {
    fn default() -> Self {
        Self::new()
    }
}

impl Builds {
    /// The first build of a run.
    pub fn new() -> Self {
        let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
        Self {
            run,
            state: Mutex::new(State {
                count: Count { build: 1, found: 0, files: 0 },
                files: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the build that is served.
    pub fn number(&self) -> u64 {
        self.now().build
    }

    /// How far the preview has come.
    pub fn now(&self) -> Count {
        self.lock().count
    }

    /// The name of a build, or of a state of the findings, unlike that of any of another run. Digits, letters and `-` only.
    pub fn name(&self, number: u64) -> String {
        format!("{:x}-{number}", self.run)
    }

    /// Counts a rebuild and wakes all who wait.
    pub fn next(&self) -> u64 {
        let mut state = self.lock();
        state.count.build += 1;
        self.changed.notify_all();
        state.count.build
    }

    /// Counts another state of the findings and wakes all who wait.
    pub fn found(&self) {
        self.lock().count.found += 1;
        self.changed.notify_all();
    }

    /// Counts files that are other than they were and no pages, by their addresses, and wakes all who wait.
    pub fn files(&self, files: Vec<String>) {
        if files.is_empty() {
            return;
        }
        let mut state = self.lock();
        state.count.files += 1;
        let number = state.count.files;
        state.files.push_back((number, files));
        if state.files.len() > LISTS {
            state.files.pop_front();
        }
        self.changed.notify_all();
    }

    /// The addresses of files that changed after so many changes.
    pub fn files_past(&self, seen: u64) -> Vec<String> {
        let state = self.lock();
        state.files.iter().filter(|(number, _)| *number > seen).flat_map(|(_, files)| files).cloned().collect()
    }

    /// Waits for what is newer than `seen`, at most for `patience`.
    pub fn wait_past(&self, seen: Count, patience: Duration) -> Wake {
        let end = Instant::now() + patience;
        let mut state = self.lock();
        loop {
            if state.closed {
                return Wake::Closed;
            }
            if state.count != seen {
                return Wake::News(state.count);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Wake::Quiet;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Says that there will be no more builds.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Waits for [`Builds::close`].
    pub fn wait_closed(&self) {
        let mut state = self.lock();
        while !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
