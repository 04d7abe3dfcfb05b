//! Reads a published folder back and says what a browser, a visitor or a web server would stumble over.
//!
//! A second opinion: it knows nothing of pages, sources or links as the compiler sees them, only HTML files in a folder
//! and the manifest beside them, and shares no code with what made them but the words of the crate.
//!
//! A page is read once (`page`), its addresses are resolved against the files that are there (`address`), its
//! tags are paired (`tags`). Addresses of pages that carry a fragment wait until all pages are read.

mod address;
mod page;
mod tags;

use std::fmt;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::publish::manifest::{self, Manifest};
use crate::publish::{disk, intact};

/// Something that is wrong with a published folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the folder, with `/`.
    pub path: String,
    /// The line, from 1; 0 for a file as a whole.
    pub line: u32,
    /// What kind of problem it is.
    pub kind: Kind,
    /// What stands there: an address, an id, a tag; for people.
    pub what: String,
}

/// A kind of problem of a published folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The manifest names a file that is not there.
    MissingOutput,
    /// The manifest names a file that is there with other content.
    ChangedOutput,
    /// A page is not UTF-8.
    NotUtf8,
    /// A link leads to no file.
    DeadHref,
    /// An image, script, stylesheet or other part of a page is no file.
    DeadSrc,
    /// A link leads to a page that has no such anchor.
    DeadAnchor,
    /// A link leads to a folder, which only some servers and no disk answers with a page.
    FolderHref,
    /// An address is empty.
    EmptyAddress,
    /// An address begins at a server's root or on one machine, so that it breaks below another path or from disk.
    AbsoluteAddress,
    /// An address has a scheme that a page must not lead to.
    UnsafeScheme,
    /// An address has percent-escapes that stand for nothing, or characters that no file name has.
    BadEscape,
    /// A page has a `base`, which turns all its relative addresses.
    BaseElement,
    /// Two elements of a page have the same id.
    DuplicateId,
    /// A tag that is not closed, or closes nothing.
    UnpairedTag,
}

impl Kind {
    /// The kind in words, to be followed by what stands there.
    pub fn words(self) -> &'static str {
        match self {
            Kind::MissingOutput => "missing output",
            Kind::ChangedOutput => "output changed since it was built",
            Kind::NotUtf8 => "not UTF-8",
            Kind::DeadHref => "link to no file",
            Kind::DeadSrc => "part of the page is no file",
            Kind::DeadAnchor => "link to no anchor",
            Kind::FolderHref => "link to a folder",
            Kind::EmptyAddress => "empty address",
            Kind::AbsoluteAddress => "address that holds on one host only",
            Kind::UnsafeScheme => "unsafe scheme",
            Kind::BadEscape => "malformed address",
            Kind::BaseElement => "base element",
            Kind::DuplicateId => "duplicate id",
            Kind::UnpairedTag => "unpaired tag",
        }
    }
}

impl fmt::Display for Problem {
    /// `path:line: kind: what`, without a line for a file as a whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.kind.words())?;
        if self.what.is_empty() { Ok(()) } else { write!(f, ": `{}`", self.what) }
    }
}

/// Reads a published folder back; gives everything that is wrong with it, in the order of files and lines.
///
/// Where the folder has a manifest, its outputs are judged, and foreign pages are only what links may lead to; else
/// every HTML file is judged. What lies below a symbolic link or in `.git` is not looked at.
///
/// # Errors
/// [`Error::Read`] where the folder or a page cannot be read.
pub fn read_back(folder: &Path) -> Result<Vec<Problem>> {
    let manifest = manifest::read(folder);
    let files = Files::list(folder)?;
    let mut problems = manifest.as_ref().map_or_else(Vec::new, |manifest| compare(folder, manifest));
    let pages: Vec<page::Page> =
        files.pages.par_iter().map(|path| read_page(folder, path, &files)).collect::<Result<_>>()?;
    let found: Vec<Problem> = pages
        .par_iter()
        .zip(&files.pages)
        .filter(|(_, path)| manifest.as_ref().is_none_or(|known| known.outputs.contains_key(path.as_str())))
        .flat_map_iter(|(page, path)| {
            let dead = page.pending.iter().filter(|pending| !pages[pending.target as usize].has(&pending.fragment));
            let dead = dead.map(|pending| Problem {
                path: path.clone(),
                line: pending.line,
                kind: Kind::DeadAnchor,
                what: pending.shown.to_string(),
            });
            dead.chain(page.problems.iter().cloned())
        })
        .collect();
    problems.extend(found);
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// The outputs of the manifest that are not there, or not as they were written.
fn compare(folder: &Path, manifest: &Manifest) -> Vec<Problem> {
    if intact(folder, manifest) {
        return Vec::new();
    }
    let problem = |path: &str, kind| Problem { path: path.to_owned(), line: 0, kind, what: String::new() };
    let outputs = manifest.outputs.iter();
    outputs
        .filter_map(|(path, entry)| match disk::digest(&folder.join(path.as_str())) {
            None => Some(problem(path.as_str(), Kind::MissingOutput)),
            Some(digest) => (digest != entry.digest).then(|| problem(path.as_str(), Kind::ChangedOutput)),
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "reads a published page")]
fn read_page(folder: &Path, path: &str, files: &Files) -> Result<page::Page> {
    let place = folder.join(path);
    let bytes = fs::read(&place).map_err(|source| Error::Read { path: place, source })?;
    Ok(page::read(path, &bytes, files))
}

/// What a folder holds, as far as links can lead there.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// All HTML files, in order.
    pages: Vec<String>,
    /// Every file, with its index among the pages where it is one.
    files: FxHashMap<String, Option<u32>>,
    /// Every folder.
    folders: FxHashSet<String>,
    /// Symbolic links to folders: what lies below them is not known.
    linked: Vec<String>,
}

impl Files {
    #[expect(clippy::disallowed_methods, reason = "asks where the links of a published folder lead")]
    fn list(folder: &Path) -> Result<Self> {
        let mut files = Self::default();
        let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git") {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                Error::Read { path, source: error.into() }
            })?;
            let Some(path) = relative(folder, entry.path()) else { continue };
            let kind = entry.file_type();
            // A link that leads nowhere is no file.
            let leads_to = if kind.is_symlink() { fs::metadata(entry.path()).ok() } else { None };
            if kind.is_dir() {
                files.folders.insert(path);
            } else if leads_to.as_ref().is_some_and(fs::Metadata::is_dir) {
                files.linked.push(path);
            } else if kind.is_file() || leads_to.is_some_and(|known| known.is_file()) {
                files.add(path);
            }
        }
        Ok(files)
    }

    fn add(&mut self, path: String) {
        let is_page = Path::new(&path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
        let index = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        if is_page {
            self.pages.push(path.clone());
        }
        self.files.insert(path, is_page.then_some(index));
    }

    /// Whether a path lies below a linked folder.
    fn is_beyond(&self, path: &str) -> bool {
        self.linked.iter().any(|link| path.strip_prefix(link.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// The path below `folder`, with `/`; none for the folder itself and for names that are not UTF-8, which no address of
/// a page can spell.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(folder).ok()?.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
}

#[cfg(test)]
mod tests;
