//! What single sentences state of names.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::facts::{FieldId, Kind};
use crate::link::{Context, NamesOn, PageId, Site, called_value, label, plural, subject};
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
    pub values: Vec<String>,
    /// The sentence among those of its kind: what stands first there counts for more.
    pub sentence: u32,
    /// The page.
    pub page: PageId,
    /// Where it is said.
    pub span: Span,
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
        let mut push = |field, values, span| {
            readings.push(Reading { name: name.clone(), field, values, sentence: form.sentence, page: id, span });
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
