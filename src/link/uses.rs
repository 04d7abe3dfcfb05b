//! Where pages use things and their facts: an index of all pages, made when it is asked for.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::backlinks::Meant;
use super::{PageId, Says, Site, Verdict, row, slot};
use crate::facts::{EntityId, FieldId, FieldType, Named, View};
use crate::markdown::{Heading, Said};
use crate::sentence::Slot;
use crate::span::Span;

/// A place where a page uses a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The page.
    pub page: PageId,
    /// Where on it.
    pub span: Span,
    /// The section, as an index into [`crate::markdown::Exports::headings`].
    pub section: Option<u32>,
    /// How.
    pub how: Used,
    /// Which of its facts, in the order of the kind; none where it is the thing as a whole.
    pub fields: Vec<FieldId>,
}

/// How a page uses a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    /// It says in its front matter that it is about it, as an index into its `about`.
    About(u32),
    /// A value before a marker, as an index into [`crate::markdown::FactMarks::values`].
    Shows(u32),
    /// A view, as an index into [`crate::markdown::FactMarks::views`].
    Views(u32),
    /// A link of the author, as an index into the page's imports.
    Links(u32),
    /// A name, as an index into [`crate::markdown::Prose::names`].
    Names(u32),
    /// A sentence, as an index into the page's verdicts.
    States(u32),
}

/// All places where pages use things.
#[derive(Debug)]
pub struct Uses<'s> {
    site: &'s Site,
    /// In the order of the pages and their text.
    places: Vec<Place>,
    /// By thing: the places that mean it, and what of it.
    of_things: FxHashMap<EntityId, Vec<(usize, Option<FieldId>)>>,
    /// By field and value in small letters: the places that name it. What several things have is kept once.
    of_values: FxHashMap<(Slot, String), Vec<usize>>,
    /// By kind: the views that show things of it.
    of_kinds: FxHashMap<usize, Vec<ViewOf<'s>>>,
}

#[derive(Debug)]
struct ViewOf<'s> {
    at: usize,
    /// The things that it shows, by id.
    things: Vec<EntityId>,
    view: &'s View,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    page: PageId,
    span: Span,
    section: Option<u32>,
    how: Used,
}

/// What is meant at a place.
enum Means<'s> {
    Fact(EntityId, Option<FieldId>),
    Value(Slot, String),
    View(&'s View),
}

impl<'s> Uses<'s> {
    /// Reads all pages of a site.
    pub fn new(site: &'s Site) -> Self {
        let meant = Meant::new(site);
        let pages: Vec<PageId> = site.page_ids().collect();
        let of_pages: Vec<Vec<(Place, Means<'s>)>> =
            pages.into_par_iter().map(|page| on_page(site, &meant, page)).collect();
        let mut uses = Self {
            site,
            places: Vec::new(),
            of_things: FxHashMap::default(),
            of_values: FxHashMap::default(),
            of_kinds: FxHashMap::default(),
        };
        for (place, means) in of_pages.into_iter().flatten() {
            let at = uses.places.len();
            uses.places.push(place);
            match means {
                Means::Fact(thing, field) => uses.of_things.entry(thing).or_default().push((at, field)),
                Means::Value(slot, value) => uses.of_values.entry((slot, value)).or_default().push(at),
                Means::View(view) => {
                    let mut things = view.things.clone();
                    things.sort_unstable();
                    uses.of_kinds.entry(view.kind).or_default().push(ViewOf { at, things, view });
                }
            }
        }
        uses
    }

    /// Where pages use a thing or its facts, in the order of the pages and their text.
    pub fn of(&self, thing: EntityId) -> Vec<Use> {
        let mut found: Vec<(usize, Vec<FieldId>)> = Vec::new();
        for (at, field) in self.of_things.get(&thing).map_or(&[][..], Vec::as_slice) {
            found.push((*at, field.iter().copied().collect()));
        }
        for (slot, value, field) in values(self.site, thing) {
            let places = self.of_values.get(&(slot, value)).map_or(&[][..], Vec::as_slice);
            found.extend(places.iter().map(|at| (*at, vec![field])));
        }
        found.extend(self.views_of(thing).map(|of| (of.at, shown_by(self.site, of.view))));
        let mut uses: Vec<Use> = found.into_iter().map(|(at, fields)| self.place(at, fields)).collect();
        uses.sort_by_key(|it| {
            (it.page, it.span.file != self.site.page(it.page).file, it.span.file, it.span.start, it.how)
        });
        // A token that has two forms, and a name that stands for a variant as well, is one place.
        uses.dedup_by(|later, first| {
            let name = |it: &Use| matches!(it.how, Used::Names(_));
            let same = (later.page, later.span) == (first.page, first.span);
            let again = same && (later.how == first.how || name(later) && name(first));
            if again {
                first.fields.append(&mut later.fields);
                first.fields.sort_unstable();
                first.fields.dedup();
            }
            again
        });
        uses
    }

    /// Whether any page uses a thing. A name that others have as well does not speak of it.
    pub fn uses(&self, thing: EntityId) -> bool {
        let own = |(slot, value, _): &(Slot, String, FieldId)| self.site.values.things(*slot, value) == [thing];
        self.of_things.contains_key(&thing)
            || values(self.site, thing).filter(own).any(|(slot, value, _)| self.of_values.contains_key(&(slot, value)))
            || self.views_of(thing).next().is_some()
    }

    /// The facts of a thing that any page shows, names or states.
    pub fn used_fields(&self, thing: EntityId) -> FxHashSet<FieldId> {
        let means = self.of_things.get(&thing).into_iter().flatten();
        let mut fields: FxHashSet<FieldId> = means.filter_map(|(_, field)| *field).collect();
        let values =
            values(self.site, thing).filter(|(slot, value, _)| self.of_values.contains_key(&(*slot, value.clone())));
        fields.extend(values.map(|(_, _, field)| field));
        fields.extend(self.views_of(thing).flat_map(|of| shown_by(self.site, of.view)));
        fields
    }

    fn views_of(&self, thing: EntityId) -> impl Iterator<Item = &ViewOf<'s>> {
        let views = self.of_kinds.get(&self.site.facts.entity(thing).kind).into_iter().flatten();
        views.filter(move |of| of.things.binary_search(&thing).is_ok())
    }

