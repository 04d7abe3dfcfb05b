//! The walk over a page's lines, and how a block is written.

use std::ops::Range;

use super::super::Marked;
use super::super::offset::OffsetMap;
use super::frames::Frames;
use super::line::{self, Line};
use super::output::Output;
use super::tokens::Token;
use super::{Rewritten, inline};
use crate::finding::Finding;

/// What was written last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// Nothing that the next block could run into.
    Apart,
    /// Words: the next line of words would go on with them.
    Words,
    /// A list marker with nothing behind it yet.
    Marker,
    /// Rows of a table.
    Rows,
}

/// How many list items and containers may be open at once. No guide has more than a few; without a bound, notes and lists that
/// take turns at the first column would stand ever deeper in each other, each line indented by all of them.
const DEEPEST: usize = 64;

/// The state of one walk.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) map: &'a OffsetMap,
    pub(super) lines: Vec<Line>,
    pub(super) out: Output<'a>,
    pub(super) frames: Frames,
    pub(super) findings: Vec<Finding>,
    pub(super) last: Last,
    /// Whether a blank line stands before the line.
    pub(super) blank: bool,
    /// Whether a blank line has been written since the last block.
    parted: bool,
    /// Whether the line before said that what it stands in goes on.
    pub(super) goes_on: bool,
    /// Anchors that wait for the block they stand before.
    pub(super) anchors: Vec<Range<usize>>,
    /// Whether what is open goes on after blocks of the first column, and up to which line that is known.
    pub(super) resumes: Option<(usize, bool)>,
    room: Vec<Token>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, map: &'a OffsetMap) -> Self {
        Self {
            text,
            map,
            lines: line::lines(text),
            out: Output::new(text),
            frames: Frames::default(),
            findings: Vec::new(),
            last: Last::Apart,
            blank: true,
            parted: true,
            goes_on: false,
            anchors: Vec::new(),
            resumes: None,
            room: Vec::new(),
        }
    }

    /// The words of a line.
    pub(super) fn body(&self, line: &Line) -> &'a str {
        &self.text[line.body.clone()]
    }

    /// The line with a number.
    pub(super) fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at)
    }

    /// The next line from `at` on that is not blank.
    pub(super) fn next_words(&self, at: usize) -> Option<usize> {
        (at..self.lines.len()).find(|at| !self.lines[*at].is_blank())
    }

    pub(super) fn walk(&mut self) {
        let mut at = self.preamble();
        while at < self.lines.len() {
            let line = self.lines[at].clone();
            if line.is_blank() {
                self.blank_line(&line);
                at += 1;
                continue;
            }
            if self.frames.len() > DEEPEST {
                self.end_marker();
                self.close_to(0);
            }
            at = self.block(at, &line);
            self.blank = false;
        }
        self.end_marker();
        self.rest_of_anchors(self.text.len());
        let end = self.out.len();
        self.frames.close_to(0, end);
    }

    /// The licence that stands before the contents of a guide's first page, whose lines are lines of prose. Gives the line
    /// after it.
    fn preamble(&mut self) -> usize {
        let rule = self.lines.iter().take(4).position(|line| line::is_run(self.body(line), b'-', 3));
        let contents = self.lines.iter().position(|line| self.body(line) == "## Contents");
        let Some((rule, contents)) = rule.zip(contents).filter(|(rule, contents)| rule < contents) else { return 0 };
        self.out.keep(0..self.lines[rule].whole.start);
        let start = self.out.len();
        let text = self.text;
        for line in &self.lines[rule..contents] {
            if !line::is_run(&text[line.body.clone()], b'-', 3) {
                self.out.keep(line.whole.clone());
            }
        }
        self.frames.mark(Marked::Licence, start..self.out.len());
        contents
    }

    fn blank_line(&mut self, line: &Line) {
        self.goes_on |= line.goes_on && !self.blank;
        if line.goes_on {
            return;
        }
        self.blank = true;
        if !self.parted && self.last != Last::Marker && self.out.follows(line.whole.start) {
            self.out.keep(line.whole.clone());
            self.parted = true;
        }
    }

    /// Begins a block: parts it from the one before, and indents it. `line` is where its text comes from.
    pub(super) fn begin(&mut self, line: &Line, apart: bool) {
        if self.last == Last::Marker {
            self.last = Last::Apart;
            return;
        }
        if apart && !self.parted {
            self.out.put("\n", line.whole.start);
        }
        self.indent(line, self.frames.inside());
    }

    /// Indents a line by so many columns.
    pub(super) fn indent(&mut self, line: &Line, columns: usize) {
        let margin = line.margin();
        if margin.len() == columns && line.indent == columns {
            self.out.keep(margin);
        } else if columns > 0 {
            self.out.put(&" ".repeat(columns), line.body.start);
        }
    }

    /// Ends a block's line. `last` is what has been written.
    pub(super) fn end(&mut self, line: &Line, last: Last) {
        self.out.keep(line.tail());
        if !self.text[line.tail()].ends_with('\n') {
            self.out.put("\n", line.whole.end);
        }
        self.written(line, last);
    }

    /// Notes that a block has been written.
    pub(super) fn written(&mut self, line: &Line, last: Last) {
        self.frames.blocks += 1;
        self.last = last;
        self.parted = false;
        self.goes_on = line.goes_on;
        if last != Last::Marker {
            self.frames.list_behind = false;
        }
    }

    /// A marker that nothing followed.
    pub(super) fn end_marker(&mut self) {
        if self.last == Last::Marker {
            let place = self.text.len();
            self.out.put("\n", place);
            self.last = Last::Apart;
        }
    }

    /// Writes a range of words, with the anchors that waited for it.
    pub(super) fn words(&mut self, range: Range<usize>) {
        for anchor in std::mem::take(&mut self.anchors) {
            self.out.keep(anchor);
        }
        self.guard(range.start, range.end);
        inline::write(&mut self.out, self.text, range, &mut self.room);
    }

    /// Writes words as they are inside of something, where no sign begins a block.
    pub(super) fn inner_words(&mut self, range: Range<usize>) {
        inline::write(&mut self.out, self.text, range, &mut self.room);
    }

    /// Keeps a sign at the start of words from beginning a block of CommonMark that its author did not mean.
    fn guard(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let begins = match text.as_bytes().first() {
            Some(b'>' | b'|' | b'~' | b':') => true,
            Some(b'#') => line::heading(text).is_some(),
            Some(b'=') => line::is_run(text, b'=', 1),
            Some(b'[') => text.find(']').is_some_and(|at| text[at + 1..].starts_with(':')),
            _ => false,
        };
        if begins {
            self.out.put("\\", start);
        }
    }

    /// One line of words as a paragraph of its own.
    pub(super) fn paragraph(&mut self, line: &Line, what: Option<Marked>) {
        let start = self.out.len();
        self.begin(line, true);
        self.words(line.body.clone());
        self.end(line, Last::Words);
        if let Some(what) = what {
            self.frames.mark(what, start..self.out.len());
        }
    }

    /// Anchors that no block came for stand by themselves.
    pub(super) fn rest_of_anchors(&mut self, place: usize) {
        if self.anchors.is_empty() {
            return;
        }
        if !self.parted {
            self.out.put("\n", place);
        }
        let columns = self.frames.inside();
        if columns > 0 {
            self.out.put(&" ".repeat(columns), place);
        }
        for anchor in std::mem::take(&mut self.anchors) {
            self.out.keep(anchor);
        }
        self.out.put("\n\n", place);
        self.parted = true;
    }

    pub(super) fn finish(self) -> Rewritten {
        let (text, pieces) = self.out.finish();
        let map = self.map.through(&pieces, text.len());
        Rewritten { text, map, marks: self.frames.marks, findings: self.findings }
    }
}
