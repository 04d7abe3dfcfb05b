//! What lies in an output folder before a build: our outputs, and what is foreign and has to stay.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::publish::disk;
use crate::publish::manifest::{self, Manifest};

/// The content of an output folder.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Outputs of the old manifest that are there as regular files.
    pub(crate) outputs: FxHashSet<String>,
    /// Symbolic links where the old manifest has an output: ours to replace, never followed.
    pub(crate) links: FxHashSet<String>,
    /// Foreign files, links and special files, with their inode (0 where there are none), relative to the folder.
    pub(crate) files: FxHashMap<PathBuf, u64>,
    /// Foreign folders, relative to the output folder; each after the one it lies in.
    pub(crate) folders: Vec<PathBuf>,
    /// Folders that must stay folders: the foreign ones, and those that hold something foreign.
    kept: FxHashSet<PathBuf>,
}

/// Looks through the output folder `out`; a folder that is not there is empty. Follows no link.
///
/// # Errors
/// [`Error::Read`] where a folder cannot be listed, [`Error::Refused`] where something is mounted in it: that cannot be
/// kept in an exchange, and must not be emptied by one.
pub(crate) fn survey(out: &Path, old: Option<&Manifest>) -> Result<Survey> {
    let mut survey = Survey::default();
    if !disk::exists(out) {
        return Ok(survey);
    }
    let mut made: FxHashSet<&str> = FxHashSet::default();
    for path in old.iter().flat_map(|old| old.outputs.keys()) {
        made.extend(ancestors(path.as_str()));
    }
    for entry in walkdir::WalkDir::new(out).min_depth(1) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(out).to_owned();
            Error::Read { path, source: error.into() }
        })?;
        let Ok(path) = entry.path().strip_prefix(out) else { continue };
        let name = name(path);
        let name = name.as_deref();
        if entry.file_type().is_dir() {
            if disk::is_mount(entry.path()) {
                let reason = format!("`{}` in it is a mount point", path.display());
                return Err(Error::Refused { path: out.to_owned(), reason });
            }
            if !name.is_some_and(|name| made.contains(name)) {
                survey.folders.push(path.to_owned());
                survey.kept.insert(path.to_owned());
                survey.keep_above(path);
            }
            continue;
        }
        match name.filter(|name| *name == manifest::NAME || old.is_some_and(|old| old.outputs.contains_key(*name))) {
            Some(manifest::NAME) if old.is_some() => {}
            Some(name) if entry.file_type().is_file() => {
                survey.outputs.insert(name.to_owned());
            }
            Some(name) if entry.file_type().is_symlink() => {
                survey.links.insert(name.to_owned());
            }
            _ => {
                survey.files.insert(path.to_owned(), inode(&entry));
                survey.keep_above(path);
            }
        }
    }
    Ok(survey)
}

impl Survey {
    fn keep_above(&mut self, path: &Path) {
        for folder in path.ancestors().skip(1) {
            if folder.as_os_str().is_empty() || !self.kept.insert(folder.to_owned()) {
                break;
            }
        }
    }

    /// What is foreign and stands where an output at `path` has to go: at the path, or where one of its folders must be.
    pub(crate) fn in_the_way<'a>(&self, path: &'a str) -> Option<&'a str> {
        if self.kept.contains(Path::new(path)) {
            return Some(path);
        }
        std::iter::once(path).chain(ancestors(path)).find(|path| self.files.contains_key(Path::new(path)))
    }

    /// Whether what lies at `path` is known from before the build and has its place in the new site: an output, which
    /// was linked, made anew or given up, or a foreign file with this inode.
    pub(crate) fn accounts_for(&self, path: &Path, inode: u64) -> bool {
        match self.files.get(path) {
            Some(known) => *known == inode,
            None => name(path).is_some_and(|name| {
                name == manifest::NAME || self.outputs.contains(&name) || self.links.contains(&name)
            }),
        }
    }
}

/// The folders above a path, the nearest first, without the root.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// A path as the manifest spells it, where it can.
fn name(path: &Path) -> Option<String> {
    let mut name = String::new();
    for part in path.components() {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(part.as_os_str().to_str()?);
    }
    Some(name)
}

/// The inode of a walked entry, which listing the folder has told already.
pub(crate) fn inode(entry: &walkdir::DirEntry) -> u64 {
    #[cfg(unix)]
    {
        walkdir::DirEntryExt::ino(entry)
    }
    #[cfg(not(unix))]
    {
        let _ = entry;
        0
    }
}
