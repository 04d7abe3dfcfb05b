//! Which things are compared with each other: those that a symmetric relation joins.

use std::collections::BTreeMap;

use super::Site;
use super::address::Claims;
use super::things::{FOLDER, FactTarget, claimed};
use crate::facts::{EntityId, FieldType};
use crate::path::OutPath;
use crate::span::Span;

/// Two things side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// One of them.
    pub a: EntityId,
    /// The other.
    pub b: EntityId,
    /// Where their page lies.
    pub out: OutPath,
}

/// Finds the pairs that are compared, and claims the places of their pages.
pub(super) fn comparisons(site: &mut Site, claims: &mut Claims) {
    let facts = site.facts.clone();
    let pairs = asked(site);
    // Two kinds may have things with the same ids; then the kind stands in front.
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let name = |a: EntityId, b: EntityId| format!("{}-{}", facts.entity(a).id.value, facts.entity(b).id.value);
    for (a, b) in pairs.keys() {
        *named.entry(name(*a, *b)).or_default() += 1;
    }
    for ((a, b), span) in pairs {
        let short = name(a, b);
        let path = match named.get(&short) {
            Some(1) => format!("{FOLDER}/compare/{short}.html"),
            _ => format!("{FOLDER}/compare/{}-{short}.html", facts.kind_of(a).name),
        };
        let Some(out) = claimed(claims, &path, span) else { continue };
        let number = u32::try_from(site.comparisons.len()).unwrap_or(u32::MAX);
        site.comparisons.push(Comparison { a, b, out });
        for thing in [a, b] {
            site.things[thing.0 as usize].comparisons.push(number);
        }
    }
}

/// The pairs that are asked for, each with the place that asks first. Of a pair, the thing that is described first comes
/// first.
fn asked(site: &Site) -> BTreeMap<(EntityId, EntityId), Span> {
    let mut pairs = BTreeMap::new();
    for (from, thing) in site.facts.ids().zip(&site.things) {
        let kind = site.facts.kind_of(from);
        for link in &thing.links {
            let FactTarget::Thing(to) = link.to else { continue };
            let Some(field) = kind.fields.get(link.field.0) else { continue };
            let FieldType::Ref(reference) = &field.what else { continue };
            // What is compared shows how the two are related.
            let shown = reference.symmetric && !field.internal && to != from;
            if shown && site.facts.entity(to).kind == site.facts.entity(from).kind {
                let value = site.facts.entity(from).stated(link.field).values().get(link.value);
                let span = value.map_or(field.name.span, |value| value.span);
                pairs.entry((from.min(to), from.max(to))).or_insert(span);
            }
        }
    }
    pairs
}
