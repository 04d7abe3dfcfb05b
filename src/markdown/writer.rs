//! Walks the events of one page once, and writes the body as it goes.
//!
//! Nothing here recurses: nesting is a stack, so that no page can exhaust the thread's.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::allow::PendingAllow;
use super::block_text::BlockText;
use super::buffer::Buffer;
use super::code::CodeBlock;
use super::fact_marks::{Before, FactMarks, OpenView};
use super::footnotes::Footnotes;
use super::html_block::HtmlBlock;
use super::inline::OpenLink;
use super::marks::Marks;
use super::options::{Dress, Options};
use super::raw_tags::RawTags;
use super::slug::Slugs;
use super::statements::Lead;
use super::table::Table;
use super::{Allow, Anchor, Candidate, Heading, OutlineEntry, Prose, Reference};
use crate::dialect::{Dialect, Marked, OffsetMap};
use crate::finding::Finding;
use crate::span::Span;

/// The state of one walk.
pub(super) struct Writer<'a> {
    /// The prepared text that events point into.
    pub(super) text: &'a str,
    /// From its bytes to the author's.
    pub(super) map: &'a OffsetMap,
    /// How to compile.
    pub(super) options: &'a Options,
    /// What to dress the page as.
    pub(super) dress: Dress,
    /// What its author wrote it in.
    pub(super) dialect: Dialect,

    /// What parts of the text are.
    pub(super) marks: Marks,

    /// Where the label of the last note of a plain page ends; nothing of it is written.
    pub(super) label_end: usize,

    /// What is being written now.
    pub(super) out: Buffer,
    /// What waits until a heading, footnote, table head or cell has been written by itself.
    pub(super) parked: Vec<Buffer>,

    pub(super) imports: Vec<Reference>,
    /// The pictures of each `srcset`.
    pub(super) srcsets: Vec<Vec<Candidate>>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) allows: Vec<Allow>,
    pub(super) findings: Vec<Finding>,
    pub(super) outline: Vec<OutlineEntry>,

    /// Ids given so far.
    pub(super) slugs: Slugs,
    /// Slugs that headings would have without their own ids, for links made on other hosts.
    pub(super) shadow: Slugs,
    /// The heading being written.
    pub(super) heading: Option<OpenHeading>,
    /// The text of the block being written.
    pub(super) block: BlockText,
    /// Facts that the page shows.
    pub(super) facts: FactMarks,
    /// The view that is open.
    pub(super) view: Option<OpenView>,
    /// How many views there are that cannot end: their ends may still come.
    pub(super) endless_views: usize,
    /// What may stand before a marker.
    pub(super) before: Option<Before>,
    /// How many strikethroughs are open.
    pub(super) struck: usize,
    /// Where emphasis that is open begins, in the text of the block and in the output.
    pub(super) emphases: Vec<(usize, usize)>,
    /// Names and sentences found so far.
    pub(super) prose: Prose,
    /// How many groups of blocks there were.
    pub(super) groups: u32,
    /// The block before, where it ends in a colon.
    pub(super) lead: Option<Lead>,
    /// Links being written; images are apart.
    pub(super) links: Vec<OpenLink>,
    /// How deep in images' texts the walk is, and the image's text so far.
    pub(super) alt: Option<OpenAlt>,
    /// Where the last event inside a link or image ended: a `](` before it is not the link's own.
    pub(super) inner_end: usize,
    /// Adjoining pieces of text, waiting to be searched for bare addresses.
    pub(super) run: Vec<Piece<'a>>,
    /// How many containers are open.
    pub(super) depth: usize,
    /// The paragraph that is open, in which no other block can stand.
    pub(super) paragraph: Option<Paragraph>,
    /// How many paragraphs of raw HTML were ended by the block after them, before their own end tags.
    pub(super) ended_paragraphs: usize,
    /// Raw HTML tags that are open.
    pub(super) raw_tags: RawTags,
    /// The raw HTML block being read.
    pub(super) html_block: Option<HtmlBlock>,
    /// The code block being read.
    pub(super) code: Option<CodeBlock<'a>>,
    /// How many bytes of the page have been highlighted.
    pub(super) highlighted: usize,
    /// The table being written.
    pub(super) table: Option<Table>,
    /// How many tables there were.
    pub(super) tables: u32,
    /// Whether each open list is ordered; the depth of the outline.
    pub(super) lists: Vec<ListState>,
    pub(super) footnotes: Footnotes,
    /// Excuses whose block has not come yet, or is being written.
    pub(super) excuses: Vec<PendingAllow>,
    /// Kinds of foreign syntax seen, each reported once.
    pub(super) foreign: FxHashMap<&'static str, Span>,
    /// Whether the page says anything besides foreign syntax.
    pub(super) says_something: bool,
    /// The first H1, if the page begins with it.
    pub(super) title: Option<Title>,
    /// The text of the first paragraph.
    pub(super) first_paragraph: Option<String>,
    /// Whether anything but the title has been written at the top level.
    pub(super) begun: bool,
}

