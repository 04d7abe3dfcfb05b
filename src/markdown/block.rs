//! Blocks: paragraphs, headings, lists, quotes and alerts.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::excerpt::{excerpt, summary};
use super::options::Dress;
use super::slug::slug;
use super::writer::{ListState, OpenHeading, Paragraph, Title, Writer};
use super::{Anchor, Heading, OutlineEntry};
use crate::dialect::{Admonition, Label};
use crate::finding::Finding;
use crate::rule::pages;

/// How much of the first paragraph can become a summary.
const SUMMARY: usize = 200;

/// How many links and values of one block get their sentence; a block with more is a list of them, and has none.
const EXCERPTS: usize = 64;

/// How the ids begin that the theme gives.
const THEME: &str = "Fp-";

impl Writer<'_> {
    /// Ends the text of a block: its links and values get their sentences.
    pub(super) fn flush_block(&mut self) {
        for (reference, range) in self.block.links.drain(..).take(EXCERPTS) {
            if let Some(cut) = excerpt(&self.block.text, range) {
                self.imports[reference as usize].excerpt = Some(Box::new(cut));
            }
        }
        for (value, range) in self.block.values.drain(..).take(EXCERPTS) {
            if let Some(value) = self.facts.values.get_mut(value as usize) {
                value.excerpt = excerpt(&self.block.text, range).map(Box::new);
            }
        }
        self.read_block();
        self.block.clear();
    }

    /// Begins a block that is only a pair of tags.
    pub(super) fn open_block(&mut self, tag: &str) {
        self.flush_block();
        self.begun = true;
        self.out.line();
        self.out.raw(tag);
    }

    /// Ends such a block.
    pub(super) fn close_block(&mut self, tag: &str) {
        self.flush_block();
        self.out.raw(tag);
    }

    /// Begins a paragraph whose text begins at `at`.
    pub(super) fn start_paragraph(&mut self, at: usize) {
        self.flush_block();
        self.out.line();
        if let Some(what) = self.marked_paragraph(at) {
            self.start_marked(what);
            return;
        }
        let around = self.depth.saturating_sub(1);
        let raw = self.raw_tags.place("p", around).is_some_and(|at| self.raw_tags.says_nothing(at, &self.out.html));
        if !raw {
            self.leave_raw_paragraph(around);
        }
        self.paragraph = Some(if raw { Paragraph::InRaw } else { Paragraph::Own });
        if !raw {
            self.out.raw("<p>");
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        let paragraph = self.paragraph.take();
        if let Some(Paragraph::Marked(what)) = paragraph {
            self.begun = true;
            self.end_marked(what);
            return;
        }
        let raw = paragraph == Some(Paragraph::InRaw);
        let free = self.depth == 1 && !self.marks.is_inside();
        if self.first_paragraph.is_none() && free && !self.block.text.trim().is_empty() {
            self.first_paragraph = Some(summary(&self.block.text, SUMMARY));
        }
        self.begun = true;
        self.flush_block();
        self.out.raw(if raw { "\n" } else { "</p>\n" });
    }

    pub(super) fn start_heading(&mut self, level: u8, id: Option<String>, classes: Vec<String>, range: Range<usize>) {
        self.flush_block();
        self.heading = Some(OpenHeading { level, explicit: id, classes, range, more: Vec::new(), text: String::new() });
        let outer = std::mem::take(&mut self.out);
        self.parked.push(outer);
    }

    pub(super) fn end_heading(&mut self) {
        let text = self.block.text.trim().to_owned();
        // The section of links and values inside the heading is the heading itself.
        let section = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        for (reference, _) in &self.block.links {
            self.imports[*reference as usize].heading = Some(section);
        }
        for (value, _) in &self.block.values {
            if let Some(value) = self.facts.values.get_mut(*value as usize) {
                value.heading = Some(section);
            }
        }
        self.flush_block();
        let Some(mut open) = self.heading.take() else { return };
        open.text = text;
        let inside = std::mem::take(&mut self.out);
        self.out = self.parked.pop().unwrap_or_default();
        match self.dress {
            Dress::Theme => self.themed_heading(open, inside),
            Dress::Snippet => self.bare_heading("<p><strong>", inside, "</strong></p>\n"),
            Dress::Bare => {
                let level = open.level;
                self.bare_heading(&format!("<h{level}>"), inside, &format!("</h{level}>\n"));
            }
        }
    }

    fn bare_heading(&mut self, start: &str, inside: super::buffer::Buffer, end: &str) {
        self.out.line();
        self.out.raw(start);
        self.out.append(inside);
        self.out.raw(end);
    }

    fn themed_heading(&mut self, mut open: OpenHeading, mut inside: super::buffer::Buffer) {
        let span = self.span(inner(self.text, &open.range));
        self.check_increment(open.level, span);
        let trimmed = inside.html.trim_end().len();
        inside.html.truncate(trimmed.max(inside.holes.last().map_or(0, |hole| hole.at as usize)));
        let index = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        let plain = slug(&open.text);
        let wanted = if plain.is_empty() { "section".to_owned() } else { plain };
        let ours = self.shadow.unique(wanted.clone(), 0);
        let mut id = None;
        let in_braces = open.explicit.take().map(|id| {
            let place = braces(self.text, &open.range, &id);
            (id, place)
        });
        for (explicit, place) in in_braces.into_iter().chain(std::mem::take(&mut open.more)) {
            if !self.give_id(&explicit, self.span(place), Some(index)) {
                continue;
            }
            if id.is_none() {
                id = Some(explicit);
            } else {
                inside.html.insert_str(0, &format!("<a id=\"{}\"></a>", escaped(&explicit)));
                for hole in &mut inside.holes {
                    hole.at += u32::try_from(escaped(&explicit).len() + "<a id=\"\"></a>".len()).unwrap_or(0);
                }
            }
        }
        let id = match id {
            Some(id) => {
                if ours != id {
                    let target = Some(id.as_str().into());
                    self.anchors.push(Anchor { id: ours.into(), target, span, heading: Some(index) });
                }
                id
            }
            None => {
                let id = self.slugs.unique(wanted, self.anchors.len());
                self.anchors.push(Anchor { id: id.as_str().into(), target: None, span, heading: Some(index) });
                id
            }
        };
        self.headings.push(Heading {
            level: open.level,
            id: id.as_str().into(),
            text: open.text.as_str().into(),
            span,
        });
        if open.level == 1 && self.title.is_none() && !self.begun && self.parked.is_empty() && self.depth == 1 {
            self.title = Some(Title { inside, id });
            return;
        }
        self.begun = true;
        self.write_heading(&open, &id, inside);
    }

    fn write_heading(&mut self, open: &OpenHeading, id: &str, inside: super::buffer::Buffer) {
        self.out.line();
        self.out.raw(&format!("<h{} class=\"h", open.level));
        for class in &open.classes {
            self.out.raw(" ");
            self.out.text(class);
        }
        self.out.raw("\" id=\"");
        self.out.text(id);
        self.out.raw("\">");
        self.out.append(inside);
        self.out.raw(" <a class=\"anchor\" href=\"#");
        self.out.raw(&crate::path::encode_fragment(id));
        self.out.raw("\" aria-label=\"Link to section: ");
        self.out.text(&open.text);
        self.out.raw(&format!("\"></a></h{}>\n", open.level));
    }

    fn check_increment(&mut self, level: u8, span: crate::span::Span) {
        let Some(last) = self.headings.last() else { return };
        if level > last.level + 1 {
            let message = format!("heading of level {level} after one of level {}", last.level);
            let finding = Finding::new(&pages::HEADING_INCREMENT, span, message)
                .help(format!("use level {}", last.level + 1))
                .related(last.span, "the heading before it")
                .cause(format!("level {} to {level}", last.level));
            self.findings.push(finding);
        }
    }

    /// Takes an id that the author gave. False, and a finding, where the page has it already.
    pub(super) fn give_id(&mut self, id: &str, span: crate::span::Span, heading: Option<u32>) -> bool {
        if id.is_empty() {
            return false;
        }
        if id.starts_with(THEME) {
            let message = format!("anchor `{id}` has a name that is the theme's");
            let finding = Finding::new(&pages::DUPLICATE_ANCHOR, span, message)
                .help(format!("names that begin with `{THEME}` are given by the theme; give this one another"))
                .cause(id);
            self.findings.push(finding);
            return false;
        }
        if self.slugs.take(id, self.anchors.len()) {
            self.anchors.push(Anchor { id: id.into(), target: None, span, heading });
            return true;
        }
        let first = self.slugs.given(id).and_then(|at| self.anchors.get(at as usize));
        // An id that repeats the slug of a heading says the same place twice: the heading keeps it.
        let slug_only = first.is_some_and(|anchor| {
            anchor.heading.is_some_and(|at| {
                self.headings.get(at as usize).is_some_and(|heading| *heading.id == *id && slug(&heading.text) == id)
            })
        });
        if !slug_only {
            let mut finding = Finding::new(&pages::DUPLICATE_ANCHOR, span, format!("anchor `{id}` is given twice"))
                .help("links lead to the first one; give this one another name")
                .cause(id);
            if let Some(first) = first {
                finding = finding.related(first.span, "first given here");
            }
            self.findings.push(finding);
        }
        false
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.flush_block();
        self.lead = None;
        self.begun = true;
        self.out.line();
        let Some(kind) = kind else {
            self.out.raw("<blockquote>\n");
            return;
        };
        self.open_admonition(alert(kind));
    }

    pub(super) fn end_quote(&mut self, alert: bool) {
        self.flush_block();
        self.out.line();
        self.out.raw(if alert { "</div>\n" } else { "</blockquote>\n" });
    }

    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.flush_block();
        self.begun = true;
        self.out.line();
        match first {
            None => self.out.raw("<ul>\n"),
            Some(1) => self.out.raw("<ol>\n"),
            Some(first) => self.out.raw(&format!("<ol start=\"{first}\">\n")),
        }
        let lead = self.lead.take();
        self.lists.push(ListState { entry: true, item: 0, lead });
    }

    pub(super) fn end_list(&mut self, ordered: bool) {
        self.flush_block();
        self.lists.pop();
        self.out.line();
        self.out.raw(if ordered { "</ol>\n" } else { "</ul>\n" });
    }

    pub(super) fn start_item(&mut self) {
        self.flush_block();
        self.out.line();
        self.out.raw("<li>");
        let item = self.next_group();
        if let Some(list) = self.lists.last_mut() {
            list.entry = false;
            list.item = item;
        }
    }

    pub(super) fn end_item(&mut self) {
        self.flush_block();
        self.out.raw("</li>\n");
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        let checked = if done { " checked=\"\"" } else { "" };
        if self.themed() {
            let word = if done { "Done" } else { "To do" };
            self.out.raw(&format!("<input type=\"checkbox\" aria-label=\"{word}\" disabled=\"\"{checked}> "));
        } else {
            self.out.raw(&format!("<input{checked} disabled=\"\" type=\"checkbox\"> "));
        }
    }

    /// Notes that the list item being written is an entry of an outline: its first link, or the text before a nested list.
    pub(super) fn outline_entry(&mut self, title: &str, link: Option<u32>) {
        let depth = u16::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u16::MAX);
        if let Some(list) = self.lists.last_mut()
            && !list.entry
        {
            list.entry = true;
            self.outline.push(OutlineEntry { depth, title: title.into(), link });
        }
    }
}

