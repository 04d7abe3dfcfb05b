//! The plain text of a block, and where its parts stand in the page and in the output.

use std::borrow::Cow;
use std::ops::Range;

/// The plain text of the block being written, and the links into the site that stand in it.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    pub(super) text: String,
    /// References by index, with their bytes in `text`.
    pub(super) links: Vec<(u32, Range<usize>)>,
    /// Values before markers by index, with their bytes in `text`.
    pub(super) values: Vec<(u32, Range<usize>)>,
    /// Where parts of the text come from, in their order; empty where nothing is looked for in it.
    pieces: Pieces,
    /// Where links to outside of the text stand: what they lead to, the byte of the text, and their place in the page.
    pub(super) addresses: Vec<(Box<str>, usize, Range<usize>)>,
    /// The parts of the text that stand in code spans.
    pub(super) code: Vec<Range<usize>>,
    /// The parts of the text that are struck out, in order: they are not said.
    pub(super) struck: Vec<Range<usize>>,
}

/// A part of a text and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct TextPiece {
    at: Range<usize>,
    /// Where it stands in the page.
    source: Range<usize>,
    /// Where it begins in the output; none where it cannot become a link.
    html: Option<usize>,
}

impl BlockText {
    /// Notes where the text comes from that is added next: so many bytes.
    pub(super) fn comes_from(&mut self, length: usize, source: Range<usize>, html: Option<usize>) {
        let start = self.text.len();
        self.pieces.0.push(TextPiece { at: start..start + length, source, html });
    }

    /// No part of some bytes of the text becomes a link.
    pub(super) fn unlink(&mut self, part: &Range<usize>) {
        let from = self.pieces.0.partition_point(|piece| piece.at.end <= part.start);
        for piece in self.pieces.0[from..].iter_mut().take_while(|piece| piece.at.start < part.end) {
            piece.html = None;
        }
    }

    /// Takes off what stands behind a byte.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.pieces.0.retain(|piece| piece.at.end <= length);
        self.code.retain(|span| span.end <= length);
        self.struck.retain(|part| part.end <= length);
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.0.clear();
        self.addresses.clear();
        self.code.clear();
        self.struck.clear();
    }

    /// What is said by a text: all but what is struck out, byte by byte at the same place.
    pub(super) fn said<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.struck.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut said = text.to_owned();
        for part in &self.struck {
            if said.get(part.clone()).is_some() {
                said.replace_range(part.clone(), &" ".repeat(part.len()));
            }
        }
        Cow::Owned(said)
    }

    /// The parts of the text.
    pub(super) fn pieces(&self) -> &Pieces {
        &self.pieces
    }
}

/// The parts of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces(Vec<TextPiece>);

impl Pieces {
    /// The parts of the text from a byte on.
    pub(super) fn after(&self, from: usize) -> Pieces {
        let later = self.0.iter().filter(|piece| piece.at.end > from).map(|piece| {
            // What begins before is not there as it is written.
            let cut = from.saturating_sub(piece.at.start);
            let exact = piece.at.len() == piece.source.len();
            let source = if exact { piece.source.start + cut..piece.source.end } else { piece.source.clone() };
            TextPiece { at: piece.at.start.max(from) - from..piece.at.end - from, source, html: None }
        });
        Pieces(later.collect())
    }

    /// The parts of a text that follows so many bytes of another, whose parts these are.
    pub(super) fn followed_by(&self, others: &Pieces, after: usize) -> Pieces {
        let shifted = others.0.iter().map(|piece| TextPiece {
            at: piece.at.start + after..piece.at.end + after,
            source: piece.source.clone(),
            html: piece.html,
        });
        Pieces(self.0.iter().cloned().chain(shifted).collect())
    }

    fn holding(&self, at: usize) -> Option<&TextPiece> {
        let next = self.0.partition_point(|piece| piece.at.start <= at);
        self.0[..next].last().filter(|piece| at < piece.at.end)
    }

    /// Where some bytes of the text stand in the page. Of a part that is not there as it is written, all.
    pub(super) fn source(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.holding(part.start)?, self.holding(part.end.checked_sub(1)?)?);
        let start = if first.at.len() == first.source.len() {
            first.source.start + (part.start - first.at.start)
        } else {
            first.source.start
        };
        let end = if last.at.len() == last.source.len() {
            last.source.start + (part.end - last.at.start)
        } else {
            last.source.end
        };
        Some(start.min(end)..end)
    }

    /// The part that holds a byte, as far as it can become a link: where it begins in the text, and in the output. None where
    /// it, or the part that holds the last of some bytes, cannot.
    pub(super) fn linkable(&self, part: &Range<usize>) -> Option<(usize, usize)> {
        let first = self.holding(part.start)?;
        self.holding(part.end.checked_sub(1)?)?.html?;
        Some((first.at.start, first.html?))
    }
}
