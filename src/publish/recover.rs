//! What an interrupted build left beside an output folder, and how it is brought to an end.
//!
//! | journal | output folder | old site | stage | what had happened | what is done |
//! |---|---|---|---|---|---|
//! | no | any | – | there | stopped while staging, or after the exchange | the stage is removed |
//! | yes | there | – | there | stopped before the first rename | undone: journal and stage are removed |
//! | yes | – | there | there | stopped between the two renames | finished: the stage becomes the output folder |
//! | yes or no | there | there | – | stopped after the second rename | finished: the old site is removed |
//! | any | – | there | – | somebody removed the stage | undone: the old site is put back |
#![expect(clippy::disallowed_methods, reason = "brings what an interrupted build left beside the output to an end")]

use std::fs;

use crate::error::{Error, Result};
use crate::publish::beside::Beside;
use crate::publish::disk;

/// Finishes or undoes what was left, and removes the rest. Gives notes for the user. Only for the holder of the lock.
///
/// # Errors
/// [`Error::Write`] where something cannot be renamed or removed; the next run tries again.
pub(crate) fn recover(beside: &Beside) -> Result<Vec<String>> {
    if !beside.has_leftovers() {
        return Ok(Vec::new());
    }
    let failed = |path: &std::path::Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    let mut notes = Vec::new();
    if !disk::exists(&beside.out) {
        let complete = disk::exists(&beside.journal) && disk::exists(&beside.stage);
        if complete {
            fs::rename(&beside.stage, &beside.out).map_err(failed(&beside.out))?;
            notes.push("an interrupted build was finished".to_owned());
        } else if disk::exists(&beside.old) {
            fs::rename(&beside.old, &beside.out).map_err(failed(&beside.out))?;
            notes.push("an interrupted build was undone".to_owned());
        }
    }
    // The journal goes first: without it, what is left is only to be removed.
    for path in [&beside.journal, &beside.old, &beside.stage] {
        disk::remove(path).map_err(failed(path))?;
    }
    if notes.is_empty() {
        notes.push("what an interrupted build had left was removed".to_owned());
    }
    Ok(notes)
}
