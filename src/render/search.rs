//! The search index: scripts that hand the titles and headings of all pages to the search dialog.
//!
//! `__index_add(rows, more)`, as `static/search.js` says it. Scripts, since a page from disk may not fetch.

use rayon::prelude::*;

use super::steps::Entry;
use crate::facts::EntityId;
use crate::link::{Generated, PageId, Site};
use crate::path::{OutPath, encode_fragment};

/// The bytes of a shard, in about.
const SHARD: usize = 150 * 1024;

/// The name of the first shard, which names the others.
const FIRST: &str = Generated::Search.name();

/// A script with a part of the index.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) out: OutPath,
    pub(super) script: String,
}

/// The index of a site in the order of reading; no shard where the site has no search. Paths that are taken are left out.
pub(super) fn shards(site: &Site, taken: &dyn Fn(&OutPath) -> bool) -> Vec<Shard> {
    if !site.config.publish.search {
        return Vec::new();
    }
    let mut order: Vec<PageId> = site.nav.roots.iter().flat_map(|root| site.nav.reading(*root)).collect();
    order.extend(site.page_ids().filter(|page| site.nav.entry(*page).is_none()));
    let mut rows: Vec<String> = order.par_iter().map(|page| row(site, *page)).collect();
    rows.extend(site.facts.ids().filter_map(|id| row_of_thing(site, id)));
    rows.extend(Entry::of_kinds(site).map(|entry| row_of_entry(&entry)));
    let mut parts: Vec<String> = vec![String::new()];
    for row in rows {
        if parts.last().is_some_and(|part| part.len() + row.len() > SHARD && !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(if part.is_empty() { "" } else { ",\n" });
            part.push_str(&row);
        }
    }
    let names = (1..).map(|number| format!("search-index-{number}.js"));
    let mut names = std::iter::once(FIRST.to_owned())
        .chain(names)
        .filter_map(|name| OutPath::new(&name).ok())
        .filter(|out| out.as_str() == FIRST || !taken(out));
    let mut shards: Vec<Shard> = parts
        .into_iter()
        .filter_map(|part| Some(Shard { out: names.next()?, script: format!("__index_add([\n{part}\n]);\n") }))
        .collect();
    let others: Vec<&str> = shards.iter().skip(1).map(|shard| shard.out.as_str()).collect();
    if !others.is_empty() {
        let more = serde_json::json!({ "shards": others });
        if let Some(first) = shards.first_mut() {
            first.script.truncate(first.script.len() - ");\n".len());
            first.script.push_str(&format!(", {more});\n"));
        }
    }
    shards
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
