//! What was probably meant: the nearest page, file or anchor.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use crate::link::{Answer, Page, PageId, Site};
use crate::markdown::Anchor;
use crate::nearest::nearest;
use crate::path::SourcePath;
use crate::source::{Role, Sources};
use crate::span::FileId;

/// How many different missing paths are compared with every name of the site; past them only equal names are suggested,
/// so that a site with everything broken is still checked in time.
const COMPARED: usize = 2000;

/// How many anchors are compared with missing ones in all, for the same reason: a page of thousands of each has millions
/// of pairs.
const ANCHORS_COMPARED: usize = 1_000_000;

/// A suggestion for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// The path that is there.
    pub(super) path: SourcePath,
    /// Whether nothing else can have been meant.
    pub(super) certain: bool,
}

/// Finds suggestions; remembers those for paths that were asked for before.
pub(super) struct Suggest<'a> {
    /// Files by name in lower case.
    by_name: FxHashMap<String, Vec<&'a SourcePath>>,
    names: Vec<&'a str>,
    known: RefCell<FxHashMap<SourcePath, Option<Suggestion>>>,
    /// Of anchors that are missing somewhere: the pages that have them.
    anchors: FxHashMap<&'a str, Vec<PageId>>,
    site: &'a Site,
    /// Of pages that were asked about: their anchors by what is left of them in [`plain`].
    plain: RefCell<FxHashMap<PageId, FxHashMap<String, Vec<&'a Anchor>>>>,
    anchors_compared: Cell<usize>,
}

impl<'a> Suggest<'a> {
    pub(super) fn new(site: &'a Site, sources: &'a Sources) -> Self {
        let mut by_name: FxHashMap<String, Vec<&'a SourcePath>> = FxHashMap::default();
        let mut names: Vec<&'a str> = Vec::new();
        for file in sources.iter() {
            let published = match file.role {
                Role::Page(_) => site.by_file.contains_key(&file.id),
                Role::Asset(_) => true,
                _ => false,
            };
            if published {
                by_name.entry(file.path.name().to_lowercase()).or_default().push(&file.path);
                names.push(file.path.name());
            }
        }
        names.sort_unstable();
        names.dedup();
        let missing = site.answers.iter().flat_map(|of_page| &**of_page).filter_map(|answer| match answer {
            Answer::Page { missing: Some(anchor), .. } => Some((&**anchor, Vec::new())),
            _ => None,
        });
        let mut anchors: FxHashMap<&'a str, Vec<PageId>> = missing.collect();
        for (id, page) in site.page_ids().zip(&site.pages) {
            for anchor in page.object.exports.anchors.iter().filter(|anchor| anchor.target.is_none()) {
                if let Some(pages) = anchors.get_mut(&*anchor.id) {
                    pages.push(id);
                }
            }
        }
        Self {
            by_name,
            names,
            known: RefCell::default(),
            anchors,
            site,
            plain: RefCell::default(),
            anchors_compared: Cell::new(0),
        }
    }

    /// What a path that is not there was meant to be.
    pub(super) fn path(&self, wanted: &SourcePath) -> Option<Suggestion> {
        if let Some(known) = self.known.borrow().get(wanted) {
            return known.clone();
        }
        let compare = self.known.borrow().len() < COMPARED;
        let found = self.find(wanted, compare);
        self.known.borrow_mut().insert(wanted.clone(), found.clone());
        found
    }

    fn find(&self, wanted: &SourcePath, compare: bool) -> Option<Suggestion> {
        let name = wanted.name().to_lowercase();
        let stem = wanted.stem().to_lowercase();
        // The same file elsewhere; a link without its extension; a link to the address a page would have had.
        for (name, only) in [(name.clone(), true), (format!("{name}.md"), true), (format!("{stem}.md"), true)] {
            if let Some(paths) = self.by_name.get(&name) {
                let generic = matches!(name.as_str(), "index.md" | "readme.md");
                if let [path] = paths.as_slice()
                    && !generic
                {
                    return Some(Suggestion { path: (*path).clone(), certain: only });
                }
                if !generic {
                    return nearest_path(wanted, paths).map(|path| Suggestion { path, certain: false });
                }
            }
        }
        if !compare {
            return None;
        }
        let near = nearest(wanted.name(), self.names.iter().copied())?;
        let paths = self.by_name.get(&near.to_lowercase())?;
        nearest_path(wanted, paths).map(|path| Suggestion { path, certain: false })
    }

