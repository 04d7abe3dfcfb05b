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

/// A file of the built-in theme: its name, its text, and how it is made ready.
type Part = (&'static str, &'static str, fn(&str) -> String);

const PARTS: [Part; 4] = [
    ("theme.css", builtin::STYLE, strip::css),
    ("site.js", builtin::SCRIPT, strip::script),
    ("search.js", builtin::SEARCH, strip::script),
    ("favicon.svg", builtin::FAVICON, str::to_owned),
];

/// The files that are published for the theme, by output path, and where pages find them.
pub(super) fn files(statics: &[(&str, &SourceFile)]) -> (Vec<ThemeFile>, Names) {
    let mut files: Vec<ThemeFile> = Vec::new();
    let named = PARTS.map(|(path, text, prepare)| {
        let own = statics.iter().find(|(own, file)| *own == path && !is_built_in(own, file));
        let (bytes, digest) = match own {
            Some((_, file)) => (Bytes::Own(file.id), file.digest),
            None => {
                let text = prepare(text);
                (Bytes::BuiltIn(text.as_bytes().into()), Digest::of(text.as_bytes()))
            }
        };
        // A name that changes with the content can be kept by browsers for ever.
        let out = OutPath::new(&hashed(path, digest)).unwrap_or_default();
        let name = out.encoded();
        files.push(ThemeFile { out, bytes, digest });
        name
    });
    let [style, script, search, icon] = named;
    let mut names = Names { style, custom: None, script, search, icon };
    for (path, file) in statics.iter().filter(|(path, file)| !is_built_in(path, file)) {
        if let Ok(out) = OutPath::new(path) {
            if *path == CUSTOM {
                // It keeps its name, so its address tells of a change.
                let hex = file.digest.hex();
                names.custom = Some(format!("{}?v={}", out.encoded(), hex.get(..8).unwrap_or(&hex)));
            }
            files.push(ThemeFile { out, bytes: Bytes::Own(file.id), digest: file.digest });
        }
    }
    files.sort_by(|a, b| a.out.cmp(&b.out));
    (files, names)
}

/// Whether a file of the site is that of the theme, letter for letter: a copy to begin from, and nothing of its own.
fn is_built_in(path: &str, file: &SourceFile) -> bool {
    let text = PARTS.iter().find(|(name, _, _)| *name == path).map(|(_, text, _)| *text);
    let text = text.or_else(|| (path == "icons.svg").then_some(builtin::ICONS));
    text.is_some_and(|text| file.text.as_deref() == Some(text))
}

/// `theme.css` as `theme.8c1f02ab.css`.
fn hashed(name: &str, digest: Digest) -> String {
    let hex = digest.hex();
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    format!("{stem}.{}.{extension}", hex.get(..8).unwrap_or(&hex))
}
