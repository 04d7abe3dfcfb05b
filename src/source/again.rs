//! Reads single files again, where nothing but their bytes can have changed.
#![expect(clippy::disallowed_methods, reason = "looks whether files are there")]

use super::walk::Found;
use super::{SourceFile, Sources, read};
use crate::finding::Finding;
use crate::path::SourcePath;
use crate::span::FileId;

/// The files that some paths lead to; none where one of them came, went, or is no plain file: then the folders have to be
/// looked through. What was there for a moment only, as an editor leaves it, is passed over.
pub fn changed(sources: &Sources, paths: &[SourcePath]) -> Option<Vec<FileId>> {
    let mut files = Vec::new();
    for path in paths {
        if sources.is_elsewhere(path) {
            return None;
        }
        let there = sources.disk(path).symlink_metadata();
        match (sources.at(path.as_str()), there) {
            (Some(file), Ok(there)) if there.is_file() && file.path == *path => files.push(file.id),
            (None, Err(_)) => {}
            _ => return None,
        }
    }
    files.sort_unstable();
    files.dedup();
    Some(files)
}

/// Reads files again. Gives what is wrong with them.
pub fn read_again(sources: &mut Sources, files: &[FileId]) -> Vec<Finding> {
    let root = sources.root.clone();
    let mut findings = Vec::new();
    for id in files {
        let Some(SourceFile { path, role, .. }) = sources.get(*id) else { continue };
        let (file, of_file) = read::read(&root, *id, &Found { path: path.clone(), role: *role });
        sources.replace(file);
        findings.extend(of_file);
    }
    findings
}
