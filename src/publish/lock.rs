//! The lock that keeps two builds from one output folder.
#![expect(clippy::disallowed_methods, reason = "the lock is a file beside the output folder")]

use std::fs::{File, OpenOptions, TryLockError};
use std::io;

use crate::error::{Error, Result};
use crate::publish::beside::Beside;

/// Held while a build works on an output folder. The system gives it up when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The locked file; closing it unlocks.
    _file: File,
    path: std::path::PathBuf,
}

impl Lock {
    /// Takes the lock of an output folder. Does not wait: whoever started the other build wants to know.
    ///
    /// # Errors
    /// [`Error::Locked`] where another build holds it, [`Error::Write`] where the lock file cannot be made.
    pub(crate) fn take(beside: &Beside) -> Result<Self> {
        let path = &beside.lock;
        let failed = |source| Error::Write { path: path.clone(), source };
        // A build that ends removes its lock file; one that opened that file before it went holds nothing, and opens anew.
        for _ in 0..100 {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::Locked { path: beside.out.clone() }),
                // Some network file systems know no locks: there, two builds at once are the user's to avoid.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            if is_at(&file, path) {
                return Ok(Self { _file: file, path: path.clone() });
            }
        }
        Err(Error::Locked { path: beside.out.clone() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so that nobody else can hold it; nothing is lost where it stays.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether `file` is what stands at `path`.
fn is_at(file: &File, path: &std::path::Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (Ok(open), Ok(there)) = (file.metadata(), std::fs::symlink_metadata(path)) else { return false };
        (open.dev(), open.ino()) == (there.dev(), there.ino())
    }
    #[cfg(not(unix))]
    {
        // An open file cannot be removed here.
        let _ = (file, path);
        true
    }
}
