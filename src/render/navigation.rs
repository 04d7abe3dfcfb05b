//! The navigation of a page: the top of its tree, its ancestors, its siblings and its children.
//!
//! It is written once for all pages of one folder that have the same parent, with a hole for the entry of the page
//! itself. A long list is a window around the page, with a link to the page that has them all.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::plan::INDEX;
use super::urls::Urls;
use crate::digest::{Digest, Hasher};
use crate::link::nav::{NavId, NavNode};
use crate::link::{PageId, Site};
use crate::markdown::escape;
use crate::path::OutPath;

/// A list with more entries is shown in part.
const MOST: usize = 100;
/// How many entries of such a list stand before and after the page.
const AROUND: usize = 15;
/// How many entries a heading without a page may fold in; one with more leads to the first page below it.
const FOLDED: usize = 60;

/// The navigation of all pages, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    lists: Vec<List>,
    /// Which list is whose: by the parent of the entries, and the folder of the pages they stand on.
    by_place: FxHashMap<(NavId, String), usize>,
    /// The place of each entry among its siblings, by entry.
    places: Vec<usize>,
}

/// The entries below one parent, as they stand on the pages of one folder.
#[derive(Debug)]
struct List {
    parent: NavId,
    /// What stands before the entries: the tree above them.
    before: String,
    /// The entries one after another, none of them marked.
    entries: String,
    /// Where each entry begins, and where the last one ends.
    starts: Vec<usize>,
    after: String,
    digest: Digest,
}

/// The navigation of one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tree<'a> {
    site: &'a Site,
    list: &'a List,
    /// The page's entry, and its place among its siblings.
    current: Option<(NavId, usize)>,
    here: &'a OutPath,
}

impl Navigation {
    /// Writes the lists for all pages, and for outputs at the root that stand for no page.
    pub(super) fn new(site: &Site) -> Self {
        let mut navigation = Self { places: vec![0; site.nav.nodes.len()], ..Self::default() };
        for node in &site.nav.nodes {
            for (at, child) in node.children.iter().enumerate() {
                navigation.places[child.0 as usize] = at;
            }
        }
        for id in site.page_ids() {
            let page = site.page(id);
            if let Some(parent) = parent(site, id) {
                navigation.add(site, parent, &page.out);
            }
        }
        for (root, mount) in site.nav.roots.iter().zip(&site.layout.mounts) {
            for folder in ["", mount.name.as_str()] {
                if let Ok(out) = OutPath::new(&format!("{folder}/x")) {
                    navigation.add(site, *root, &out);
                }
            }
        }
        navigation
    }

    fn add(&mut self, site: &Site, parent: NavId, here: &OutPath) {
        let place = (parent, here.parent().to_owned());
        if !self.by_place.contains_key(&place) {
            self.by_place.insert(place, self.lists.len());
            self.lists.push(List::new(site, parent, here));
        }
    }

    /// The navigation of a page.
    pub(super) fn of_page<'a>(&'a self, site: &'a Site, id: PageId) -> Option<Tree<'a>> {
        let here = &site.page(id).out;
        let parent = parent(site, id)?;
        let list = self.at(parent, here)?;
        let entry = site.nav.entry(id).filter(|entry| site.nav.node(*entry).parent == Some(parent));
        let current = entry.and_then(|entry| Some((entry, *self.places.get(entry.0 as usize)?)));
        Some(Tree { site, list, current, here })
    }

    /// The top of a mount's tree, for an output that is no page of it.
    pub(super) fn of_mount<'a>(&'a self, site: &'a Site, mount: u16, here: &'a OutPath) -> Option<Tree<'a>> {
        let root = *site.nav.roots.get(mount as usize)?;
        let list = self.at(root, here)?;
        Some(Tree { site, list, current: None, here })
    }

    fn at(&self, parent: NavId, here: &OutPath) -> Option<&List> {
        // The key is owned; a page is looked up once, so the copy does not matter.
        let at = self.by_place.get(&(parent, here.parent().to_owned()))?;
        self.lists.get(*at)
    }
}

