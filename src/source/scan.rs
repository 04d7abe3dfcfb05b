//! Reads a site's files.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;

use super::files::Elsewhere;
use super::walk::{self, Trouble, What};
use super::{Layout, Role, SourceFile, Sources, read};
use crate::finding::Finding;
use crate::path::SourcePath;
use crate::rule::site;
use crate::span::{FileId, Span};

/// Reads all files of the site into `sources`; ids stay what they were. `out` is the output folder, which is left out.
pub fn scan(sources: &mut Sources, layout: &Layout, out: &Path) -> Vec<Finding> {
    let here = match sources.elsewhere() {
        Some(_) => Cow::Owned(Layout { facts: None, ..layout.clone() }),
        None => Cow::Borrowed(layout),
    };
    let listing = walk::list(&sources.root, &here, out);
    let root = sources.root.clone();
    let config = sources.iter().find(|file| file.role == Role::Config).cloned();
    let with_ids: Vec<(FileId, walk::Found)> =
        listing.files.into_iter().map(|found| (sources.intern(&found.path), found)).collect();
    let read: Vec<(SourceFile, Vec<Finding>)> =
        with_ids.par_iter().map(|(id, found)| read::read(&root, *id, found)).collect();
    let mut findings = Vec::new();
    let mut files: Vec<SourceFile> = config.into_iter().collect();
    let (elsewhere, troubles) = elsewhere(sources);
    for (file, of_file) in read.into_iter().chain(elsewhere) {
        files.push(file);
        findings.extend(of_file);
    }
    for trouble in listing.troubles.into_iter().chain(troubles) {
        findings.push(finding(sources, &mut files, trouble));
    }
    sources.set(files, listing.aliases);
    findings
}

/// Reads the facts that lie elsewhere; they come in place of those that lie in the site.
fn elsewhere(sources: &mut Sources) -> (Vec<(SourceFile, Vec<Finding>)>, Vec<Trouble>) {
    let Some(Elsewhere { path, folder }) = sources.elsewhere().cloned() else { return Default::default() };
    let layout = Layout { facts: Some(SourcePath::default()), ..Layout::default() };
    let listing = walk::list(&folder, &layout, Path::new(""));
    let within = |below: &SourcePath| path.join(below.as_str()).unwrap_or_else(|_| path.clone());
    let read = listing.files.into_iter().map(|found| {
        let id = sources.intern(&within(&found.path));
        let (file, findings) = read::read(&folder, id, &found);
        (SourceFile { path: within(&file.path), ..file }, findings)
    });
    let read = read.collect();
    let troubles = listing.troubles.into_iter().map(|it| Trouble { path: within(&it.path), what: it.what }).collect();
    (read, troubles)
}

/// The finding for a path that cannot be read. The path becomes an empty asset, so that the finding has a place.
fn finding(sources: &mut Sources, files: &mut Vec<SourceFile>, trouble: Trouble) -> Finding {
    let Trouble { path, what } = trouble;
    let id = sources.intern(&path);
    if !files.iter().any(|file| file.id == id) {
        files.push(SourceFile {
            id,
            path: path.clone(),
            role: Role::Unusable,
            text: None,
            digest: crate::digest::Digest::default(),
            len: 0,
            size: None,
        });
    }
    let (rule, message, help) = match what {
        What::Dangling => (&site::SYMLINK_ESCAPE, format!("the symbolic link `{path}` leads nowhere"), ""),
        What::Loop => {
            (&site::SYMLINK_ESCAPE, format!("the symbolic link `{path}` leads to itself or a folder around it"), "")
        }
        What::Outside => (
            &site::SYMLINK_ESCAPE,
            format!("the symbolic link `{path}` leads out of the site"),
            "copy what it leads to into the site",
        ),
        What::Special => (&site::UNREADABLE, format!("`{path}` is neither a file nor a folder"), ""),
        What::Name => (
            &site::UNREADABLE,
            format!("the name of `{path}` is not UTF-8 or holds a backslash or control character"),
            "rename the file",
        ),
        What::Refused(error) => (&site::UNREADABLE, format!("`{path}` cannot be read: {}", error.kind()), ""),
    };
    let finding = Finding::new(rule, Span::whole(id), message);
    if help.is_empty() { finding } else { finding.help(help) }
}
