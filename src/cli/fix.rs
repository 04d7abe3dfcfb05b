//! `check --fix`: makes certain fixes in the author's files.
#![expect(clippy::disallowed_methods, reason = "writes to the author's files, where `--fix` was asked for")]

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::console::Console;
use crate::digest::Digest;
use crate::edit;
use crate::error::{Error, Result};
use crate::finding::Edit;
use crate::report::count;
use crate::session::Session;
use crate::source::SourceFile;

/// Makes the certain fixes, and says how many there were. Gives the number of files that changed.
///
/// # Errors
/// Where a file cannot be read or written; files before it have been changed by then, each as a whole.
pub(super) fn fix(session: &Session, console: &Console) -> Result<usize> {
    let plan = edit::plan(session.findings());
    let (mut files, mut edits) = (0, 0);
    for (id, changes) in &plan.files {
        let Some(file) = session.sources().get(*id) else { continue };
        if change(file, &session.sources().disk(&file.path), changes, console)? {
            files += 1;
            edits += changes.len();
        }
    }
    console.note(&format!("{} made in {}", count(edits, "edit"), count(files, "file")));
    left(plan.left.len(), console);
    Ok(files)
}

/// Shows what [`fix`] would do.
///
/// # Errors
/// Where the output cannot be written.
pub(super) fn preview(session: &Session, console: &Console) -> Result<()> {
    let plan = edit::plan(session.findings());
    let shown = edit::preview(&plan, session.sources());
    console.print(|out| out.write_all(shown.as_bytes()))?;
    let (edits, files) = (count(plan.edits(), "edit"), count(plan.files.len(), "file"));
    console.note(&format!("{edits} in {files}; without --dry-run they are made"));
    left(plan.left.len(), console);
    Ok(())
}

fn left(many: usize, console: &Console) {
    if many > 0 {
        console.note(&format!("{} left that overlap others: run --fix once more after this", count(many, "fix")));
    }
}

/// Changes one file, where it still is what was checked and the edits fit.
fn change(file: &SourceFile, disk: &Path, edits: &[&Edit], console: &Console) -> Result<bool> {
    let bytes = fs::read(disk).map_err(|source| Error::Read { path: disk.to_owned(), source })?;
    if Digest::of(&bytes) != file.digest {
        console.note(&format!("note: `{}` has changed since it was read, and is left as it is", file.path));
        return Ok(false);
    }
    let changed = match edit::apply(&bytes, edits) {
        Ok(changed) => changed,
        Err(overlap) => {
            console.note(&format!("note: `{}` is left as it is: {overlap}", file.path));
            return Ok(false);
        }
    };
    if changed == bytes {
        return Ok(false);
    }
    replace(disk, &changed).map_err(|source| Error::Write { path: disk.to_owned(), source })?;
    Ok(true)
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
