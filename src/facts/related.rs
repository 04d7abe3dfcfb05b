//! What only all kinds and things together show.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::entity::Entity;
use super::kind::{FieldType, Kind};
use super::sense::Sense;
use crate::finding::Finding;
use crate::nearest;
use crate::rule::facts;

/// Fields that name things of a kind that is not there. `kinds` is in the order of their names; `unread` are names of kinds
/// that are there and cannot be read.
pub(super) fn kinds(kinds: &[Kind], unread: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in kinds.iter().flat_map(|kind| &kind.fields) {
        let FieldType::Ref(reference) = &field.what else { continue };
        let to = &reference.to;
        if kinds.iter().any(|kind| kind.name == to.value) || unread.contains(&to.value) {
            continue;
        }
        let mut finding = Finding::new(&facts::BAD_KIND, to.span, format!("there is no kind `{}`", to.value));
        finding = finding.cause(&*to.value);
        if let Some(near) = nearest::nearest(&to.value, kinds.iter().map(|kind| &*kind.name)) {
            finding = finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), to.span, near);
        }
        findings.push(finding);
    }
    findings
}

/// Things that are described twice, values that only one may have, and references to things that are not there. `entities` is
/// in the order of their files.
pub(super) fn entities(kinds: &[Kind], entities: &[Entity]) -> Vec<Finding> {
    let mut findings = twice(kinds, entities);
    findings.extend(not_unique(kinds, entities));
    findings.extend(dangling(kinds, entities));
    findings
}

fn twice(kinds: &[Kind], entities: &[Entity]) -> Vec<Finding> {
    let mut first: BTreeMap<(usize, &str), &Entity> = BTreeMap::new();
    let mut findings = Vec::new();
    for entity in entities {
        let other = *first.entry((entity.kind, &entity.id.value)).or_insert(entity);
        if !std::ptr::eq(other, entity) {
            let message = format!("`{}/{}` is described twice", kinds[entity.kind].name, entity.id.value);
            let finding = Finding::new(&facts::DUPLICATE_VALUE, entity.id.span, message);
            findings.push(finding.help("keep one of the two").related(other.id.span, "the first stands here"));
        }
    }
    findings
}

fn not_unique(kinds: &[Kind], entities: &[Entity]) -> Vec<Finding> {
    let mut first = FxHashMap::default();
    let mut findings = Vec::new();
    for entity in entities {
        for (at, (field, stated)) in kinds[entity.kind].fields.iter().zip(&entity.facts).enumerate() {
            if !field.unique {
                continue;
            }
            for value in stated.values() {
                let sense = Sense::of(field, &value.written);
                let (of, span) = *first.entry((entity.kind, at, sense)).or_insert((&entity.id, value.span));
                if span == value.span {
                    continue;
                }
                let message = format!("`{}` is the `{}` of `{}` already", value.written, field.name.value, of.value);
                let finding = Finding::new(&facts::DUPLICATE_VALUE, value.span, message).cause(&*value.written);
                findings
                    .push(finding.help("no two things may have the same one").related(span, "the first stands here"));
            }
        }
    }
    findings
}

fn dangling(kinds: &[Kind], entities: &[Entity]) -> Vec<Finding> {
    let by_name: BTreeMap<&str, usize> = kinds.iter().enumerate().map(|(at, kind)| (&*kind.name, at)).collect();
    let mut ids: Vec<Vec<&str>> = vec![Vec::new(); kinds.len()];
    for entity in entities {
        ids[entity.kind].push(&entity.id.value);
    }
    ids.iter_mut().for_each(|ids| ids.sort_unstable());
    let mut findings = Vec::new();
    for entity in entities {
        for (field, stated) in kinds[entity.kind].fields.iter().zip(&entity.facts) {
            let FieldType::Ref(reference) = &field.what else { continue };
            let Some(to) = by_name.get(&*reference.to.value) else { continue };
            for value in stated.values() {
                // With its kind in front or without.
                let prefix = format!("{}/", reference.to.value);
                let id = value.written.strip_prefix(&prefix).unwrap_or(&value.written);
                if ids[*to].binary_search(&id).is_ok() {
                    continue;
                }
                let message = format!("there is no `{}/{id}`", reference.to.value);
                let mut finding = Finding::new(&facts::UNKNOWN_ENTITY, value.span, message).cause(&*value.written);
                if let Some(near) = nearest::nearest(id, ids[*to].iter().copied()) {
                    finding = finding.help(format!("did you mean `{near}`?")).fix(
                        format!("write `{near}`"),
                        value.span,
                        near,
                    );
                }
                findings.push(finding);
            }
        }
    }
    findings
}
