//! Facts that a page shows: values before a marker, and views between two comments.

use std::ops::Range;

use super::statements::Walk;
use super::writer::Writer;
use super::{Hole, HoleKind};
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
    /// Whether it is code.
    pub code: bool,
    /// What stands before the marker in running text, where that is a word: more of it may be the value.
    pub before: Option<Box<str>>,
    /// Whether it stands in a table.
    pub in_table: bool,
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
    code: bool,
    /// Whether it is the last word of running text, before which more of the value may stand.
    word: bool,
}

/// A view that has begun.
pub(super) struct OpenView {
    view: FactView,
    /// What it stands among.
    around: [usize; 5],
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
}

impl Writer<'_> {
    /// Notes a code span, words in emphasis, or a link, that may stand before a marker. `text` is where they begin in the text
    /// of the block, `html` where their tag begins in the output.
    pub(super) fn note_before(&mut self, text: usize, html: usize, code: bool) {
        if !self.reads() {
            return;
        }
        let text = text..self.block.text.len();
        let Some(source) = self.block.pieces().source(&text) else { return };
        let end = self.out.html.len();
        self.before =
            Some(Before { text, source, html: self.linkable_from().map(|_| html..end), end, code, word: false });
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
            let value = FactValue {
                names: names.into(),
                span,
                text: "".into(),
                place,
                code: false,
                before: None,
                in_table: self.table.is_some(),
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
        self.facts.values.push(FactValue {
            names: names.into(),
            span,
            text: self.block.text.get(before.text.clone()).unwrap_or("").into(),
            place: self.span(before.source),
            code: before.code,
            before: before.word.then(|| tail(&self.block.text[..before.text.end]).into()),
            in_table: self.table.is_some(),
        });
    }

    /// The last word of running text.
    fn word_before(&self) -> Option<Before> {
        let text = self.block.text.trim_end();
        let start =
            text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let word = start..text.len();
        let pieces = self.block.pieces();
        let source = pieces.source(&word)?;
        let shown = super::statements::escaped(&text[word.clone()]);
        let html = Walk::default().to(text, pieces, &word).map(|html| html..html + shown.len());
        let html = html.filter(|html| self.out.html.get(html.clone()) == Some(shown.as_str()));
        let html = html.filter(|html| self.out.html[html.end..].trim().is_empty());
        Some(Before { text: word, source, html, end: self.out.html.len(), code: false, word: true })
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
        });
    }

    /// Ends a view: what stands in it is not shown. One that does not end among what it began among never ends.
    pub(super) fn end_view(&mut self, range: Range<usize>) {
        self.flush_block();
        let here = self.around();
        let Some(open) = self.view.take_if(|open| open.around == here && open.html <= self.out.html.len()) else {
            return;
        };
        self.out.html.truncate(open.html);
        self.out.holes.truncate(open.holes);
        self.imports.truncate(open.imports);
        self.srcsets.truncate(open.srcsets);
        self.prose.names.truncate(open.names);
        self.prose.sentences.truncate(open.sentences);
        self.facts.values.truncate(open.values);
        let between = open.start..range.start;
        let text = self.text.get(between.clone()).unwrap_or("").into();
        let place = Span { start: open.begins, ..self.span(between) };
        self.facts.views.push(FactView { between: Some((text, place)), ..open.view });
    }

    /// A view that does not end where it began, or never: what stands in it is shown.
    pub(super) fn end_view_unclosed(&mut self) {
        self.facts.views.extend(self.view.take().map(|open| open.view));
    }

    /// What a view stands among: how many containers, raw tags, containers of marks and waiting buffers there are, and headings
    /// so far: one in a view belongs to the page.
    fn around(&self) -> [usize; 5] {
        [self.depth, self.raw_tags.len(), self.marks.opened(), self.parked.len(), self.headings.len()]
    }

    /// A container ends: a view that is open in it ends with it.
    pub(super) fn leave_view(&mut self) {
        if self.view.as_ref().is_some_and(|open| open.around[0] >= self.depth) {
            self.flush_block();
            self.end_view_unclosed();
        }
    }
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