/// The entry whose children a page shows as its siblings: its parent; the root of its mount where it is that root
/// itself, or no entry at all.
fn parent(site: &Site, id: PageId) -> Option<NavId> {
    let entry = site.nav.entry(id);
    let above = entry.and_then(|entry| site.nav.node(entry).parent);
    above.or(entry).or_else(|| site.nav.roots.get(site.page(id).mount as usize).copied())
}

impl List {
    fn new(site: &Site, parent: NavId, here: &OutPath) -> Self {
        let writer = Writer { site, urls: Urls::relative(here) };
        let chain: Vec<NavId> = site.nav.ancestors(parent).into_iter().chain([parent]).collect();
        let (mut before, mut after) = ("<ul class=\"tree\">".to_owned(), String::new());
        for pair in chain.windows(2) {
            let children = &site.nav.node(pair[0]).children;
            let at = children.iter().position(|child| *child == pair[1]).unwrap_or(0);
            let window = window(children.len(), Some(at));
            writer.more(&mut before, pair[0], window.start > 0);
            for child in children.get(window.start..at).unwrap_or(&[]) {
                writer.entry(&mut before, *child, 0);
            }
            writer.open(&mut before, pair[1], false);
            let mut rest = String::new();
            writer.close(&mut rest);
            for child in children.get(at + 1..window.end).unwrap_or(&[]) {
                writer.entry(&mut rest, *child, 0);
            }
            writer.more(&mut rest, pair[0], window.end < children.len());
            after.insert_str(0, &rest);
        }
        after.push_str("</ul>");
        let children = &site.nav.node(parent).children;
        let (mut entries, mut starts) = (String::new(), Vec::with_capacity(children.len() + 1));
        for child in children {
            starts.push(entries.len());
            writer.entry(&mut entries, *child, 0);
        }
        starts.push(entries.len());
        let mut hasher = Hasher::new();
        hasher.text(&before).text(&after);
        if children.len() <= MOST {
            hasher.text(&entries);
        }
        let digest = hasher.finish();
        Self { parent, before, entries, starts, after, digest }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn entries(&self, range: Range<usize>) -> &str {
        let at = |entry: usize| self.starts.get(entry).copied().unwrap_or(self.entries.len());
        self.entries.get(at(range.start)..at(range.end)).unwrap_or("")
    }
}

/// The part of a list of this length that is shown around an entry.
fn window(length: usize, at: Option<usize>) -> Range<usize> {
    if length <= MOST {
        return 0..length;
    }
    let shown = 2 * AROUND + 1;
    let start = at.unwrap_or(0).saturating_sub(AROUND).min(length - shown);
    start..start + shown
}

impl Tree<'_> {
    /// Adds what the navigation shows to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { site, list, current, here } = self;
        hasher.digest(list.digest);
        if list.len() > MOST {
            let window = window(list.len(), current.map(|(_, at)| at));
            hasher.number(window.start as u64).text(list.entries(window));
        }
        match current {
            None => hasher.number(0),
            Some((entry, at)) => {
                let mut text = String::new();
                self.current(&mut text, *entry, &Writer { site, urls: Urls::relative(here) });
                hasher.number(*at as u64 + 1).text(&text)
            }
        };
    }

    /// The navigation as HTML.
    pub(super) fn html(&self) -> String {
        let Self { site, list, current, here } = *self;
        let writer = Writer { site, urls: Urls::relative(here) };
        let window = window(list.len(), current.map(|(_, at)| at));
        let shown = list.entries(window.clone());
        let mut out = String::with_capacity(list.before.len() + shown.len() + list.after.len() + 512);
        out.push_str(&list.before);
        writer.more(&mut out, list.parent, window.start > 0);
        match current {
            None => out.push_str(shown),
            Some((entry, at)) => {
                out.push_str(list.entries(window.start..at));
                self.current(&mut out, entry, &writer);
                out.push_str(list.entries(at + 1..window.end));
            }
        }
        writer.more(&mut out, list.parent, window.end < list.len());
        out.push_str(&list.after);
        out
    }

    /// The entry of the page itself, with its children.
    fn current(&self, out: &mut String, entry: NavId, writer: &Writer<'_>) {
        let children = &self.site.nav.node(entry).children;
        if children.is_empty() {
            let node = self.site.nav.node(entry);
            writer.line(out, &node.title, node.page.map(|page| &self.site.page(page).out), CURRENT);
            return;
        }
        writer.open(out, entry, true);
        let window = window(children.len(), None);
        for child in children.get(window.clone()).unwrap_or(&[]) {
            writer.entry(out, *child, 0);
        }
        // The page itself has them all.
        writer.close(out);
    }
}

