//! Where things stand: the page that each has for itself, else one that is made for it; and what things name.

use std::borrow::Cow;

use super::address::{Claims, fold};
use super::resolve::Index;
use super::snippets::{self, ValueId};
use super::{Answer, Claim, PageId, Site, Unresolved};
use crate::facts::{Entity, EntityId, FieldId, FieldType, Kind};
use crate::markdown::Snippet;
use crate::path::OutPath;
use crate::source::Sources;
use crate::span::Span;

/// A thing on the site.
#[derive(Clone, Debug, Default)]
pub struct Thing {
    /// Its own page, as a whole or at an anchor.
    pub place: Option<Place>,
    /// Where the page lies that is made for a thing without one of its own; none where its place is taken.
    pub made: Option<OutPath>,
    /// Where its facts lie as data beside that page.
    pub data: Option<OutPath>,
    /// What its facts name, in the order of fields and values.
    pub links: Vec<FactLink>,
    /// The things that name it, in their order.
    pub named_by: Vec<Referrer>,
    /// The pages that say they are about it, by output path.
    pub spoken_of: Vec<PageId>,
    /// Its comparisons, as indices into [`Site::comparisons`].
    pub comparisons: Vec<u32>,
}

/// A page, or a place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: PageId,
    /// The id in the output.
    pub anchor: Option<Box<str>>,
}

/// What a value of a thing leads to.
#[derive(Clone, Debug)]
pub struct FactLink {
    /// The field.
    pub field: FieldId,
    /// Which of its values.
    pub value: usize,
    /// What it leads to.
    pub to: FactTarget,
}

/// What a value can lead to.
#[derive(Clone, Debug)]
pub enum FactTarget {
    /// Another thing.
    Thing(EntityId),
    /// A page, or a place on it.
    Place(Place),
}

/// A thing that names another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// That thing.
    pub from: EntityId,
    /// The field that does.
    pub field: FieldId,
}

/// The list of the things of a kind.
#[derive(Clone, Debug, Default)]
pub struct KindPage {
    /// Where it lies; none where there are no things, or its place is taken.
    pub out: Option<OutPath>,
    /// The things, by name.
    pub things: Vec<EntityId>,
}

/// A page that a fact names and that is not there.
#[derive(Clone, Debug)]
pub struct LostPage {
    /// Where it is named.
    pub span: Span,
    /// Whether nothing else stands there: what does can be replaced.
    pub alone: bool,
    /// As it is written.
    pub text: String,
    /// The page that is there, where only its anchor is missing.
    pub page: Option<PageId>,
}

/// Finds where each thing of a site stands, and claims the places of the pages that are made for things.
pub(super) fn things(site: &mut Site, sources: &Sources, claims: &mut Claims, snippets: Vec<(ValueId, Snippet)>) {
    if site.facts.kinds.is_empty() {
        return;
    }
    let facts = site.facts.clone();
    let mut lost = Vec::new();
    let (mut things, snippets): (Vec<Thing>, _) = {
        let index = Index::new(site, sources, claims);
        let things = facts.entities.iter().map(|entity| thing(&index, entity, &facts.kinds[entity.kind], &mut lost));
        (things.collect(), snippets::linked(&index, snippets, &mut lost))
    };
    for from in facts.ids() {
        let named: Vec<(EntityId, FieldId)> = things[from.0 as usize]
            .links
            .iter()
            .filter_map(|link| if let FactTarget::Thing(to) = link.to { Some((to, link.field)) } else { None })
            .collect();
        for (to, field) in named {
            let referrer = Referrer { from, field };
            let named_by = &mut things[to.0 as usize].named_by;
            // A list that has a thing twice names it once.
            if named_by.last() != Some(&referrer) {
                named_by.push(referrer);
            }
        }
    }
    for (id, thing) in facts.ids().zip(&mut things) {
        match &thing.place {
            Some(place) => site.owners.entry(place.page).or_default().push(id),
            None => {
                let entity = facts.entity(id);
                let path = format!("{FOLDER}/{}/{}", facts.kind_of(id).name, file_name(&entity.id.value));
                thing.made = claimed(claims, &format!("{path}.html"), entity.id.span);
                let data = thing.made.as_ref().filter(|_| site.config.publish.facts);
                thing.data = data.and_then(|_| claimed(claims, &format!("{path}.json"), entity.id.span));
            }
        }
    }
    site.kinds = facts.kinds.iter().map(|_| KindPage::default()).collect();
    for id in facts.ids() {
        site.kinds[facts.entity(id).kind].things.push(id);
    }
    for (kind, page) in facts.kinds.iter().zip(&mut site.kinds) {
        page.things.sort_by_cached_key(|id| (facts.name(*id).to_lowercase(), *id));
        if !page.things.is_empty() {
            page.out = claimed(claims, &format!("{FOLDER}/{}/{}", kind.name, super::HOME), kind.span);
        }
    }
    site.things = things;
    site.snippets = snippets;
    site.lost_pages = lost;
}

/// The name of a thing's page: its id. The list of the kind has the name `index`; a thing with this id has a hyphen behind it, and
/// one with hyphens behind it already one more.
fn file_name(id: &str) -> Cow<'_, str> {
    let is_index = fold(id.trim_end_matches('-')) == "index";
    if is_index { Cow::Owned(format!("{id}-")) } else { Cow::Borrowed(id) }
}

/// The folder of all pages that are made of facts.
pub(super) const FOLDER: &str = "facts";

