//! What a thing refers to, what refers to it, and which pages are about it.

use std::borrow::Cow;

use serde::Serialize;

use super::drawing::{self, Wires};
use super::frame::{Mark, MarkContext};
use super::value::{LinkedValue, ShownValue};
use crate::digest::Hasher;
use crate::facts::{EntityId, FieldId, FieldType, Reference};
use crate::link::{FactTarget, Site, field_title as title, sentence_case};
use crate::render::steps::{Link, Step};
use crate::render::urls::Urls;

/// How many relations a page shows to each side; more are only counted.
const MOST: usize = 100;

/// How many of them are drawn; the others stand in a list.
const DRAWN: usize = 6;

/// The relations of a thing.
#[derive(Debug)]
pub(super) struct Relations<'a> {
    /// What it refers to.
    to: Side<'a>,
    /// What refers to it.
    from: Side<'a>,
    /// The pages that say they are about it.
    pages: Vec<Step<'a>>,
    more_pages: usize,
}

/// One side of them.
#[derive(Debug, Default)]
struct Side<'a> {
    shown: Vec<Related<'a>>,
    more: usize,
}

/// A related thing, and how it is related.
#[derive(Debug)]
struct Related<'a> {
    word: Cow<'a, str>,
    mark: Mark<'a>,
    thing: LinkedValue<'a>,
}

/// The relations as templates see them.
#[derive(Debug, Serialize)]
pub(super) struct RelationsContext<'a> {
    to: Option<SideContext<'a>>,
    from: Option<SideContext<'a>>,
    pages: Vec<Link<'a>>,
    more_pages: usize,
}

#[derive(Debug, Serialize)]
struct SideContext<'a> {
    drawn: Vec<RelatedContext<'a>>,
    /// The lines from what is drawn to the thing.
    wires: Wires,
    listed: Vec<RelatedContext<'a>>,
    /// How many are neither drawn nor listed.
    more: usize,
}

#[derive(Debug, Serialize)]
struct RelatedContext<'a> {
    word: &'a str,
    mark: MarkContext<'a>,
    thing: ShownValue<'a>,
}

impl<'a> Relations<'a> {
    /// The relations of a thing that are published. One that holds both ways stands on one side only.
    pub(super) fn new(site: &'a Site, id: EntityId) -> Self {
        let mut to: Vec<(FieldId, EntityId, &'a Reference)> = Vec::new();
        let mut from: Vec<(FieldId, EntityId, &'a Reference)> = Vec::new();
        for link in &site.thing(id).links {
            let FactTarget::Thing(other) = link.to else { continue };
            let Some(reference) = published(site, id, link.field) else { continue };
            if !to.iter().any(|(field, known, _)| (*field, *known) == (link.field, other)) {
                to.push((link.field, other, reference));
            }
        }
        for referrer in &site.thing(id).named_by {
            let Some(reference) = published(site, referrer.from, referrer.field) else { continue };
            let same = site.facts.entity(referrer.from).kind == site.facts.entity(id).kind;
            match reference.symmetric && same {
                true if to.iter().any(|(field, known, _)| (*field, *known) == (referrer.field, referrer.from)) => {}
                true => to.push((referrer.field, referrer.from, reference)),
                false => from.push((referrer.field, referrer.from, reference)),
            }
        }
        let own = site.facts.kind_of(id);
        let pages = &site.thing(id).spoken_of;
        Self {
            to: Side::new(site, to, |field, _, _| own.fields.get(field.0).map(title)),
            from: Side::new(site, from, |field, other, reference| match &reference.inverse {
                Some(inverse) => Some(Cow::Owned(sentence_case(&inverse.value.replace('_', " ")))),
                None => site.facts.kind_of(other).fields.get(field.0).map(title),
            }),
            pages: pages.iter().take(MOST).map(|page| Step::to(site, *page)).collect(),
            more_pages: pages.len().saturating_sub(MOST),
        }
    }

    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.to.shown.is_empty() && self.from.shown.is_empty() && self.pages.is_empty()
    }

    /// What shows which icons the drawing needs.
    pub(super) fn icons(&self, icons: &mut String) {
        let drawn = [&self.to, &self.from].into_iter().flat_map(|side| side.shown.iter().take(DRAWN));
        drawn.for_each(|related| icons.push_str(&related.mark.icon()));
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { to, from, pages, more_pages } = self;
        hasher.number(pages.len() as u64).number(*more_pages as u64);
        pages.iter().for_each(|page| page.hash(hasher));
        for Side { shown, more } in [to, from] {
            hasher.number(shown.len() as u64).number(*more as u64);
            for Related { word, mark, thing } in shown {
                hasher.text(word);
                mark.hash(hasher);
                thing.hash(hasher);
            }
        }
    }

    /// The relations as they stand on an output.
    pub(super) fn context(&self, urls: &Urls<'_>) -> RelationsContext<'_> {
        let Self { to, from, pages, more_pages } = self;
        RelationsContext {
            to: to.context(urls, drawing::from_the_middle),
            from: from.context(urls, drawing::to_the_middle),
            pages: pages.iter().map(|page| page.link(urls)).collect(),
            more_pages: *more_pages,
        }
    }
}

impl<'a> Side<'a> {
    fn new(
        site: &'a Site,
        related: Vec<(FieldId, EntityId, &'a Reference)>,
        word: impl Fn(FieldId, EntityId, &'a Reference) -> Option<Cow<'a, str>>,
    ) -> Self {
        let more = related.len().saturating_sub(MOST);
        let shown = related.into_iter().take(MOST).map(|(field, other, reference)| Related {
            word: word(field, other, reference).unwrap_or_default(),
            mark: Mark::of(site.facts.kind_of(other)),
            thing: LinkedValue::thing(site, other),
        });
        Self { shown: shown.collect(), more }
    }

    fn context(&self, urls: &Urls<'_>, wires: fn(usize) -> Wires) -> Option<SideContext<'_>> {
        let Self { shown, more } = self;
        let mut drawn: Vec<RelatedContext<'_>> = shown.iter().map(|related| related.context(urls)).collect();
        let listed = drawn.split_off(drawn.len().min(DRAWN));
        (!drawn.is_empty()).then(|| SideContext { wires: wires(drawn.len()), drawn, listed, more: *more })
    }
}

impl Related<'_> {
    fn context(&self, urls: &Urls<'_>) -> RelatedContext<'_> {
        let Self { word, mark, thing } = self;
        RelatedContext { word, mark: mark.context(), thing: thing.context(urls) }
    }
}

/// The reference that a field of a thing is, where it is published.
fn published(site: &Site, id: EntityId, field: FieldId) -> Option<&Reference> {
    match site.facts.kind_of(id).fields.get(field.0) {
        Some(field) if !field.internal => match &field.what {
            FieldType::Ref(reference) => Some(reference),
            _ => None,
        },
        _ => None,
    }
}
