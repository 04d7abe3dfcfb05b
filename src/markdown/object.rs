//! The page object: what one page is, before anything is known of the others.

use std::collections::BTreeMap;

use super::fact_marks::FactMarks;
use super::prose::Prose;
pub use crate::allow::Allow;
use crate::date::Period;
pub use crate::dialect::LostInclude;
use crate::digest::Digest;
use crate::finding::Finding;
use crate::span::{FileId, Span};

/// One compiled page. Valid as long as its key is.
#[derive(Clone, Debug)]
pub struct PageObject {
    /// The digest of the page, of every file it includes, and of the compile options.
    pub key: Digest,
    /// The files it takes in, by id.
    pub includes: Vec<FileId>,
    /// Includes of files that are not there.
    pub lost_includes: Vec<LostInclude>,
    /// What other pages can refer to.
    pub exports: Exports,
    /// Every reference of the page, in the order of the text.
    pub imports: Vec<Reference>,
    /// Names and sentences that kinds of things look for.
    pub prose: Prose,
    /// Facts that the page shows.
    pub facts: FactMarks,
    /// The page's HTML, with holes.
    pub body: Body,
    /// The front matter, read.
    pub front: FrontMatter,
    /// Excuses by comment.
    pub allows: Vec<Allow>,
    /// What is wrong with the page by itself.
    pub findings: Vec<Finding>,
    /// The list of links that the page is, where it is one: the navigation that an `index.md` or `SUMMARY.md` spells out.
    pub outline: Vec<OutlineEntry>,
}

/// The interface of a page.
#[derive(Clone, Debug, Default)]
pub struct Exports {
    /// The title as plain text: front matter, else the first H1, else empty.
    pub title: String,
    /// Where the title stands; the whole file where there is none.
    pub title_span: Option<Span>,
    /// The description of the front matter, else the first paragraph, cut at a word; plain text.
    pub summary: String,
    /// Headings in the order of the text, the H1 of the title among them.
    pub headings: Vec<Heading>,
    /// Anchors.
    pub anchors: Anchors,
    /// Former addresses of the page (output paths or source paths, as written), each with its place.
    pub aliases: Vec<(String, Span)>,
    /// The digest of all that others can see of the page.
    pub digest: Digest,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: Box<str>,
    /// Its text, plain.
    pub text: Box<str>,
    /// Its text in the file, without the marks around it.
    pub span: Span,
}

/// The anchors of a page, by id.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// Sorted by id; no id twice.
    list: Vec<Anchor>,
}

/// A place on a page that links can lead to.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The id that links name.
    pub id: Box<str>,
    /// The id that stands in the output: another one where `id` is only the GitHub slug of a heading with an id of its own.
    pub target: Option<Box<str>>,
    /// Where it is given.
    pub span: Span,
    /// The heading it belongs to, as an index into [`Exports::headings`].
    pub heading: Option<u32>,
}

impl Anchors {
    /// Anchors from a list in any order; of equal ids the first stays, those that stand in the output before slugs.
    pub fn new(mut list: Vec<Anchor>) -> Self {
        list.sort_by(|a, b| a.id.cmp(&b.id).then(a.target.is_some().cmp(&b.target.is_some())));
        list.dedup_by(|later, first| later.id == first.id);
        Self { list }
    }

    /// The anchor with an id.
    pub fn get(&self, id: &str) -> Option<&Anchor> {
        self.list.binary_search_by(|anchor| (*anchor.id).cmp(id)).ok().map(|at| &self.list[at])
    }

    /// All anchors, by id.
    pub fn iter(&self) -> std::slice::Iter<'_, Anchor> {
        self.list.iter()
    }

    /// How many anchors stand in the output.
    pub fn len(&self) -> usize {
        self.list.iter().filter(|anchor| anchor.target.is_none()).count()
    }

    /// Whether the page has no anchors.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Anchor {
    /// The id that stands in the output.
    pub fn output_id(&self) -> &str {
        self.target.as_deref().unwrap_or(&self.id)
    }
}

/// A reference to something outside the place it stands in.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What kind of reference.
    pub kind: RefKind,
    /// The destination as meant: escapes and character references undone, percent-escapes kept.
    pub dest: Box<str>,
    /// The destination as written, without the link around it.
    pub span: Span,
    /// The text of the link, or of the image for those who cannot see it, plain.
    pub text: Box<str>,
    /// The title of the link or image; empty where it has none.
    pub title: Box<str>,
    /// The section it stands in, as an index into [`Exports::headings`].
    pub heading: Option<u32>,
    /// The sentence around a link into the site.
    pub excerpt: Option<Box<Excerpt>>,
}

/// What kind of reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefKind {
    /// `[text](dest)`, in any of its forms.
    Link,
    /// `<https://…>`, a bare address, or a link whose text is its own destination.
    Auto,
    /// `[text](dest)` in a code block, where that is a link: its text is code, and no name of what it leads to.
    Code,
    /// `[[page#anchor]]`.
    Wiki,
    /// `![text](dest)`.
    Image,
    /// `href` in raw HTML.
    HtmlLink,
    /// `src`, `poster` and the like in raw HTML.
    HtmlAsset,
}

