//! Facts that a page shows: values before a marker, and views between two comments.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::prose::Written;
use super::statements::Walk;
use super::writer::Writer;
use super::{Excerpt, Hole, HoleKind};
use crate::finding::Finding;
use crate::rule::facts::STALE_VIEW;
use crate::span::Span;

/// The facts that a page shows.
#[derive(Clone, Debug, Default)]
pub struct FactMarks {
    /// Values before markers, in the order of the text.
    pub values: Vec<FactValue>,
    /// Views, in the order of the text.
    pub views: Vec<FactView>,
}

/// A value that a marker behind it names: `` `x`<!-- fact: thing.field --> ``.
#[derive(Clone, Debug)]
pub struct FactValue {
    /// What the marker names, as written.
    pub names: Box<str>,
    /// Where that stands.
    pub span: Span,
    /// What stands before the marker, plain.
    pub text: Box<str>,
    /// Where it stands, without the marks around it; empty, and before the marker, where nothing does.
    pub place: Span,
    /// What it is.
    pub what: ValueKind,
    /// How it is written.
    pub written: Written,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// The section it stands in, as an index into [`super::Exports::headings`]; one in a heading stands in that section.
    pub heading: Option<u32>,
    /// The sentence around it.
    pub excerpt: Option<Box<Excerpt>>,
}

/// What stands before a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Nothing.
    Nothing,
    /// Something whose words are not read: raw HTML, a picture.
    Unread,
    /// A code span.
    Code,
    /// Words in emphasis.
    Words,
    /// A link.
    Link,
    /// The last word of running text, with that text: more of it may be the value.
    Word(Box<str>),
}

/// A view between two comments: `<!-- facts: table kind -->` … `<!-- /facts -->`.
#[derive(Clone, Debug)]
pub struct FactView {
    /// What is shown, as written.
    pub shows: Box<str>,
    /// Where that stands.
    pub span: Span,
    /// What stands between the comments, as written; none where the second is missing.
    pub between: Option<(Box<str>, Span)>,
    /// The white space that its lines begin with; none where something else stands before it.
    pub indent: Option<Box<str>>,
}

/// The part of a line before a marker.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// Its bytes in the plain text of the block.
    pub(super) text: Range<usize>,
    /// Where it stands in the page, without the marks around it.
    pub(super) source: Range<usize>,
    /// Its bytes in the output, with the tags around it; none where it cannot be a link.
    pub(super) html: Option<Range<usize>>,
    /// Where the output ended when it had been written.
    end: usize,
    what: ValueKind,
}

/// A view that has begun.
pub(super) struct OpenView {
    view: FactView,
    /// What it stands among.
    around: [usize; 6],
    /// How much was written before it.
    html: usize,
    holes: usize,
    /// Where the text between the comments begins, and where it does in the file.
    start: usize,
    begins: u32,
    /// How much there was of everything before it.
    imports: usize,
    srcsets: usize,
    names: usize,
    sentences: usize,
    values: usize,
    anchors: usize,
    findings: usize,
    notes: FxHashMap<String, (usize, usize)>,
    foreign: FxHashMap<&'static str, Span>,
}

