//! How many pages say the same as each fact.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Marked, PageId, Site, marked};
use crate::facts::{EntityId, FieldId, Named};

/// How many pages have a sentence, or a value before a marker, that agrees with a fact; facts of which none has are not there.
/// A sentence on several things agrees with one of them, and nobody knows with which.
pub(super) fn agreeing(site: &Site) -> FxHashMap<(EntityId, FieldId), u32> {
    let pages: Vec<PageId> = site.page_ids().collect();
    let of_pages: Vec<BTreeSet<(EntityId, FieldId)>> = pages.into_par_iter().map(|page| on_page(site, page)).collect();
    let mut agreeing = FxHashMap::default();
    for fact in of_pages.into_iter().flatten() {
        *agreeing.entry(fact).or_default() += 1;
    }
    agreeing
}

/// The facts that a page agrees with.
pub(super) fn on_page(site: &Site, page: PageId) -> BTreeSet<(EntityId, FieldId)> {
    let statements = site.statements(page);
    let said = statements.verdicts.iter().filter(|verdict| verdict.agrees).filter_map(|verdict| match *verdict.of {
        [thing] => Some((thing, verdict.field)),
        _ => None,
    });
    let values = site.page(page).object.facts.values.iter().zip(&statements.values);
    let shown = values.filter_map(|(value, named)| match *named {
        Ok(named @ Named { thing, field: Some(field) }) if marked(site, value, named) == Marked::Right => {
            Some((thing, field))
        }
        _ => None,
    });
    said.chain(shown).collect()
}
