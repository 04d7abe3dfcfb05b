//! From bytes of prepared text to bytes of the author's files.

use std::ops::Range;

use crate::span::{FileId, Span};

/// A run of prepared text that was copied from one place of one file.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// Where it begins in the prepared text.
    at: usize,
    file: FileId,
    /// Where it begins in the file.
    start: usize,
}

/// Where each byte of a prepared text came from. One segment for a page without includes.
#[derive(Clone, Debug)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// The map of a text that begins at byte `start` of `file`.
    pub fn new(file: FileId, start: usize) -> Self {
        Self { segments: vec![Segment { at: 0, file, start }] }
    }

    /// Says that from byte `at` of the text on, bytes come from byte `start` of `file` on. `at` never decreases.
    pub fn push(&mut self, at: usize, file: FileId, start: usize) {
        if let Some(last) = self.segments.last_mut()
            && last.at == at
        {
            *last = Segment { at, file, start };
            return;
        }
        self.segments.push(Segment { at, file, start });
    }

    /// The place of a range of the text. A range over several files is cut to the file it begins in.
    pub fn span(&self, range: Range<usize>) -> Span {
        let index = self.segments.partition_point(|segment| segment.at <= range.start).max(1) - 1;
        let segment = self.segments[index];
        let limit = self.segments.get(index + 1).map_or(usize::MAX, |next| next.at);
        let start = segment.start + (range.start - segment.at);
        let end = segment.start + (range.end.clamp(range.start, limit.max(range.start)) - segment.at);
        Span::new(segment.file, start, end)
    }
}
