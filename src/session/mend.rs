//! Makes certain fixes in the author's files, where that was asked for.

use crate::edit;
use crate::error::Result;
use crate::publish::{Rewritten, rewrite};
use crate::source::Sources;

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
        let change = |bytes: &[u8]| edit::apply(bytes, edits).map_err(|overlap| overlap.to_string());
        match rewrite(&sources.disk(&file.path), file.digest, change)? {
            Rewritten::Yes => {
                mended.files += 1;
                mended.edits += edits.len();
            }
            Rewritten::Same => {}
            Rewritten::Left(reason) => mended.left.push(format!("`{}` {reason}", file.path)),
        }
    }
    Ok(mended)
}