/// A path, claimed for what stands at a place of the facts.
pub(super) fn claimed(claims: &mut Claims, path: &str, span: Span) -> Option<OutPath> {
    OutPath::new(path).ok().filter(|out| claims.claim(out, Claim::Facts(span)))
}

fn thing(index: &Index<'_>, entity: &Entity, kind: &Kind, lost: &mut Vec<LostPage>) -> Thing {
    let site = index.site;
    let own = match (&entity.page, &entity.about.page) {
        (Some(file), _) => site.by_file.get(file).map(|page| Place { page: *page, anchor: None }),
        (None, Some(page)) => place(index, &page.value, page.span, lost),
        (None, None) => None,
    };
    let mut thing = Thing { place: own, ..Thing::default() };
    for (at, (field, stated)) in kind.fields.iter().zip(&entity.facts).enumerate() {
        for (value, written) in stated.values().iter().enumerate() {
            let to = match &field.what {
                FieldType::Ref(reference) => {
                    site.names.by_ref(&site.facts, &reference.to.value, &written.written).map(FactTarget::Thing)
                }
                FieldType::Page => place(index, &written.written, written.span, lost).map(FactTarget::Place),
                _ => None,
            };
            thing.links.extend(to.map(|to| FactLink { field: FieldId(at), value, to }));
        }
    }
    thing
}

/// The place that a fact names: the path of a page below the content folder, and an anchor of it. On a site of several
/// sections, the path may begin with the name of one.
pub(super) fn place(index: &Index<'_>, written: &str, span: Span, lost: &mut Vec<LostPage>) -> Option<Place> {
    let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let mounts = || (0..).zip(&index.site.layout.mounts);
    let inside = |name: &str| path.strip_prefix(name).and_then(|rest| rest.strip_prefix('/'));
    let of_section = mounts().find_map(|(number, mount)| index.page_at(number, inside(&mount.name)?));
    let page = of_section.or_else(|| mounts().find_map(|(number, _)| index.page_at(number, path)));
    let (place, missing) = match page.map(|page| index.at_anchor(page, anchor, None)) {
        Some(Answer::Page { page, anchor, missing, .. }) => (Some(Place { page, anchor }), missing.is_some()),
        _ => (None, true),
    };
    if missing {
        lost.push(LostPage { span, alone: true, text: written.to_owned(), page });
    }
    place
}

/// What a link to a thing leads to, or to the row of one of its facts.
pub(super) fn answer(site: &Site, id: EntityId, query: Option<&str>, row: Option<&str>) -> Option<Answer> {
    let Thing { place, made, .. } = site.things.get(id.0 as usize)?;
    match (place, made) {
        (Some(Place { page, anchor }), _) => {
            let anchor = row.map(Into::into).or_else(|| anchor.clone());
            Some(Answer::Page { page: *page, anchor, query: query.map(Into::into), missing: None })
        }
        (None, Some(out)) => Some(Answer::output(out.clone(), query, row)),
        (None, None) => None,
    }
}

impl Site {
    /// Where a thing stands.
    pub fn thing(&self, id: EntityId) -> &Thing {
        &self.things[id.0 as usize]
    }

    /// What a value of a thing leads to.
    pub fn fact_target(&self, id: EntityId, field: FieldId, value: usize) -> Option<&FactTarget> {
        let links = &self.thing(id).links;
        let at = links.binary_search_by_key(&(field, value), |link| (link.field, link.value)).ok()?;
        links.get(at).map(|link| &link.to)
    }

    /// The thing that an output is the page of, where it was made for it.
    pub fn made_for(&self, out: &OutPath) -> Option<EntityId> {
        let (kind, id) =
            out.as_str().strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".html")?.split_once('/')?;
        let thing = self.names.by_id(self.facts.kind_named(kind)?, id)?;
        (self.thing(thing).made.as_ref() == Some(out)).then_some(thing)
    }

    /// The output at which a thing stands, and the anchor there.
    pub fn stands_at(&self, id: EntityId) -> Option<(&OutPath, Option<&str>)> {
        let thing = self.thing(id);
        match &thing.place {
            Some(place) => Some((&self.page(place.page).out, place.anchor.as_deref())),
            None => thing.made.as_ref().map(|out| (out, None)),
        }
    }

    /// The things whose own page this is as a whole.
    pub fn own_things(&self, page: PageId) -> impl Iterator<Item = EntityId> {
        let owners = self.owners.get(&page).map_or(&[][..], Vec::as_slice).iter().copied();
        owners.filter(|id| self.thing(*id).place.as_ref().is_some_and(|place| place.anchor.is_none()))
    }

    /// The things whose own place is a section of a page, by its heading.
    pub fn things_of_section(&self, page: PageId, section: u32) -> impl Iterator<Item = EntityId> {
        let heading = self.page(page).object.exports.headings.get(section as usize).map(|heading| &*heading.id);
        let owners = self.owners.get(&page).map_or(&[][..], Vec::as_slice).iter().copied();
        let anchor = |id: EntityId| self.thing(id).place.as_ref().and_then(|place| place.anchor.as_deref());
        owners.filter(move |id| anchor(*id).is_some() && anchor(*id) == heading)
    }
}

impl Unresolved {
    /// A thing that a facts file does not describe.
    pub(super) fn thing(file: crate::span::FileId, kind: usize, id: &str) -> Self {
        Self::Thing { file, kind, id: id.into() }
    }
}
