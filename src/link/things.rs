//! Where things stand: the page that each has for itself.

use super::resolve::Index;
use super::{Answer, Place, Site, Thing};

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
