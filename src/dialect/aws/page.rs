//! The walk over a page's lines, and how a block is written.

use std::ops::Range;

use super::super::Marked;
use super::super::offset::OffsetMap;
use super::frames::{Frame, Frames};
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

/// Whether the open list goes on after blocks of the first column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resumes {
    /// The line for which it is known, and for all lines before it.
    pub(super) until: usize,
    pub(super) answer: bool,
}

/// Where the panes end that are open at a range of lines, if a line of dashes ends them.
#[derive(Clone, Debug)]
pub(super) struct EndOfTabs {
    pub(super) lines: Range<usize>,
    pub(super) end: Option<usize>,
}

/// A block that is not shown.
const UNSEEN: &str = "<!-- -->\n";

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
    /// What was found out last of the open list.
    pub(super) resumes: Option<Resumes>,
    /// What was found out last of the end of a group of panes.
    pub(super) end_of_tabs: Option<EndOfTabs>,
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
            end_of_tabs: None,
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
                self.close_to(0);
            }
            at = self.block(at, &line);
        }
        self.rest_of_anchors(self.text.len());
        self.close_to(0);
    }

    /// The licence that stands before the contents of a guide's first page, whose lines are lines of prose. Gives the line
    /// after it.
    fn preamble(&mut self) -> usize {
        // Any other page has a name: the anchor behind its title.
        let first = self.lines.first().map_or("", |line| self.body(line));
        if line::anchors_at_end(first) < first.len() {
            return 0;
        }
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
            // An empty line of words at the first column, with the two spaces that say that it goes on.
            if !self.blank && line.indent <= 3 && self.frames.container().is_some_and(|(_, it)| !it.is_lasting()) {
                self.close_to(self.frames.floor());
            }
            return;
        }
        self.blank = true;
        if !self.parted && self.last != Last::Marker && self.out.follows(line.whole.start) {
            // A space that does not break is a word to Markdown.
            let bare = self.text[line.whole.clone()].is_ascii();
            self.out.keep(if bare { line.whole.clone() } else { line.tail() });
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
        self.blank = false;
        self.parted = false;
        self.goes_on = line.goes_on;
        self.frames.item_ended = false;
        if last != Last::Marker {
            self.frames.list_behind = false;
        }
    }

    /// Opens a container at what is written next.
    pub(super) fn open(&mut self, what: Marked, line: &Line, named: bool) {
        self.fill_marker(line);
        let start = self.out.len();
        self.frames.open(what, line.indent, start, named);
    }

    /// Writes something that is not shown behind a marker that has nothing behind it yet: what follows is a block of its own
    /// then, and no blank line parts it from its item.
    fn fill_marker(&mut self, line: &Line) {
        if self.last == Last::Marker {
            self.out.put(UNSEEN, line.whole.start);
            self.last = Last::Apart;
        }
    }

    /// Closes what is open down to `count` frames.
    pub(super) fn close_to(&mut self, count: usize) {
        let place = self.text.len();
        if self.frames.len() <= count {
            return;
        }
        // An item that ends with nothing behind its marker.
        if self.last == Last::Marker {
            self.out.put("\n", place);
            self.last = Last::Apart;
        }
        // A label with nothing under it: without a block in it, the note would stand where the next one begins.
        if let Some(Frame::Container(container)) = self.frames.top()
            && container.is_admonition()
            && self.frames.is_empty(container)
        {
            let parted = if self.parted { "" } else { "\n" };
            self.out.put(&format!("{parted}{}{UNSEEN}", " ".repeat(self.frames.inside())), place);
            self.parted = false;
            self.frames.blocks += 1;
        }
        let end = self.out.len();
        self.frames.close_to(count, end);
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
        if what.is_some() {
            self.fill_marker(line);
        }
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
        let columns = self.frames.inside();
        if self.last == Last::Marker {
            self.last = Last::Apart;
        } else {
            if !self.parted {
                self.out.put("\n", place);
            }
            if columns > 0 {
                self.out.put(&" ".repeat(columns), place);
            }
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
