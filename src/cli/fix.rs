//! `check --fix`: makes certain fixes in the author's files.

use super::console::Console;
use crate::edit;
use crate::error::Result;
use crate::report::count;
use crate::session::{Session, mend};

/// Makes the certain fixes, and says how many there were. Gives the number of files that changed.
///
/// # Errors
/// Where a file cannot be read or written; files before it have been changed by then, each as a whole.
pub(super) fn fix(session: &Session, console: &Console) -> Result<usize> {
    let plan = edit::plan(session.findings());
    let mended = mend(&plan, session.sources())?;
    for reason in &mended.left {
        console.note(&format!("note: {reason}"));
    }
    console.note(&format!("{} made in {}", count(mended.edits, "edit"), count(mended.files, "file")));
    left(plan.left.len(), console);
    Ok(mended.files)
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
