//! Where things stand: the page that each has for itself.

use rustc_hash::FxHashMap;

use super::resolve::Index;
use super::{Answer, PageId, Place, Site, Thing};
use crate::facts::EntityId;

/// Where each thing of a site stands, by [`crate::facts::EntityId`].
pub(super) fn things(site: &Site, index: &Index<'_>) -> Vec<Thing> {
    site.facts
        .entities
        .iter()
        .map(|entity| {
            let place = entity.about.page.as_ref().and_then(|page| {
                let (path, anchor) = page.value.split_once('#').map_or((&*page.value, None), |(p, a)| (p, Some(a)));
                let mut mounts = (0..).zip(&site.layout.mounts);
                let id = mounts.find_map(|(mount, _)| index.page_at(mount, path))?;
                match index.at_anchor(id, anchor, None) {
                    Answer::Page { page, anchor, .. } => Some(Place { page, anchor }),
                    _ => None,
                }
            });
            Thing { place }
        })
        .collect()
}

/// The things that stand on each page, in their order.
pub(super) fn by_page(things: &[Thing]) -> FxHashMap<PageId, Vec<EntityId>> {
    let mut on: FxHashMap<PageId, Vec<EntityId>> = FxHashMap::default();
    for (id, thing) in (0..).map(EntityId).zip(things) {
        if let Some(place) = &thing.place {
            on.entry(place.page).or_default().push(id);
        }
    }
    on
}
