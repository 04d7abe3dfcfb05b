//! Writes outputs to a folder. Takes the list of outputs and a way to make each; the folder is the old site or the new
//! one, never a mixture.
//!
//! [`guard()`] says which folders may be written to. [`stage()`] makes what has changed and writes it to a folder beside
//! the output; [`Staged::commit`] completes that folder with hard links to all that stays and exchanges the two in one
//! system call, or [`Staged::discard`] drops it. [`manifest`] is what the next build knows of this one; [`unchanged`]
//! answers whether there is anything to build at all. [`reader`] reads a published folder back, knowing nothing of the
//! compiler.
//!
//! Killed at any moment, a build leaves the complete old or the complete new site; what it left beside the output folder
//! (`.<name>.factpress-stage`, `-old`, `-journal`, `-lock`) the next build brings to an end. Where the file system cannot
//! exchange two folders, two renames and a journal take the place of the exchange: the folder is then missing for a
//! moment, and stays so until the next build if the machine stops in between. Where it has no hard links, what stays is
//! copied, its time kept.
//!
//! [`rewrite()`] changes a file of the author's, where that was asked for.
//!
//! Invariant: the only layer that writes, and it removes only files that it made.

mod beside;
mod commit;
mod disk;
mod guard;
mod lock;
pub mod manifest;
pub mod reader;
mod recover;
mod rewrite;
mod stage;
mod survey;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::digest::Digest;
use crate::output::{Content, Wanted};

pub use commit::Record;
pub use guard::guard;
pub use manifest::Manifest;
pub use rewrite::{Rewritten, rewrite};
pub use stage::{Staged, stage, stage_with};

/// What is to be published, and where.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The output folder, absolute or relative to the current folder. A symbolic link is the folder it leads to.
    pub out: &'a Path,
    /// The folder of the command line; see [`guard()`].
    pub root: &'a Path,
    /// The folders and files that the site is read from; see [`guard()`].
    pub sources: &'a [PathBuf],
    /// Every output, each path once.
    pub outputs: &'a [&'a Wanted],
    /// Makes the output with an index into `outputs`; called from several threads, at most once for each, and only for
    /// those that are not in place already.
    pub produce: &'a (dyn Fn(usize) -> Content + Sync),
    /// The digest of everything the build has read.
    pub inputs: Digest,
}

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Outputs written because they are new or changed.
    pub written: usize,
    /// Outputs that stayed as they were.
    pub unchanged: usize,
    /// Outputs removed because nothing makes them any more.
    pub removed: usize,
    /// What a person should know: an edited output replaced, an interrupted build brought to an end.
    pub notes: Vec<String>,
}

/// What a build may use of the file system, and who is told how far it has come. For tests: the default is everything,
/// and nobody.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Whether to make hard links; else files are copied.
    pub links: bool,
    /// Whether to exchange folders in one step; else by a journal and two renames.
    pub exchange: bool,
    /// Told after each step.
    pub told: &'a (dyn Fn(Step) + Sync),
}

impl Default for Means<'_> {
    fn default() -> Self {
        Self { links: true, exchange: true, told: &|_| {} }
    }
}

/// How far a build on disk has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The folder is locked and looked through, and nothing stands in the way.
    Started,
    /// What has changed is made and lies in the stage.
    Produced,
    /// What stays lies in the stage too.
    Linked,
    /// So does the manifest: the stage is the new site.
    Recorded,
    /// The journal of the two renames is written.
    Journaled,
    /// The old site has been renamed, and the new one not yet.
    Parted,
    /// The output folder is the new site.
    Exchanged,
    /// The old site is removed.
    Swept,
}

/// Whether every output of a manifest lies in the folder, byte for byte.
pub fn intact(out: &Path, manifest: &Manifest) -> bool {
    manifest.outputs.par_iter().all(|(path, entry)| disk::digest(&out.join(path.as_str())) == Some(entry.digest))
}

/// The manifest of an output folder that a build with these inputs would leave untouched; none where there is something
/// to do: other inputs, another version of factpress, an output missing or edited, or a build that was interrupted.
pub fn unchanged(out: &Path, inputs: Digest) -> Option<Manifest> {
    let real = guard::resolve(out).ok()?;
    if beside::Beside::new(&real).ok()?.has_leftovers() {
        return None;
    }
    let manifest = manifest::read(&real)?;
    let same = manifest.inputs == inputs && manifest.tool == manifest::TOOL;
    (same && intact(&real, &manifest)).then_some(manifest)
}
