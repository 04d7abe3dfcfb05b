//! Writes entries of the navigation as they stand on one output.

use crate::digest::{Digest, Hasher};
use crate::link::nav::NavId;
use crate::link::{Generated, Site};
use crate::markdown::escape;
use crate::path::OutPath;
use crate::render::title;
use crate::render::urls::Urls;

/// How many entries a heading without a page may fold in; one with more leads to the first page below it.
const FOLDED: usize = 60;
/// How deep headings fold in each other.
const FOLDS: usize = 4;

/// The id of a group, by which readers' browsers remember whether it is open: the same for the same titles above it.
///
/// It begins as all ids of the theme do: with a capital, so that no slug of a heading is like it.
fn group_id(site: &Site, entry: NavId) -> String {
    let nav = &site.nav;
    let mut digest = Digest::default();
    for id in nav.ancestors(entry).into_iter().chain([entry]) {
        // Groups of one name are told apart by what they lead to.
        let node = nav.node(id);
        let page = node.page.or_else(|| node.children.iter().find_map(|child| nav.node(*child).page));
        let mut hasher = Hasher::new();
        hasher.digest(digest).text(&node.title).option(page.map(|page| site.page(page).out.as_str()));
        digest = hasher.finish();
    }
    format!("Fp-{}", digest.hex().get(..8).unwrap_or(""))
}

/// Writes entries as they stand on one output.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer<'a> {
    pub(super) site: &'a Site,
    pub(super) urls: Urls<'a>,
}

impl Writer<'_> {
    /// Entries that are neither ancestors of the page nor the page itself.
    pub(super) fn entries(&self, out: &mut String, entries: &[NavId]) {
        for entry in entries {
            self.entry(out, *entry, 0);
        }
    }

    fn entry(&self, out: &mut String, id: NavId, depth: usize) {
        let node = self.site.nav.node(id);
        if node.page.is_some() || node.children.is_empty() {
            self.leaf(out, id, if node.children.is_empty() { "" } else { MORE });
            return;
        }
        if depth == FOLDS || count(self.site, id, FOLDED + 1) > FOLDED {
            self.line(out, &node.title, first(self.site, id), MORE);
            return;
        }
        self.fold(out, id, "");
        for child in &node.children {
            self.entry(out, *child, depth + 1);
        }
        self.close(out);
    }

    /// An entry alone.
    pub(super) fn leaf(&self, out: &mut String, id: NavId, mark: &str) {
        let node = self.site.nav.node(id);
        let page = node.page.map(|page| &self.site.page(page).out);
        self.line(out, &node.title, page, mark);
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
                title::breakable(out, title, LONG);
                out.push_str("</a>");
            }
            None => {
                out.push_str("<span class=\"here\">");
                title::breakable(out, title, LONG);
                out.push_str("</span>");
            }
        }
    }

    /// Opens an entry whose children follow: an ancestor of the page, or the page itself.
    pub(super) fn open(&self, out: &mut String, id: NavId, current: bool) {
        let node = self.site.nav.node(id);
        let Some(page) = node.page else {
            self.fold(out, id, " open");
            return;
        };
        out.push_str("<li class=\"group\">");
        let mark = if current { CURRENT } else { "" };
        self.anchor(out, &node.title, Some(&self.site.page(page).out), mark);
        out.push_str("<details id=\"");
        out.push_str(&group_id(self.site, id));
        out.push_str("\" open><summary aria-label=\"Pages below ");
        escape(out, &node.title);
        out.push_str("\">");
        out.push_str(CHEVRON);
        out.push_str("</summary><ul>");
    }

    fn fold(&self, out: &mut String, id: NavId, open: &str) {
        out.push_str("<li><details id=\"");
        out.push_str(&group_id(self.site, id));
        out.push('"');
        out.push_str(open);
        out.push_str("><summary>");
        title::breakable(out, &self.site.nav.node(id).title, LONG);
        out.push_str(CHEVRON);
        out.push_str("</summary><ul>");
    }

    /// Closes what [`Writer::open`] opened.
    pub(super) fn close(&self, out: &mut String) {
        out.push_str("</ul></details></li>");
    }

    /// The lists of the kinds of things, as the last group of a tree; nothing where there are none, or where several sites
    /// with a tree each are published together.
    pub(super) fn kinds(&self, out: &mut String) {
        let site = self.site;
        let kinds = site.facts.kinds.iter().zip(&site.kinds);
        let lists: Vec<(&str, &OutPath)> =
            kinds.filter_map(|(kind, page)| Some((&*kind.plural, page.out.as_ref()?))).collect();
        if lists.is_empty() || site.layout.mounts.len() > 1 {
            return;
        }
        let open = lists.iter().any(|(_, list)| self.urls.is_beside(list));
        out.push_str("<li><details id=\"Fp-Kinds\"");
        out.push_str(if open { " open" } else { "" });
        out.push_str("><summary>Reference");
        out.push_str(CHEVRON);
        out.push_str("</summary><ul>");
        for (title, list) in lists {
            self.line(out, title, Some(list), if self.urls.is_here(list) { CURRENT } else { "" });
        }
        out.push_str("</ul></details></li>");
    }

    /// The entry that leads to all entries of a parent: to its page, which lists them, else to the index of all pages.
    pub(super) fn more(&self, parent: NavId) -> String {
        let site = self.site;
        let index = OutPath::new(Generated::Index.name()).ok().filter(|_| site.config.publish.index);
        let page = site.leads_to(parent);
        let mut out = String::new();
        match page.or(index.as_ref()) {
            Some(page) => {
                out.push_str("<li><a class=\"all\" href=\"");
                out.push_str(&self.urls.to(page));
                out.push_str("\">All of this section</a></li>");
            }
            None => out.push_str("<li><span class=\"here\">…</span></li>"),
        }
        out
    }
}

/// Marks the entry of the page itself.
pub(super) const CURRENT: &str = " aria-current=\"page\"";

/// Marks an entry with pages below it that are not in the list.
const MORE: &str = " class=\"more\"";

/// In the navigation, words longer than this may break inside, where a part of a name ends.
const LONG: usize = 18;

const CHEVRON: &str = "<svg class=\"i i-chev\" aria-hidden=\"true\"><use href=\"#i-chev\"/></svg>";

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
pub(in super::super) fn first(site: &Site, id: NavId) -> Option<&OutPath> {
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