/// Writes entries as they stand on the pages of one folder.
struct Writer<'a> {
    site: &'a Site,
    urls: Urls<'a>,
}

impl Writer<'_> {
    /// An entry that is no ancestor of the page and not the page itself.
    fn entry(&self, out: &mut String, id: NavId, depth: usize) {
        let node = self.site.nav.node(id);
        if node.page.is_some() || node.children.is_empty() {
            let page = node.page.map(|page| &self.site.page(page).out);
            self.line(out, &node.title, page, if node.children.is_empty() { "" } else { MORE });
            return;
        }
        let below = count(self.site, id, FOLDED + 1);
        if below > FOLDED || depth > 3 {
            self.line(out, &node.title, first(self.site, id), MORE);
            return;
        }
        self.fold(out, id, node, "");
        for child in &node.children {
            self.entry(out, *child, depth + 1);
        }
        self.close(out);
    }

    fn line(&self, out: &mut String, title: &str, page: Option<&OutPath>, mark: &str) {
        out.push_str("<li>");
        self.anchor(out, title, page, mark);
        out.push_str("</li>");
    }

    fn anchor(&self, out: &mut String, title: &str, page: Option<&OutPath>, mark: &str) {
        match page {
            Some(page) => {
                out.push_str("<a href=\"");
                out.push_str(&self.urls.to(page));
                out.push('"');
                out.push_str(mark);
                out.push('>');
                breakable(out, title, LONG);
                out.push_str("</a>");
            }
            None => {
                out.push_str("<span class=\"here\">");
                breakable(out, title, LONG);
                out.push_str("</span>");
            }
        }
    }

    /// Opens an entry whose children follow: an ancestor of the page, or the page itself.
    fn open(&self, out: &mut String, id: NavId, current: bool) {
        let node = self.site.nav.node(id);
        let Some(page) = node.page else {
            self.fold(out, id, node, " open");
            return;
        };
        out.push_str("<li class=\"group\">");
        let mark = if current { CURRENT } else { "" };
        self.anchor(out, &node.title, Some(&self.site.page(page).out), mark);
        out.push_str("<details id=\"");
        out.push_str(&group(self.site, id));
        out.push_str("\" open><summary aria-label=\"Pages below ");
        escape(out, &node.title);
        out.push_str("\">");
        out.push_str(CHEVRON);
        out.push_str("</summary><ul>");
    }

    fn fold(&self, out: &mut String, id: NavId, node: &NavNode, open: &str) {
        out.push_str("<li><details id=\"");
        out.push_str(&group(self.site, id));
        out.push('"');
        out.push_str(open);
        out.push_str("><summary>");
        breakable(out, &node.title, LONG);
        out.push_str(CHEVRON);
        out.push_str("</summary><ul>");
    }

    fn close(&self, out: &mut String) {
        out.push_str("</ul></details></li>");
    }

    /// A link to the page that lists all entries of a parent, where a window leaves some out.
    fn more(&self, out: &mut String, parent: NavId, cut: bool) {
        if !cut {
            return;
        }
        let nav = &self.site.nav;
        let above = nav.ancestors(parent).into_iter().rev();
        let page = std::iter::once(parent).chain(above).find_map(|id| nav.node(id).page);
        let index = OutPath::new(INDEX).unwrap_or_default();
        out.push_str("<li><a class=\"all\" href=\"");
        out.push_str(&self.urls.to(page.map_or(&index, |page| &self.site.page(page).out)));
        out.push_str("\">All ");
        out.push_str(&nav.node(parent).children.len().to_string());
        out.push_str("</a></li>");
    }
}

