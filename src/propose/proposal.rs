//! What is proposed of each name.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::{Read, Reading, readings};
use crate::facts::{Field, FieldId, FieldType, Kind, fits};
use crate::link::{PageId, Site, label};

/// A thing that nobody has described, and what pages say of it.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its name, as most pages write it.
    pub name: String,
    /// The page that speaks of it and of no other, where one alone does.
    pub page: Option<PageId>,
    /// What is proposed, by field, in the order of the kind.
    pub fields: BTreeMap<FieldId, Proposed>,
    /// Everything that was read of it.
    pub readings: Vec<Reading>,
}

/// What is proposed of a field. The numbers are readings, as indices into [`Proposal::readings`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// Values, each with the readings that state it.
    Values(Vec<(Read, Vec<usize>)>),
    /// Nothing: what is stated cannot all be so.
    Disagreement(Vec<(Read, Vec<usize>)>),
}

/// How many fields a page speaks of at least, of the thing that it is taken for the page of.
const OWN: usize = 4;

/// What pages say of things of a kind that nobody has described, by name.
pub fn proposals(site: &Site, kind: usize) -> Vec<Proposal> {
    let Some(of) = site.facts.kinds.get(kind) else { return Vec::new() };
    let Some(label) = label(of, kind) else { return Vec::new() };
    let mut by_name: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    let mut names_on: BTreeMap<PageId, BTreeSet<String>> = BTreeMap::new();
    for reading in readings(site, kind) {
        names_on.entry(reading.page).or_default().insert(reading.name.clone());
        if site.values.things(label, &reading.name).is_empty() {
            by_name.entry(reading.name.clone()).or_default().push(reading);
        }
    }
    let spellings = spellings(site, of, label);
    let proposal = |(name, readings): (String, Vec<Reading>)| {
        let mut fields = BTreeMap::new();
        for (number, field) in of.fields.iter().enumerate() {
            let id = FieldId(number);
            let of_field: Vec<usize> = (0..readings.len()).filter(|at| readings[*at].field == id).collect();
            if !of_field.is_empty() {
                fields.insert(id, weigh(field, &readings, &of_field));
            }
        }
        Proposal {
            page: own_page(&readings, &names_on),
            name: spellings.get(&name).cloned().unwrap_or(name),
            fields,
            readings,
        }
    };
    by_name.into_iter().map(proposal).collect()
}

/// How names are written most often, by the name in small letters. A spelling that the field refuses comes after all others.
fn spellings(site: &Site, kind: &Kind, label: crate::sentence::Slot) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for page in &site.pages {
        for named in &page.object.prose.names {
            if site.facts.grammar.name(named.name).is_some_and(|name| name.slot == label) {
                *counts.entry(named.text.to_lowercase()).or_default().entry(&named.text).or_default() += 1;
            }
        }
    }
    let field = kind.label.and_then(|label| kind.fields.get(label.0));
    let right = |written: &str| field.is_none_or(|field| fits(field, written));
    let most = |counts: BTreeMap<&str, usize>| {
        let likeliest = counts.into_iter().rev().max_by_key(|(written, count)| (right(written), *count));
        likeliest.map(|(written, _)| written.to_owned())
    };
    counts.into_iter().filter_map(|(folded, counts)| Some((folded, most(counts)?))).collect()
}

/// The page that speaks of a thing and of no other of its kind, where there is one.
fn own_page(readings: &[Reading], names_on: &BTreeMap<PageId, BTreeSet<String>>) -> Option<PageId> {
    let mut fields: BTreeMap<PageId, BTreeSet<FieldId>> = BTreeMap::new();
    for reading in readings {
        fields.entry(reading.page).or_default().insert(reading.field);
    }
    let mut alone = fields
        .into_iter()
        .filter(|(page, fields)| fields.len() >= OWN && names_on.get(page).is_some_and(|names| names.len() == 1));
    let (page, _) = alone.next()?;
    alone.next().is_none().then_some(page)
}

/// What some readings state of a field together.
fn weigh(field: &Field, readings: &[Reading], of_field: &[usize]) -> Proposed {
    let several = field.list && !matches!(field.what, FieldType::Enum(_));
    let mut stated: BTreeMap<&Read, Vec<usize>> = BTreeMap::new();
    for at in of_field {
        for value in readings[*at].values.iter().take(if several { usize::MAX } else { 1 }) {
            stated.entry(value).or_default().push(*at);
        }
    }
    let owned = |values: Vec<(&Read, Vec<usize>)>| values.into_iter().map(|(value, at)| (value.clone(), at)).collect();
    if several {
        return Proposed::Values(owned(stated.into_iter().collect()));
    }
    // A value that all of them allow; of several, the likeliest by the sentence that its kind names first.
    let allowed = |value: &Read| of_field.iter().all(|at| readings[*at].values.iter().any(|other| other == value));
    let mut firsts: Vec<(u32, &Read)> = of_field
        .iter()
        .filter_map(|at| Some((readings[*at].sentence, readings[*at].values.first()?)))
        .filter(|(_, value)| allowed(value))
        .collect();
    firsts.sort_unstable();
    match firsts.first() {
        Some((_, value)) => Proposed::Values(vec![((*value).clone(), of_field.to_vec())]),
        None => Proposed::Disagreement(owned(stated.into_iter().collect())),
    }
}