    /// The one anchor of a page that is `wanted` but for case and joining signs.
    pub(super) fn same_anchor(&self, page: PageId, wanted: &str) -> Option<&'a Anchor> {
        let mut pages = self.plain.borrow_mut();
        let anchors = pages.entry(page).or_insert_with(|| {
            let mut anchors: FxHashMap<String, Vec<&'a Anchor>> = FxHashMap::default();
            for anchor in self.site.page(page).object.exports.anchors.iter() {
                anchors.entry(plain(&anchor.id)).or_default().push(anchor);
            }
            anchors
        });
        let (first, others) = anchors.get(&plain(wanted))?.split_first()?;
        others.iter().all(|other| other.output_id() == first.output_id()).then_some(*first)
    }

    /// The anchor of a page that is nearest to `wanted`.
    pub(super) fn near_anchor(&self, page: PageId, wanted: &str) -> Option<&'a Anchor> {
        let anchors = &self.site.page(page).object.exports.anchors;
        let compared = self.anchors_compared.get() + anchors.len();
        if compared > ANCHORS_COMPARED {
            return None;
        }
        self.anchors_compared.set(compared);
        let ids = anchors.iter().filter(|candidate| candidate.target.is_none()).map(|candidate| &*candidate.id);
        nearest(wanted, ids).and_then(|id| anchors.get(id))
    }

    /// The only other page that has an anchor, where there is one.
    pub(super) fn page_with_anchor(&self, anchor: &str, not: PageId) -> Option<PageId> {
        let pages = self.anchors.get(anchor)?;
        let mut others = pages.iter().filter(|page| **page != not);
        match (others.next(), others.next()) {
            (Some(page), None) => Some(*page),
            _ => None,
        }
    }
}

/// An id without what people confuse: case, and which sign joins its words.
fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Of several paths with one name, the one whose folders are most like those of `wanted`.
pub(super) fn nearest_path(wanted: &SourcePath, paths: &[&SourcePath]) -> Option<SourcePath> {
    let shared = |path: &SourcePath| {
        path.as_str().split('/').zip(wanted.as_str().split('/')).take_while(|(ours, theirs)| ours == theirs).count()
    };
    paths.iter().max_by(|a, b| shared(a).cmp(&shared(b)).then_with(|| b.cmp(a))).map(|path| (*path).clone())
}

/// The relative path, as written in Markdown, that leads from a page's source to another source.
pub(super) fn relative(from: &Page, to: &SourcePath) -> String {
    let path = relative_path(&from.path, to);
    let mut written = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            ' ' => written.push_str("%20"),
            '(' => written.push_str("%28"),
            ')' => written.push_str("%29"),
            '#' => written.push_str("%23"),
            '?' => written.push_str("%3F"),
            '%' => written.push_str("%25"),
            letter => written.push(letter),
        }
    }
    written
}

/// The relative path that leads from a source to another, with no escapes.
pub(super) fn relative_path(from: &SourcePath, to: &SourcePath) -> String {
    let here: Vec<&str> = from.parent().split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = to.as_str().split('/').collect();
    let common = here.iter().zip(&there).take_while(|(ours, theirs)| ours == theirs).count();
    let mut path = "../".repeat(here.len() - common);
    path.push_str(&there[common..].join("/"));
    path
}

/// The path of a file for messages.
pub(super) fn name_of(sources: &Sources, file: FileId) -> &str {
    sources.path(file)
}
