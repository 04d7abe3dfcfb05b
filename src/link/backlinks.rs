//! Who links to each page, and to each thing.

use rustc_hash::FxHashMap;

use super::{Answer, Backlink, PageId, Place, Site, is_mention};
use crate::facts::EntityId;
use crate::path::OutPath;

/// The backlinks of every page, in the order of the navigation, then by title.
///
/// A page does not count among its own, and the list that is the navigation does not count as speaking of anything.
pub(super) fn backlinks(site: &Site, answers: &[Vec<Answer>]) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); site.pages.len()];
    for from in speaking(site) {
        let mut seen: FxHashMap<PageId, usize> = FxHashMap::default();
        for (number, answer) in (0..).zip(&answers[from.0 as usize]) {
            let Answer::Page { page, .. } = answer else { continue };
            let mention = site.page(from).object.imports.get(number as usize).is_some_and(|it| is_mention(it.kind));
            if *page == from || !mention {
                continue;
            }
            let list = &mut backlinks[page.0 as usize];
            match seen.get(page) {
                Some(at) => list[*at].count += 1,
                None => {
                    seen.insert(*page, list.len());
                    list.push(Backlink { from, reference: number, count: 1 });
                }
            }
        }
    }
    backlinks
}

/// The backlinks of every thing, likewise. What links to a page speaks of all things that have it as a whole, and of those
/// at the anchor it names. A thing's own page does not count.
pub(super) fn of_things(site: &Site, answers: &[Vec<Answer>]) -> Vec<Vec<Backlink>> {
    let made = site.facts.ids().filter_map(|id| Some((site.thing(id).made.as_ref()?, id)));
    let made: FxHashMap<&OutPath, EntityId> = made.collect();
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); site.things.len()];
    if backlinks.is_empty() {
        return backlinks;
    }
    for from in speaking(site) {
        for (reference, answer) in (0..).zip(&answers[from.0 as usize]) {
            let mention = site.page(from).object.imports.get(reference as usize).is_some_and(|it| is_mention(it.kind));
            let (own, made) = match answer {
                Answer::Page { page, anchor, .. } if *page != from => {
                    let things = site.owners.get(page).map_or(&[][..], Vec::as_slice).iter().copied();
                    let meant = things.filter(|id| match &site.thing(*id).place {
                        Some(Place { anchor: own @ Some(_), .. }) => own == anchor,
                        _ => true,
                    });
                    (meant.collect(), None)
                }
                Answer::Output { out, .. } => (Vec::new(), made.get(out).copied()),
                _ => continue,
            };
            for thing in own.into_iter().chain(made).filter(|_| mention) {
                let list = &mut backlinks[thing.0 as usize];
                match list.last_mut().filter(|last| last.from == from) {
                    Some(last) => last.count += 1,
                    None => list.push(Backlink { from, reference, count: 1 }),
                }
            }
        }
    }
    backlinks
}

/// The pages whose links count, in the order of the navigation, then by title.
fn speaking(site: &Site) -> Vec<PageId> {
    let mut places: Vec<Option<usize>> = vec![None; site.pages.len()];
    let reading = site.nav.roots.iter().flat_map(|root| site.nav.reading(*root));
    for (at, page) in reading.enumerate() {
        places[page.0 as usize] = Some(at);
    }
    let mut reading: Vec<PageId> = site.page_ids().collect();
    reading.sort_by_key(|id| {
        let page = site.page(*id);
        (places[id.0 as usize].unwrap_or(usize::MAX), page.title().to_owned(), page.out.clone())
    });
    reading.retain(|page| !site.nav.written.contains(page));
    reading
}
