//! The search index: scripts that hand the titles and headings of all pages to the search dialog.
//!
//! `__index_add(rows, more)`, as `static/search.js` says it. Scripts, since a page from disk may not fetch.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::steps::Entry;
use crate::facts::EntityId;
use crate::link::{Generated, PageId, Site};
use crate::path::{OutPath, encode_fragment};

/// The bytes of a shard, in about.
const SHARD: usize = 150 * 1024;

/// The name of the first shard, which names the others.
const FIRST: &str = Generated::Search.name();

/// The index of a site.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The row of each page, by page.
    of_pages: Vec<Arc<str>>,
    /// All rows, in the order of reading.
    rows: Vec<Arc<str>>,
    /// Where each script lies, and which of the rows it holds.
    shards: Vec<(OutPath, Range<usize>)>,
}

impl Search {
    /// The index of a site in the order of reading; empty where the site has no search. Paths that are taken are left out. The
    /// rows of pages that an earlier site had, too, are those of its index.
    pub(super) fn new(site: &Site, taken: &dyn Fn(&OutPath) -> bool, earlier: Option<(&Site, &Self)>) -> Self {
        if !site.config.publish.search {
            return Self::default();
        }
        let of_page = |id: PageId| {
            let known = earlier.and_then(|(before, search)| search.known(before, site, id));
            known.unwrap_or_else(|| row(site, id).into())
        };
        let ids: Vec<PageId> = site.page_ids().collect();
        let of_pages: Vec<Arc<str>> = ids.into_par_iter().map(of_page).collect();
        let mut order: Vec<PageId> = site.nav.roots.iter().flat_map(|root| site.nav.reading(*root)).collect();
        order.extend(site.page_ids().filter(|page| site.nav.entry(*page).is_none()));
        let mut rows: Vec<Arc<str>> = order.iter().map(|page| of_pages[page.0 as usize].clone()).collect();
        rows.extend(site.facts.ids().filter_map(|id| Some(row_of_thing(site, id)?.into())));
        rows.extend(Entry::of_kinds(site).map(|entry| Arc::from(row_of_entry(&entry))));
        let names = (1..).map(|number| format!("search-index-{number}.js"));
        let names = std::iter::once(FIRST.to_owned())
            .chain(names)
            .filter_map(|name| OutPath::new(&name).ok())
            .filter(|out| out.as_str() == FIRST || !taken(out));
        let shards = names.zip(parts(&rows)).collect();
        Self { of_pages, rows, shards }
    }

    /// The row of a page that is as it was.
    fn known(&self, before: &Site, site: &Site, id: PageId) -> Option<Arc<str>> {
        let (then, now) = (before.pages.get(id.0 as usize)?, site.page(id));
        let same = Arc::ptr_eq(&then.object, &now.object) && (&then.path, &then.out) == (&now.path, &now.out);
        self.of_pages.get(id.0 as usize).filter(|_| same).cloned()
    }

    /// Where the scripts lie; the first one names the others.
    pub(super) fn outs(&self) -> impl Iterator<Item = &OutPath> {
        self.shards.iter().map(|(out, _)| out)
    }

    /// One of the scripts.
    pub(super) fn script(&self, number: u32) -> String {
        let range = self.shards.get(number as usize).map_or(0..0, |(_, range)| range.clone());
        let rows = self.rows.get(range).unwrap_or(&[]);
        let mut script = "__index_add([\n".to_owned();
        for (at, row) in rows.iter().enumerate() {
            script.push_str(if at == 0 { "" } else { ",\n" });
            script.push_str(row);
        }
        script.push_str("\n]");
        let others: Vec<&str> = self.outs().skip(1).map(OutPath::as_str).collect();
        if number == 0 && !others.is_empty() {
            script.push_str(&format!(", {}", serde_json::json!({ "shards": others })));
        }
        script.push_str(");\n");
        script
    }
}

/// The rows of each script. One without any holds the index of a site without pages.
fn parts(rows: &[Arc<str>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if size > 0 && size + row.len() > SHARD {
            parts.push(start..at);
            (start, size) = (at, 0);
        }
        // Between two rows stand a comma and the end of a line.
        size += row.len() + if size > 0 { 2 } else { 0 };
    }
    parts.push(start..rows.len());
    parts
}

/// The row of a thing: of the page that is made for it, or of its own under the name of the thing.
fn row_of_thing(site: &Site, id: EntityId) -> Option<String> {
    let (out, anchor) = site.stands_at(id)?;
    let name = site.facts.name(id);
    if let (None, Some(place)) = (anchor, &site.thing(id).place)
        && site.page(place.page).title() == name
    {
        return None;
    }
    let url = match anchor {
        Some(anchor) => format!("{}#{}", out.encoded(), encode_fragment(anchor)),
        None => out.encoded(),
    };
    let summary = site.facts.entity(id).about.summary.as_deref().unwrap_or(&site.facts.kind_of(id).title);
    let none: [(&str, &str); 0] = [];
    serde_json::to_string(&(url, name, summary, none)).ok()
}

/// The row of the list of a kind.
fn row_of_entry(entry: &Entry<'_>) -> String {
    let none: [(&str, &str); 0] = [];
    let url = entry.step.out.map(OutPath::encoded).unwrap_or_default();
    serde_json::to_string(&(url, entry.step.title, entry.summary, none)).unwrap_or_default()
}

/// `[url, title, summary, [[id, heading], …]]`
fn row(site: &Site, page: PageId) -> String {
    let page = site.page(page);
    let exports = &page.object.exports;
    let headings: Vec<(&str, &str)> =
        exports.headings.iter().filter(|heading| heading.level > 1).map(|it| (&*it.id, &*it.text)).collect();
    serde_json::to_string(&(page.out.encoded(), page.title(), &exports.summary, headings)).unwrap_or_default()
}
