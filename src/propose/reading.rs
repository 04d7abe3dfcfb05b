//! What single sentences state of names.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::facts::{Field, FieldId, FieldType, Kind, Sense, fits};
use crate::link::{Context, NamesOn, PageId, Site, called_value, label, plural, slot, subject};
use crate::markdown::FilledWith;
use crate::sentence::Slot;
use crate::span::Span;

/// What a sentence states of a name.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The name in small letters.
    pub name: String,
    /// The field.
    pub field: FieldId,
    /// The values, any of which it may have by this sentence; the likeliest first.
    pub values: Vec<Read>,
    /// The sentence among those of its kind: what stands first there counts for more.
    pub sentence: u32,
    /// The page.
    pub page: PageId,
    /// Where it is said.
    pub span: Span,
}

/// What is read as a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// A value, as it is written in YAML.
    Value(String),
    /// Words that are none which the field takes.
    Words(String),
}

impl Read {
    fn new(site: &Site, field: &Field, text: String) -> Self {
        let named = match &field.what {
            FieldType::Ref(reference) => named(site, &reference.to.value, &text),
            _ => Some(&*text),
        };
        let value = named.and_then(|text| Some(Sense::of(field, text)?.written(field, text)));
        value.filter(|value| fits(field, value)).map_or(Self::Words(text), Self::Value)
    }
}

/// The id of the thing of a kind that a page names: by its name as other names are known, or as a reference does.
fn named<'s>(site: &'s Site, kind: &str, text: &str) -> Option<&'s str> {
    let to = site.facts.kind_named(kind)?;
    let label = site.facts.kinds[to].label.map(|label| slot(to, label));
    let thing = match label.map_or(&[][..], |label| site.values.things(label, text)) {
        [only] => *only,
        [] => site.names.by_ref(&site.facts, kind, text)?,
        _ => return None,
    };
    Some(&site.facts.entity(thing).id.value)
}

/// What all pages state of names of a kind, in the order of the pages.
pub fn readings(site: &Site, kind: usize) -> Vec<Reading> {
    let Some(of) = site.facts.kinds.get(kind) else { return Vec::new() };
    let Some(label) = label(of, kind) else { return Vec::new() };
    let ids: Vec<PageId> = site.page_ids().collect();
    ids.into_par_iter().flat_map_iter(|id| of_page(site, id, of, label)).collect()
}

fn of_page(site: &Site, id: PageId, kind: &Kind, label: Slot) -> Vec<Reading> {
    let object = &site.page(id).object;
    let mut readings = Vec::new();
    let context = Context {
        label,
        plural: plural(kind),
        own: BTreeSet::new(),
        of_section: &|_| BTreeSet::new(),
        known_as: &|token| token.to_lowercase(),
    };
    if object.prose.sentences.is_empty() {
        return readings;
    }
    let names = NamesOn::new(object, &site.facts.grammar, &context);
    for said in object.prose.sentences.iter().filter(|said| !said.void) {
        let Some(form) = site.facts.grammar.form(said.form).filter(|form| form.kind == label.kind) else { continue };
        let Some(subject) = subject(object, &names, said, &context) else { continue };
        // What may be said of any of several is proposed of none.
        let (Some(name), 1) = (subject.names.first(), subject.names.len()) else { continue };
        let mut push = |of: FieldId, texts: Vec<String>, span| {
            let Some(field) = kind.fields.get(of.0) else { return };
            let values = texts.into_iter().map(|text| Read::new(site, field, text)).collect();
            readings.push(Reading { name: name.clone(), field: of, values, sentence: form.sentence, page: id, span });
        };
        for filled in said.filled.iter().filter(|filled| filled.slot != label) {
            let value = match filled.what {
                FilledWith::Value => Some(filled.text.to_string()),
                FilledWith::Called => called_value(object, &site.facts.grammar, said, filled.slot),
                FilledWith::Refused | FilledWith::Joined => None,
            };
            if let Some(value) = value {
                push(FieldId(usize::from(filled.slot.field)), vec![value], filled.span);
            }
        }
        let states = kind.sentences.get(form.sentence as usize).map_or(&[][..], |sentence| &sentence.states);
        for stating in states {
            let values = stating.values.iter().map(|value| value.value.clone()).collect();
            push(stating.field, values, said.span);
        }
    }
    readings
}