/// The label of an alert.
fn alert(kind: BlockQuoteKind) -> Label {
    let (kind, word) = match kind {
        BlockQuoteKind::Note => (Admonition::Note, "Note"),
        BlockQuoteKind::Tip => (Admonition::Tip, "Tip"),
        BlockQuoteKind::Important => (Admonition::Important, "Important"),
        BlockQuoteKind::Warning => (Admonition::Warning, "Warning"),
        BlockQuoteKind::Caution => (Admonition::Caution, "Caution"),
    };
    Label { kind, word }
}

/// The text of a heading in its source: without `#` and spaces, and of a heading with an underline only the first line.
fn inner(text: &str, range: &Range<usize>) -> Range<usize> {
    let source = &text[range.clone()];
    let body = source.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    let start = range.start + (source.len() - body.len());
    let line = body.lines().next().unwrap_or("");
    let line =
        ["<a name=", "<a id=", " {#"].iter().filter_map(|mark| line.find(mark)).min().map_or(line, |at| &line[..at]);
    let end = line.trim_end().trim_end_matches('#').trim_end().len();
    start..start + end
}

/// Where an id stands in the braces at the end of a heading; the text of the heading where it cannot be found.
fn braces(text: &str, range: &Range<usize>, id: &str) -> Range<usize> {
    let source = &text[range.clone()];
    let found = source.rfind('{').and_then(|open| {
        let hash = source[open..].find(&format!("#{id}"))?;
        Some(range.start + open + hash + 1)
    });
    found.map_or_else(|| inner(text, range), |at| at..at + id.len())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    super::escape::escape(&mut out, text);
    out
}
