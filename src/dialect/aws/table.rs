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
        let mut next = at;
        while let Some(row) = self.line(next).filter(|row| self.body(row).starts_with('|')).cloned() {
            if next > at {
                self.indent(&row, columns);
            }
            next = self.row(next, &row);
        }
        next
    }

    /// One row, which may go on over several lines where its cells hold several paragraphs.
    fn row(&mut self, at: usize, row: &Line) -> usize {
        self.cells(row.body.clone());
        let mut last = at;
        if !self.body(row).ends_with('|') {
            let ends = (at + 1..self.lines.len().min(at + LONGEST_ROW)).find(|at| {
                let body = self.body(&self.lines[*at]);
                body.ends_with('|') || body.starts_with(['|', '#'])
            });
            if let Some(end) = ends.filter(|end| !self.body(&self.lines[*end]).starts_with(['|', '#'])) {
                for more in at + 1..=end {
                    let body = self.lines[more].body.clone();
                    if !body.is_empty() {
                        self.out.put("<br />", body.start);
                        self.cells(body);
                    }
                }
                last = end;
            }
        }
        let line = self.lines[last].clone();
        self.end(&line, Last::Rows);
        last + 1
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
