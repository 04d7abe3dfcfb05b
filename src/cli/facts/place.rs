//! Places on pages as they are printed.

use crate::report::inert::inert;
use crate::report::places::Places;
use crate::source::Sources;
use crate::span::{FileId, LineCol, Span};

/// Writes places of a site.
pub(super) struct Place<'a> {
    places: Places<'a>,
}

impl<'a> Place<'a> {
    /// Of the files of a site.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { places: Places::new(sources) }
    }

    /// `path:line:column`.
    pub(super) fn written(&mut self, span: Span) -> String {
        let LineCol { line, column } = self.start(span);
        format!("{}:{line}:{column}", inert(self.path(span.file)))
    }

    /// Where a span begins.
    pub(super) fn start(&mut self, span: Span) -> LineCol {
        self.places.start(span)
    }

    /// Where a span ends.
    pub(super) fn end(&mut self, span: Span) -> LineCol {
        self.places.end(span)
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> &'a str {
        self.places.path(file)
    }

    /// A sentence, else the line it would stand on.
    pub(super) fn sentence(&mut self, span: Span, sentence: Option<&str>) -> String {
        if let Some(sentence) = sentence {
            return sentence.to_owned();
        }
        let line = self.start(span).line;
        let (_, text, index) = self.places.file(span.file);
        let range = index.line_range(text.as_bytes(), line);
        text.get(range).unwrap_or("").trim().to_owned()
    }
}
