//! The first half of a build on disk: what has changed is made and written to the stage. The site stays as it is.
#![expect(clippy::disallowed_methods, reason = "writes the stage beside the output folder")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::output::{Content, Wanted};
use crate::publish::beside::Beside;
use crate::publish::lock::Lock;
use crate::publish::manifest::{self, Manifest};
use crate::publish::survey::{Survey, survey};
use crate::publish::{Job, Means, Step, disk, guard, recover};

/// A site that is made and not yet published. Dropped, it is discarded.
pub struct Staged<'a> {
    pub(crate) job: Job<'a>,
    pub(crate) means: Means<'a>,
    pub(crate) workspace: Workspace,
    pub(crate) old: Option<Manifest>,
    pub(crate) survey: Survey,
    /// What became of each output, in the order of the job.
    pub(crate) made: Vec<Made>,
    pub(crate) notes: Vec<String>,
}

impl std::fmt::Debug for Staged<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Staged").field("made", &self.made).field("notes", &self.notes).finish_non_exhaustive()
    }
}

impl Staged<'_> {
    /// Publishes nothing: the stage is removed, and the output folder is as it was.
    pub fn discard(self) {}

    /// How many outputs differ from what lies in the output folder.
    pub fn changed(&self) -> usize {
        self.made.iter().filter(|made| made.fresh).count()
    }
}

/// What became of one output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    /// The digest of its bytes.
    pub(crate) digest: Digest,
    /// Whether it lies in the stage; else the file in the output folder is right already.
    pub(crate) fresh: bool,
    /// Whether the file in the output folder was not what the last build had written.
    edited: bool,
}

/// The lock, the stage, and the folders made on the way to them; all gone when dropped.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) beside: Beside,
    /// Folders above the output that were made for it, outermost first.
    parents: Vec<PathBuf>,
    lock: Option<Lock>,
}

impl Workspace {
    fn open(beside: Beside) -> Result<Self> {
        let mut parents: Vec<PathBuf> = Vec::new();
        for folder in beside.parent.ancestors().take_while(|folder| !disk::exists(folder)) {
            parents.push(folder.to_owned());
        }
        parents.reverse();
        let mut workspace = Self { beside, parents, lock: None };
        let parent = &workspace.beside.parent;
        fs::create_dir_all(parent).map_err(|source| Error::Write { path: parent.clone(), source })?;
        workspace.lock = Some(Lock::take(&workspace.beside)?);
        Ok(workspace)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // What cannot be removed now is found by the next build.
            let _ = disk::remove(&self.beside.stage);
        }
        self.lock = None;
        for folder in self.parents.iter().rev() {
            // Fails where something lies in it, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Makes every output that is not already in place, and writes those that differ to a stage beside the output folder.
///
/// The output folder is guarded, then locked until the result is committed, discarded or dropped; what an interrupted
/// build has left is brought to an end first.
///
/// # Errors
/// [`Error::Refused`] before anything is touched where the folder must not be written to, something foreign stands
/// where an output has to go, or outputs exclude each other; [`Error::Locked`] where another build is at work;
/// [`Error::Read`] for a file that is to be published and cannot be read; [`Error::Write`] for what cannot be written.
pub fn stage<'a>(job: Job<'a>) -> Result<Staged<'a>> {
    stage_with(job, Means::default())
}

