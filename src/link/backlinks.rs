//! Who links to each page.

use rustc_hash::FxHashMap;

use super::{Answer, Backlink, PageId, Site, is_mention};

/// The backlinks of every page, in the order of the navigation, then by title.
///
/// A page does not count among its own, and the list that is the navigation does not count as speaking of anything.
pub(super) fn backlinks(site: &Site, answers: &[Vec<Answer>]) -> Vec<Vec<Backlink>> {
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
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); site.pages.len()];
    for from in reading {
        if site.nav.written.contains(&from) {
            continue;
        }
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
