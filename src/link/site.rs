//! The site: all pages together.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::{Config, Dialect};
use crate::facts::{EntityId, Facts, FieldId, Named, Names, Unnamed, View, ViewProblem};
use crate::link::nav::{Nav, NavId};
use crate::link::{
    Comparison, Generated, Inferred, KindPage, LinkedSnippet, LostPage, NotNamed, Thing, Values, Verdict,
};
use crate::markdown::PageObject;
use crate::path::{OutPath, SourcePath};
use crate::source::Layout;
use crate::span::{FileId, Span};

/// A page, as an index into [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// All pages of a site, linked.
#[derive(Clone, Debug)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// What is stated.
    pub facts: Arc<Facts>,
    /// What things are called.
    pub names: Arc<Names>,
    /// Where each thing stands, by [`EntityId`].
    pub things: Vec<Thing>,
    /// The values of identifiers.
    pub values: Values,
    /// What each page says of things, by page.
    pub statements: Vec<Arc<Statements>>,
    /// The things whose pages these are, as a whole or at an anchor.
    pub owners: FxHashMap<PageId, Vec<EntityId>>,
    /// The lists of the things of each kind, by kind.
    pub kinds: Vec<KindPage>,
    /// The pairs of things that are compared.
    pub comparisons: Vec<Comparison>,
    /// The things that each page says it is about, by page.
    pub about: Vec<Vec<EntityId>>,
    /// How many pages say the same as a fact, where any does.
    pub agreeing: FxHashMap<(EntityId, FieldId), u32>,
    /// Who speaks of a thing, by [`EntityId`], as [`Site::backlinks`].
    pub thing_backlinks: Arc<[Vec<Backlink>]>,
    /// Where the parts of the site lie.
    pub layout: Layout,
    /// What each mount is written in.
    pub dialects: Vec<Dialect>,
    /// Where sections seem to be published that the configuration says nothing of, one address a section at the most.
    pub inferred: Vec<Inferred>,
    /// The title: configured, else the home page's, else the name of the root folder.
    pub title: String,
    /// The home page of the whole site.
    pub home: Home,
    /// The home page of each mount.
    pub homes: Vec<Home>,
    /// The pages, by output path.
    pub pages: Vec<Page>,
    /// Pages by file.
    pub by_file: FxHashMap<FileId, PageId>,
    /// Files that are published as they are: those that pages refer to or that lie beside pages, by output path.
    pub assets: Vec<Asset>,
    /// Which of them is which file.
    pub asset_of: FxHashMap<FileId, u32>,
    /// The answer to each reference: by page, then as in [`PageObject::imports`].
    pub answers: Vec<Arc<[Answer]>>,
    /// The pages that speak of others, in the order of the navigation: all but those that are it.
    pub speaking: Vec<PageId>,
    /// Who speaks of a page, by page: one entry a page that does, in the order of the navigation.
    pub backlinks: Arc<[Vec<Backlink>]>,
    /// The navigation.
    pub nav: Arc<Nav>,
    /// Redirects from aliases and configuration, by output path.
    pub redirects: Vec<Redirect>,
    /// Output paths claimed more than once, or by names that differ in case only: the one that stays, and the one that goes.
    pub collisions: Vec<Collision>,
    /// Problems with aliases, redirects and sections that resolve to nothing, for the checker.
    pub lost: Vec<Lost>,
    /// Pages that facts name and that are not there.
    pub lost_pages: Vec<LostPage>,
    /// The Markdown of facts, in the order of its values.
    pub snippets: Vec<LinkedSnippet>,
    /// Names of things that mean none.
    pub not_named: Vec<NotNamed>,
}

/// A page of a site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub file: FileId,
    /// Where its source lies.
    pub path: SourcePath,
    /// Where its output lies.
    pub out: OutPath,
    /// The mount it belongs to, as an index into [`Layout::mounts`].
    pub mount: u16,
    /// What it was compiled to.
    pub object: Arc<PageObject>,
}

impl Page {
    /// The title to show: its own, else the stem of its file.
    pub fn title(&self) -> &str {
        if self.object.exports.title.is_empty() { self.path.stem() } else { &self.object.exports.title }
    }
}

/// What a page says of things.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// The names that become links, as indices into [`crate::markdown::Prose::names`], in order.
    pub links: Vec<(u32, EntityId)>,
    /// What each of its markers names, by [`crate::markdown::FactMarks::values`].
    pub values: Vec<Result<Named, Unnamed>>,
    /// What each of its views shows, by [`crate::markdown::FactMarks::views`].
    pub views: Vec<Result<View, ViewProblem>>,
    /// What its sentences say, held against what is stated.
    pub verdicts: Vec<Verdict>,
    /// The sentences that speak of somebody whom no one has described, or of whom cannot be told, as indices, in order.
    pub of_others: Vec<u32>,
}

/// A home page: of the site, or of one of its mounts.
#[derive(Clone, Debug)]
pub struct Home {
    /// Where it lies.
    pub out: OutPath,
    /// The page that its author wrote; where there is none, it is a list that factpress makes, or a file or redirect that
    /// lies in its place.
    pub page: Option<PageId>,
    /// Whether factpress makes it. One site of one folder has it both as its own and as that of its mount.
    pub made: bool,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its file.
    pub file: FileId,
    /// Where its source lies.
    pub path: SourcePath,
    /// Where its output lies.
    pub out: OutPath,
    /// Width and height, for images.
    pub size: Option<(u32, u32)>,
}

