//! What pages say of things, held against what is stated of them.

use std::collections::BTreeSet;

use super::subject::{Context, How, NamesOn, above, called_value, label, plural, subject};
use super::{PageId, Site, slot};
use crate::facts::{EntityId, Field, FieldId, FieldType, Stated, Value, means};
use crate::markdown::{FilledWith, Said};
use crate::sentence::Form;

/// What one sentence of a page says of one field, and whether that is so.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The sentence, as an index into the page's [`crate::markdown::Prose::sentences`].
    pub said: u32,
    /// What it says.
    pub says: Says,
    /// Of which field.
    pub field: FieldId,
    /// Of which things: any of them may be meant.
    pub of: Vec<EntityId>,
    /// How they were found.
    pub how: How,
    /// Whether that is so.
    pub agrees: bool,
}

/// Where a sentence says a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// In the place of the field, as an index into [`Said::filled`].
    Filled(u32),
    /// By its words: it is one of the values that the sentence states, as an index into those.
    Words(u32),
}

/// What the sentences of a page come to.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// The verdicts; none on sentences that speak of nobody known, or of what is not stated.
    pub(super) verdicts: Vec<Verdict>,
    /// The sentences that speak of somebody whom no one has described, or of whom cannot be told, in order.
    pub(super) of_others: Vec<u32>,
}

/// Judges all sentences of a page.
pub(super) fn verdicts(site: &Site, id: PageId) -> Judged {
    let object = &site.page(id).object;
    let mut judged = Judged::default();
    let said: Vec<(u32, &Said, &Form)> = (0..)
        .zip(&object.prose.sentences)
        .filter_map(|(number, said)| Some((number, said, site.facts.grammar.form(said.form)?)))
        .collect();
    let kinds: BTreeSet<u16> = said.iter().map(|(.., form)| form.kind).collect();
    for kind in kinds {
        let of_kind = said.iter().filter(|(.., form)| form.kind == kind);
        of_one_kind(site, id, usize::from(kind), of_kind, &mut judged);
    }
    judged.verdicts.sort_by_key(|verdict| verdict.said);
    judged.of_others.sort_unstable();
    judged
}

/// The verdicts on the sentences of one kind.
fn of_one_kind<'s>(
    site: &'s Site,
    id: PageId,
    number: usize,
    sentences: impl Iterator<Item = &'s (u32, &'s Said, &'s Form)>,
    judged: &mut Judged,
) {
    let Some(kind) = site.facts.kinds.get(number) else { return };
    let Some(label) = label(kind, number) else { return };
    let object = &site.page(id).object;
    let name_of = |thing: EntityId| {
        let value = kind.label.and_then(|field| site.facts.entity(thing).stated(field).values().first());
        value.map(|value| value.written.to_lowercase())
    };
    let of_kind = |thing: &EntityId| site.facts.entity(*thing).kind == number;
    let mut own: BTreeSet<String> = site.own_things(id).filter(of_kind).filter_map(name_of).collect();
    if own.is_empty() {
        own = site.about[id.0 as usize].iter().copied().filter(of_kind).filter_map(name_of).collect();
    }
    let of_section = |section: u32| {
        let mut at = Some(section);
        while let Some(section) = at {
            let things = site.things_of_section(id, section).filter(of_kind);
            let names: BTreeSet<String> = things.filter_map(name_of).collect();
            if !names.is_empty() {
                return names;
            }
            at = above(object, section);
        }
        BTreeSet::new()
    };
    let known_as = |token: &str| match site.values.things(label, token) {
        [only] => name_of(*only).unwrap_or_else(|| token.to_lowercase()),
        _ => token.to_lowercase(),
    };
    let context = Context { label, plural: plural(kind), own, of_section: &of_section, known_as: &known_as };
    let names = NamesOn::new(object, &site.facts.grammar, &context);
    for (number, said, form) in sentences {
        let Some(subject) = subject(object, &names, said, &context) else {
            judged.of_others.push(*number);
            continue;
        };
        let things = |name: &String| match site.values.things(label, name) {
            [only] => Some(*only),
            // Somebody whom no one has described, or whom a name does not tell from others.
            _ => None,
        };
        let of: Option<Vec<EntityId>> = subject.names.iter().map(things).collect();
        match of {
            Some(of) => judge(site, id, (*number, said), form, &of, subject.how, &mut judged.verdicts),
            None => judged.of_others.push(*number),
        }
    }
}

