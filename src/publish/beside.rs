//! The places beside an output folder that a build uses while it works. All have fixed names, so that the next build
//! finds what an interrupted one left; only the holder of the lock touches them.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The output folder, and what may lie beside it.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    /// The output folder: absolute, with no symbolic link in it.
    pub(crate) out: PathBuf,
    /// The folder it lies in.
    pub(crate) parent: PathBuf,
    /// `.<name>.factpress-stage`: the site being made; after the exchange, the old site until it is removed.
    pub(crate) stage: PathBuf,
    /// `.<name>.factpress-old`: the old site, where it was moved away by a rename.
    pub(crate) old: PathBuf,
    /// `.<name>.factpress-journal`: there while the two renames are under way; says that the stage is complete.
    pub(crate) journal: PathBuf,
    /// `.<name>.factpress-lock`: locked by the build that is at work.
    pub(crate) lock: PathBuf,
}

impl Beside {
    /// The places beside `out`, which is absolute and real (see `guard`).
    ///
    /// # Errors
    /// [`Error::Refused`] for the root of the file system, which lies in no folder.
    pub(crate) fn new(out: &Path) -> Result<Self> {
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            let reason = "it is the root of the file system".to_owned();
            return Err(Error::Refused { path: out.to_owned(), reason });
        };
        let at = |what: &str| {
            let mut file = std::ffi::OsString::from(".");
            file.push(name);
            file.push(".factpress-");
            file.push(what);
            parent.join(file)
        };
        Ok(Self {
            out: out.to_owned(),
            parent: parent.to_owned(),
            stage: at("stage"),
            old: at("old"),
            journal: at("journal"),
            lock: at("lock"),
        })
    }

    /// Whether an interrupted build left something that the next one must finish, undo or remove.
    pub(crate) fn has_leftovers(&self) -> bool {
        [&self.stage, &self.old, &self.journal].into_iter().any(|path| super::disk::exists(path))
    }
}
