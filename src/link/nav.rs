//! The navigation: one tree for each mount.
//!
//! It comes from `nav` in the configuration, else from `SUMMARY.md`, else from the list in the home page where that list
//! names most pages, else from the folders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::resolve::Index;
use super::{Answer, Compiled, HOME, PageId, Site, Unresolved, folder_title};
use crate::address::Address;
use crate::config::NavItem;
use crate::markdown::{OutlineEntry, PageObject, RefKind};
use crate::span::Span;

/// An entry of the navigation, as an index into [`Nav::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NavId(pub u32);

/// The navigation of a site.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// All entries; a parent stands before its children.
    pub nodes: Vec<NavNode>,
    /// The root entry of each mount: its home page, or a bare title where it has none.
    pub roots: Vec<NavId>,
    /// The entry of each page, by page; none for pages that the navigation leaves out.
    pub of_page: Vec<Option<NavId>>,
    /// The page before and after each page in the order of reading, by page.
    pub order: Vec<(Option<PageId>, Option<PageId>)>,
    /// Entries of a written navigation that lead to no page: what was written, and where.
    pub lost: Vec<(String, Span)>,
    /// Pages whose own list is the navigation.
    pub written: BTreeSet<PageId>,
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavNode {
    /// What it shows.
    pub title: String,
    /// Its page; none for a heading over its children.
    pub page: Option<PageId>,
    /// The entry above it; none for the root of a mount.
    pub parent: Option<NavId>,
    /// The entries below it, in order.
    pub children: Vec<NavId>,
}

impl Nav {
    /// The entry with an id.
    pub fn node(&self, id: NavId) -> &NavNode {
        &self.nodes[id.0 as usize]
    }

    /// The entry of a page.
    pub fn entry(&self, page: PageId) -> Option<NavId> {
        self.of_page.get(page.0 as usize).copied().flatten()
    }

    /// The entries above one, from the root of its mount down; without itself.
    pub fn ancestors(&self, id: NavId) -> Vec<NavId> {
        let mut above = Vec::new();
        let mut at = self.node(id).parent;
        while let Some(parent) = at {
            above.push(parent);
            at = self.node(parent).parent;
        }
        above.reverse();
        above
    }

    /// The pages below an entry, itself first, in the order of reading.
    pub fn reading(&self, root: NavId) -> Vec<PageId> {
        let mut pages = Vec::new();
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            let node = self.node(id);
            waiting.extend(node.children.iter().rev());
            pages.extend(node.page);
        }
        pages
    }

    fn add(&mut self, title: String, page: Option<PageId>, parent: Option<NavId>) -> NavId {
        let id = NavId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(NavNode { title, page, parent, children: Vec::new() });
        if let Some(parent) = parent {
            self.nodes[parent.0 as usize].children.push(id);
        }
        if let Some(page) = page {
            self.of_page[page.0 as usize] = Some(id);
        }
        id
    }

    fn has(&self, page: PageId) -> bool {
        self.of_page[page.0 as usize].is_some()
    }
}

/// Builds the navigation of all mounts.
pub(super) fn build(
    site: &Site,
    answers: &[Arc<[Answer]>],
    summaries: &[Compiled],
    outlines: &[Vec<Answer>],
    index: &Index<'_>,
) -> Nav {
    let mut nav = Nav { of_page: vec![None; site.pages.len()], ..Nav::default() };
    let mut pages: Vec<Vec<PageId>> = vec![Vec::new(); site.layout.mounts.len()];
    for id in site.page_ids() {
        if let Some(of_mount) = pages.get_mut(site.page(id).mount as usize) {
            of_mount.push(id);
        }
    }
    for (number, mount) in (0_u16..).zip(&site.layout.mounts) {
        let mine = &pages[number as usize];
        let home = site.homes.get(number as usize).and_then(|home| home.page);
        let title = match home {
            Some(home) => site.page(home).title().to_owned(),
            None if mount.name.is_empty() => site.title.clone(),
            None => folder_title(&mount.name),
        };
        let root = nav.add(title, home, None);
        nav.roots.push(root);
        let summary = summaries.iter().zip(outlines).find(|(summary, _)| summary.mount == number);
        if let Some(items) = &site.config.nav
            && site.layout.mounts.len() == 1
        {
            configured(&mut nav, site, index, items, root, 0);
        } else if let Some((summary, outline)) = summary {
            let from = Outline::of_summary(&summary.object, outline);
            written(&mut nav, site, &from, root);
        } else if let Some(home) = home
            && lists_most(site, home, &answers[home.0 as usize], mine)
        {
            let from = Outline::of_page(&site.page(home).object, &answers[home.0 as usize]);
            written(&mut nav, site, &from, root);
            nav.written.insert(home);
        } else {
            folders(&mut nav, site, mine, home, number, root);
        }
    }
    nav.order = reading_order(&nav, site.pages.len());
    nav
}

/// How deep a configured navigation is followed; nobody reads further, and no file can exhaust the stack.
const DEPTH: usize = 32;

