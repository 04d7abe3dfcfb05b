//! Who links to each page and to each thing, shows a value of it, or names it.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Answer, Backlink, Mention, PageId, Place, Site, is_mention, label};
use crate::facts::EntityId;
use crate::markdown::{Excerpt, RefKind};
use crate::path::OutPath;

/// The backlinks of every page, in the order of the navigation, then by title.
///
/// A page does not count among its own, and the list that is the navigation does not count as speaking of anything. A page
/// that names a thing, or shows a value of it, speaks of that thing's own page.
pub(super) fn backlinks(site: &Site) -> Arc<[Vec<Backlink>]> {
    given(&site.speaking, site.pages.len(), |from| pages_on(site, from))
}

/// The backlinks of every thing, likewise. A thing's own page does not count.
pub(super) fn of_things(site: &Site) -> Arc<[Vec<Backlink>]> {
    if site.things.is_empty() {
        return Arc::default();
    }
    let meant = Meant::new(site);
    given(&site.speaking, site.things.len(), |from| things_on(site, &meant, from))
}

/// What a page speaks of: pages, and things.
pub(super) fn spoken(site: &Site, from: PageId) -> [Vec<Spoken>; 2] {
    [pages_on(site, from).list, things_on(site, &Meant::new(site), from).list]
}

/// The pages that a page speaks of.
fn pages_on(site: &Site, from: PageId) -> Seen {
    let mut seen = Seen::default();
    for (number, answer) in (0..).zip(site.answers(from)) {
        let Answer::Page { page, .. } = answer else { continue };
        let mention = site.page(from).object.imports.get(number as usize).is_some_and(|it| is_mention(it.kind));
        if *page != from && mention {
            seen.link(page.0 as usize, number);
        }
    }
    let own = |thing| site.thing(thing).place.as_ref().filter(|place| place.page != from);
    for (number, thing) in shown_on(site, from) {
        if let Some(own) = own(thing) {
            seen.value(own.page.0 as usize, number);
        }
    }
    for name in names_on(site, from) {
        if let Some(own) = own(name.thing) {
            seen.name(own.page.0 as usize, &name);
        }
    }
    seen
}

/// The things that a page speaks of.
fn things_on(site: &Site, meant: &Meant<'_>, from: PageId) -> Seen {
    let mut seen = Seen::default();
    let references = site.page(from).object.imports.iter().zip(site.answers(from));
    for (number, (reference, answer)) in (0..).zip(references) {
        for thing in meant.by(from, reference.kind, answer) {
            seen.link(thing.0 as usize, number);
        }
    }
    let is_other = |thing| site.thing(thing).place.as_ref().is_none_or(|place| place.page != from);
    for (number, thing) in shown_on(site, from).filter(|(_, thing)| is_other(*thing)) {
        seen.value(thing.0 as usize, number);
    }
    for name in names_on(site, from).iter().filter(|name| is_other(name.thing)) {
        seen.name(name.thing.0 as usize, name);
    }
    seen
}

/// The backlinks of so many, from what each page speaks of.
fn given(speaking: &[PageId], many: usize, of: impl Fn(PageId) -> Seen + Sync) -> Arc<[Vec<Backlink>]> {
    let seen: Vec<Seen> = speaking.par_iter().map(|from| of(*from)).collect();
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); many];
    for (from, seen) in speaking.iter().zip(seen) {
        seen.give(*from, &mut backlinks);
    }
    backlinks.into()
}

/// Which things links mean.
pub(super) struct Meant<'s> {
    site: &'s Site,
    /// Things by the page that is made for them.
    made: FxHashMap<&'s OutPath, EntityId>,
}

