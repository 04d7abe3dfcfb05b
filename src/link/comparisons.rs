//! Which things are compared with each other: those that a symmetric relation joins.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::address::{Claims, fold};
use super::things::{FOLDER, FactTarget, claimed};
use crate::facts::{EntityId, Facts, FieldType};
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
    let pairs = asked(site);
    let names = names(&site.facts, pairs.keys());
    for (((a, b), span), name) in pairs.into_iter().zip(names) {
        let path = format!("{FOLDER}/compare/{name}.html");
        let Some(out) = claimed(claims, &path, span) else { continue };
        let number = u32::try_from(site.comparisons.len()).unwrap_or(u32::MAX);
        site.comparisons.push(Comparison { a, b, out });
        for thing in [a, b] {
            site.things[thing.0 as usize].comparisons.push(number);
        }
    }
}

/// What the pages of pairs are called: by the two ids, where no other pair has the same name; else with the kind in front; where
/// that is another's name too, as a path, for a slash stands in no id.
fn names<'p>(facts: &Facts, pairs: impl Iterator<Item = &'p (EntityId, EntityId)>) -> Vec<String> {
    let parts: Vec<[&str; 3]> = pairs
        .map(|(a, b)| [facts.kind_of(*a).name.as_str(), &facts.entity(*a).id.value, &facts.entity(*b).id.value])
        .collect();
    let forms: [fn(&[&str; 3]) -> String; 2] = [|[_, a, b]| format!("{a}-{b}"), |parts| parts.join("-")];
    let mut names: Vec<Option<String>> = vec![None; parts.len()];
    let mut taken = BTreeSet::new();
    for form in forms {
        let nameless = || (0..parts.len()).zip(&names).filter(|(_, name)| name.is_none()).map(|(at, _)| at);
        let mut pairs_with: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in nameless() {
            pairs_with.entry(fold(&form(&parts[at])).into_owned()).or_default().push(at);
        }
        for (folded, pairs) in pairs_with {
            if let ([only], false) = (pairs.as_slice(), taken.contains(&folded)) {
                names[*only] = Some(form(&parts[*only]));
                taken.insert(folded);
            }
        }
    }
    names.into_iter().zip(&parts).map(|(name, parts)| name.unwrap_or_else(|| parts.join("/"))).collect()
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
