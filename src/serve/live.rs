//! The session behind a lock: what requests are answered from, and what a change of the files brings up to date.
#![expect(clippy::disallowed_methods, reason = "says how long a rebuild took, and where the root really lies")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use crate::error::Result;
use crate::output::Content;
use crate::path::{OutPath, SourcePath};
use crate::session::{Change, Session};

use super::builds::Builds;
use super::http::Answers;
use super::say::{Say, plain};
use super::watch::Scope;

/// A session that many requests read and one rebuild at a time writes.
#[derive(Debug)]
pub(super) struct Live {
    session: RwLock<Session>,
    /// The site's root, as the system names it.
    root: PathBuf,
}

/// What a rebuild did, for the line that is printed.
#[derive(Debug)]
struct Rebuilt {
    change: Change,
    findings: usize,
    folders: Vec<PathBuf>,
}

impl Live {
    /// Serves an open session of the site at `root`.
    pub(super) fn new(session: Session, root: PathBuf) -> Self {
        Self { session: RwLock::new(session), root }
    }

    /// Brings the session up to date; where that fails it stays as it was. The build is counted before any request
    /// can see it, so that no page that shows a build carries the number of an older one.
    fn refresh(&self, builds: &Builds, paths: &BTreeSet<PathBuf>) -> Result<Rebuilt> {
        let mut session = self.session.write().unwrap_or_else(PoisonError::into_inner);
        let change = match self.in_site(paths) {
            Some(paths) => session.refresh_paths(&paths)?,
            None => session.refresh()?,
        };
        if !change.outputs.is_empty() {
            builds.next();
        }
        Ok(Rebuilt { change, findings: session.findings().len(), folders: folders(&session, &self.root) })
    }
}

impl Live {
    /// The paths of what changed in the site; none where nothing is known, or where something lies elsewhere.
    fn in_site(&self, paths: &BTreeSet<PathBuf>) -> Option<Vec<SourcePath>> {
        let of = |path: &PathBuf| SourcePath::new(path.strip_prefix(&self.root).ok()?.to_str()?).ok();
        let paths: Option<Vec<SourcePath>> = paths.iter().map(of).collect();
        paths.filter(|paths| !paths.is_empty())
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

    fn missing(&self) -> Content {
        self.session.read().unwrap_or_else(PoisonError::into_inner).missing()
    }
}

/// What to watch for a session: its folders, without its output.
pub(super) fn scope(session: &Session) -> Scope {
    let root = &session.sources().root;
    let here = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let root = here.canonicalize().unwrap_or_else(|_| here.to_owned());
    let folders = folders(session, &root);
    Scope { root, folders, ignored: vec![session.out().to_owned()] }
}

/// The folders to watch. Where the site's root is one of them, it stands for the folders in it that hold sources: beside
/// them may lie a repository's history, packages and what compilers made, too much to watch.
fn folders(session: &Session, root: &Path) -> Vec<PathBuf> {
    let own = &session.sources().root;
    let mut folders = BTreeSet::new();
    for folder in session.watched() {
        if folder == *own {
            let paths = session.sources().iter().filter_map(|file| file.path.as_str().split_once('/'));
            folders.extend(paths.map(|(first, _)| root.join(first)));
        } else {
            folders.insert(folder.strip_prefix(own).map(|inside| root.join(inside)).unwrap_or(folder));
        }
    }
    folders.into_iter().collect()
}

/// What to do when files changed: refresh, count, and say it in one line. Gives the folders to watch from now on;
/// none where nothing is known about them.
pub(super) fn rebuild(
    live: Arc<Live>,
    builds: Arc<Builds>,
    say: Say,
) -> impl FnMut(&BTreeSet<PathBuf>) -> Vec<PathBuf> + Send + 'static {
    let mut before = None;
    move |paths| {
        let begun = Instant::now();
        // A rebuild that panics is a defect of ours; the pages that are there can still be read.
        let result = catch_unwind(AssertUnwindSafe(|| live.refresh(&builds, paths)));
        let took = begun.elapsed().as_millis();
        match result {
            Ok(Ok(Rebuilt { change, findings, folders })) => {
                let others = before.replace(findings).is_some_and(|before| before != findings);
                if others || !change.outputs.is_empty() {
                    let what = changed(&live.root, paths);
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
