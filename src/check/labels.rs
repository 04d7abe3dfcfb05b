//! What links are called.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::finding::Finding;
use crate::link::{Answer, PageId, Site};
use crate::markdown::{RefKind, Reference};
use crate::rule::links;

/// Reports link texts that are nearly the title of their target, and titles that are the text of links elsewhere.
pub(super) fn check(site: &Site, findings: &mut Vec<Finding>) {
    let mut titles: FxHashMap<String, PageId> = FxHashMap::default();
    for id in site.page_ids() {
        titles.entry(folded(site.page(id).title())).or_insert(id);
    }
    let mut things: FxHashMap<String, PageId> = FxHashMap::default();
    for id in site.facts.ids() {
        if let Some(place) = &site.thing(id).place {
            things.entry(folded(site.facts.label(id))).or_insert(place.page);
        }
    }
    let mut texts: BTreeMap<String, Vec<(&Reference, PageId)>> = BTreeMap::new();
    for id in site.page_ids() {
        for (reference, answer) in site.page(id).object.imports.iter().zip(site.answers(id)) {
            let Answer::Page { page, anchor, missing: None, .. } = answer else { continue };
            if reference.kind != RefKind::Link || reference.text.is_empty() {
                continue;
            }
            if let Some(finding) = stale(site, reference, *page, anchor.as_deref()) {
                findings.push(finding);
            }
            let text = folded(&reference.text);
            let of_title = titles.contains_key(&text) && anchor.is_none();
            if of_title || things.contains_key(&text) {
                texts.entry(text).or_default().push((reference, *page));
            }
        }
    }
    for (text, uses) in texts {
        let (owner, of) = match (things.get(&text), titles.get(&text)) {
            (Some(owner), _) => (owner, "name of the thing"),
            (None, Some(owner)) => (owner, "title"),
            (None, None) => continue,
        };
        let right = uses.iter().find(|(_, page)| page == owner);
        for (reference, page) in uses.iter().filter(|(_, page)| page != owner) {
            let (title, other) = (&reference.text, &site.page(*page).path);
            let message =
                format!("`{title}` is the {of} of `{}`, and this link leads to `{other}`", site.page(*owner).path);
            let mut finding = Finding::new(&links::MIXED_LINK_TARGETS, reference.span, message).cause(&**title);
            if let Some((right, _)) = right {
                finding = finding.related(right.span, "the same text leads to the page itself here");
            }
            findings.push(finding);
        }
    }
}

/// A text that is not the title (or heading) it leads to, and so near to it that it must have been.
fn stale(site: &Site, reference: &Reference, page: PageId, anchor: Option<&str>) -> Option<Finding> {
    let target = site.page(page);
    let title = match anchor {
        None => target.title(),
        Some(id) => &target.object.exports.headings.iter().find(|heading| *heading.id == *id)?.text,
    };
    let (text, wanted) = (folded(&reference.text), folded(title));
    if text == wanted || text.len() < 8 || text.len().abs_diff(wanted.len()) * 4 > wanted.len() || text.len() > 200 {
        return None;
    }
    let near = strsim::osa_distance(&text, &wanted) * 4 <= wanted.chars().count();
    near.then(|| {
        Finding::new(
            &links::STALE_LABEL,
            reference.span,
            format!("the link says `{}`, its target `{title}`", reference.text),
        )
        .help("use the title as it is now")
        .cause(title)
    })
}

/// A text as people compare it: without case, white space made single.
fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