/// As [`stage()`], with less than the file system can do, or with somebody told how far it has come.
///
/// # Errors
/// As [`stage()`].
pub fn stage_with<'a>(job: Job<'a>, means: Means<'a>) -> Result<Staged<'a>> {
    let refused = |reason: String| Error::Refused { path: job.out.to_owned(), reason };
    let real = guard::place(job.out, job.root, job.sources)?;
    fits_together(job.outputs).map_err(refused)?;
    let workspace = Workspace::open(Beside::new(&real)?)?;
    let out = &workspace.beside.out;
    let mut notes = recover::recover(&workspace.beside)?;
    // The last look was before the lock, and before an interrupted build was brought to an end.
    guard::ours(out, job.out)?;
    let old = manifest::read(out);
    let survey = survey(out, old.as_ref())?;
    for wanted in job.outputs {
        if let Some(path) = survey.in_the_way(wanted.out.as_str()) {
            return Err(refused(format!(
                "`{path}` in it was not made by factpress, and the output `{}` has to go there; move it away",
                wanted.out
            )));
        }
    }
    (means.told)(Step::Started);
    let stage = &workspace.beside.stage;
    fs::create_dir(stage).map_err(|source| Error::Write { path: stage.clone(), source })?;
    let maker = Maker { job: &job, old: old.as_ref(), survey: &survey, out, stage };
    let made = (0..job.outputs.len()).into_par_iter().map(|index| maker.make(index)).collect::<Result<Vec<_>>>()?;
    let mut replaced: BTreeSet<&str> = survey.links.iter().map(String::as_str).collect();
    for (wanted, made) in job.outputs.iter().zip(&made) {
        if made.edited {
            replaced.insert(wanted.out.as_str());
        }
    }
    notes.extend(replaced.iter().map(|path| format!("`{path}` had been edited in the output folder and is replaced")));
    (means.told)(Step::Produced);
    Ok(Staged { job, means, workspace, old, survey, made, notes })
}

/// Makes single outputs.
struct Maker<'a> {
    job: &'a Job<'a>,
    old: Option<&'a Manifest>,
    survey: &'a Survey,
    out: &'a Path,
    stage: &'a Path,
}

impl Maker<'_> {
    fn make(&self, index: usize) -> Result<Made> {
        let wanted = self.job.outputs[index];
        let path = wanted.out.as_str();
        let place = self.out.join(path);
        let there = if self.survey.outputs.contains(path) { disk::digest(&place) } else { None };
        let before = self.old.and_then(|old| old.outputs.get(path));
        let untouched = before.is_some_and(|before| Some(before.digest) == there);
        if let Some(digest) = there
            && untouched
            && before.is_some_and(|before| before.key == Some(wanted.key))
        {
            return Ok(Made { digest, fresh: false, edited: false });
        }
        let failed = |source| Error::Write { path: self.job.out.join(path), source };
        let staged = self.stage.join(path);
        let digest = match (self.job.produce)(index) {
            Content::Bytes(bytes) => {
                let digest = Digest::of(&bytes);
                if there == Some(digest) {
                    return Ok(Made { digest, fresh: false, edited: false });
                }
                disk::create(&staged).and_then(|mut file| file.write_all(&bytes)).map_err(failed)?;
                digest
            }
            Content::File(source) => {
                let unread = |error| Error::Read { path: source.clone(), source: error };
                let open = || disk::open(&source, true).map_err(unread);
                if there.is_some() {
                    let digest = Digest::of_read(open()?).map_err(unread)?;
                    if there == Some(digest) {
                        return Ok(Made { digest, fresh: false, edited: false });
                    }
                }
                let from = open()?;
                let mut to = disk::create(&staged).map_err(failed)?;
                let mut tee = disk::Tee { from, to: &mut to, write_failed: false };
                let digest = Digest::of_read(&mut tee);
                let write_failed = tee.write_failed;
                digest.map_err(|error| if write_failed { failed(error) } else { unread(error) })?
            }
        };
        let edited = self.survey.outputs.contains(path) && !untouched;
        Ok(Made { digest, fresh: true, edited })
    }
}

/// Whether the outputs can lie in one folder: each at a path of its own, none where another needs a folder.
fn fits_together(outputs: &[&Wanted]) -> std::result::Result<(), String> {
    let mut paths: FxHashSet<&str> = FxHashSet::default();
    for wanted in outputs {
        let path = wanted.out.as_str();
        if !manifest::is_publishable(&wanted.out) {
            return Err(format!("no output can lie at `{path}`"));
        }
        if !paths.insert(path) {
            return Err(format!("two outputs lie at `{path}`"));
        }
    }
    for wanted in outputs {
        let path = wanted.out.as_str();
        let above = path.match_indices('/').map(|(at, _)| &path[..at]).find(|folder| paths.contains(folder));
        if let Some(folder) = above {
            return Err(format!("the output `{folder}` lies where `{path}` needs a folder"));
        }
    }
    Ok(())
}
