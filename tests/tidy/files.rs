//! The project's files.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project.
pub(crate) struct File {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

impl File {
    /// One made up for a test.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The lines of code, with their numbers from 1: without comments, which may name anything.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines
            .map(|(at, line)| (at, line.split(" //").next().unwrap_or(line)))
            .filter(|(_, line)| !line.starts_with("//"))
    }
}

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One file.
pub(crate) fn read(path: &str) -> File {
    File::new(path, &fs::read_to_string(root().join(path)).expect(path))
}

/// All text files at or below a path, in order; none where there is nothing.
pub(crate) fn below(path: &str) -> Vec<File> {
    let entries = walkdir::WalkDir::new(root().join(path)).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).filter_map(|entry| text(entry.path())).collect()
}

/// The source files of the crate.
pub(crate) fn sources() -> Vec<File> {
    let sources: Vec<File> = below("src").into_iter().filter(|file| file.path.ends_with(".rs")).collect();
    assert!(sources.len() > 100, "the sources are not where they were");
    sources
}

fn text(path: &Path) -> Option<File> {
    let text = fs::read_to_string(path).ok()?;
    Some(File { path: path.strip_prefix(root()).ok()?.to_str()?.replace('\\', "/"), text })
}
