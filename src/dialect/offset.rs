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
    /// Whether it was copied; what was put in stands for the place it begins at.
    kept: bool,
}

/// A run of a text that was made from another: kept from it, or put in at a place of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it begins in the new text.
    pub(super) at: usize,
    /// Where in the old one.
    pub(super) from: usize,
    /// Whether it was kept.
    pub(super) kept: bool,
}

/// Where each byte of a prepared text came from. One segment for a page without includes.
#[derive(Clone, Debug)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// The map of a text that begins at byte `start` of `file`.
    pub fn new(file: FileId, start: usize) -> Self {
        Self { segments: vec![Segment { at: 0, file, start, kept: true }] }
    }

    /// Says that from byte `at` of the text on, bytes come from byte `start` of `file` on. `at` never decreases.
    pub fn push(&mut self, at: usize, file: FileId, start: usize) {
        self.add(Segment { at, file, start, kept: true });
    }

    fn add(&mut self, segment: Segment) {
        match self.segments.last_mut() {
            Some(last) if last.at == segment.at => *last = segment,
            _ => self.segments.push(segment),
        }
    }

    /// The map of a text of `length` bytes that was made from the text of this map in pieces.
    pub(super) fn through(&self, pieces: &[Piece], length: usize) -> Self {
        let mut map = Self { segments: Vec::with_capacity(pieces.len() + self.segments.len()) };
        for (number, piece) in pieces.iter().enumerate() {
            let mut index = self.index(piece.from);
            let first = self.segments[index];
            let start = first.place(piece.from);
            map.add(Segment { at: piece.at, file: first.file, start, kept: piece.kept && first.kept });
            let end = pieces.get(number + 1).map_or(length, |next| next.at);
            // A run may have come from several files.
            while piece.kept
                && let Some(next) = self.segments.get(index + 1)
                && next.at < piece.from + (end - piece.at)
            {
                map.add(Segment { at: piece.at + (next.at - piece.from), ..*next });
                index += 1;
            }
        }
        if map.segments.is_empty() {
            map.segments.extend(self.segments.first());
        }
        map
    }

    fn index(&self, at: usize) -> usize {
        self.segments.partition_point(|segment| segment.at <= at).max(1) - 1
    }

    /// The place of a range of the text. A range over several files is cut to the file it begins in.
    pub fn span(&self, range: Range<usize>) -> Span {
        let index = self.index(range.start);
        let segment = self.segments[index];
        let start = segment.place(range.start);
        let last = self.index(range.end.saturating_sub(1).max(range.start));
        let whole = last == index || self.segments[index..=last].iter().all(|other| other.file == segment.file);
        if whole && last > index {
            let end = self.segments[last].place_after(range.end);
            return Span::new(segment.file, start, end.max(start));
        }
        let limit = self.segments.get(index + 1).map_or(usize::MAX, |next| next.at);
        let end = segment.place_after(range.end.clamp(range.start, limit.max(range.start)));
        Span::new(segment.file, start, end.max(start))
    }
}

impl Segment {
    fn place(&self, at: usize) -> usize {
        if self.kept { self.start + (at - self.at) } else { self.start }
    }

    /// The place of the end of a range that ends in this segment.
    fn place_after(&self, end: usize) -> usize {
        self.place(end.max(self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_goes_through_another() {
        let (one, two) = (FileId(1), FileId(2));
        let mut map = OffsetMap::new(one, 10);
        map.push(5, two, 100);
        // The first two bytes, one put in, then bytes 3 to 8.
        let pieces = [
            Piece { at: 0, from: 0, kept: true },
            Piece { at: 2, from: 3, kept: false },
            Piece { at: 3, from: 3, kept: true },
        ];
        let map = map.through(&pieces, 8);
        assert_eq!(map.span(0..2), Span::new(one, 10, 12));
        assert_eq!(map.span(2..3), Span::new(one, 13, 13));
        assert_eq!(map.span(1..5), Span::new(one, 11, 15));
        assert_eq!(map.span(3..4), Span::new(one, 13, 14));
        assert_eq!(map.span(5..7), Span::new(two, 100, 102));
        assert_eq!(map.span(4..7), Span::new(one, 14, 15));
    }
}
