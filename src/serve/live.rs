//! The session behind a lock: what requests are answered from, and what a change of the files brings up to date.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use crate::error::Result;
use crate::output::Content;
use crate::path::OutPath;
use crate::session::{Change, Session};

use super::builds::Builds;
use super::http::Answers;
use super::say::{Say, plain};

/// A session that many requests read and one rebuild at a time writes.
#[derive(Debug)]
pub struct Live {
    session: RwLock<Session>,
}

/// What a rebuild did, for the line that is printed.
#[derive(Debug)]
struct Rebuilt {
    change: Change,
    findings: usize,
    folders: Vec<PathBuf>,
}

impl Live {
    /// Serves an open session.
    pub fn new(session: Session) -> Self {
        Self { session: RwLock::new(session) }
    }

    /// Brings the session up to date; where that fails it stays as it was. The build is counted before any request
    /// can see it, so that no page that shows a build carries the number of an older one.
    fn refresh(&self, builds: &Builds) -> Result<Rebuilt> {
        let mut session = self.session.write().unwrap_or_else(PoisonError::into_inner);
        let change = session.refresh()?;
        if !change.outputs.is_empty() {
            builds.next();
        }
        Ok(Rebuilt { change, findings: session.findings().len(), folders: session.watched() })
    }
}

impl Answers for Live {
    fn is_planned(&self, out: &OutPath) -> bool {
        let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
        session.plan().outputs.binary_search_by(|planned| planned.wanted.out.cmp(out)).is_ok()
    }

    fn make(&self, out: &OutPath) -> Option<Content> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).render(out)
    }
}

/// The folders below the watched ones that are not the author's: the output folder.
pub fn ignored(session: &Session) -> Vec<PathBuf> {
    let out = session.site().config.out.as_deref().unwrap_or("public");
    vec![session.sources().root.join(out)]
}

/// What to do when files changed: refresh, count, and say it in one line. Gives the folders to watch from now on;
/// none where nothing is known about them.
pub fn rebuild(
    live: Arc<Live>,
    builds: Arc<Builds>,
    root: PathBuf,
    say: Say,
) -> impl FnMut(&BTreeSet<PathBuf>) -> Vec<PathBuf> + Send + 'static {
    move |paths| {
        let begun = Instant::now();
        // A rebuild that panics is a defect of ours; the pages that are there can still be read.
        let result = catch_unwind(AssertUnwindSafe(|| live.refresh(&builds)));
        let took = begun.elapsed().as_millis();
        match result {
            Ok(Ok(Rebuilt { change, findings, folders })) => {
                if !change.outputs.is_empty() {
                    let what = changed(&root, paths);
                    let (outputs, s) = (change.outputs.len(), if change.outputs.len() == 1 { "" } else { "s" });
                    let plural = if findings == 1 { "" } else { "s" };
                    say.out(&format!("{what}: {outputs} output{s}, {findings} finding{plural}, {took} ms"));
                }
                folders
            }
            Ok(Err(error)) => {
                say.err(&format!("still serving the site as it was: {}", plain(&error.to_string())));
                Vec::new()
            }
            Err(_) => {
                say.err("still serving the site as it was: the rebuild failed, which is a defect of factpress");
                Vec::new()
            }
        }
    }
}

/// The changed files in a few words: the first by name, the others by their number.
fn changed(root: &Path, paths: &BTreeSet<PathBuf>) -> String {
    let Some(first) = paths.first() else { return "files changed".to_owned() };
    let shown = plain(&first.strip_prefix(root).unwrap_or(first).to_string_lossy());
    match paths.len() - 1 {
        0 => format!("{shown} changed"),
        more => format!("{shown} and {more} more changed"),
    }
}
