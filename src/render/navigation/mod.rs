//! The navigation of a page: the top of its tree, its ancestors, its siblings and its children.
//!
//! It is written once for all pages of one folder that have the same parent, with a hole for the entry of the page
//! itself. A long list is a window around the page, with a link to the page that has them all. No page shows a number
//! that another page's coming or going would change.

mod entries;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::urls::Urls;
use crate::digest::{Digest, Hasher};
use crate::link::nav::NavId;
use crate::link::{PageId, Site};
use crate::path::OutPath;
pub(super) use entries::first;
use entries::{CURRENT, Writer};

/// A list with more entries is shown in part.
const MOST: usize = 100;
/// How many entries of such a list stand before and after the page.
const AROUND: usize = 15;
/// A list that fewer pages have in common is written for each of them: that costs less than keeping it.
const SHARED: u32 = 6;
/// How many levels of a tree are shown, counted from the page up.
const LEVELS: usize = 12;

/// The navigation of all pages, ready to be written.
#[derive(Debug)]
pub(super) struct Navigation {
    /// By the parent of the entries, and the folder of the pages they stand on: those that several pages share.
    shared: FxHashMap<(NavId, String), Shared>,
    /// The place of each entry among its siblings, by entry.
    places: Vec<usize>,
}

/// A list that several pages share.
#[derive(Debug)]
struct Shared {
    /// The first of them, as seen from which it is written.
    of: PageId,
    /// Written when the first page asks for it.
    list: OnceLock<List>,
}

/// The entries below one parent, as they stand on the pages of one folder.
#[derive(Clone, Debug)]
struct List {
    parent: NavId,
    /// What stands before the entries: the tree above them.
    before: String,
    /// The entries one after another, none of them marked; none of a long list.
    entries: String,
    /// Where each entry begins, and where the last one ends.
    starts: Vec<usize>,
    /// The entry that leads to all of a long list.
    more: String,
    after: String,
    digest: Digest,
}

/// The navigation of one page.
#[derive(Clone, Debug)]
pub(super) struct Tree<'a> {
    writer: Writer<'a>,
    list: Cow<'a, List>,
    /// The page's entry, and its place among its siblings.
    current: Option<(NavId, usize)>,
}

impl Navigation {
    /// Finds the lists that many pages share.
    pub(super) fn new(site: &Site) -> Self {
        let mut places = vec![0; site.nav.nodes.len()];
        for node in &site.nav.nodes {
            for (at, child) in node.children.iter().enumerate() {
                if let Some(place) = places.get_mut(child.0 as usize) {
                    *place = at;
                }
            }
        }
        let mut users: FxHashMap<(NavId, &str), u32> = FxHashMap::default();
        for id in site.page_ids() {
            if let Some(parent) = parent(site, id) {
                *users.entry((parent, site.page(id).out.parent())).or_default() += 1;
            }
        }
        let mut shared = FxHashMap::default();
        for id in site.page_ids() {
            let here = &site.page(id).out;
            let Some(parent) = parent(site, id) else { continue };
            let place = (parent, here.parent().to_owned());
            let several = users.get(&(parent, here.parent())).is_some_and(|users| *users >= SHARED);
            if several {
                shared.entry(place).or_insert_with(|| Shared { of: id, list: OnceLock::new() });
            }
        }
        Self { shared, places }
    }

    /// The navigation of a page.
    pub(super) fn of_page<'a>(&'a self, site: &'a Site, id: PageId) -> Option<Tree<'a>> {
        let parent = parent(site, id)?;
        let entry = site.nav.entry(id).filter(|entry| site.nav.node(*entry).parent == Some(parent));
        let current = entry.and_then(|entry| Some((entry, *self.places.get(entry.0 as usize)?)));
        Some(self.tree(site, parent, &site.page(id).out, current))
    }

