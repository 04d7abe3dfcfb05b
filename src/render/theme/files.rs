//! What is published for the theme: its style sheet and scripts under names that change with their content, and the
//! site's own static files under theirs.

use std::sync::Arc;

use super::{Names, builtin, strip};
use crate::digest::Digest;
use crate::path::OutPath;
use crate::source::SourceFile;
use crate::span::FileId;

/// The site's own style sheet, which every page loads after the theme's.
pub(super) const CUSTOM: &str = "custom.css";

/// A published file of the theme or of the site's `static/`.
#[derive(Clone, Debug)]
pub(in super::super) struct ThemeFile {
    /// Where it lies.
    pub(in super::super) out: OutPath,
    /// Its bytes.
    pub(in super::super) bytes: Bytes,
    /// The digest of its bytes.
    pub(in super::super) digest: Digest,
}

/// The bytes of a published file.
#[derive(Clone, Debug)]
pub(in super::super) enum Bytes {
    /// Part of the program.
    BuiltIn(Arc<[u8]>),
    /// A file of the site, published as it is.
    Own(FileId),
}

/// How a built-in file is made ready.
type Prepare = fn(&str) -> String;

/// The files that are published for the theme, by output path, and where pages find them.
pub(super) fn files(statics: &[(&str, &SourceFile)]) -> (Vec<ThemeFile>, Names) {
    let mut files: Vec<ThemeFile> = Vec::new();
    let mut names = Names::default();
    let parts: [(&mut String, &str, &str, Prepare); 4] = [
        (&mut names.style, "theme.css", builtin::STYLE, strip::css),
        (&mut names.script, "site.js", builtin::SCRIPT, strip::script),
        (&mut names.search, "search.js", builtin::SEARCH, strip::script),
        (&mut names.icon, "favicon.svg", builtin::FAVICON, str::to_owned),
    ];
    for (name, path, text, prepare) in parts {
        let own = statics.iter().find(|(own, _)| *own == path);
        let (bytes, digest) = match own {
            Some((_, file)) => (Bytes::Own(file.id), file.digest),
            None => {
                let text = prepare(text);
                (Bytes::BuiltIn(text.as_bytes().into()), Digest::of(text.as_bytes()))
            }
        };
        // A name that changes with the content can be kept by browsers for ever.
        if let Ok(out) = OutPath::new(&hashed(path, digest)) {
            *name = out.encoded();
            files.push(ThemeFile { out, bytes, digest });
        }
    }
    for (path, file) in statics {
        if let Ok(out) = OutPath::new(path) {
            if *path == CUSTOM {
                names.custom = Some(out.encoded());
            }
            files.push(ThemeFile { out, bytes: Bytes::Own(file.id), digest: file.digest });
        }
    }
    files.sort_by(|a, b| a.out.cmp(&b.out));
    (files, names)
}

/// `theme.css` as `theme.8c1f02ab.css`.
fn hashed(name: &str, digest: Digest) -> String {
    let hex = digest.hex();
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let short = hex.get(..8).unwrap_or(&hex);
    format!("{stem}.{short}.{extension}")
}
