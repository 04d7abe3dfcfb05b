//! Names on pages that have the form of a known one and are none.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::things::few;
use crate::facts::{FieldId, UnknownNames};
use crate::finding::Finding;
use crate::link::{Says, Site};
use crate::markdown::{FilledWith, NameToken, PassageKind, Written};
use crate::nearest;
use crate::rule::facts::UNKNOWN_NAME;
use crate::sentence::Slot;
use crate::span::Span;

/// Reports names that nobody has described: slips of known ones, those that sentences hold, or all, as their fields ask for.
pub(super) fn check(site: &Site, findings: &mut Vec<Finding>) {
    let mut found =
        Found { site, near: BTreeMap::new(), without_one: FxHashMap::default(), seen: FxHashSet::default() };
    for id in site.page_ids() {
        let prose = &site.page(id).object.prose;
        let mut by_place: FxHashMap<Span, Vec<Slot>> = FxHashMap::default();
        for named in &prose.names {
            let slot = site.facts.grammar.name(named.name).map(|name| name.slot);
            by_place.entry(named.span).or_default().extend(slot);
        }
        let statements = site.statements(id);
        // What contradicts a fact is said by that rule.
        let contradicting = || statements.verdicts.iter().filter(|verdict| !verdict.agrees);
        let values = contradicting().filter_map(|verdict| match verdict.says {
            Says::Filled(value) => prose.sentences.get(verdict.said as usize)?.filled.get(value as usize),
            Says::Words(_) => None,
        });
        let contradicted: FxHashSet<Span> = values.map(|filled| filled.span).collect();
        let contradicting: FxHashSet<u32> = contradicting().map(|verdict| verdict.said).collect();
        for named in prose.names.iter().filter(|named| !named.prefix && !contradicted.contains(&named.span)) {
            let Some(slot) = site.facts.grammar.name(named.name).map(|name| name.slot) else { continue };
            // What has marks inside may be a name with letters behind it.
            if named.written == Written::Marked {
                continue;
            }
            let in_code = prose.passages.get(named.passage as usize).is_some_and(|it| it.what == PassageKind::Code);
            let wanted = match found.wanted(slot) {
                UnknownNames::All => true,
                // An address is judged by where it leads.
                UnknownNames::Near if named.written == Written::InAddress => false,
                // Code has names of its own, and may write one in other letters.
                UnknownNames::Near if in_code && found.written(slot, &named.text).is_some() => false,
                UnknownNames::Near => !found.near(slot, &named.text).is_empty(),
                UnknownNames::InSentences | UnknownNames::Off | UnknownNames::Suggested => false,
            };
            if wanted && !found.is_known(&by_place, named) {
                findings.extend(found.report(slot, &named.text, (named.span, named.written)));
            }
        }
        for (number, said) in (0..).zip(&prose.sentences) {
            let of_others = statements.of_others.binary_search(&number).is_ok();
            let contradicts = contradicting.contains(&number);
            for filled in said.filled.iter().filter(|filled| filled.what == FilledWith::Value && !contradicts) {
                let known = !site.values.things(filled.slot, &filled.text).is_empty();
                // What is said of somebody unknown is unknown too.
                let expected = !of_others || found.is_label(filled.slot);
                if found.wanted(filled.slot) == UnknownNames::InSentences && !known && !said.void && expected {
                    findings.extend(found.report(filled.slot, &filled.text, (filled.span, filled.written)));
                }
            }
        }
    }
}

/// What has been found out so far.
struct Found<'s> {
    site: &'s Site,
    /// The known values that a name may be a slip of, by field and name.
    near: BTreeMap<(Slot, String), Vec<String>>,
    /// The known values of a field, by themselves and by what is left of them without one letter.
    without_one: FxHashMap<Slot, FxHashMap<String, Vec<&'s str>>>,
    seen: FxHashSet<Span>,
}

impl<'s> Found<'s> {
    fn wanted(&self, slot: Slot) -> UnknownNames {
        let kind = self.site.facts.kinds.get(usize::from(slot.kind));
        let field = kind.and_then(|kind| kind.fields.get(usize::from(slot.field)));
        // Of a field without values, nothing is known that a name could be held against.
        let any = self.site.values.of(slot).next().is_some();
        field.filter(|_| any).map_or(UnknownNames::Off, crate::facts::Field::unknown_names)
    }

