//! Publishes a session's outputs.

use std::sync::{Mutex, OnceLock};

use super::{Checked, Session, record};
use crate::error::Result;
use crate::finding::Finding;
use crate::output::{Content, Wanted};
use crate::publish::{self, Job, Record};
use crate::render;
use crate::rule::Level;

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Outputs written because they are new or changed.
    pub written: usize,
    /// Outputs that stayed as they were.
    pub unchanged: usize,
    /// Outputs removed because nothing makes them any more.
    pub removed: usize,
    /// Whether findings kept everything from being written.
    pub withheld: bool,
    /// What a person should know: an edited output replaced, an interrupted build cleaned up.
    pub notes: Vec<String>,
}

impl Session {
    /// Makes all outputs and writes them to the output folder, which is the old site or the new one at every moment.
    ///
    /// With `strict`, findings at the level of an error keep everything from being written. Two sources for one output
    /// always do: one of them would be lost.
    ///
    /// # Errors
    /// Where the folder is refused, locked, or cannot be written; it is then as it was.
    pub fn publish(&mut self, strict: bool) -> Result<Outcome> {
        let mut timings = std::mem::take(&mut self.timings);
        let outcome = self.write(strict, &mut timings);
        self.timings = timings;
        outcome
    }

    fn write(&mut self, strict: bool, timings: &mut super::Timings) -> Result<Outcome> {
        let origins = self.scanned.origins();
        publish::guard(&self.scanned.out, &self.scanned.sources.root, &origins)?;
        let collides = !self.site.collisions.is_empty();
        if collides || (strict && self.summary().errors > 0) {
            return Ok(Outcome { withheld: true, ..Outcome::default() });
        }
        let found: Mutex<Vec<(usize, Finding)>> = Mutex::default();
        let (site, theme, plan, sources) = (&*self.site, &self.theme, &self.plan, &self.scanned.sources);
        let produce = |at: usize| -> Content {
            let (content, findings) = render::produce(site, theme, plan, sources, at);
            if !findings.is_empty()
                && let Ok(mut found) = found.lock()
            {
                found.extend(findings.into_iter().map(|finding| (at, finding)));
            }
            content
        };
        let outputs: Vec<&Wanted> = timings.time("keys", || self.wanted()).iter().collect();
        let out = self.scanned.out.clone();
        let root = self.scanned.sources.root.clone();
        let inputs = self.scanned.inputs();
        let job = Job { out: &out, root: &root, sources: &origins, outputs: &outputs, produce: &produce, inputs };
        let staged = timings.time("render", || publish::stage(job))?;
        let mut rendering: Vec<(usize, Finding)> =
            found.lock().map(|mut found| std::mem::take(&mut *found)).unwrap_or_default();
        rendering.sort_by_key(|(at, _)| *at);
        let again: Vec<usize> = rendering.iter().map(|(at, _)| *at).collect();
        let findings: Vec<Finding> = rendering.into_iter().map(|(_, finding)| finding).collect();
        let settled = (!findings.is_empty()).then(|| self.settled(self.checked().raw.clone(), findings));
        let Checked { findings, summary, raw: _ } = settled.as_ref().unwrap_or(self.checked());
        if strict && findings.iter().any(|finding| finding.level == Level::Error) {
            staged.discard();
            self.take(settled);
            return Ok(Outcome { withheld: true, ..Outcome::default() });
        }
        let value = record::keep(findings, summary, &self.scanned.sources, &self.site.facts);
        let published = timings.time("publish", || staged.commit(Record { value, again: &again }))?;
        self.take(settled);
        Ok(Outcome {
            written: published.written,
            unchanged: published.unchanged,
            removed: published.removed,
            withheld: false,
            notes: published.notes,
        })
    }

    /// Takes what rendering has found, too.
    fn take(&mut self, settled: Option<Checked>) {
        if let Some(settled) = settled {
            self.checked = OnceLock::from(settled);
        }
    }
}