    fn place(&self, at: usize, fields: Vec<FieldId>) -> Use {
        let Place { page, span, section, how } = self.places[at];
        Use { page, span, section, how, fields }
    }
}

/// The values of a thing that pages can name: under which field they are looked for, and which field states them.
fn values(site: &Site, thing: EntityId) -> impl Iterator<Item = (Slot, String, FieldId)> {
    let entity = site.facts.entity(thing);
    let fields = site.facts.kind_of(thing).fields.iter().zip(&entity.facts).enumerate();
    fields.flat_map(move |(number, (field, stated))| {
        let own = FieldId(number);
        let named = match &field.what {
            FieldType::Identifier { variants_of, .. } => [Some(own), *variants_of],
            _ => [None, None],
        };
        let slots = named.into_iter().flatten().map(move |named| slot(entity.kind, named));
        slots.flat_map(move |slot| stated.values().iter().map(move |value| (slot, value.written.to_lowercase(), own)))
    })
}

/// The fields that a view shows; the name of a thing stands in every one.
fn shown_by(site: &Site, view: &View) -> Vec<FieldId> {
    let mut fields = view.fields.clone();
    fields.extend(site.facts.kinds.get(view.kind).and_then(|kind| kind.label));
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Where a sentence says what a verdict is on.
pub fn span_of(verdict: &Verdict, said: &Said) -> Span {
    match verdict.says {
        Says::Filled(place) => said.filled.get(place as usize).map_or(said.span, |filled| filled.span),
        Says::Words(_) => said.span,
    }
}

/// What a page uses, in no order.
fn on_page<'s>(site: &'s Site, meant: &Meant<'_>, page: PageId) -> Vec<(Place, Means<'s>)> {
    let object = &site.page(page).object;
    let statements = site.statements(page);
    let mut uses = Vec::new();
    let headings = &object.exports.headings;
    let section_at = |span: Span| {
        let before = |heading: &Heading| heading.span.file == span.file && heading.span.start <= span.start;
        headings.iter().rposition(before).and_then(|at| u32::try_from(at).ok())
    };
    let section_of = |passage: u32| object.prose.passages.get(passage as usize).and_then(|passage| passage.heading);
    let mut push = |span, section, how, means| uses.push((Place { page, span, section, how }, means));
    for (number, (written, span)) in (0..).zip(&object.front.about) {
        if let Ok(thing) = site.names.thing(&site.facts, written) {
            push(*span, None, Used::About(number), Means::Fact(thing, None));
        }
    }
    let mut shown = FxHashSet::default();
    for (number, (value, named)) in (0..).zip(object.facts.values.iter().zip(&statements.values)) {
        if let Ok(Named { thing, field }) = named {
            shown.insert(value.place);
            push(value.place, value.heading, Used::Shows(number), Means::Fact(*thing, *field));
        }
    }
    for (number, (view, resolved)) in (0..).zip(object.facts.views.iter().zip(&statements.views)) {
        if let Ok(resolved) = resolved {
            push(view.span, section_at(view.span), Used::Views(number), Means::View(resolved));
        }
    }
    for (number, (reference, answer)) in (0..).zip(object.imports.iter().zip(site.answers(page))) {
        for thing in meant.by(page, reference.kind, answer) {
            let field = row::of_answer(site, thing, answer);
            push(reference.span, reference.heading, Used::Links(number), Means::Fact(thing, field));
        }
    }
    for (number, named) in (0..).zip(&object.prose.names) {
        let slot = site.facts.grammar.name(named.name).map(|name| name.slot);
        // What stands before a marker is shown by it.
        if let Some(slot) = slot.filter(|_| !named.prefix && !shown.contains(&named.span)) {
            let value = named.text.to_lowercase();
            if !site.values.things(slot, &value).is_empty() {
                push(named.span, section_of(named.passage), Used::Names(number), Means::Value(slot, value));
            }
        }
    }
    for (number, verdict) in (0..).zip(&statements.verdicts) {
        let Some(said) = object.prose.sentences.get(verdict.said as usize) else { continue };
        let span = span_of(verdict, said);
        for thing in &verdict.of {
            push(span, section_of(said.passage), Used::States(number), Means::Fact(*thing, Some(verdict.field)));
        }
    }
    uses
}
