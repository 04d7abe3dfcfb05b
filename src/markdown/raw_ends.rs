//! Where raw HTML elements end: at their end tags, at start tags that imply it, and with the container around them.

use std::ops::Range;

use super::html_tags::{
    ImpliedEnds, PARAGRAPH, ends_paragraph, implied_ends, is_element, is_page_level, is_void, may_stay_open,
};
use super::raw_tags::TagOutput;
use super::writer::Writer;

impl Writer<'_> {
    /// Ends a tag, and those inside it that were left open. `written` is the end tag as its author wrote it.
    pub(super) fn end_tag(&mut self, name: &str, written: &str, range: Range<usize>) {
        let Some(at) = self.raw_tags.place(name, self.depth) else {
            if name == "p" && self.ended_paragraphs > 0 {
                self.ended_paragraphs -= 1;
                return;
            }
            if !is_element(name) || self.raw_tags.raw_text().is_some() {
                self.visible(written);
            } else if !is_void(name) && !is_page_level(name) {
                let span = self.span(range);
                self.unbalanced(
                    span,
                    format!("`</{name}>` closes nothing"),
                    "leave it out, or open the tag in the same block",
                );
            }
            return;
        };
        while self.raw_tags.len() > at + 1 {
            self.close_last(true);
        }
        if self.raw_tags.last().is_some_and(|tag| tag.shown == TagOutput::Text) {
            self.visible(written);
        }
        self.close_last(false);
    }

    /// Ends what was opened inside the container that ends now.
    pub(super) fn close_raw_tags(&mut self) {
        while self.raw_tags.last().is_some_and(|tag| tag.depth >= self.depth) {
            self.close_last(true);
        }
    }

    /// Ends a paragraph of raw HTML, as browsers do where another block begins.
    pub(super) fn leave_raw_paragraph(&mut self, depth: usize) {
        self.end_implied(&PARAGRAPH, depth);
    }

    /// Ends the elements that a start tag ends, as browsers do.
    pub(super) fn imply_ends(&mut self, start: &str) {
        if ends_paragraph(start) {
            self.leave_raw_paragraph(self.depth);
        }
        if let Some(implied) = implied_ends(start) {
            self.end_implied(implied, self.depth);
        }
    }

    fn end_implied(&mut self, implied: &ImpliedEnds, depth: usize) {
        while let Some(at) = self.raw_tags.innermost(implied.ends, depth)
            && self.raw_tags.last_of(implied.within).is_none_or(|around| around < at)
        {
            while self.raw_tags.len() > at + 1 {
                self.close_last(true);
            }
            self.ended_paragraphs += usize::from(self.raw_tags.last().is_some_and(|tag| tag.name == "p"));
            self.close_last(true);
        }
    }

    fn close_last(&mut self, missing: bool) {
        let Some(tag) = self.raw_tags.pop() else { return };
        if tag.shown == TagOutput::Tag {
            // In a script that holds `<!--` and `<script`, the first `</script>` ends nothing (HTML Standard, 13.2.5.17).
            if missing && tag.name == "script" && self.out.html[tag.inside..].contains("<!--") {
                self.out.raw("-->");
            }
            self.out.raw("</");
            self.out.raw(&tag.name);
            self.out.raw(">");
        }
        if missing && tag.shown == TagOutput::Tag && !may_stay_open(&tag.name) {
            let message = format!("`<{}>` is never closed", tag.name);
            self.unbalanced(tag.span, message, "close it in the same block");
        }
    }
}