/// What a reference resolved to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A page, as a whole or at an anchor.
    Page {
        /// The page; the page itself for `#anchor`.
        page: PageId,
        /// The id in the output, where the reference names an anchor that is there.
        anchor: Option<Box<str>>,
        /// The query to keep, without `?`.
        query: Option<Box<str>>,
        /// The anchor that is not there, as written and decoded: the link leads to its page, and is reported.
        missing: Option<Box<str>>,
    },
    /// A published file.
    Asset {
        /// The file: one of [`Site::assets`].
        file: FileId,
        /// The query to keep, without `?`.
        query: Option<Box<str>>,
        /// The fragment to keep, without `#`.
        fragment: Option<Box<str>>,
    },
    /// An output that is no page of an author: `a-z.html`, `404.html`, a static file, a redirect that leaves the site.
    Output {
        /// Where it lies.
        out: OutPath,
        /// The query to keep, without `?`.
        query: Option<Box<str>>,
        /// The fragment to keep, without `#`.
        fragment: Option<Box<str>>,
    },
    /// An absolute address with a scheme that is allowed; written as it is.
    External,
    /// Nothing.
    Unresolved(Unresolved),
}

/// Why a reference resolved to nothing.
#[derive(Clone, Debug)]
pub enum Unresolved {
    /// No file there.
    NotFound {
        /// The source path that was looked for.
        wanted: SourcePath,
    },
    /// A file whose name differs in case only.
    Case {
        /// The path that was looked for.
        wanted: SourcePath,
        /// The file that is there.
        actual: FileId,
    },
    /// A folder with no page of its own.
    Directory {
        /// The folder.
        wanted: SourcePath,
    },
    /// The path leads out of the site.
    Outside,
    /// A file of the site that is not published: facts, templates, drafts, configuration.
    Unpublished {
        /// The file.
        file: FileId,
    },
    /// A scheme that is not allowed.
    Scheme,
    /// A thing that the facts file it should stand in does not describe.
    Thing {
        /// The file.
        file: FileId,
        /// The kind, as an index.
        kind: usize,
        /// The id that was looked for.
        id: Box<str>,
    },
    /// No destination.
    Empty,
    /// An address that no browser can follow, and why.
    Invalid(&'static str),
}

/// A page that speaks of another one, or of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The page that does.
    pub from: PageId,
    /// Where it does first.
    pub mention: Mention,
    /// How often: its links, or where it has none, its names.
    pub count: u32,
}

/// How a page speaks of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// By a link, as an index into its imports.
    Link(u32),
    /// By a value before a marker, as an index into [`crate::markdown::FactMarks::values`].
    Value(u32),
    /// By the name of a thing.
    Name {
        /// As an index into its [`crate::markdown::Prose::names`].
        number: u32,
        /// Whether the name is a link.
        linked: bool,
    },
}

/// A redirect page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// Where it lies.
    pub out: OutPath,
    /// What it leads to, as the configuration says it; empty for an alias.
    pub dest: Box<str>,
    /// Where it leads: always to something.
    pub to: Answer,
    /// Where it is asked for.
    pub span: Span,
}

/// Two claims on one output path.
#[derive(Clone, Debug)]
pub struct Collision {
    /// The path.
    pub out: OutPath,
    /// The claim that stays.
    pub first: Claim,
    /// The claim that is dropped.
    pub second: Claim,
    /// Whether the paths differ in case or in their Unicode form only.
    pub alike: bool,
}

/// Who claims an output path.
#[derive(Clone, Debug)]
pub enum Claim {
    /// A file of the site.
    File(FileId),
    /// An alias or redirect, at this place.
    Redirect(Span),
    /// A page that is made of what stands at this place of the facts.
    Facts(Span),
    /// What factpress makes by itself.
    Generated(Generated),
}

/// An alias, a redirect, or a setting for a section, that cannot be followed.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Where it stands.
    pub span: Span,
    /// What stands there.
    pub text: String,
    /// Why it cannot be followed.
    pub why: LostWhy,
}

/// Why it cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostWhy {
    /// It leads to its own page.
    Itself,
    /// Its path leaves the site or cannot be a file's name.
    BadPath,
    /// What it should lead to does not exist.
    NoTarget,
    /// No section has this name.
    NoSection,
    /// The site has several sections, and the configuration one navigation.
    NavOfSeveral,
    /// What it should lead to is not published.
    Unpublished,
    /// The page it leads to has no such anchor; it is made, and leads to the page as a whole.
    NoAnchor,
}

impl Answer {
    /// An output that is no page of an author.
    pub(super) fn output(out: OutPath, query: Option<&str>, fragment: Option<&str>) -> Self {
        Self::Output { out, query: query.map(Into::into), fragment: fragment.map(Into::into) }
    }
}

impl Site {
    /// The page with an id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// The output that an entry of the navigation leads to: its page, and for the root of a mount that mount's home.
    pub fn leads_to(&self, entry: NavId) -> Option<&OutPath> {
        if let Some(page) = self.nav.node(entry).page {
            return Some(&self.page(page).out);
        }
        let mount = self.nav.roots.iter().position(|root| *root == entry)?;
        self.homes.get(mount).map(|home| &home.out)
    }

    /// The ids of all pages, by output path.
    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..u32::try_from(self.pages.len()).unwrap_or(u32::MAX)).map(PageId)
    }

    /// A file that is published as it is.
    pub fn asset(&self, file: FileId) -> Option<&Asset> {
        self.assets.get(*self.asset_of.get(&file)? as usize)
    }

    /// What a page says of things.
    pub fn statements(&self, id: PageId) -> &Statements {
        &self.statements[id.0 as usize]
    }

    /// The page's answers, one for each of its references.
    pub fn answers(&self, id: PageId) -> &[Answer] {
        &self.answers[id.0 as usize]
    }

    /// The page's backlinks.
    pub fn backlinks(&self, id: PageId) -> &[Backlink] {
        &self.backlinks[id.0 as usize]
    }
}