    /// Whether a field names the things of its kind.
    fn is_label(&self, slot: Slot) -> bool {
        let kind = self.site.facts.kinds.get(usize::from(slot.kind));
        kind.is_some_and(|kind| kind.label == Some(FieldId(usize::from(slot.field))))
    }

    /// Whether a token is a value of any field whose form it has. `by_place` are the names of its page.
    fn is_known(&self, by_place: &FxHashMap<Span, Vec<Slot>>, named: &NameToken) -> bool {
        by_place.get(&named.span).is_some_and(|slots| slots.iter().any(|slot| self.is_value(*slot, &named.text)))
    }

    /// Whether a text is a value of a field, as it is written.
    fn is_value(&self, slot: Slot, text: &str) -> bool {
        self.written(slot, text).is_some_and(|written| written == text)
    }

    /// The value that a text is but for the case of its letters.
    fn written(&self, slot: Slot, text: &str) -> Option<&str> {
        let folded = text.to_lowercase();
        let thing = self.site.facts.entity(*self.site.values.things(slot, &folded).first()?);
        let mut values = thing.facts.iter().flat_map(|stated| stated.values());
        let exact = values.clone().find(|value| value.written == text);
        exact.or_else(|| values.find(|value| value.written.to_lowercase() == folded)).map(|value| &*value.written)
    }

    /// The known values that a name is but for case or one edit; none where it is one.
    fn near(&mut self, slot: Slot, text: &str) -> Vec<String> {
        if self.is_value(slot, text) {
            return Vec::new();
        }
        if let Some(near) = self.near.get(&(slot, text.to_owned())) {
            return near.clone();
        }
        let folded = text.to_lowercase();
        let near: Vec<String> = match self.written(slot, text) {
            Some(written) => vec![written.to_owned()],
            None => {
                let near = nearest::within(&folded, self.within_one(slot, &folded), 1);
                near.into_iter().filter_map(|near| self.written(slot, near)).map(str::to_owned).collect()
            }
        };
        self.near.insert((slot, text.to_owned()), near.clone());
        near
    }

    /// The known values that may be one edit from a name: with it, they have something in common without one letter.
    fn within_one(&mut self, slot: Slot, name: &str) -> Vec<&'s str> {
        let site = self.site;
        let index = self.without_one.entry(slot).or_insert_with(|| {
            let mut index: FxHashMap<String, Vec<&str>> = FxHashMap::default();
            for value in site.values.of(slot) {
                for short in without_one(value) {
                    index.entry(short).or_default().push(value);
                }
            }
            index
        });
        let mut near: Vec<&str> = without_one(name).filter_map(|short| index.get(&short)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    fn report(&mut self, slot: Slot, text: &str, (span, written): (Span, Written)) -> Option<Finding> {
        if !self.seen.insert(span) {
            return None;
        }
        let kind = self.site.facts.kinds.get(usize::from(slot.kind))?;
        let field = kind.fields.get(FieldId(usize::from(slot.field)).0)?;
        let message = format!("`{text}` is the `{}` of no {}", field.name.value, kind.in_a_sentence());
        let finding = Finding::new(&UNKNOWN_NAME, span, message).cause(text);
        Some(match self.near(slot, text).as_slice() {
            // One more digit is more often another thing than a slip.
            [near] if digits(near) != digits(text) || written != Written::AsIs => {
                finding.help(format!("did you mean `{near}`?"))
            }
            [near] => finding.help(format!("did you mean `{near}`?")).remedy(format!("{text} -> {near}")).fix(
                format!("write `{near}`"),
                span,
                near.as_str(),
            ),
            [] => finding.help(format!(
                "describe it in the facts, or see what the page means (`{}.{}`)",
                kind.name, field.name.value
            )),
            several => {
                let several = few(several.iter().map(|near| format!("`{near}`")));
                finding.help(format!("did you mean {}?", several.join(" or ")))
            }
        })
    }
}

/// A text, and what is left of it without each one of its letters.
fn without_one(text: &str) -> impl Iterator<Item = String> {
    let each = text.char_indices().map(|(at, letter)| format!("{}{}", &text[..at], &text[at + letter.len_utf8()..]));
    std::iter::once(text.to_owned()).chain(each)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
