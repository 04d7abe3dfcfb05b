//! The second half of a build on disk: the stage is completed and becomes the site, in one step.
#![expect(clippy::disallowed_methods, reason = "completes the stage and exchanges it for the site")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::publish::beside::Beside;
use crate::publish::manifest::{self, Entry, Manifest};
use crate::publish::stage::Staged;
use crate::publish::{Outcome, Step, disk, survey};

/// What a build wants to remember in the manifest.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// Findings and numbers, as the session keeps them.
    pub value: serde_json::Value,
    /// Outputs, as indices into the job's, that must be made again by the next build even if their keys are equal then:
    /// those whose making gave findings, which would be lost otherwise.
    pub again: &'a [usize],
}

impl Staged<'_> {
    /// Publishes the stage: the output folder is the new site afterwards, or, on any error, the old one.
    ///
    /// A build that changes nothing touches nothing; one that changes the manifest alone exchanges that file alone.
    ///
    /// # Errors
    /// [`Error::Write`] naming what could not be written, linked or exchanged.
    pub fn commit(mut self, record: Record<'_>) -> Result<Outcome> {
        let text = self.manifest(record).text();
        let removed = self.given_up();
        let written = self.changed();
        let outcome = Outcome {
            written,
            unchanged: self.made.len() - written,
            removed: removed.len(),
            notes: std::mem::take(&mut self.notes),
        };
        let beside = &self.workspace.beside;
        let same_files = written == 0 && removed.is_empty() && self.survey.links.is_empty();
        if same_files && self.old.is_some() {
            let place = beside.out.join(manifest::NAME);
            if fs::read(&place).is_ok_and(|there| there == text.as_bytes()) {
                return Ok(outcome);
            }
            self.write_manifest(&text)?;
            let staged = beside.stage.join(manifest::NAME);
            fs::rename(&staged, &place).map_err(|source| Error::Write { path: self.shown(manifest::NAME), source })?;
            return Ok(outcome);
        }
        self.complete()?;
        (self.means.told)(Step::Linked);
        self.write_manifest(&text)?;
        (self.means.told)(Step::Recorded);
        let old_site = self.exchange()?;
        (self.means.told)(Step::Exchanged);
        let mut outcome = outcome;
        if let Some(old_site) = old_site {
            outcome.notes.extend(self.carry_over(&old_site));
            if let Err(error) = disk::remove(&old_site) {
                let old_site = old_site.display();
                outcome.notes.push(format!("the old site is left at `{old_site}` until the next build: {error}"));
            }
        }
        (self.means.told)(Step::Swept);
        Ok(outcome)
    }

    /// A path of the output folder as the user knows it.
    fn shown(&self, path: impl AsRef<Path>) -> PathBuf {
        self.job.out.join(path)
    }

    fn manifest(&self, record: Record<'_>) -> Manifest {
        let mut outputs = BTreeMap::new();
        for (wanted, made) in self.job.outputs.iter().zip(&self.made) {
            let (key, inputs) = (Some(wanted.key), manifest::inputs(&wanted.inputs));
            let entry = Entry { digest: made.digest, key, inputs, from: wanted.from.clone() };
            outputs.insert(wanted.out.clone(), entry);
        }
        for index in record.again {
            if let Some(entry) = self.job.outputs.get(*index).and_then(|wanted| outputs.get_mut(&wanted.out)) {
                entry.key = None;
            }
        }
        Manifest { tool: manifest::TOOL.to_owned(), inputs: self.job.inputs, outputs, record: record.value }
    }

    /// Outputs of the old site that nothing makes any more, and that are still there. Those that were edited are noted.
    fn given_up(&mut self) -> Vec<String> {
        let Some(old) = &self.old else { return Vec::new() };
        let wanted: rustc_hash::FxHashSet<&str> = self.job.outputs.iter().map(|wanted| wanted.out.as_str()).collect();
        let mut gone = Vec::new();
        for (path, entry) in &old.outputs {
            let path = path.as_str();
            let there = self.survey.outputs.contains(path);
            if !there || wanted.contains(path) {
                continue;
            }
            if disk::digest(&self.workspace.beside.out.join(path)) != Some(entry.digest) {
                self.notes
                    .push(format!("`{path}` had been edited in the output folder and is removed with its source"));
            }
            gone.push(path.to_owned());
        }
        gone
    }

    /// Brings everything that stays into the stage: outputs that did not change, and what is foreign.
    fn complete(&self) -> Result<()> {
        let Beside { out, stage, .. } = &self.workspace.beside;
        let failed = |path: &Path, source| Error::Write { path: self.shown(path), source };
        let mut folders: std::collections::BTreeSet<PathBuf> = self.survey.folders.iter().cloned().collect();
        let outputs = self.job.outputs.iter().map(|wanted| Path::new(wanted.out.as_str()));
        for path in outputs.chain(self.survey.files.keys().map(PathBuf::as_path)) {
            for folder in path.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty()) {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
            }
        }
        for folder in &folders {
            fs::create_dir_all(stage.join(folder)).map_err(|source| failed(folder, source))?;
        }
        let kept = self.job.outputs.par_iter().zip(&self.made).filter(|(_, made)| !made.fresh);
        kept.try_for_each(|(wanted, _)| {
            let path = Path::new(wanted.out.as_str());
            disk::link_or_copy(&out.join(path), &stage.join(path), self.means.links)
                .map_err(|source| failed(path, source))
        })?;
        self.survey.files.par_iter().try_for_each(|(path, _)| {
            match disk::link_or_copy(&out.join(path), &stage.join(path), self.means.links) {
                // Its owner has just removed it.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                result => result.map_err(|source| failed(path, source)),
            }
        })?;
        // The deepest first: a folder that is write-protected must be so last.
        for folder in folders.iter().rev().map(PathBuf::as_path).chain([Path::new("")]) {
            disk::copy_folder_mode(&out.join(folder), &stage.join(folder));
        }
        Ok(())
    }

    /// Writes the manifest to the stage. It alone is flushed to the disk: after a power failure the next build finds by
    /// their digests which outputs are incomplete, but a folder without a manifest would not be ours.
    fn write_manifest(&self, text: &str) -> Result<()> {
        let write = || {
            let mut file = disk::create(&self.workspace.beside.stage.join(manifest::NAME))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| Error::Write { path: self.shown(manifest::NAME), source })
    }

    /// Puts the stage in the place of the output folder; gives the place of the old site, where there was one.
    fn exchange(&self) -> Result<Option<PathBuf>> {
        let Beside { out, stage, old, journal, .. } = &self.workspace.beside;
        let failed = |source| Error::Write { path: self.job.out.to_owned(), source };
        if !disk::exists(out) {
            fs::rename(stage, out).map_err(failed)?;
            return Ok(None);
        }
        if self.means.exchange && disk::exchange(stage, out).map_err(failed)? {
            return Ok(Some(stage.clone()));
        }
        let begun = disk::create(journal).and_then(|mut file| {
            file.write_all(
                b"The folder with `stage` in its name is complete; the next build finishes the exchange.\n",
            )?;
            file.sync_all()
        });
        if let Err(source) = begun {
            let _ = disk::remove(journal);
            return Err(Error::Write { path: journal.clone(), source });
        }
        (self.means.told)(Step::Journaled);
        if let Err(source) = fs::rename(out, old) {
            let _ = disk::remove(journal);
            return Err(failed(source));
        }
        (self.means.told)(Step::Parted);
        if let Err(source) = fs::rename(stage, out) {
            // Put back; should that fail too, the journal stays and the next build does it.
            if fs::rename(old, out).is_ok() {
                let _ = disk::remove(journal);
            }
            return Err(failed(source));
        }
        // The new site is in place. A journal that cannot be removed now says nothing wrong to the next build.
        let _ = disk::remove(journal);
        Ok(Some(old.clone()))
    }

    /// Moves what somebody put into the old site while the build was at work over to the new one. Gives notes on what
    /// could not be moved because an output stands there.
    fn carry_over(&self, old_site: &Path) -> Vec<String> {
        let out = &self.workspace.beside.out;
        let mut notes = Vec::new();
        for entry in walkdir::WalkDir::new(old_site).min_depth(1).into_iter().flatten() {
            let Ok(path) = entry.path().strip_prefix(old_site) else { continue };
            if entry.file_type().is_dir() || self.survey.accounts_for(path, survey::inode(&entry)) {
                continue;
            }
            let place = out.join(path);
            let free = !disk::exists(&place) || self.survey.files.contains_key(path);
            let moved = free
                && place.parent().is_none_or(|folder| fs::create_dir_all(folder).is_ok())
                && fs::rename(entry.path(), &place).is_ok();
            if !moved {
                notes.push(format!("`{}` was put there during the build and is replaced", path.display()));
            }
        }
        notes.sort();
        notes
    }
}
