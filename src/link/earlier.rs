//! What an earlier linking of a site found, taken over for pages that have not changed while nothing else has that their
//! links and sentences depend on.

use std::sync::Arc;

use super::{Answer, PageId, Site, Unresolved, backlinks};
use crate::markdown::PageObject;

/// How many pages may look different to others, so that it is worth while to tell whom that concerns.
const FEW: usize = 8;

/// An earlier site of the same shape: the same pages at the same places, things and addresses.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'e> {
    pub(super) site: &'e Site,
    /// The pages whose anchors, headings or titles are others.
    different: [Option<PageId>; FEW],
    /// Whether the same is stated.
    states_the_same: bool,
}

/// The earlier site, where it has the same shape. `site` is linked but for its pages; both were read from the same files, of
/// which the texts may differ.
pub(super) fn same_shape<'e>(earlier: Option<&'e Site>, site: &Site) -> Option<Earlier<'e>> {
    let earlier = earlier?;
    let same = Arc::ptr_eq(&earlier.config, &site.config)
        && earlier.layout == site.layout
        && earlier.pages.len() == site.pages.len()
        && earlier.inferred == site.inferred
        && things_stand_the_same(earlier, site);
    if !same {
        return None;
    }
    let states_the_same = Arc::ptr_eq(&earlier.facts, &site.facts) || earlier.facts == site.facts;
    let mut different = [None; FEW];
    let mut places = different.iter_mut();
    for ((id, before), now) in site.page_ids().zip(&earlier.pages).zip(&site.pages) {
        if (before.file, &before.out, before.mount) != (now.file, &now.out, now.mount) {
            return None;
        }
        if Arc::ptr_eq(&before.object, &now.object) {
            continue;
        }
        if !stands_the_same(&before.object, &now.object) {
            return None;
        }
        if before.object.exports.digest != now.object.exports.digest {
            // Titles are names where wikilinks are on.
            if site.config.wikilinks {
                return None;
            }
            *places.next()? = Some(id);
        }
    }
    Some(Earlier { site: earlier, different, states_the_same })
}

/// Whether links to things lead where they led: the same things of the same kinds have the same pages, with the same fields on
/// them. Things may have their places at anchors.
fn things_stand_the_same(before: &Site, now: &Site) -> bool {
    let (then, facts) = (&before.facts, &now.facts);
    let things = then.entities.iter().zip(&facts.entities);
    let mut described = things.map(|(a, b)| {
        let stated = a.facts.iter().zip(&b.facts);
        (a.kind, &a.id.value, a.id.span.file) == (b.kind, &b.id.value, b.id.span.file)
            && a.facts.len() == b.facts.len()
            && stated.into_iter().all(|(a, b)| a.values().is_empty() == b.values().is_empty())
    });
    let mut stand = before.things.iter().zip(&now.things);
    let mut compared = before.comparisons.iter().zip(&now.comparisons);
    let mut listed = before.kinds.iter().zip(&now.kinds);
    then.kinds == facts.kinds
        && then.entities.len() == facts.entities.len()
        && before.comparisons.len() == now.comparisons.len()
        && described.all(|same| same)
        && stand.all(|(a, b)| (&a.place, &a.made, &a.data) == (&b.place, &b.made, &b.data))
        && compared.all(|(a, b)| (a.a, a.b, &a.out) == (b.a, b.b, &b.out))
        && listed.all(|(a, b)| a.out == b.out)
}

/// Whether a page says the same of itself: what it is about, and under which addresses it was known.
pub(super) fn stands_the_same(before: &PageObject, now: &PageObject) -> bool {
    let about = |object: &PageObject| object.front.about.iter().map(|(thing, _)| thing.clone()).collect::<Vec<_>>();
    let aliases = |object: &PageObject| object.exports.aliases.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>();
    before.front.order == now.front.order
        && before.front.panel == now.front.panel
        && about(before) == about(now)
        && aliases(before) == aliases(now)
}

/// Whether a page says what it said, of things of which the same is stated.
pub(super) fn says_the_same(earlier: Earlier<'_>, site: &Site, id: PageId) -> bool {
    earlier.states_the_same && is_unchanged(earlier, site, id)
}

/// Whether a page is as it was.
fn is_unchanged(earlier: Earlier<'_>, site: &Site, id: PageId) -> bool {
    earlier.site.pages.get(id.0 as usize).is_some_and(|before| Arc::ptr_eq(&before.object, &site.page(id).object))
}

/// Whether a page that is as it was leads to where it led: to none of the pages that look different, under no address.
pub(super) fn leads_the_same(earlier: Earlier<'_>, site: &Site, id: PageId) -> bool {
    if !is_unchanged(earlier, site, id) {
        return false;
    }
    let different = || earlier.different.iter().flatten();
    if different().next().is_none() {
        return true;
    }
    let stem = |id: &PageId| site.page(*id).path.stem();
    let mut links = site.page(id).object.imports.iter().zip(earlier.site.answers(id));
    links.all(|(reference, answer)| match answer {
        Answer::Page { page, .. } => !different().any(|other| other == page),
        // An address of this site at which there was no such place stays one of another host.
        Answer::External => {
            !reference.dest.contains('%') && !different().any(|other| reference.dest.contains(stem(other)))
        }
        // Of two files that want one place, it is the first that pages lead to which has it.
        Answer::Unresolved(Unresolved::Unpublished { .. }) => false,
        Answer::Asset { .. } | Answer::Output { .. } | Answer::Unresolved(_) => true,
    })
}

/// Whether the links of all pages name what they named, in whatever text: the same pages of the same mounts name the same
/// destinations.
pub(super) fn names_the_same(earlier: &Site, site: &Site) -> bool {
    let mut pages = earlier.pages.iter().zip(&site.pages);
    Arc::ptr_eq(&earlier.config, &site.config)
        && earlier.layout == site.layout
        && earlier.dialects == site.dialects
        && earlier.pages.len() == site.pages.len()
        && pages.all(|(a, b)| {
            a.file == b.file && (Arc::ptr_eq(&a.object, &b.object) || dests(&a.object).eq(dests(&b.object)))
        })
}

fn dests(object: &PageObject) -> impl Iterator<Item = &str> {
    object.imports.iter().map(|reference| &*reference.dest)
}

/// Whether all pages speak of what they spoke of, in the same places.
pub(super) fn speaks_the_same(earlier: Earlier<'_>, site: &Site) -> bool {
    let before = earlier.site;
    // Names in the text mean things by their values.
    let named = earlier.states_the_same || before.values == site.values;
    let alike = |id: PageId| {
        let at = id.0 as usize;
        let (then, now) = (before.statements(id), site.statements(id));
        is_unchanged(earlier, site, id)
            && Arc::ptr_eq(&before.answers[at], &site.answers[at])
            && (then.links == now.links && then.values == now.values)
    };
    named
        && before.speaking == site.speaking
        && site.page_ids().all(|id| alike(id) || backlinks::spoken(before, id) == backlinks::spoken(site, id))
}