fn configured(nav: &mut Nav, site: &Site, index: &Index<'_>, items: &[NavItem], parent: NavId, depth: usize) {
    if depth > DEPTH {
        return;
    }
    for item in items {
        let page = item.page.as_deref().and_then(|path| {
            let page = index.page_at(0, path);
            if page.is_none() {
                nav.lost.push((path.to_owned(), item.span));
            }
            page
        });
        let page =
            page.filter(|page| !nav.has(*page) || nav.roots.iter().any(|root| nav.node(*root).page == Some(*page)));
        let Some(title) = item.title.clone().or_else(|| page.map(|page| site.page(page).title().to_owned())) else {
            continue;
        };
        // The home page stands at the root already; an entry for it is that entry's name.
        if let Some(page) = page
            && nav.has(page)
        {
            if item.children.is_empty() {
                continue;
            }
            configured(nav, site, index, &item.children, parent, depth + 1);
            continue;
        }
        let id = nav.add(title, page, Some(parent));
        configured(nav, site, index, &item.children, id, depth + 1);
    }
}

/// A list of links that is a navigation.
struct Outline<'a> {
    object: &'a PageObject,
    answers: &'a [Answer],
    entries: Vec<Listed<'a>>,
}

/// An entry of such a list.
struct Listed<'a> {
    depth: usize,
    title: &'a str,
    link: Option<u32>,
}

impl<'a> Listed<'a> {
    fn new(entry: &'a OutlineEntry, above: usize) -> Self {
        Self { depth: above + entry.depth as usize, title: &entry.title, link: entry.link }
    }
}

impl<'a> Outline<'a> {
    /// The list of links on a page.
    fn of_page(object: &'a PageObject, answers: &'a [Answer]) -> Self {
        Self { object, answers, entries: object.outline.iter().map(|entry| Listed::new(entry, 0)).collect() }
    }

    /// The whole of a file that is a navigation, as mdBook reads it: headings are parts, which stand over the lists that
    /// follow, and links in paragraphs are chapters outside of them.
    fn of_summary(object: &'a PageObject, answers: &'a [Answer]) -> Self {
        let headings = &object.exports.headings;
        let begins = object.imports.first().is_none_or(|first| first.heading.is_some());
        // The first one is the title of the file.
        let mut heading = usize::from(begins && headings.first().is_some_and(|first| first.level == 1));
        let mut parts: Vec<u8> = Vec::new();
        let in_lists: BTreeSet<u32> = object.outline.iter().filter_map(|entry| entry.link).collect();
        let mut listed = object.outline.iter();
        let mut entries = Vec::new();
        for (number, reference) in (0..).zip(&object.imports) {
            while let Some(part) =
                headings.get(heading).filter(|_| reference.heading.is_some_and(|at| heading <= at as usize))
            {
                parts.retain(|level| *level < part.level);
                entries.push(Listed { depth: parts.len(), title: &part.text, link: None });
                parts.push(part.level);
                heading += 1;
            }
            if in_lists.contains(&number) {
                for entry in listed.by_ref() {
                    entries.push(Listed::new(entry, parts.len()));
                    if entry.link == Some(number) {
                        break;
                    }
                }
            } else if is_chapter(object, &in_lists, number) {
                parts.clear();
                entries.push(Listed { depth: 0, title: &reference.text, link: Some(number) });
            }
        }
        entries.extend(listed.map(|entry| Listed::new(entry, parts.len())));
        Self { object, answers, entries }
    }

    fn page(&self, link: Option<u32>) -> Option<PageId> {
        match self.answers.get(link? as usize)? {
            Answer::Page { page, .. } => Some(*page),
            _ => None,
        }
    }
}

/// Whether a link outside the lists of a navigation is a chapter: nothing but links stands in its paragraph.
fn is_chapter(object: &PageObject, in_lists: &BTreeSet<u32>, number: u32) -> bool {
    let Some(reference) = object.imports.get(number as usize) else { return false };
    let inside = matches!(Address::parse(&reference.dest), Address::Path { .. } | Address::Empty);
    if !inside || !matches!(reference.kind, RefKind::Link | RefKind::Wiki) {
        return false;
    }
    // A link that is its whole sentence has no excerpt; links one after another share theirs.
    let Some(excerpt) = &reference.excerpt else { return true };
    let shares = |number: &u32| {
        let other = object.imports.get(*number as usize).and_then(|other| other.excerpt.as_ref());
        other.is_some_and(|other| other.text == excerpt.text)
    };
    let before = (0..number).rev().take_while(shares);
    let mut together: Vec<u32> = before.chain((number..).take_while(shares)).collect();
    together.sort_unstable();
    let mut rest = &*excerpt.text;
    for link in together {
        let text = object.imports.get(link as usize).map_or("", |other| &*other.text);
        match rest.split_once(text) {
            Some((between, after)) if !in_lists.contains(&link) && !between.contains(char::is_alphanumeric) => {
                rest = after;
            }
            _ => return false,
        }
    }
    !rest.contains(char::is_alphanumeric)
}

