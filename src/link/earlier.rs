//! What an earlier linking of a site found, taken over for pages that have not changed while nothing else has that their
//! links and sentences depend on.

use std::sync::Arc;

use super::{Answer, PageId, Site};
use crate::markdown::PageObject;

/// The earlier site, where what pages lead to and say can differ only for pages that were compiled anew. `site` is linked but
/// for its pages; both were read from the same files, of which the texts may differ.
pub(super) fn same_shape<'e>(earlier: Option<&'e Site>, site: &Site) -> Option<&'e Site> {
    let earlier = earlier?;
    let pages = earlier.pages.iter().zip(&site.pages).all(|(before, now)| {
        let places = (before.file, &before.out, before.mount) == (now.file, &now.out, now.mount);
        places && (Arc::ptr_eq(&before.object, &now.object) || looks_the_same(&before.object, &now.object))
    });
    let same = Arc::ptr_eq(&earlier.config, &site.config)
        && earlier.layout == site.layout
        && earlier.pages.len() == site.pages.len()
        && pages
        && earlier.inferred == site.inferred
        && (Arc::ptr_eq(&earlier.facts, &site.facts) || earlier.facts == site.facts);
    same.then_some(earlier)
}

/// Whether other pages see no difference.
fn looks_the_same(before: &PageObject, now: &PageObject) -> bool {
    let about = |object: &PageObject| object.front.about.iter().map(|(thing, _)| thing.clone()).collect::<Vec<_>>();
    before.exports.digest == now.exports.digest
        && before.front.order == now.front.order
        && before.front.panel == now.front.panel
        && about(before) == about(now)
}

/// Whether a page is as it was.
pub(super) fn is_unchanged(earlier: &Site, site: &Site, id: PageId) -> bool {
    earlier.pages.get(id.0 as usize).is_some_and(|before| Arc::ptr_eq(&before.object, &site.page(id).object))
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
