//! What the marks of a prepared text say: containers, terms, panes and the like, written around the blocks they hold.
//!
//! A container counts as a block of its own, remembers how deep it is, and is closed at that depth or where that ends, and
//! raw HTML that was opened in it with it, so that whatever the marks say, what is written pairs.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::buffer::Buffer;
use super::writer::{Paragraph, Writer};
use crate::dialect::{Admonition, Label, Mark, Marked};
use crate::path::encode_fragment;

/// The marks of a page, and what of them is open.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// All of them, in their order.
    list: Vec<Mark>,
    /// How many were passed.
    passed: usize,
    /// The containers that are open, outermost first.
    open: Vec<OpenMark>,
    /// What the next paragraph is.
    next: Option<(Marked, Range<usize>)>,
    /// A caption that waits for its table.
    caption: Option<Caption>,
    /// How many groups of panes there were.
    groups: u32,
    /// How many panes the group being written has.
    panes: u32,
    /// How many tables of contents there were of each name.
    contents: FxHashMap<String, u32>,
}

#[derive(Debug)]
struct OpenMark {
    what: Marked,
    end: usize,
    depth: usize,
    /// Whether the title of a pane was written, and with it the beginning of what the pane shows.
    titled: bool,
}

/// The caption of a table.
#[derive(Debug)]
pub(super) struct Caption {
    /// What it says, as HTML.
    pub(super) inside: Buffer,
    /// The same as plain text.
    pub(super) text: String,
}

impl Marks {
    pub(super) fn new(list: Vec<Mark>) -> Self {
        Self { list, ..Self::default() }
    }

    /// Whether there are none, or all are behind and closed.
    fn is_done(&self) -> bool {
        self.passed == self.list.len() && self.open.is_empty()
    }

    /// How many containers of marks are open.
    pub(super) fn opened(&self) -> usize {
        self.open.len()
    }

    /// Whether a container of marks is open.
    pub(super) fn is_inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// The name of a table of contents. Landmarks of one kind are told apart by their names, so a number is added to one that
    /// is there.
    fn name_contents(&mut self, wanted: String) -> String {
        let mut name = wanted.clone();
        while self.contents.contains_key(&name) {
            let count = self.contents.entry(wanted.clone()).or_insert(1);
            *count += 1;
            name = format!("{wanted} ({count})");
        }
        self.contents.insert(name.clone(), 1);
        name
    }

    /// The caption that waits.
    pub(super) fn take_caption(&mut self) -> Option<Caption> {
        self.caption.take()
    }
}

