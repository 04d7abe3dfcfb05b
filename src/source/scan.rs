//! Reads a site's files.

use std::path::Path;

use rayon::prelude::*;

use super::walk::{self, Trouble, What};
use super::{Layout, Role, SourceFile, Sources, read};
use crate::finding::Finding;
use crate::rule::site;
use crate::span::{FileId, Span};

/// Reads all files of the site into `sources`; ids stay what they were. `out` is the output folder, which is left out.
pub fn scan(sources: &mut Sources, layout: &Layout, out: &Path) -> Vec<Finding> {
    let listing = walk::list(&sources.root, layout, out);
    let root = sources.root.clone();
    let config = sources.iter().find(|file| file.role == Role::Config).cloned();
    let with_ids: Vec<(FileId, walk::Found)> =
        listing.files.into_iter().map(|found| (sources.intern(&found.path), found)).collect();
    let read: Vec<(SourceFile, Vec<Finding>)> =
        with_ids.par_iter().map(|(id, found)| read::read(&root, *id, found)).collect();
    let mut findings = Vec::new();
    let mut files: Vec<SourceFile> = config.into_iter().collect();
    for (file, of_file) in read {
        files.push(file);
        findings.extend(of_file);
    }
    for trouble in listing.troubles {
        findings.push(finding(sources, &mut files, trouble));
    }
    sources.set(files, listing.aliases);
    findings
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
