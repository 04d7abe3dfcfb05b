//! The text being made: runs kept from the source and what is put between them, each with its place.

use std::ops::Range;

use super::super::offset::Piece;

/// A text that is made of another, in the order it is written.
pub(super) struct Output<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
    /// The run of the source that is kept and not yet copied; runs that adjoin grow together.
    kept: Range<usize>,
}

impl<'a> Output<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, text: String::with_capacity(source.len() + source.len() / 16), pieces: Vec::new(), kept: 0..0 }
    }

    /// Keeps a range of the source.
    pub(super) fn keep(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.kept.end == range.start && !self.kept.is_empty() {
            self.kept.end = range.end;
            return;
        }
        self.settle();
        self.kept = range;
    }

    /// Puts in a text that its author did not write, at a place of the source.
    pub(super) fn put(&mut self, text: &str, place: usize) {
        self.settle();
        self.pieces.push(Piece { at: self.text.len(), from: place, kept: false });
        self.text.push_str(text);
    }

    fn settle(&mut self) {
        if !self.kept.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), from: self.kept.start, kept: true });
            self.text.push_str(&self.source[self.kept.clone()]);
            self.kept = 0..0;
        }
    }

    /// How much text there is so far.
    pub(super) fn len(&self) -> usize {
        self.text.len() + self.kept.len()
    }

    /// The last character so far.
    pub(super) fn last(&self) -> Option<char> {
        let text = if self.kept.is_empty() { self.text.as_str() } else { &self.source[self.kept.clone()] };
        text.chars().next_back()
    }

    /// Whether the next byte of the source would follow what was written last.
    pub(super) fn follows(&self, place: usize) -> bool {
        !self.kept.is_empty() && self.kept.end == place
    }

    /// The text and where its pieces came from.
    pub(super) fn finish(mut self) -> (String, Vec<Piece>) {
        self.settle();
        (self.text, self.pieces)
    }
}
