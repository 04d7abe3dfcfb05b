//! Lines and columns of spans. The lines of a file are counted once, however many findings it has.

use rustc_hash::FxHashMap;

use crate::source::Sources;
use crate::span::{FileId, LineCol, LineIndex, Span};

/// Finds lines and columns in the files of a site.
pub struct Places<'a> {
    sources: &'a Sources,
    indexes: FxHashMap<FileId, LineIndex>,
}

impl<'a> Places<'a> {
    /// No file counted yet.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, indexes: FxHashMap::default() }
    }

    /// The path, the text and the lines of a file. A file that has gone, or has no text, has one empty line.
    pub fn file(&mut self, file: FileId) -> (&'a str, &'a str, &LineIndex) {
        let text = self.sources.text(file);
        let index = self.indexes.entry(file).or_insert_with(|| LineIndex::new(text.as_bytes()));
        (self.sources.path(file), text, index)
    }

    /// The path of a file, for output.
    pub fn path(&self, file: FileId) -> &'a str {
        self.sources.path(file)
    }

    /// Where a span begins.
    pub fn start(&mut self, span: Span) -> LineCol {
        let (_, text, index) = self.file(span.file);
        index.line_col(text.as_bytes(), span.start)
    }

    /// Where a span ends: the place after its last character.
    pub fn end(&mut self, span: Span) -> LineCol {
        let (_, text, index) = self.file(span.file);
        index.line_col(text.as_bytes(), span.end.max(span.start))
    }

    /// What stands at a span; empty where its file has no text, or less of it.
    pub fn text(&self, span: Span) -> &'a str {
        self.sources.text(span.file).get(span.range()).unwrap_or("")
    }
}
