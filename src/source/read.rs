//! Reads single files.
#![expect(clippy::disallowed_methods, reason = "reads the site's files")]

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::walk::Found;
use super::{Role, SourceFile, Sources, Text};
use crate::digest::Digest;
use crate::finding::Finding;
use crate::path::SourcePath;
use crate::rule::site;
use crate::span::{FileId, Span};

/// The largest file that is read as text, in bytes.
pub(super) const LIMIT: u64 = 16 * 1024 * 1024;

/// Reads the configuration, where there is one, as the first file of new sources.
pub fn read_config(sources: &mut Sources) -> (Option<FileId>, Vec<Finding>) {
    let Ok(path) = SourcePath::new(super::layout::CONFIG) else { return (None, Vec::new()) };
    if !sources.disk(&path).is_file() {
        sources.remove(path.as_str());
        return (None, Vec::new());
    }
    let id = sources.intern(&path);
    let (file, findings) = read(&sources.root.clone(), id, &Found { path, role: Role::Config });
    sources.put(file);
    (Some(id), findings)
}

/// Reads one file. What cannot be read is an empty file with a finding.
pub(super) fn read(root: &Path, id: FileId, found: &Found) -> (SourceFile, Vec<Finding>) {
    let Found { path, role } = found;
    let mut file =
        SourceFile { id, path: path.clone(), role: *role, text: None, digest: Digest::default(), len: 0, size: None };
    let disk = root.join(path.as_str());
    let mut findings = Vec::new();
    let unreadable = |error: &std::io::Error| {
        Finding::new(&site::UNREADABLE, Span::whole(id), format!("`{path}` cannot be read: {}", reason(error)))
    };
    let len = match std::fs::metadata(&disk) {
        Ok(metadata) => metadata.len(),
        Err(error) => {
            findings.push(unreadable(&error));
            return (file, findings);
        }
    };
    file.len = len;
    if !is_text(*role, path) {
        // Assets are looked at when it is known which of them are published; static files all are.
        if *role == Role::Static {
            match std::fs::File::open(&disk).and_then(Digest::of_read) {
                Ok(digest) => file.digest = digest,
                Err(error) => findings.push(unreadable(&error)),
            }
        }
        return (file, findings);
    }
    if len > LIMIT {
        findings.push(too_large(id, path, len));
        return (file, findings);
    }
    // A file may grow while it is read; what is past the limit is never taken in.
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1);
    let result = std::fs::File::open(&disk).and_then(|opened| opened.take(LIMIT + 1).read_to_end(&mut bytes));
    if let Err(error) = result {
        findings.push(unreadable(&error));
        return (file, findings);
    }
    if bytes.len() as u64 > LIMIT {
        findings.push(too_large(id, path, bytes.len() as u64));
        return (file, findings);
    }
    file.len = bytes.len() as u64;
    file.digest = Digest::of(&bytes);
    file.text = Some(text(id, bytes, &mut findings));
    (file, findings)
}

fn too_large(id: FileId, path: &SourcePath, len: u64) -> Finding {
    let message = format!("`{path}` has {} MiB; the limit is {} MiB", len.div_ceil(1024 * 1024), LIMIT / 1024 / 1024);
    Finding::new(&site::TOO_LARGE, Span::whole(id), message).help("split it, or leave it out of the site")
}

/// The system's reason without its number, which says nothing to people.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" (os error").unwrap_or(text.len());
    text[..cut].to_lowercase()
}

/// Whether the compiler looks into a file. Static files other than stylesheets are published as they are.
fn is_text(role: Role, path: &SourcePath) -> bool {
    match role {
        Role::Config | Role::Page(_) | Role::Part | Role::Summary(_) | Role::Template | Role::Facts => true,
        Role::Static => matches!(path.extension(), "css" | "js" | "svg"),
        Role::Asset(_) | Role::Unusable | Role::Builtin => false,
    }
}

