//! Makes certain fixes in the author's files, where that was asked for.
#![expect(clippy::disallowed_methods, reason = "writes to the author's files, where that was asked for")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::digest::Digest;
use crate::edit;
use crate::error::{Error, Result};
use crate::finding::Edit;
use crate::source::{SourceFile, Sources};

/// What became of fixes.
#[derive(Debug, Default)]
pub struct Mended {
    /// How many files were changed.
    pub files: usize,
    /// How many edits were made in them.
    pub edits: usize,
    /// Files that were left as they are, with the reason in a few words.
    pub left: Vec<String>,
}

/// Makes the edits of a plan.
///
/// # Errors
/// Where a file cannot be read or written; files before it have been changed by then, each as a whole.
pub fn mend(plan: &edit::Plan<'_>, sources: &Sources) -> Result<Mended> {
    let mut mended = Mended::default();
    for (id, edits) in &plan.files {
        let Some(file) = sources.get(*id) else { continue };
        match change(file, &sources.disk(&file.path), edits)? {
            Changed::Yes => {
                mended.files += 1;
                mended.edits += edits.len();
            }
            Changed::Same => {}
            Changed::Left(reason) => mended.left.push(reason),
        }
    }
    Ok(mended)
}

/// What became of one file.
enum Changed {
    Yes,
    /// The edits change nothing.
    Same,
    /// It is left as it is, for this reason.
    Left(String),
}

/// Changes one file, where it still is what was checked and the edits fit.
fn change(file: &SourceFile, disk: &Path, edits: &[&Edit]) -> Result<Changed> {
    let bytes = fs::read(disk).map_err(|source| Error::Read { path: disk.to_owned(), source })?;
    if Digest::of(&bytes) != file.digest {
        return Ok(Changed::Left(format!("`{}` has changed since it was read, and is left as it is", file.path)));
    }
    let changed = match edit::apply(&bytes, edits) {
        Ok(changed) => changed,
        Err(overlap) => return Ok(Changed::Left(format!("`{}` is left as it is: {overlap}", file.path))),
    };
    if changed == bytes {
        return Ok(Changed::Same);
    }
    replace(disk, &changed).map_err(|source| Error::Write { path: disk.to_owned(), source })?;
    Ok(Changed::Yes)
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