impl Writer<'_> {
    /// Closes and opens what stands before a block that begins at `at`.
    pub(super) fn pass_marks(&mut self, at: usize) {
        if self.marks.is_done() {
            return;
        }
        while let Some(mark) = self.marks.list.get(self.marks.passed).filter(|mark| mark.range.start <= at).cloned() {
            self.marks.passed += 1;
            self.close_marks(mark.range.start);
            if mark.what.is_container() {
                self.open_mark(mark.what, mark.range.end);
            } else {
                self.marks.next = Some((mark.what, mark.range));
            }
        }
        self.close_marks(at);
    }

    /// Closes what was opened inside the block that ends now, at `at`; what in it was not reached shows at least its label.
    pub(super) fn leave_marks(&mut self, at: usize) {
        if self.marks.is_done() {
            return;
        }
        while let Some(mark) = self.marks.list.get(self.marks.passed)
            && mark.range.start < at
            && mark.range.end <= at
        {
            let Mark { range, what } = mark.clone();
            self.marks.passed += 1;
            if what.is_container() {
                self.close_marks(range.start);
                self.open_mark(what, range.end);
            }
        }
        while self.marks.open.last().is_some_and(|open| open.depth >= self.depth) {
            self.close_mark();
        }
    }

    /// Closes everything, at the end of the page.
    pub(super) fn end_marks(&mut self) {
        self.pass_marks(usize::MAX);
        while !self.marks.open.is_empty() {
            self.close_mark();
        }
        self.write_lone_caption();
    }

    /// Closes the containers that end at or before a place, as far as they were opened at this depth.
    fn close_marks(&mut self, at: usize) {
        while self.marks.open.last().is_some_and(|open| open.end <= at && open.depth >= self.depth) {
            self.close_mark();
        }
    }

    /// Closes the note that a block which begins now would stand in.
    pub(super) fn close_note(&mut self) {
        let depth = self.depth;
        let is_note = |open: &OpenMark| matches!(open.what, Marked::Admonition(_)) && open.depth == depth;
        if self.marks.open.last().is_some_and(is_note) {
            self.close_mark();
        }
    }

    /// Opens a container that ends at `end`.
    pub(super) fn open_mark(&mut self, what: Marked, end: usize) {
        self.flush_block();
        self.leave_raw_paragraph(self.depth);
        self.begun = true;
        self.out.line();
        match what {
            Marked::Admonition(label) => self.open_admonition(label),
            Marked::Example => self.out.raw("<div class=\"example\">\n"),
            Marked::Terms => self.out.raw("<dl class=\"terms\">\n"),
            Marked::Definition => self.out.raw("<dd>\n"),
            Marked::Licence => self.out.raw("<div class=\"licence\">\n"),
            Marked::Contents(word) => self.open_contents(word),
            Marked::Tabs => {
                self.marks.groups += 1;
                self.marks.panes = 0;
                let group = self.marks.groups;
                self.out.raw(&format!("<div class=\"panes\" role=\"group\" aria-label=\"Tabs {group}\">\n"));
            }
            Marked::Pane => {
                self.marks.panes += 1;
                let (group, pane) = (self.marks.groups, self.marks.panes);
                let checked = if pane == 1 { " checked" } else { "" };
                self.out.raw(&format!(
                    "<input type=\"radio\" name=\"Fp-panes-{group}\" id=\"Fp-panes-{group}-{pane}\"{checked}>"
                ));
            }
            _ => {}
        }
        self.depth += 1;
        self.marks.open.push(OpenMark { what, end, depth: self.depth, titled: false });
    }

    fn close_mark(&mut self) {
        let Some(open) = self.marks.open.pop() else { return };
        self.write_lone_caption();
        self.flush_block();
        self.close_raw_tags();
        self.depth = self.depth.saturating_sub(1);
        self.out.line();
        self.out.raw(match open.what {
            Marked::Terms => "</dl>\n",
            Marked::Definition => "</dd>\n",
            Marked::Contents(_) => "</nav>\n",
            Marked::Pane if !open.titled => "",
            _ => "</div>\n",
        });
    }

    /// Begins an admonition, with its icon and word.
    pub(super) fn open_admonition(&mut self, label: Label) {
        let class = class(label.kind);
        let word = label.word;
        self.out.raw(&format!(
            "<div class=\"adm {class}\" role=\"note\" aria-label=\"{word}\"><p class=\"t\"><svg class=\"i i-{class}\" \
             aria-hidden=\"true\"><use href=\"#i-{class}\"/></svg>{word}</p>\n"
        ));
    }

    fn open_contents(&mut self, word: &str) {
        let name = match self.headings.last() {
            Some(heading) if !self.marks.contents.is_empty() => format!("{word}: {}", heading.text),
            _ => word.to_owned(),
        };
        let name = self.marks.name_contents(name);
        self.out.raw("<nav class=\"topics\" aria-label=\"");
        self.out.text(&name);
        self.out.raw(&format!("\"><p class=\"t\">{word}</p>\n"));
    }

    /// What the paragraph that begins at `at` is, where a mark says it.
    pub(super) fn marked_paragraph(&mut self, at: usize) -> Option<Marked> {
        let (what, range) = self.marks.next.take()?;
        (range.start <= at && at < range.end).then_some(what)
    }

    /// Begins a paragraph that a mark says something of.
    pub(super) fn start_marked(&mut self, what: Marked) {
        self.paragraph = Some(Paragraph::Marked(what));
        match what {
            Marked::Term | Marked::Caption => {
                if what == Marked::Caption {
                    self.write_lone_caption();
                }
                let outer = std::mem::take(&mut self.out);
                self.parked.push(outer);
            }
            Marked::Procedure => self.out.raw("<p class=\"title procedure\">"),
            Marked::PaneTitle => {
                let (group, pane) = (self.marks.groups, self.marks.panes);
                self.out.raw(&format!("<label for=\"Fp-panes-{group}-{pane}\">"));
            }
            Marked::Omitted => {
                self.out.raw("<div class=\"omitted\" role=\"note\" aria-label=\"Missing table\">");
                if let Some(caption) = self.marks.take_caption() {
                    self.out.raw("<p class=\"title\">");
                    self.out.append(caption.inside);
                    self.out.raw("</p>\n");
                }
                self.out.raw("<p>This table is not in the source. ");
            }
            _ => self.out.raw("<p class=\"title\">"),
        }
    }

    /// Ends such a paragraph.
    pub(super) fn end_marked(&mut self, what: Marked) {
        let text = self.block.text.trim().to_owned();
        self.flush_block();
        match what {
            Marked::Term => self.write_term(&text),
            Marked::Caption => {
                let inside = std::mem::take(&mut self.out);
                self.out = self.parked.pop().unwrap_or_default();
                self.marks.caption = Some(Caption { inside, text });
            }
            Marked::PaneTitle => self.end_pane_title(),
            Marked::Omitted => self.out.raw("</p></div>\n"),
            _ => self.out.raw("</p>\n"),
        }
    }

    /// Ends the title of a pane, and begins what the pane shows.
    fn end_pane_title(&mut self) {
        self.out.raw("</label>\n");
        if let Some(pane) = self.marks.open.last_mut().filter(|open| open.what == Marked::Pane && !open.titled) {
            pane.titled = true;
            self.out.raw("<div class=\"pane\">\n");
        }
    }

    /// A term carries the first of its anchors itself, and a link to it.
    fn write_term(&mut self, text: &str) {
        let mut inside = std::mem::take(&mut self.out);
        self.out = self.parked.pop().unwrap_or_default();
        let id = take_anchor(&mut inside);
        let trimmed = inside.html.trim_end().len();
        inside.html.truncate(trimmed.max(inside.holes.last().map_or(0, |hole| hole.at as usize)));
        match id {
            None => {
                self.out.raw("<dt>");
                self.out.append(inside);
            }
            Some(id) => {
                self.out.raw(&format!("<dt id=\"{id}\">"));
                self.out.append(inside);
                self.out.raw(" <a class=\"anchor\" href=\"#");
                self.out.raw(&encode_fragment(&id.replace("&amp;", "&")));
                self.out.raw("\" aria-label=\"Link to ");
                self.out.text(text);
                self.out.raw("\"></a>");
            }
        }
        self.out.raw("</dt>\n");
    }

    /// A caption that neither a table nor its stand-in came for is a title.
    fn write_lone_caption(&mut self) {
        if let Some(caption) = self.marks.take_caption() {
            self.out.line();
            self.out.raw("<p class=\"title\">");
            self.out.append(caption.inside);
            self.out.raw("</p>\n");
        }
    }
}

/// Takes the first empty anchor out of some HTML. Gives its id as it stands there, escaped.
fn take_anchor(buffer: &mut Buffer) -> Option<String> {
    const OPEN: &str = "<a id=\"";
    const CLOSE: &str = "\"></a>";
    let start = buffer.html.find(OPEN)?;
    let length = buffer.html[start + OPEN.len()..].find(CLOSE)?;
    let id = buffer.html[start + OPEN.len()..start + OPEN.len() + length].to_owned();
    let end = start + OPEN.len() + length + CLOSE.len();
    if id.contains(['"', '<']) {
        return None;
    }
    buffer.html.replace_range(start..end, "");
    for hole in &mut buffer.holes {
        if hole.at as usize >= end {
            hole.at -= u32::try_from(end - start).unwrap_or(0);
        }
    }
    Some(id)
}

/// The class and the icon of an admonition.
fn class(kind: Admonition) -> &'static str {
    match kind {
        Admonition::Note => "note",
        Admonition::Tip => "tip",
        Admonition::Important => "important",
        Admonition::Warning => "warning",
        Admonition::Caution => "caution",
    }
}
