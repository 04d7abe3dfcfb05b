//! What an earlier linking of a site found, taken over for pages that have not changed while nothing else has that their
//! links and sentences depend on.

use std::sync::Arc;

use super::{Answer, PageId, Site};
use crate::markdown::PageObject;

/// How many pages may look different to others, so that it is worth while to tell whom that concerns.
const FEW: usize = 8;

/// An earlier site of the same shape: the same pages at the same places, things and addresses.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'e> {
    pub(super) site: &'e Site,
    /// The pages whose anchors, headings or titles are others.
    different: [Option<PageId>; FEW],
}

/// The earlier site, where it has the same shape. `site` is linked but for its pages; both were read from the same files, of
/// which the texts may differ.
pub(super) fn same_shape<'e>(earlier: Option<&'e Site>, site: &Site) -> Option<Earlier<'e>> {
    let earlier = earlier?;
    let same = Arc::ptr_eq(&earlier.config, &site.config)
        && earlier.layout == site.layout
        && earlier.pages.len() == site.pages.len()
        && earlier.inferred == site.inferred
        && (Arc::ptr_eq(&earlier.facts, &site.facts) || earlier.facts == site.facts);
    // Things may have their places at anchors.
    let stand =
        |site: &Site| -> Vec<_> { site.things.iter().map(|thing| (thing.place.clone(), thing.made.clone())).collect() };
    if !same || stand(earlier) != stand(site) {
        return None;
    }
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
    Some(Earlier { site: earlier, different })
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

/// Whether a page is as it was.
pub(super) fn is_unchanged(earlier: Earlier<'_>, site: &Site, id: PageId) -> bool {
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
        Answer::Asset { .. } | Answer::Output { .. } | Answer::Unresolved(_) => true,
    })
}

/// The answers to the references of a page, as they are before published files are numbered.
pub(super) fn answers(earlier: &Site, id: PageId) -> Vec<Answer> {
    let file = |number: u32| earlier.assets.get(number as usize).map(|asset| asset.file.0);
    let as_found = |answer: &Answer| match answer.clone() {
        Answer::Asset { asset, query, fragment } => {
            Answer::Asset { asset: file(asset).unwrap_or(u32::MAX), query, fragment }
        }
        answer => answer,
    };
    earlier.answers(id).iter().map(as_found).collect()
}