    /// The top of a mount's tree, for an output that is no page of it.
    pub(super) fn of_mount<'a>(&'a self, site: &'a Site, mount: u16, here: &'a OutPath) -> Option<Tree<'a>> {
        let root = *site.nav.roots.get(mount as usize)?;
        Some(self.tree(site, root, here, None))
    }

    fn tree<'a>(
        &'a self,
        site: &'a Site,
        parent: NavId,
        here: &'a OutPath,
        current: Option<(NavId, usize)>,
    ) -> Tree<'a> {
        let writer = Writer { site, urls: Urls::relative(here) };
        let write = |writer: &Writer<'_>| List::new(writer, &self.places, parent);
        let list = match self.shared.get(&(parent, here.parent().to_owned())) {
            Some(Shared { of, list }) => {
                let first = Writer { site, urls: Urls::relative(&site.page(*of).out) };
                Cow::Borrowed(list.get_or_init(|| write(&first)))
            }
            None => Cow::Owned(write(&writer)),
        };
        Tree { writer, list, current }
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
    fn new(writer: &Writer<'_>, places: &[usize], parent: NavId) -> Self {
        let nav = &writer.site.nav;
        let mut chain = nav.ancestors(parent);
        chain.push(parent);
        chain.drain(..chain.len().saturating_sub(LEVELS));
        let (mut before, mut after) = ("<ul class=\"tree\">".to_owned(), String::new());
        for pair in chain.windows(2) {
            let children = &nav.node(pair[0]).children;
            let at = places.get(pair[1].0 as usize).copied().unwrap_or(0);
            let window = window(children.len(), Some(at));
            let more = writer.more(pair[0]);
            if window.start > 0 {
                before.push_str(&more);
            }
            writer.entries(&mut before, children.get(window.start..at).unwrap_or(&[]));
            writer.open(&mut before, pair[1], false);
            let mut rest = String::new();
            writer.close(&mut rest);
            writer.entries(&mut rest, children.get(at + 1..window.end).unwrap_or(&[]));
            if window.end < children.len() {
                rest.push_str(&more);
            }
            after.insert_str(0, &rest);
        }
        writer.kinds(&mut after);
        after.push_str("</ul>");
        let children = &nav.node(parent).children;
        let long = children.len() > MOST;
        let (mut entries, mut starts) = (String::new(), Vec::new());
        if !long {
            for child in children {
                starts.push(entries.len());
                writer.entries(&mut entries, &[*child]);
            }
            starts.push(entries.len());
        }
        let more = if long { writer.more(parent) } else { String::new() };
        let digest = Hasher::new().text(&before).text(&entries).text(&more).text(&after).finish();
        Self { parent, before, entries, starts, more, after, digest }
    }

    /// Adds some of the entries of a list that is shown whole.
    fn push(&self, out: &mut String, range: Range<usize>) {
        let at = |entry: usize| self.starts.get(entry).copied().unwrap_or(self.entries.len());
        out.push_str(self.entries.get(at(range.start)..at(range.end)).unwrap_or(""));
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
        let Self { writer: _, list, current } = self;
        hasher.digest(list.digest);
        if !list.more.is_empty() {
            // What is shown of a long list is not part of the list.
            hasher.text(&self.html());
            return;
        }
        match current {
            None => hasher.number(0),
            Some((entry, at)) => {
                let mut text = String::new();
                self.current(&mut text, *entry);
                hasher.number(*at as u64 + 1).text(&text)
            }
        };
    }

    /// The navigation as HTML.
    pub(super) fn html(&self) -> String {
        let Self { writer, list, current } = self;
        let mut out = String::with_capacity(list.before.len() + list.entries.len() + list.after.len() + 4096);
        out.push_str(&list.before);
        if list.more.is_empty() {
            let last = list.starts.len().saturating_sub(1);
            let at = current.map_or(last, |(_, at)| at);
            list.push(&mut out, 0..at);
            if let Some((entry, at)) = current {
                self.current(&mut out, *entry);
                list.push(&mut out, at + 1..last);
            }
        } else {
            let children = &writer.site.nav.node(list.parent).children;
            let window = window(children.len(), current.map(|(_, at)| at));
            let at = current.map_or(window.end, |(_, at)| at);
            if window.start > 0 {
                out.push_str(&list.more);
            }
            writer.entries(&mut out, children.get(window.start..at).unwrap_or(&[]));
            if let Some((entry, at)) = current {
                self.current(&mut out, *entry);
                writer.entries(&mut out, children.get(at + 1..window.end).unwrap_or(&[]));
            }
            if window.end < children.len() {
                out.push_str(&list.more);
            }
        }
        out.push_str(&list.after);
        out
    }

    /// The entry of the page itself, with its children. It shows the first of many; the page itself has them all.
    fn current(&self, out: &mut String, entry: NavId) {
        let writer = &self.writer;
        let children = &writer.site.nav.node(entry).children;
        if children.is_empty() {
            writer.leaf(out, entry, CURRENT);
            return;
        }
        writer.open(out, entry, true);
        writer.entries(out, children.get(window(children.len(), None)).unwrap_or(&[]));
        writer.close(out);
    }
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
}