impl RefKind {
    /// Whether the destination is shown in the page rather than gone to.
    pub fn is_asset(self) -> bool {
        matches!(self, Self::Image | Self::HtmlAsset)
    }
}

/// The sentence that holds a link: at most 160 characters, plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The sentence.
    pub text: Box<str>,
    /// The bytes of `text` that are the link's.
    pub mark: std::ops::Range<u32>,
}

/// A page's HTML with holes.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The HTML. The first `title_end` bytes are the inside of the H1 that is the title; what follows is the rest.
    pub html: String,
    /// Where the title ends; 0 where the page does not begin with an H1.
    pub title_end: usize,
    /// The id of that H1; empty where there is none.
    pub title_id: String,
    /// Holes by position.
    pub holes: Vec<Hole>,
    /// What stands in each `srcset` of raw HTML.
    pub srcsets: Vec<Vec<Candidate>>,
}

/// One of the pictures of a `srcset`.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its address, as an index into [`PageObject::imports`].
    pub reference: u32,
    /// When it is the right one, as written: `2x`. May be empty.
    pub descriptor: Box<str>,
}

/// A place in a body where the linker's answer is written.
#[derive(Clone, Copy, Debug)]
pub struct Hole {
    /// Where in the HTML; what is written goes before this byte.
    pub at: u32,
    /// What is written.
    pub what: HoleKind,
}

/// What is written into a hole. The number is an index into [`PageObject::imports`] where nothing else is said.
#[derive(Clone, Copy, Debug)]
pub enum HoleKind {
    /// The start tag of a link, or of the mark of one that leads nowhere.
    LinkOpen(u32),
    /// The end tag of the same.
    LinkClose(u32),
    /// An image up to and with `alt="`, or the start of its stand-in. The escaped text of the image follows in the body.
    ImageOpen(u32),
    /// The rest of the image tag, beginning with `"`, or the end of its stand-in.
    ImageClose(u32),
    /// The start tag of a link to an image of another host, up to the image's text; of an image of the site, as
    /// [`HoleKind::ImageOpen`].
    PictureOpen(u32),
    /// The end of the same.
    PictureClose(u32),
    /// The text of a link: the title of the page, or of the section, that it leads to, else the text of the reference.
    Label(u32),
    /// A whole attribute of a raw HTML tag, with a space before it, or nothing where it leads nowhere.
    Attribute(u32, &'static str),
    /// A `srcset` of those of its pictures that are there, with a space before it; nothing where none is. The number is an
    /// index into [`Body::srcsets`].
    Srcset(u32),
    /// The start tag of a link around a name, or nothing. The number is an index into the names of [`Prose`].
    NameOpen(u32),
    /// The end tag of the same.
    NameClose(u32),
    /// The start tag of a link around a value, to its fact. The number is an index into [`FactMarks::values`].
    FactOpen(u32),
    /// The end tag of the same.
    FactClose(u32),
    /// A view of facts, as an index into [`FactMarks::views`].
    View(u32),
}

/// The front matter of a page.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `draft`: left out of builds.
    pub draft: bool,
    /// `order`: its place among its siblings where folders are the navigation.
    pub order: Option<i64>,
    /// `internal`: published, and kept from search engines and sitemaps.
    pub internal: bool,
    /// `owner`.
    pub owner: Option<String>,
    /// `reviewed`, as `YYYY-MM-DD`, with its place.
    pub reviewed: Option<(String, Span)>,
    /// `review_every`, in months (days as a fraction are rounded up), with its place.
    pub review_every: Option<Period>,
    /// `aliases`: former addresses of the page, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// `about`: the things that the page speaks of, as written, each with its place.
    pub about: Vec<(String, Span)>,
    /// `panel`: where the facts of the page's own thing stand.
    pub panel: Panel,
    /// Where the title's value stands.
    pub title_span: Option<Span>,
    /// Excuses by comment in the front matter.
    pub allows: Vec<Allow>,
    /// All other keys, for templates.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// Where the facts of a page's own thing stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// After its first paragraph.
    #[default]
    Page,
    /// Beside it.
    Aside,
    /// Nowhere.
    None,
}

/// One entry of a list of links, read as navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// How deep the entry stands, from 0.
    pub depth: u16,
    /// Its text, plain.
    pub title: Box<str>,
    /// The reference it is, as an index into [`PageObject::imports`]; none for an entry without a link.
    pub link: Option<u32>,
}

/// What a page is compiled from.
#[derive(Clone, Copy, Debug)]
pub struct PageSource<'a> {
    /// The page's file.
    pub file: FileId,
    /// Its text, front matter included.
    pub text: &'a str,
}
