//! The number of the build that is served, and waiting for the next one.
#![expect(clippy::disallowed_methods, reason = "numbers a run by the clock, and waits no longer than it was asked to")]

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

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
    number: u64,
    closed: bool,
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// There is a newer build, with this number.
    Build(u64),
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
        Self { run, state: Mutex::new(State { number: 1, closed: false }), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the build that is served.
    pub fn number(&self) -> u64 {
        self.lock().number
    }

    /// The name of a build, unlike that of any build of another run. Digits, letters and `-` only.
    pub fn name(&self, number: u64) -> String {
        format!("{:x}-{number}", self.run)
    }

    /// Counts a rebuild and wakes all who wait.
    pub fn next(&self) -> u64 {
        let mut state = self.lock();
        state.number += 1;
        self.changed.notify_all();
        state.number
    }

    /// Waits for a build newer than `seen`, at most for `patience`.
    pub fn wait_past(&self, seen: u64, patience: Duration) -> Wake {
        let end = Instant::now() + patience;
        let mut state = self.lock();
        loop {
            if state.closed {
                return Wake::Closed;
            }
            if state.number > seen {
                return Wake::Build(state.number);
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

    /// Whether [`Builds::close`] was called.
    pub fn is_closed(&self) -> bool {
        self.lock().closed
    }

    /// Waits for [`Builds::close`].
    pub fn wait_closed(&self) {
        let mut state = self.lock();
        while !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