/// Whether a home page's list names two of three pages of its mount, and more than a few.
fn lists_most(site: &Site, home: PageId, answers: &[Answer], mine: &[PageId]) -> bool {
    let from = Outline::of_page(&site.page(home).object, answers);
    let named: BTreeSet<PageId> = from
        .entries
        .iter()
        .filter_map(|entry| from.page(entry.link))
        .filter(|page| site.page(*page).mount == site.page(home).mount && *page != home)
        .collect();
    named.len() >= 2 && named.len() * 3 >= mine.len().saturating_sub(1) * 2
}

fn written(nav: &mut Nav, site: &Site, from: &Outline<'_>, root: NavId) {
    // The entry that entries of each depth stand under.
    let mut above: Vec<NavId> = vec![root];
    let entries = &from.entries;
    for (at, entry) in entries.iter().enumerate() {
        above.truncate(entry.depth + 1);
        let parent = above.last().copied().unwrap_or(root);
        let page = from.page(entry.link).filter(|page| !nav.has(*page));
        let heads = entries.get(at + 1).is_some_and(|next| next.depth > entry.depth);
        let id = match page {
            Some(page) => {
                let title = if entry.title.is_empty() { site.page(page).title() } else { entry.title };
                nav.add(title.to_owned(), Some(page), Some(parent))
            }
            None => {
                let why = entry.link.and_then(|link| match from.answers.get(link as usize)? {
                    Answer::Unresolved(why) => Some((why, from.object.imports.get(link as usize)?)),
                    _ => None,
                });
                // An entry without a destination is a chapter to come.
                let to_come = matches!(why, Some((Unresolved::Empty, _)));
                if let Some((_, reference)) = why.filter(|_| !to_come) {
                    nav.lost.push((reference.dest.to_string(), reference.span));
                }
                if (heads || to_come) && !entry.title.is_empty() {
                    nav.add(entry.title.to_string(), None, Some(parent))
                } else {
                    parent
                }
            }
        };
        while above.len() < entry.depth + 1 {
            above.push(parent);
        }
        above.push(id);
    }
}

/// A folder of pages.
#[derive(Default)]
struct Folder {
    index: Option<PageId>,
    pages: Vec<PageId>,
    folders: BTreeMap<String, Folder>,
}

fn folders(nav: &mut Nav, site: &Site, mine: &[PageId], home: Option<PageId>, mount: u16, root: NavId) {
    let Some(mount) = site.layout.mounts.get(mount as usize) else { return };
    let mut top = Folder::default();
    for id in mine.iter().copied().filter(|id| Some(*id) != home) {
        let page = site.page(id);
        let below = page.path.below(mount.content.as_str()).unwrap_or(page.path.as_str());
        let mut folder = &mut top;
        let mut parts = below.split('/').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_some() {
                folder = folder.folders.entry(part.to_owned()).or_default();
            }
        }
        let is_index = page.out.name() == HOME
            && matches!(page.path.name().to_ascii_lowercase().as_str(), "index.md" | "readme.md");
        if is_index { folder.index = Some(id) } else { folder.pages.push(id) }
    }
    // Folders can be nested as deep as the file system allows; a stack keeps that off the thread's.
    let mut waiting: Vec<(Folder, NavId)> = vec![(top, root)];
    let mut order: Vec<(Folder, NavId)> = Vec::new();
    while let Some((mut folder, parent)) = waiting.pop() {
        let mut entries: Vec<(i64, String, Entry)> = Vec::new();
        for id in std::mem::take(&mut folder.pages) {
            let page = site.page(id);
            let order = page.object.front.order.unwrap_or(i64::MAX);
            entries.push((order, page.path.stem().to_owned(), Entry::Page(id)));
        }
        for (name, inner) in std::mem::take(&mut folder.folders) {
            let order = inner.index.and_then(|id| site.page(id).object.front.order).unwrap_or(i64::MAX);
            entries.push((order, name, Entry::Folder(inner)));
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        for (_, name, entry) in entries {
            match entry {
                Entry::Page(id) => {
                    nav.add(site.page(id).title().to_owned(), Some(id), Some(parent));
                }
                Entry::Folder(inner) => {
                    let title = inner.index.map_or_else(|| folder_title(&name), |id| site.page(id).title().to_owned());
                    let id = nav.add(title, inner.index, Some(parent));
                    order.push((inner, id));
                }
            }
        }
        waiting.extend(order.drain(..).rev());
    }
}

/// An entry of a folder.
enum Entry {
    Page(PageId),
    Folder(Folder),
}

/// The pages before and after each page, mount by mount.
fn reading_order(nav: &Nav, pages: usize) -> Vec<(Option<PageId>, Option<PageId>)> {
    let mut order = vec![(None, None); pages];
    for root in &nav.roots {
        let reading = nav.reading(*root);
        for pair in reading.windows(2) {
            order[pair[0].0 as usize].1 = Some(pair[1]);
            order[pair[1].0 as usize].0 = Some(pair[0]);
        }
    }
    order
}
