//! Raw HTML blocks: the parser gives them line by line, they are read as a whole.

use std::ops::Range;

use super::writer::Writer;

/// A raw HTML block being read.
#[derive(Debug, Default)]
pub(super) struct HtmlBlock {
    pub(super) raw: String,
    /// Where each line begins: in `raw`, and in the prepared text.
    pub(super) lines: Vec<(usize, usize)>,
}

impl HtmlBlock {
    /// The place in the prepared text of a byte of `raw`.
    pub(super) fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).max(1) - 1;
        self.lines.get(line).map_or(0, |(start, source)| source + (at - start))
    }

    /// The place in the prepared text of a range of `raw`.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        // Behind the end of a line more may stand in the text than in `raw`.
        start..if range.is_empty() { start } else { self.place(range.end - 1) + 1 }
    }

    /// The block without its first bytes.
    pub(super) fn after(&self, at: usize) -> Self {
        let later = self.lines.iter().filter(|(start, _)| *start > at).map(|(start, source)| (start - at, *source));
        Self { raw: self.raw[at..].to_owned(), lines: std::iter::once((0, self.place(at))).chain(later).collect() }
    }
}

impl Writer<'_> {
    pub(super) fn start_html_block(&mut self) {
        self.flush_block();
        self.html_block = Some(HtmlBlock::default());
    }

    pub(super) fn html_line(&mut self, html: &str, range: Range<usize>) {
        let Some(block) = &mut self.html_block else { return };
        block.lines.push((block.raw.len(), range.start));
        block.raw.push_str(html);
    }

    pub(super) fn end_html_block(&mut self, range: &Range<usize>) {
        let Some(block) = self.html_block.take() else { return };
        if !self.themed() {
            self.out.line();
            self.out.raw(&block.raw);
            return;
        }
        // A block that is nothing but a comment is no block of the page: excuses and the title look past it.
        let trimmed = block.raw.trim();
        let comment = trimmed.starts_with("<!--") && trimmed.ends_with("-->");
        if !comment {
            self.excuse_begins(range);
            self.begun = true;
            self.says_something = true;
        }
        self.out.line();
        self.raw_html(&block, true);
        self.flush_block();
        if !comment {
            self.excuse_ends(range);
        }
    }
}