impl Writer<'_> {
    /// Notes a code span, words in emphasis, or a link, that may stand before a marker. `text` is where they begin in the text
    /// of the block, `html` where their tag begins in the output.
    pub(super) fn note_before(&mut self, text: usize, html: usize, what: ValueKind) {
        if !self.reads() {
            return;
        }
        let text = text..self.block.text.len();
        let Some(source) = self.block.pieces().source(&text) else { return };
        let end = self.out.html.len();
        let html = self.linkable_from().map(|_| html..end).filter(|_| what != ValueKind::Link);
        self.before = Some(Before { text, source, html, end, what });
    }

    /// Takes a marker: what stands before it is a value of the fact it names.
    pub(super) fn fact_marker(&mut self, names: &str, range: Range<usize>) {
        let span = self.part(names, &range);
        // White space before a marker is nothing that it could mean.
        let nothing_since = |end: usize| self.out.html.get(end..).is_some_and(|rest| rest.trim().is_empty());
        let before = self.before.take().filter(|before| nothing_since(before.end));
        let before = before.or_else(|| self.word_before());
        let Some(before) = before else {
            let place = self.span(range.start..range.start);
            let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            // Signs of lists, quotes and cells are nothing that a value could stand in.
            let signs = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+>|.)#".contains(c);
            let nothing = self.text[line..range.start].chars().all(signs) && self.block.text.trim().is_empty();
            let value = FactValue {
                names: names.into(),
                span,
                text: "".into(),
                place,
                what: if nothing { ValueKind::Nothing } else { ValueKind::Unread },
                written: Written::AsIs,
                in_table: self.table.is_some(),
                heading: self.section(),
                excerpt: None,
            };
            self.facts.values.push(value);
            return;
        };
        let number = u32::try_from(self.facts.values.len()).unwrap_or(u32::MAX);
        if let Some(html) = &before.html {
            // What shows its fact leads to that, and so to no thing by its name.
            self.block.unlink(&before.text);
            let hole = |at: usize, what| Hole { at: u32::try_from(at).unwrap_or(u32::MAX), what };
            let after = self.out.holes.partition_point(|hole| hole.at as usize <= html.start);
            self.out.holes.insert(after, hole(html.start, HoleKind::FactOpen(number)));
            let before = self.out.holes.partition_point(|hole| (hole.at as usize) < html.end).max(after + 1);
            self.out.holes.insert(before, hole(html.end, HoleKind::FactClose(number)));
        }
        self.block.values.push((number, before.text.clone()));
        let text = self.block.text.get(before.text.clone()).unwrap_or("");
        self.facts.values.push(FactValue {
            names: names.into(),
            span,
            text: text.into(),
            written: self.written(text, &before.source),
            place: self.span(before.source),
            what: before.what,
            in_table: self.table.is_some(),
            heading: self.section(),
            excerpt: None,
        });
    }

    /// The last word of running text, without the signs around it.
    fn word_before(&self) -> Option<Before> {
        let text = self.block.text.trim_end();
        let start =
            text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let pieces = self.block.pieces();
        // Behind what is no text of the page, a picture for one, stands no word.
        pieces.source(&(start..text.len()))?;
        let word = inner(text, start);
        let source = pieces.source(&word)?;
        let (shown, behind) = (&text[word.clone()], &text[word.end..]);
        let shown = super::statements::escaped(shown);
        let html = Walk::default().to(text, pieces, &word).map(|html| html..html + shown.len());
        let html = html.filter(|html| self.out.html.get(html.clone()) == Some(shown.as_str()));
        let behind = super::statements::escaped(behind);
        let html = html.filter(|html| self.out.html[html.end..].trim() == behind);
        let what = ValueKind::Word(tail(text).into());
        Some(Before { text: word, source, html, end: self.out.html.len(), what })
    }

    /// Where a part of a comment stands.
    fn part(&self, part: &str, comment: &Range<usize>) -> Span {
        let source = self.text.get(comment.clone()).unwrap_or("");
        // What is named stands behind the colon.
        let colon = source.find(':').unwrap_or(0);
        let at = source[colon..].find(part).map_or(comment.start, |at| comment.start + colon + at);
        self.span(at..(at + part.len()).min(comment.end))
    }

    /// Begins a view. What stands up to its end is for other hosts.
    pub(super) fn start_view(&mut self, shows: &str, range: Range<usize>) {
        if !self.reads() {
            return;
        }
        self.end_view_unclosed();
        self.leave_raw_paragraph(self.depth);
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let indent = &self.text[line..range.start];
        let indent = indent.trim().is_empty().then(|| indent.into());
        let view = FactView { shows: shows.into(), span: self.part(shows, &range), between: None, indent };
        let number = u32::try_from(self.facts.views.len()).unwrap_or(u32::MAX);
        self.out.hole(HoleKind::View(number));
        self.view = Some(OpenView {
            view,
            around: self.around(),
            html: self.out.html.len(),
            holes: self.out.holes.len(),
            start: range.end,
            begins: self.span(range.clone()).end,
            imports: self.imports.len(),
            srcsets: self.srcsets.len(),
            names: self.prose.names.len(),
            sentences: self.prose.sentences.len(),
            values: self.facts.values.len(),
            anchors: self.anchors.len(),
            findings: self.findings.len(),
            notes: self.footnotes.numbers.clone(),
            foreign: self.foreign.clone(),
        });
    }

    /// Ends a view: what stands in it is not shown. One that does not end among what it began among never ends.
    pub(super) fn end_view(&mut self, range: Range<usize>) {
        self.flush_block();
        let here = self.around();
        let Some(open) = self.view.take_if(|open| open.around == here && open.html <= self.out.html.len()) else {
            self.stray_end(range);
            return;
        };
        self.out.html.truncate(open.html);
        self.out.holes.truncate(open.holes);
        self.imports.truncate(open.imports);
        self.srcsets.truncate(open.srcsets);
        self.prose.names.truncate(open.names);
        self.prose.sentences.truncate(open.sentences);
        self.facts.values.truncate(open.values);
        if self.anchors.len() > open.anchors {
            self.anchors.truncate(open.anchors);
            self.slugs.give_back(open.anchors);
        }
        self.findings.truncate(open.findings);
        self.footnotes.numbers = open.notes;
        self.foreign = open.foreign;
        let between = open.start..range.start;
        let text = self.text.get(between.clone()).unwrap_or("").into();
        let place = Span { start: open.begins, ..self.span(between) };
        self.facts.views.push(FactView { between: Some((text, place)), ..open.view });
    }

    /// The end of no view: that is said where no view is without its end.
    fn stray_end(&mut self, range: Range<usize>) {
        let is_end_of_one = self.view.is_some() || self.endless_views > 0;
        self.endless_views = self.endless_views.saturating_sub(1);
        if self.reads() && !is_end_of_one {
            let finding = Finding::new(&STALE_VIEW, self.span(range), "no view begins before this end of one");
            self.findings.push(finding.help("take it out, or write `<!-- facts: … -->` above what it ends"));
        }
    }

    /// A view that does not end where it began, or never: what stands in it is shown.
    pub(super) fn end_view_unclosed(&mut self) {
        if let Some(open) = self.view.take() {
            self.endless_views += 1;
            self.facts.views.push(open.view);
        }
    }

    /// What a view stands among: how many containers, raw tags and where the innermost begins, containers of marks and waiting buffers there are, and headings
    /// so far: one in a view belongs to the page.
    fn around(&self) -> [usize; 6] {
        [
            self.depth,
            self.raw_tags.len(),
            self.raw_tags.inside(),
            self.marks.opened(),
            self.parked.len(),
            self.headings.len(),
        ]
    }

    /// A container ends: a view that is open in it ends with it.
    pub(super) fn leave_view(&mut self) {
        if self.view.as_ref().is_some_and(|open| open.around[0] >= self.depth) {
            self.flush_block();
            self.end_view_unclosed();
        }
    }
}

/// A word that begins at a byte of a text and ends with it, without the signs around it; all of it where it is nothing else.
fn inner(text: &str, start: usize) -> Range<usize> {
    let word = &text[start..];
    let of_word = |c: char| c.is_alphanumeric() || c == '_';
    let Some((first, _)) = word.char_indices().find(|(_, c)| of_word(*c)) else { return start..text.len() };
    let end = word.trim_end_matches(|c| !of_word(c)).len();
    // The sign of a number is a part of it.
    let signed = word[first..].starts_with(|c: char| c.is_ascii_digit());
    let sign = word[..first].chars().next_back().filter(|c| signed && matches!(c, '-' | '+' | '−'));
    start + first - sign.map_or(0, char::len_utf8)..start + end
}

/// The most bytes before a marker that a value can have.
const LONGEST: usize = 400;

/// The end of a text, as far as a value can reach.
fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