impl<'s> Meant<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let made = site.facts.ids().filter_map(|id| Some((site.thing(id).made.as_ref()?, id)));
        Self { site, made: made.collect() }
    }

    /// The things that a link on a page speaks of. What links to a page speaks of all things that have it as a whole, and of
    /// those at the anchor it names.
    pub(super) fn by(&self, from: PageId, kind: RefKind, answer: &Answer) -> Vec<EntityId> {
        if !is_mention(kind) {
            return Vec::new();
        }
        match answer {
            Answer::Page { page, anchor, .. } if *page != from => {
                let things = self.site.owners.get(page).map_or(&[][..], Vec::as_slice).iter().copied();
                let meant = things.filter(|id| match &self.site.thing(*id).place {
                    Some(Place { anchor: own @ Some(_), .. }) => own == anchor,
                    _ => true,
                });
                meant.collect()
            }
            Answer::Output { out, .. } => self.made.get(out).copied().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// A name of a thing on a page.
struct NameOf {
    thing: EntityId,
    /// As an index into the names of the page.
    number: u32,
    /// Whether it is a link.
    linked: bool,
    /// Whether a sentence is around it.
    said: bool,
}

/// The things that a page names: by the label of their kind, or by a name that became a link.
fn names_on(site: &Site, page: PageId) -> Vec<NameOf> {
    let names = &site.page(page).object.prose.names;
    let links = &site.statements(page).links;
    let mut found = Vec::new();
    for (number, named) in (0..).zip(names).filter(|(_, named)| !named.prefix) {
        let said = named.excerpt.is_some();
        if let Ok(at) = links.binary_search_by_key(&number, |(linked, _)| *linked) {
            found.push(NameOf { thing: links[at].1, number, linked: true, said });
            continue;
        }
        let Some(slot) = site.facts.grammar.name(named.name).map(|name| name.slot) else { continue };
        let kind = usize::from(slot.kind);
        let is_label = site.facts.kinds.get(kind).and_then(|of| label(of, kind)) == Some(slot);
        // A name that several things have speaks of none of them.
        if let ([thing], true) = (site.values.things(slot, &named.text), is_label) {
            found.push(NameOf { thing: *thing, number, linked: false, said });
        }
    }
    found
}

/// The things of which a page shows a value, each with the value as an index into those of the page.
fn shown_on(site: &Site, page: PageId) -> impl Iterator<Item = (u32, EntityId)> {
    let values = (0..).zip(&site.statements(page).values);
    values.filter_map(|(number, named)| Some((number, named.as_ref().ok()?.thing)))
}

impl Site {
    /// The section in which a page speaks of another one first, as an index into its headings, and the sentence.
    pub fn spoken_in(&self, link: &Backlink) -> (Option<u32>, Option<&Excerpt>) {
        let object = &self.page(link.from).object;
        match link.mention {
            Mention::Link(number) => {
                let reference = object.imports.get(number as usize);
                (reference.and_then(|it| it.heading), reference.and_then(|it| it.excerpt.as_deref()))
            }
            Mention::Value(number) => {
                let value = object.facts.values.get(number as usize);
                (value.and_then(|it| it.heading), value.and_then(|it| it.excerpt.as_deref()))
            }
            Mention::Name { number, linked: _ } => {
                let named = object.prose.names.get(number as usize);
                let passage = named.and_then(|it| object.prose.passages.get(it.passage as usize));
                (passage.and_then(|it| it.heading), named.and_then(|it| it.excerpt.as_deref()))
            }
        }
    }
}

/// What a page speaks of, by number, in the order of the text.
#[derive(Default)]
struct Seen {
    list: Vec<Spoken>,
    at: FxHashMap<usize, usize>,
}

/// One thing or page that a page speaks of.
#[derive(PartialEq, Eq)]
pub(super) struct Spoken {
    what: usize,
    mention: Mention,
    count: u32,
    said: bool,
}

impl Seen {
    fn link(&mut self, what: usize, reference: u32) {
        match self.at.get(&what) {
            Some(at) => self.list[*at].count += 1,
            None => self.push(what, Mention::Link(reference), true),
        }
    }

    /// Where an author links, values are not counted.
    fn value(&mut self, what: usize, value: u32) {
        match self.at.get(&what) {
            Some(at) => {
                let spoken = &mut self.list[*at];
                spoken.count += u32::from(matches!(spoken.mention, Mention::Value(_)));
            }
            None => self.push(what, Mention::Value(value), true),
        }
    }

    /// A name that is a link is shown before one that is not, and one in a sentence before one in a heading. Where an author
    /// links, names are not counted.
    fn name(&mut self, what: usize, name: &NameOf) {
        let NameOf { thing: _, number, linked, said } = *name;
        let Some(at) = self.at.get(&what) else {
            return self.push(what, Mention::Name { number, linked }, said);
        };
        let spoken = &mut self.list[*at];
        if let Mention::Name { linked: before, .. } = spoken.mention {
            spoken.count += 1;
            if (linked, said) > (before, spoken.said) {
                (spoken.mention, spoken.said) = (Mention::Name { number, linked }, said);
            }
        }
    }

    fn push(&mut self, what: usize, mention: Mention, said: bool) {
        self.at.insert(what, self.list.len());
        self.list.push(Spoken { what, mention, count: 1, said });
    }

    fn give(self, from: PageId, backlinks: &mut [Vec<Backlink>]) {
        for Spoken { what, mention, count, said: _ } in self.list {
            if let Some(list) = backlinks.get_mut(what) {
                list.push(Backlink { from, mention, count });
            }
        }
    }
}

/// The pages whose links count, in the order of the navigation, then by title.
pub(super) fn speaking(site: &Site) -> Vec<PageId> {
    let mut places: Vec<Option<usize>> = vec![None; site.pages.len()];
    let reading = site.nav.roots.iter().flat_map(|root| site.nav.reading(*root));
    for (at, page) in reading.enumerate() {
        places[page.0 as usize] = Some(at);
    }
    let mut reading: Vec<PageId> = site.page_ids().filter(|page| !site.nav.written.contains(page)).collect();
    reading.sort_by(|a, b| {
        let place = |id: &PageId| places[id.0 as usize].unwrap_or(usize::MAX);
        let (page, other) = (site.page(*a), site.page(*b));
        place(a).cmp(&place(b)).then_with(|| (page.title(), &page.out).cmp(&(other.title(), &other.out)))
    });
    reading
}
