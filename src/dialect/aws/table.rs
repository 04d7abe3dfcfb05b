//! Tables: rows of cells, each cell a line of words.

use super::line::{self, Line};
use super::page::{Last, Page};

/// How many lines a row may go on for.
const LONGEST_ROW: usize = 400;

impl Page<'_> {
    /// Whether a table begins at a line.
    pub(super) fn is_table(&self, at: usize, line: &Line) -> bool {
        self.body(line).starts_with('|')
            && self.line(at + 1).is_some_and(|next| line::is_delimiter_row(self.body(next)))
    }

    /// The table that begins at line `at`. Gives the line after it.
    pub(super) fn table(&mut self, at: usize, line: &Line) -> usize {
        self.column_zero(at, line);
        self.rest_of_anchors(line.whole.start);
        let columns = self.frames.inside();
        self.begin(line, true);
        // Where rows end without a bar, none goes on for want of one.
        let barred = self.body(line).ends_with('|');
        let goes_on = self.goes_on;
        let mut next = at;
        while let Some(row) = self.line(next).filter(|row| self.body(row).starts_with('|')).cloned() {
            if next > at {
                self.indent(&row, columns);
            }
            next = self.row(next, &row, barred);
        }
        // Rows end in no two spaces: what the words before the table said holds behind it as well.
        self.goes_on |= goes_on && self.frames.container().is_some_and(|(_, it)| !it.is_lasting());
        next
    }

    /// One row, which may go on over several lines where its cells hold several paragraphs.
    fn row(&mut self, at: usize, row: &Line, barred: bool) -> usize {
        self.cells(row.body.clone());
        let mut last = at;
        if barred
            && !self.body(row).ends_with('|')
            && let Some(end) = self.end_of_row(at)
        {
            for more in at + 1..=end {
                let body = self.lines[more].body.clone();
                if !body.is_empty() {
                    self.out.put("<br />", body.start);
                    self.cells(body);
                }
            }
            last = end;
        }
        let line = self.lines[last].clone();
        self.end(&line, Last::Rows);
        last + 1
    }

    /// The line with the bar that ends the row which begins at line `at`, if no other block begins before it.
    fn end_of_row(&self, at: usize) -> Option<usize> {
        let lines = self.lines.iter().enumerate().take(at + LONGEST_ROW).skip(at + 1);
        for (at, line) in lines {
            let body = self.body(line);
            if body.starts_with(['|', '#']) || line::opening_fence(body).is_some() || line::marker(body).is_some() {
                return None;
            }
            if body.ends_with('|') {
                return Some(at);
            }
        }
        None
    }

    /// The cells of a line, between bars that no backslash stands before.
    fn cells(&mut self, body: std::ops::Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut start = body.start;
        let mut from = body.start;
        while let Some(at) = memchr::memchr(b'|', &bytes[from..body.end]).map(|at| from + at) {
            let escaped = bytes[body.start..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
            from = at + 1;
            if escaped {
                continue;
            }
            self.inner_words(start..at);
            self.out.keep(at..at + 1);
            start = at + 1;
        }
        self.inner_words(start..body.end);
    }
}