fn judge(
    site: &Site,
    id: PageId,
    (number, said): (u32, &Said),
    form: &Form,
    of: &[EntityId],
    how: How,
    verdicts: &mut Vec<Verdict>,
) {
    let kind_number = usize::from(form.kind);
    let Some(kind) = site.facts.kinds.get(kind_number) else { return };
    let mut push = |says, field, agrees| {
        let verdict = Verdict { said: number, says, field, of: of.to_vec(), how, agrees };
        verdicts.push(verdict);
    };
    for (place, filled) in (0..).zip(&said.filled) {
        let field_id = FieldId(usize::from(filled.slot.field));
        let Some(field) = kind.fields.get(field_id.0).filter(|_| kind.label != Some(field_id)) else { continue };
        let text = match filled.what {
            FilledWith::Value => filled.text.to_string(),
            FilledWith::Called => {
                let Some(value) = called_value(&site.page(id).object, &site.facts.grammar, said, filled.slot) else {
                    continue;
                };
                value
            }
            FilledWith::Refused | FilledWith::Joined => continue,
        };
        let has =
            |thing: &EntityId| any(site.facts.entity(*thing).stated(field_id), |value| is(site, field, value, &text));
        let agrees =
            verdict(of, has).map(|agrees| agrees || of.iter().any(|thing| is_variant(site, *thing, field_id, &text)));
        if let Some(agrees) = agrees {
            push(Says::Filled(place), field_id, agrees);
        }
    }
    let sentence = kind.sentences.get(form.sentence as usize);
    for (number, stating) in (0..).zip(sentence.map_or(&[][..], |sentence| &sentence.states)) {
        let Some(field) = kind.fields.get(stating.field.0) else { continue };
        let has = |thing: &EntityId| {
            any(site.facts.entity(*thing).stated(stating.field), |value| {
                stating.values.iter().any(|wanted| is(site, field, value, &wanted.value))
            })
        };
        if let Some(agrees) = verdict(of, has) {
            push(Says::Words(number), stating.field, agrees);
        }
    }
}

/// Whether any of some things has what is said; none where of one of them nothing is stated, and of the others it is not so.
fn verdict(of: &[EntityId], has: impl Fn(&EntityId) -> Option<bool>) -> Option<bool> {
    let answers: Vec<Option<bool>> = of.iter().map(has).collect();
    if answers.contains(&Some(true)) {
        return Some(true);
    }
    (!answers.is_empty() && !answers.contains(&None)).then_some(false)
}

/// Whether any value is the one; none where nothing is stated.
fn any(stated: &Stated, is: impl Fn(&Value) -> bool) -> Option<bool> {
    match stated {
        Stated::Values(values) => Some(values.iter().any(is)),
        Stated::Not | Stated::Undocumented(_) => None,
    }
}

/// Whether a value is what a page says.
fn is(site: &Site, field: &Field, value: &Value, text: &str) -> bool {
    // Where an address ends in a sentence cannot be told from its last signs.
    if field.what == FieldType::Url {
        return without_end(&value.written) == without_end(text);
    }
    means(field, value, text, |reference, text, id| {
        let kind = site.facts.kind_named(&reference.to.value);
        let label = kind.and_then(|kind| Some(slot(kind, site.facts.kinds[kind].label?)));
        let things = label.map_or(&[][..], |label| site.values.things(label, text));
        things.iter().any(|thing| site.facts.entity(*thing).id.value == id)
            || site.names.called(&site.facts, &reference.to.value, text) == Some(id)
    })
}

/// Whether a text is a variant of a thing's values in a field, stated in a field of its own.
fn is_variant(site: &Site, thing: EntityId, field: FieldId, text: &str) -> bool {
    let stated = site.facts.kind_of(thing).fields.iter().zip(&site.facts.entity(thing).facts);
    stated
        .filter(|(of, _)| matches!(&of.what, FieldType::Identifier { variants_of, .. } if *variants_of == Some(field)))
        .any(|(of, stated)| stated.values().iter().any(|value| is(site, of, value, text)))
}

fn without_end(address: &str) -> &str {
    address.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// How many sentences of a site are said of some cases only, or denied, and so decide nothing.
pub fn void(site: &Site) -> usize {
    let said = |id: PageId, verdict: &Verdict| {
        site.page(id).object.prose.sentences.get(verdict.said as usize).is_some_and(|said| said.void)
    };
    let of =
        |id: PageId| site.statements[id.0 as usize].verdicts.iter().filter(|it| !it.agrees && said(id, it)).count();
    site.page_ids().map(of).sum()
}