/// The text of some bytes. Each byte that is not UTF-8 becomes `?`, with one finding for the file, so that positions hold.
fn text(id: FileId, bytes: Vec<u8>, findings: &mut Vec<Finding>) -> Text {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return text.into(),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let mut bytes = error.into_bytes();
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let help = if utf16 { "the file is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
    let message = format!("byte {:#04x} is not UTF-8", bytes.get(at).copied().unwrap_or(0));
    findings.push(Finding::new(&site::NOT_UTF8, Span::new(id, at, at + 1), message).help(help));
    let mut from = 0;
    while let Err(error) = std::str::from_utf8(&bytes[from..]) {
        let start = from + error.valid_up_to();
        let length = error.error_len().unwrap_or(bytes.len() - start);
        bytes[start..start + length].fill(b'?');
        from = start;
    }
    Arc::from(String::from_utf8_lossy(&bytes).as_ref())
}

/// Reads the digests of assets, and the sizes of pictures. Those of other files are left as they are.
pub fn inspect_assets(sources: &mut Sources, ids: &[FileId]) -> Vec<Finding> {
    let root = sources.root.clone();
    let files: Vec<SourceFile> = ids
        .iter()
        .filter_map(|id| sources.get(*id))
        .filter(|file| file.text.is_none() && !is_read(file))
        .cloned()
        .collect();
    let read: Vec<(SourceFile, Option<Finding>)> = files
        .into_par_iter()
        .map(|mut file| {
            let disk = root.join(file.path.as_str());
            let result = std::fs::File::open(&disk).and_then(Digest::of_read);
            match result {
                Ok(digest) => {
                    file.digest = digest;
                    file.size = imagesize::size(&disk)
                        .ok()
                        .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
                    (file, None)
                }
                Err(error) => {
                    let message = format!("`{}` cannot be read: {}", file.path, reason(&error));
                    let finding = Finding::new(&site::UNREADABLE, Span::whole(file.id), message);
                    (file, Some(finding))
                }
            }
        })
        .collect();
    let mut findings = Vec::new();
    for (file, finding) in read {
        sources.replace(file);
        findings.extend(finding);
    }
    findings
}

/// Whether the bytes of an asset are known: those of one that has changed are not.
fn is_read(file: &SourceFile) -> bool {
    file.digest != Digest::default()
}

/// The digest of a file's bytes; none where it cannot be read.
pub fn digest(disk: &Path) -> Option<Digest> {
    Digest::of_read(std::fs::File::open(disk).ok()?).ok()
}

/// Reads the texts of files that pages include and that are no pages themselves. False where none could be read.
pub fn read_texts(sources: &mut Sources, ids: &[FileId]) -> bool {
    let root = sources.root.clone();
    let mut any = false;
    for id in ids {
        let Some(mut file) = sources.get(*id).cloned() else { continue };
        let disk = root.join(file.path.as_str());
        let bytes = match std::fs::metadata(&disk) {
            Ok(metadata) if metadata.len() <= LIMIT => std::fs::read(&disk).unwrap_or_default(),
            _ => Vec::new(),
        };
        file.digest = Digest::of(&bytes);
        file.text = Some(text(file.id, bytes, &mut Vec::new()));
        sources.replace(file);
        any = true;
    }
    any
}

/// Reads the texts of files again that were released, for reports. A file that has changed meanwhile stays without:
/// the places in it are those of another text.
pub fn recall(sources: &mut Sources, ids: impl IntoIterator<Item = FileId>) {
    for id in ids {
        let Some(file) = sources.get(id).filter(|file| file.text.is_none() && is_text(file.role, &file.path)) else {
            continue;
        };
        let bytes = std::fs::read(sources.disk(&file.path)).unwrap_or_default();
        if Digest::of(&bytes) == file.digest {
            sources.restore(id, text(id, bytes, &mut Vec::new()));
        }
    }
}
