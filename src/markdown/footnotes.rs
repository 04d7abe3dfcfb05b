//! Footnotes: numbered in the order they are first named, and written at the end of the page.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::buffer::Buffer;
use super::undefined::UndefinedNote;
use super::writer::Writer;

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// By label: the number, and how often it has been named.
    pub(super) numbers: FxHashMap<String, (usize, usize)>,
    /// What each label says; definitions may stand before or after.
    texts: Vec<(String, Buffer)>,
    /// The definition being written.
    open: Vec<String>,
    /// What looks like a footnote and has no definition.
    pub(super) undefined: Vec<UndefinedNote>,
}

impl Footnotes {
    /// Whether the page defines footnotes.
    pub(super) fn defines_any(&self) -> bool {
        !self.texts.is_empty()
    }
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.alt.is_some() {
            return;
        }
        self.says_something = true;
        let next = self.footnotes.numbers.len() + 1;
        let (number, named) = self.footnotes.numbers.entry(label.to_owned()).or_insert((next, 0));
        *named += 1;
        let (number, named) = (*number, *named);
        let suffix = if named > 1 { format!("-{named}") } else { String::new() };
        let id = format!("fnref-{number}{suffix}");
        self.slugs.take(&id, usize::MAX);
        self.out.raw(&format!(
            "<sup class=\"fn\"><a href=\"#fn-{number}\" id=\"{id}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn start_footnote(&mut self, label: &str, _range: Range<usize>) {
        self.flush_block();
        let outer = std::mem::take(&mut self.out);
        self.parked.push(outer);
        self.footnotes.open.push(label.to_owned());
    }

    pub(super) fn end_footnote(&mut self) {
        self.flush_block();
        let text = std::mem::take(&mut self.out);
        self.out = self.parked.pop().unwrap_or_default();
        if let Some(label) = self.footnotes.open.pop() {
            self.footnotes.texts.push((label, text));
        }
    }

    /// Writes the footnotes that the page names. A note nobody names is not shown, as on GitHub.
    pub(super) fn write_footnotes(&mut self) {
        let footnotes = std::mem::take(&mut self.footnotes);
        if footnotes.numbers.is_empty() {
            return;
        }
        let mut texts: FxHashMap<String, Buffer> = FxHashMap::default();
        for (label, text) in footnotes.texts {
            texts.entry(label).or_insert(text);
        }
        let mut order: Vec<(String, (usize, usize))> = footnotes.numbers.into_iter().collect();
        order.sort_by_key(|(_, (number, _))| *number);
        self.out.line();
        self.out.raw("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for (label, (number, named)) in order {
            self.slugs.take(&format!("fn-{number}"), usize::MAX);
            self.out.raw(&format!("<li id=\"fn-{number}\">"));
            if let Some(text) = texts.remove(&label) {
                self.out.append(text);
            }
            for time in 1..=named {
                let suffix = if time > 1 { format!("-{time}") } else { String::new() };
                self.out.raw(&format!(
                    " <a class=\"back\" href=\"#fnref-{number}{suffix}\" aria-label=\"Back to the text, {number}{suffix}\">\u{21A9}\u{FE0E}</a>"
                ));
            }
            self.out.raw("</li>\n");
        }
        self.out.raw("</ol></section>\n");
    }
}
