//! `manifest.json`: what lies in an output folder, what it was made from, and what the build had to say.
//!
//! It is what makes an output folder ours. A manifest that cannot be read to its end, has another version, or names a
//! path that no output can have, is no manifest: everything in its folder then counts as foreign.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use serde::Deserialize;

use crate::digest::Digest;
use crate::output::Input;
use crate::path::{OutPath, SourcePath};

/// The name of the manifest in an output folder; no output may have it.
pub const NAME: &str = crate::output::MANIFEST;

/// The version of the format; another one is not read.
pub const VERSION: u64 = 1;

/// The version of factpress that is running.
pub const TOOL: &str = env!("CARGO_PKG_VERSION");

/// What lies in an output folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The version of factpress that made it.
    pub tool: String,
    /// The digest of everything the build read.
    pub inputs: Digest,
    /// Every output.
    pub outputs: BTreeMap<OutPath, Entry>,
    /// Findings and numbers of the build, as the session keeps them.
    pub record: serde_json::Value,
}

/// One output in the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The digest of its bytes.
    pub digest: Digest,
    /// The digest of everything it shows; none where it must be made again next time (its template failed).
    pub key: Option<Digest>,
    /// What the key is made of, as `name:digest` with spaces between; of the digests, their beginnings.
    pub inputs: String,
    /// The sources it is made from.
    pub from: Vec<SourcePath>,
}

/// Some inputs of an output, as [`Entry::inputs`] keeps them.
pub fn inputs(inputs: &[Input]) -> String {
    let mut text = String::with_capacity(20 * inputs.len());
    for Input { name, digest } in inputs {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(name);
        text.push(':');
        text.push_str(digest.hex().get(..8).unwrap_or(""));
    }
    text
}

/// The manifest as it lies on disk, before its texts are trusted.
#[derive(Deserialize)]
struct Written {
    version: u64,
    tool: String,
    inputs: String,
    outputs: BTreeMap<String, WrittenEntry>,
    record: serde_json::Value,
}

#[derive(Deserialize)]
struct WrittenEntry {
    digest: String,
    key: Option<String>,
    #[serde(default)]
    inputs: String,
    from: Vec<String>,
}

/// Reads the manifest of an output folder; none where there is no valid one.
pub fn read(folder: &Path) -> Option<Manifest> {
    let mut text = String::new();
    super::disk::open(&folder.join(NAME), false).ok()?.read_to_string(&mut text).ok()?;
    parse(&text)
}

/// Reads a manifest from its text; none where any part of it is not valid.
pub fn parse(text: &str) -> Option<Manifest> {
    let written: Written = serde_json::from_str(text).ok()?;
    if written.version != VERSION {
        return None;
    }
    let mut outputs = BTreeMap::new();
    for (path, entry) in written.outputs {
        outputs.insert(out_path(&path)?, read_entry(&entry)?);
    }
    Some(Manifest { tool: written.tool, inputs: Digest::from_hex(&written.inputs)?, outputs, record: written.record })
}

/// A path of the manifest, where it is one that an output can have, in its only spelling.
fn out_path(text: &str) -> Option<OutPath> {
    let path = OutPath::new(text).ok()?;
    (path.as_str() == text && is_publishable(&path)).then_some(path)
}

/// Whether an output can lie at a path: somewhere in the folder, and not where the manifest lies.
pub(crate) fn is_publishable(path: &OutPath) -> bool {
    // A colon names a drive or a stream on Windows, where joining such a path would leave the folder.
    let drive = cfg!(windows) && path.as_str().contains(':');
    !path.as_str().is_empty() && path.as_str() != NAME && !drive
}

fn read_entry(entry: &WrittenEntry) -> Option<Entry> {
    let key = match &entry.key {
        None => None,
        Some(hex) => Some(Digest::from_hex(hex)?),
    };
    let from = entry.from.iter().map(|path| SourcePath::new(path).ok()).collect::<Option<_>>()?;
    Some(Entry { digest: Digest::from_hex(&entry.digest)?, key, inputs: entry.inputs.clone(), from })
}

impl Manifest {
    /// The text of the manifest: JSON, one output a line, the same for the same content.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(256 + 192 * self.outputs.len());
        let _ = write!(
            text,
            "{{\n\"version\": {VERSION},\n\"tool\": {},\n\"inputs\": \"{}\",\n\"outputs\": {{",
            quoted(&self.tool),
            self.inputs.hex()
        );
        for (at, (path, entry)) in self.outputs.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            let _ = write!(text, "{}: {{ \"digest\": \"{}\"", quoted(path.as_str()), entry.digest.hex());
            if let Some(key) = entry.key {
                let _ = write!(text, ", \"key\": \"{}\"", key.hex());
            }
            if !entry.inputs.is_empty() {
                let _ = write!(text, ", \"inputs\": {}", quoted(&entry.inputs));
            }
            text.push_str(", \"from\": [");
            for (at, path) in entry.from.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                text.push_str(&quoted(path.as_str()));
            }
            text.push_str("] }");
        }
        let _ = write!(text, "\n}},\n\"record\": {}\n}}\n", self.record);
        text
    }
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let entry = |key| Entry {
            digest: Digest::of(b"bytes"),
            key,
            inputs: "page:1a2b3c4d links:00000000".to_owned(),
            from: vec![SourcePath::new("content/a \"b\".md").expect("a path")],
        };
        let path = |text| OutPath::new(text).expect("a path");
        Manifest {
            tool: TOOL.to_owned(),
            inputs: Digest::of(b"inputs"),
            outputs: BTreeMap::from([
                (path("a.html"), entry(Some(Digest::of(b"key")))),
                (path("ü/\"b\".html"), entry(None)),
            ]),
            record: serde_json::json!({ "findings": [1, "two\n"] }),
        }
    }

    #[test]
    fn text_reads_back() {
        let manifest = manifest();
        let text = manifest.text();
        assert_eq!(parse(&text).as_ref(), Some(&manifest));
        assert_eq!(text.lines().filter(|line| line.contains("\"digest\"")).count(), 2, "one output a line\n{text}");
    }

    #[test]
    fn what_is_not_valid_is_no_manifest() {
        let text = manifest().text();
        for (from, to) in [
            ("a.html", "../../x"),
            ("a.html", "/abs"),
            ("a.html", "a/./b"),
            ("a.html", "a//b"),
            ("a.html", ""),
            ("a.html", "a\\\\b"),
            ("a.html", "a\\u0000"),
            ("a.html", "manifest.json"),
            ("\"version\": 1", "\"version\": 2"),
            ("\"inputs\": \"", "\"inputs\": \"0"),
            ("content/a", "../a"),
            ("\"record\"", "\"other\""),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from} stands in the text");
            assert_eq!(parse(&changed), None, "{from} -> {to}");
        }
        assert_eq!(parse(&text[..text.len() / 2]), None);
        assert_eq!(parse(""), None);
    }
}
