//! Changes one file of the author's as a whole, where that was asked for.
#![expect(clippy::disallowed_methods, reason = "writes to the author's files, where that was asked for")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::digest::Digest;
use crate::error::{Error, Result};

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// It was changed.
    Yes,
    /// It says already what it should.
    Same,
    /// It is left as it is, for this reason.
    Left(String),
}

/// Changes a file, where it still has the content of `known` and `change` can be made.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn rewrite(
    disk: &Path,
    known: Digest,
    change: impl FnOnce(&[u8]) -> std::result::Result<Vec<u8>, String>,
) -> Result<Rewritten> {
    let bytes = fs::read(disk).map_err(|source| Error::Read { path: disk.to_owned(), source })?;
    if Digest::of(&bytes) != known {
        return Ok(Rewritten::Left("has changed since it was read, and is left as it is".to_owned()));
    }
    let changed = match change(&bytes) {
        Ok(changed) => changed,
        Err(reason) => return Ok(Rewritten::Left(format!("is left as it is: {reason}"))),
    };
    if changed == bytes {
        return Ok(Rewritten::Same);
    }
    replace(disk, &changed).map_err(|source| Error::Write { path: disk.to_owned(), source })?;
    Ok(Rewritten::Yes)
}

/// Replaces a file as a whole: a reader sees the old content or the new one. A symbolic link stays one.
fn replace(disk: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(disk)?;
    let folder = target.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut new = tempfile::Builder::new().prefix(".factpress-").tempfile_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().set_permissions(fs::metadata(&target)?.permissions())?;
    new.as_file().sync_all()?;
    new.persist(&target)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_keeps_its_rights_and_its_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.md");
        fs::write(&file, "old").expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
            let link = folder.path().join("link.md");
            std::os::unix::fs::symlink("a.md", &link).expect("linked");
            replace(&link, b"new").expect("replaced");
            assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
            assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
        }
        replace(&file, b"newer").expect("replaced");
        assert_eq!(fs::read(&file).expect("read"), b"newer");
    }
}
