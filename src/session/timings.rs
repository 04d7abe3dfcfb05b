//! How long the stages of a run take.
#![expect(clippy::disallowed_methods, reason = "measures how long stages take; no result depends on it")]

use std::time::{Duration, Instant};

/// Stages and their times, in the order they ran.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn time<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.stages.push((stage, start.elapsed()));
        result
    }

    /// The stages so far.
    pub fn stages(&self) -> &[(&'static str, Duration)] {
        &self.stages
    }
}