/// Marks the entry of the page itself.
const CURRENT: &str = " aria-current=\"page\"";

/// Marks an entry with pages below it that are not in the list.
const MORE: &str = " class=\"more\"";

const CHEVRON: &str = "<svg class=\"i i-chev\" aria-hidden=\"true\"><use href=\"#i-chev\"/></svg>";

/// In the navigation, words longer than this may break inside, where a part of a name ends.
const LONG: usize = 18;

/// Writes a title so that a name longer than `long` breaks between its parts: `AWS::EC2::CarrierGateway` after its colons
/// and before a capital.
pub(super) fn breakable(out: &mut String, title: &str, long: usize) {
    for word in title.split_inclusive(' ') {
        if word.len() <= long {
            escape(out, word);
            continue;
        }
        let mut from = 0;
        let mut before = ' ';
        for (at, c) in word.char_indices() {
            let camel = c.is_uppercase() && (before.is_lowercase() || before.is_numeric());
            let border = c.is_alphanumeric() && matches!(before, ':' | '.' | '_' | '/' | '-');
            if at > 0 && (camel || border) {
                escape(out, &word[from..at]);
                out.push_str("<wbr>");
                from = at;
            }
            before = c;
        }
        escape(out, &word[from..]);
    }
}

/// How many entries stand below one, counted up to a limit.
fn count(site: &Site, id: NavId, limit: usize) -> usize {
    let mut waiting = vec![id];
    let mut count = 0;
    while let Some(id) = waiting.pop() {
        let children = &site.nav.node(id).children;
        count += children.len();
        if count >= limit {
            return limit;
        }
        waiting.extend(children);
    }
    count
}

/// The first page at or below an entry.
pub(super) fn first(site: &Site, id: NavId) -> Option<&OutPath> {
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        let node = site.nav.node(id);
        if let Some(page) = node.page {
            return Some(&site.page(page).out);
        }
        waiting.extend(node.children.iter().rev());
    }
    None
}

/// The id of a group, by which readers' browsers remember that it is open: the same for the same titles above it. It
/// begins with a capital, so that no heading's slug is like it.
fn group(site: &Site, id: NavId) -> String {
    let mut hasher = Hasher::new();
    for above in site.nav.ancestors(id).into_iter().chain([id]) {
        hasher.text(&site.nav.node(above).title);
    }
    // Two groups of one name below one parent are told apart by what they lead to.
    hasher.option(first(site, id).map(OutPath::as_str));
    let hex = hasher.finish().hex();
    format!("Nav-{}", hex.get(..8).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows() {
        assert_eq!(window(100, Some(50)), 0..100);
        assert_eq!(window(101, Some(0)), 0..31);
        assert_eq!(window(101, Some(50)), 35..66);
        assert_eq!(window(101, Some(100)), 70..101);
        assert_eq!(window(101, None), 0..31);
    }

    #[test]
    fn long_names_break_between_their_parts() {
        let shown = |title| {
            let mut out = String::new();
            breakable(&mut out, title, LONG);
            out
        };
        assert_eq!(shown("AWS::EC2::CarrierGateway"), "AWS::<wbr>EC2::<wbr>Carrier<wbr>Gateway");
        assert_eq!(shown("Short::Name and <more>"), "Short::Name and &lt;more&gt;");
        assert_eq!(shown("a<b_cdefghijklmnopqrst"), "a&lt;b_<wbr>cdefghijklmnopqrst");
    }
}
