//! One site over time: the only place that knows the order of the layers. Keeps page objects between rebuilds.
//!
//! Invariant: a rebuilt session equals a fresh one.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::Result;
use crate::finding::Finding;
use crate::link::Site;
use crate::output::Content;
use crate::path::OutPath;
use crate::render::{Plan, Theme};
use crate::source::Sources;
use crate::summary::Summary;

/// What a session is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the command line.
    pub root: PathBuf,
    /// The output folder, where the command line names one; relative to the current folder.
    pub out: Option<PathBuf>,
    /// The day that counts as today, where the command line names one: `YYYY-MM-DD`.
    pub today: Option<String>,
    /// The day by the clock, which counts where neither the command line nor the configuration names one.
    pub clock: Option<String>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// A site, loaded, linked and checked.
#[derive(Debug)]
pub struct Session {
    _options: Options,
}

/// What a rebuild changed.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Outputs that are new, gone, or made from something else than before.
    pub outputs: Vec<OutPath>,
}

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Outputs written because they are new or changed.
    pub written: usize,
    /// Outputs that stayed as they were.
    pub unchanged: usize,
    /// Outputs removed because nothing makes them any more.
    pub removed: usize,
    /// Whether `--strict` (or a collision) kept everything from being written.
    pub withheld: bool,
    /// What a person should know: an edited output replaced, an interrupted build cleaned up.
    pub notes: Vec<String>,
}

impl Session {
    /// Reads, compiles, links and checks the site.
    ///
    /// # Errors
    /// Where the root cannot be read or the options make no sense. Mistakes in the content are findings.
    pub fn open(_options: Options) -> Result<Self> {
        unimplemented!()
    }

    /// Reads the site again and brings everything up to date.
    ///
    /// # Errors
    /// As [`Session::open`]; the session is then as it was.
    pub fn refresh(&mut self) -> Result<Change> {
        unimplemented!()
    }

    /// All findings in their order, with their final levels; those of templates only once something was rendered.
    pub fn findings(&self) -> &[Finding] {
        unimplemented!()
    }

    /// The files.
    pub fn sources(&self) -> &Sources {
        unimplemented!()
    }

    /// The numbers.
    pub fn summary(&self) -> &Summary {
        unimplemented!()
    }

    /// The linked site.
    pub fn site(&self) -> &Site {
        unimplemented!()
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        unimplemented!()
    }

    /// Every output.
    pub fn plan(&self) -> &Plan {
        unimplemented!()
    }

    /// Makes one output; `None` where nothing is planned at that path.
    pub fn render(&self, _out: &OutPath) -> Option<Content> {
        unimplemented!()
    }

    /// Writes the output folder.
    ///
    /// # Errors
    /// Where the folder is refused, locked, or cannot be written; it is then as it was.
    pub fn publish(&mut self, _strict: bool) -> Result<Outcome> {
        unimplemented!()
    }

    /// The folders whose changes matter to the site, for watching.
    pub fn watched(&self) -> Vec<PathBuf> {
        unimplemented!()
    }

    /// How long each stage of the last run took, in the order of the stages.
    pub fn timings(&self) -> &[(&'static str, Duration)] {
        unimplemented!()
    }
}