/// A paragraph in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paragraph {
    /// Written with tags of its own.
    Own,
    /// The inside of a `<p>` that its author wrote around it, which often has an attribute.
    InRaw,
    /// One that a mark says something of.
    Marked(Marked),
}

/// The H1 that a page begins with.
pub(super) struct Title {
    /// Its inside.
    pub(super) inside: Buffer,
    /// Its id.
    pub(super) id: String,
}

/// A heading being written.
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) explicit: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) range: Range<usize>,
    /// Further ids given inside it, with their places.
    pub(super) more: Vec<(String, Range<usize>)>,
    /// Its plain text.
    pub(super) text: String,
}

/// The text of an image being collected.
pub(super) struct OpenAlt {
    pub(super) depth: usize,
    pub(super) text: String,
    pub(super) reference: Option<u32>,
    pub(super) title: String,
    pub(super) dest: String,
}

/// A piece of running text and where it stands.
pub(super) struct Piece<'a> {
    pub(super) text: CowStr<'a>,
    pub(super) range: Range<usize>,
}

/// An open list.
pub(super) struct ListState {
    /// Whether the item being written has named its entry in the outline.
    pub(super) entry: bool,
    /// The number of that item's group.
    pub(super) item: u32,
    /// The paragraph before the list, where it ends in a colon.
    pub(super) lead: Option<Lead>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(text: &'a str, map: &'a OffsetMap, options: &'a Options, dress: Dress) -> Self {
        Self {
            text,
            map,
            options,
            dress,
            dialect: Dialect::Plain,
            marks: Marks::default(),
            label_end: 0,
            out: Buffer { html: String::with_capacity(text.len() + text.len() / 4), holes: Vec::new() },
            parked: Vec::new(),
            imports: Vec::new(),
            srcsets: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            allows: Vec::new(),
            findings: Vec::new(),
            outline: Vec::new(),
            slugs: Slugs::default(),
            shadow: Slugs::default(),
            heading: None,
            block: BlockText::default(),
            facts: FactMarks::default(),
            view: None,
            endless_views: 0,
            before: None,
            struck: 0,
            emphases: Vec::new(),
            prose: Prose::default(),
            groups: 0,
            lead: None,
            links: Vec::new(),
            alt: None,
            inner_end: 0,
            run: Vec::new(),
            depth: 0,
            paragraph: None,
            ended_paragraphs: 0,
            raw_tags: RawTags::default(),
            html_block: None,
            code: None,
            highlighted: 0,
            table: None,
            tables: 0,
            lists: Vec::new(),
            footnotes: Footnotes::default(),
            excuses: Vec::new(),
            foreign: FxHashMap::default(),
            says_something: false,
            title: None,
            first_paragraph: None,
            begun: false,
        }
    }

    /// Whether the page is dressed for the theme.
    pub(super) fn themed(&self) -> bool {
        self.dress != Dress::Bare
    }

    /// The author's place of a range of the prepared text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// Writes one event. `definition` answers where the definition of a reference label stands.
    pub(super) fn event(
        &mut self,
        event: Event<'a>,
        range: Range<usize>,
        definition: &dyn Fn(&str) -> Option<Range<usize>>,
    ) {
        if range.end <= self.label_end {
            return;
        }
        if let Event::Text(text) = event {
            self.inner_end = self.inner_end.max(range.end);
            self.text_event(text, range);
            return;
        }
        self.flush_run();
        match event {
            Event::Start(tag) => {
                if begins_block(&tag) {
                    self.pass_marks(range.start);
                    self.leave_note(range.start, matches!(tag, Tag::Heading { .. }));
                }
                if tag == Tag::Paragraph && self.begins_note(&range) {
                    return;
                }
                if is_container(&tag) {
                    self.excuse_begins(&range);
                    self.depth += 1;
                }
                self.start(tag, range);
            }
            Event::End(tag) => {
                if ends_marks(&tag) {
                    self.leave_marks(range.end);
                }
                self.end(tag, range.clone(), definition);
                self.inner_end = self.inner_end.max(range.end);
            }
            event => {
                self.inner_end = self.inner_end.max(range.end);
                self.leaf(event, range);
            }
        }
    }

