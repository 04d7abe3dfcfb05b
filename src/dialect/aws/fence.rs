//! Fenced code.

use super::line::{self, Fence, Line};
use super::page::{Last, Page};
use super::place::Begins;
use crate::finding::Finding;
use crate::rule::pages;

impl Page<'_> {
    /// Code that a fence begins at line `at`. Gives the line after it.
    pub(super) fn fence(&mut self, at: usize, line: &Line, fence: Fence) -> usize {
        self.after_blank(line, Begins::Code);
        self.no_term();
        if self.blank && !self.goes_on {
            self.back_in_item(line);
        }
        if line.indent > 0 || (self.blank && !self.goes_on) {
            self.close_items(line.indent);
        }
        self.frames.code();
        self.rest_of_anchors(line.whole.start);
        let columns = self.frames.inside();
        self.begin(line, self.last == Last::Rows);
        self.out.keep(line.body.start..line.whole.end);
        self.written(line, Last::Apart);
        let mut end = at + 1;
        let after = loop {
            let Some(close) = self.line(end) else { return end };
            if let Some(found) = fence.end(self.body(close)) {
                break close.body.start + found.length;
            }
            self.code(end, line.indent, columns);
            end += 1;
        };
        let close = self.lines[end].clone();
        self.indent(&close, columns);
        self.out.keep(close.body.start..after);
        if after == close.body.end {
            self.end(&close, Last::Apart);
            return end + 1;
        }
        self.after_close(&close, after);
        end + 1
    }

    /// One line of code, indented as much as its fence is.
    fn code(&mut self, at: usize, stripped: usize, columns: usize) {
        let line = &self.lines[at];
        if line.is_blank() {
            self.out.keep(line.body.end..line.whole.end);
            return;
        }
        let start = line.whole.start;
        let own = self.text[line.margin()].bytes().take(stripped).take_while(|byte| *byte == b' ').count();
        if own == columns {
            self.out.keep(line.whole.clone());
            return;
        }
        let end = line.whole.end;
        if columns > 0 {
            self.out.put(&" ".repeat(columns), start);
        }
        self.out.keep(start + own..end);
    }

    /// What stands behind the end of a fence: anchors, which are those of the next block, or words, which are one.
    fn after_close(&mut self, close: &Line, after: usize) {
        self.out.put("\n", after);
        self.written(close, Last::Apart);
        let rest = &self.text[after..close.body.end];
        let start = after + (rest.len() - rest.trim_start().len());
        let anchors = line::anchors_at_start(&self.text[start..close.body.end]);
        let what = if anchors > 0 { "an anchor" } else { "text" };
        let finding = Finding::new(
            &pages::REPAIRED_FENCE,
            self.map.span(start..close.body.end),
            format!("{what} stands behind the end of a code block"),
        )
        .help("it is read as the end; put what follows on a line of its own");
        self.findings.push(finding);
        if anchors > 0 {
            self.anchors.push(start..start + anchors);
        }
        let words = start + anchors;
        if words < close.body.end {
            let line = Line { body: words..close.body.end, whole: words..close.whole.end, ..close.clone() };
            self.paragraph(&line, None);
        }
    }
}
