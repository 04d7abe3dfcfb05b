//! The session behind a lock: what requests are answered from, and what a change of the files brings up to date.
#![expect(clippy::disallowed_methods, reason = "looks where the root and its links really lie")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::digest::Digest;
use crate::error::Result;
use crate::output::Content;
use crate::path::{OutPath, SourcePath};
use crate::session::Session;

use super::builds::Builds;
use super::found::Found;
use super::http::{Act, Acted, Answers, Served};
use super::kept::Kept;
use super::watch::Scope;

/// The session that requests are answered from, with what is found in it; a rebuild makes another one and exchanges the two.
#[derive(Debug)]
pub(super) struct Live {
    session: RwLock<Arc<Session>>,
    found: Found,
    kept: Kept,
    /// The site's root, as the system names it.
    root: PathBuf,
}

impl Live {
    /// Serves an open session of the site at `root`.
    pub(super) fn new(session: Session, root: PathBuf, found: Found) -> Self {
        Self { session: RwLock::new(Arc::new(session)), found, kept: Kept::default(), root }
    }

    /// The session that is served.
    pub(super) fn session(&self) -> Arc<Session> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Brings the site up to date; where that fails it stays as it was. Requests are answered from the old one meanwhile. The
    /// build is counted before any request can see it, so that no page that shows a build carries the number of an older one.
    /// Gives what was served before, and what is now.
    pub(super) fn refresh(&self, builds: &Builds, paths: &BTreeSet<PathBuf>) -> Result<[Arc<Session>; 2]> {
        let before = self.session();
        let now = Arc::new(before.next(&self.in_site(paths))?);
        let mut session = self.session.write().unwrap_or_else(PoisonError::into_inner);
        builds.next();
        *session = now.clone();
        self.found.no_trouble();
        Ok([before, now])
    }

    /// What is found in it.
    pub(super) fn found(&self) -> &Found {
        &self.found
    }

    /// The site's root, as the system names it.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The paths of what changed in the site; none where nothing is known, or where something lies elsewhere.
    fn in_site(&self, paths: &BTreeSet<PathBuf>) -> Vec<SourcePath> {
        let of = |path: &PathBuf| SourcePath::new(path.strip_prefix(&self.root).ok()?.to_str()?).ok();
        paths.iter().map(of).collect::<Option<_>>().unwrap_or_default()
    }
}

impl Answers for Live {
    fn base(&self) -> String {
        self.session().base().to_owned()
    }

    fn is_planned(&self, out: &OutPath) -> bool {
        self.session().plan().at(out).is_some()
    }

    fn key(&self, out: &OutPath) -> Option<Digest> {
        self.session().key(out)
    }

    fn make(&self, out: &OutPath) -> Option<Served> {
        let session = self.session();
        let key = session.key(out)?;
        // What a template that cannot be read makes has the key of another that stands in for it.
        if let Some(bytes) = self.kept.get(out, key).filter(|_| session.theme().is_whole()) {
            return Some(Served { content: Content::Bytes(bytes.to_vec()), whole: true });
        }
        let made = session.make(out)?;
        match &made.content {
            Content::Bytes(bytes) if made.whole => self.kept.put(out, key, bytes),
            _ => {}
        }
        // What an older site failed at is nothing to note.
        if Arc::ptr_eq(&session, &self.session()) {
            self.found.note(&session, out, &made);
        }
        Some(Served { content: made.content, whole: made.whole })
    }

    fn missing(&self) -> Content {
        self.session().missing()
    }

    fn findings(&self, page: Option<&OutPath>, may_act: bool) -> Option<Vec<u8>> {
        self.found.told(page, may_act)
    }

    fn act(&self, token: &str, act: Act, finding: &str) -> Acted {
        self.found.act(token, act, finding)
    }
}

/// What to watch for a session: its folders, without its output.
pub(super) fn scope(session: &Session) -> Scope {
    let root = &session.sources().root;
    let here = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let root = here.canonicalize().unwrap_or_else(|_| here.to_owned());
    let folders = folders(session, &root);
    let shallow = shallow(session, &root, &folders);
    Scope { root, folders, shallow, ignored: vec![session.out().to_owned()] }
}

/// The folders to watch. Where the site's root is one of them, it stands for the folders in it that hold sources or may come to
/// hold them by their names: beside them may lie a repository's history, packages and what compilers made, too much to watch.
pub(super) fn folders(session: &Session, root: &Path) -> Vec<PathBuf> {
    let own = &session.sources().root;
    let mut folders = BTreeSet::new();
    for folder in session.watched() {
        if folder == *own {
            let paths = session.sources().iter().filter_map(|file| file.path.as_str().split_once('/'));
            folders.extend(paths.map(|(first, _)| root.join(first)));
            let named = session.named_folders().map(|path| root.join(path.as_str()));
            folders.extend(named.filter(|folder| folder != root));
        } else {
            folders.insert(folder.strip_prefix(own).map(|inside| root.join(inside)).unwrap_or(folder));
        }
    }
    folders.into_iter().collect()
}

/// Folders beside those that are watched: where links of the site lead to files elsewhere, and, where the root itself holds pages,
/// folders of it that hold none yet.
fn shallow(session: &Session, root: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut shallow = BTreeSet::new();
    let sources = session.sources();
    for file in sources.iter() {
        let disk = sources.disk(&file.path);
        if disk.is_symlink()
            && let Some(parent) = disk.canonicalize().ok().as_deref().and_then(Path::parent)
        {
            shallow.insert(parent.to_owned());
        }
    }
    if session.named_folders().any(|path| path.as_str().is_empty()) {
        let inside = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_hidden = |path: &PathBuf| path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        shallow.extend(inside.filter(|path| path.is_dir() && !is_hidden(path)));
    }
    shallow.retain(|folder| !folders.iter().any(|above| folder.starts_with(above)));
    shallow.into_iter().collect()
}