    fn leaf(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Code(code) => self.code_span(&code, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => self.html_line(&html, range),
            Event::SoftBreak => self.line_break(false),
            Event::HardBreak => self.line_break(true),
            Event::Rule => {
                self.pass_marks(range.start);
                self.leave_note(range.start, false);
                self.flush_block();
                self.leave_raw_paragraph(self.depth);
                self.excuse_begins(&range);
                self.begun = true;
                self.lead = None;
                self.out.line();
                self.out.raw(if self.themed() { "<hr>\n" } else { "<hr />\n" });
                self.excuse_ends(&range);
            }
            Event::TaskListMarker(done) => self.task_marker(done),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            // Mathematics is not enabled; its source is text.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(&text),
            Event::Start(_) | Event::End(_) | Event::Text(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if is_block(&tag) {
            self.leave_raw_paragraph(self.depth.saturating_sub(1));
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(range.start),
            Tag::Heading { level, id, classes, .. } => self.start_heading(
                level as u8,
                id.map(|id| id.to_string()),
                classes.iter().map(ToString::to_string).collect(),
                range,
            ),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::HtmlBlock => self.start_html_block(),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => self.start_table(&alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.open_emphasis("<em>"),
            Tag::Strong => self.open_emphasis("<strong>"),
            Tag::Strikethrough => {
                self.struck += 1;
                self.inline_tag("<del>");
            }
            Tag::Superscript => self.inline_tag("<sup>"),
            Tag::Subscript => self.inline_tag("<sub>"),
            Tag::Link { link_type, dest_url, title, id } => self.start_link(link_type, &dest_url, &title, id, range),
            Tag::Image { link_type, dest_url, title, id } => self.start_image(link_type, &dest_url, &title, id, range),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>, definition: &dyn Fn(&str) -> Option<Range<usize>>) {
        let container = !matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock);
        if container {
            self.close_raw_tags();
        }
        if container && ends_block(&tag) {
            self.leave_view();
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => self.end_quote(kind.is_some()),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html_block(&range),
            TagEnd::List(ordered) => self.end_list(ordered),
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_table_row(),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.close_emphasis("</em>"),
            TagEnd::Strong => self.close_emphasis("</strong>"),
            TagEnd::Strikethrough => {
                self.struck = self.struck.saturating_sub(1);
                self.inline_tag("</del>");
            }
            TagEnd::Superscript => self.inline_tag("</sup>"),
            TagEnd::Subscript => self.inline_tag("</sub>"),
            TagEnd::Link => self.end_link(range.clone(), definition),
            TagEnd::Image => self.end_image(range.clone(), definition),
            TagEnd::MetadataBlock(_) => {}
        }
        if container {
            self.depth = self.depth.saturating_sub(1);
            self.excuse_ends(&range);
        }
    }
}

/// Ends of what holds blocks or text, but for emphasis.
fn ends_block(tag: &TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript)
}

/// Ends of blocks in which containers of marks can have begun.
fn ends_marks(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition)
}

/// Tags whose end closes raw HTML that was opened inside them. Links are not among them, since raw HTML may stand
/// around them as it likes; an HTML block is where raw HTML itself stands.
fn is_container(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
}

/// Tags that end a paragraph of raw HTML which is still open.
fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::Table(_)
    )
}

/// Tags before which containers that only marks know begin and end. An item stands in its list whatever stands around it.
fn begins_block(tag: &Tag<'_>) -> bool {
    is_block(tag) || matches!(tag, Tag::Paragraph | Tag::HtmlBlock | Tag::FootnoteDefinition(_))
}

/// Whether the text of a link is its own destination.
pub(super) fn is_auto(link: LinkType) -> bool {
    matches!(link, LinkType::Autolink | LinkType::Email)
}
