//! The values of identifiers, by field: which thing a name on a page means.

use rustc_hash::FxHashMap;

use crate::facts::{EntityId, Facts, FieldId, FieldType};
use crate::sentence::Slot;

/// The things that have a value, by field and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// By field; each from a value in small letters.
    by_slot: FxHashMap<Slot, FxHashMap<String, Vec<EntityId>>>,
}

impl Values {
    /// The values of all identifiers of a site.
    pub(super) fn new(facts: &Facts) -> Self {
        let mut by_slot: FxHashMap<Slot, FxHashMap<String, Vec<EntityId>>> = FxHashMap::default();
        for id in facts.ids() {
            let entity = facts.entity(id);
            let kind = facts.kind_of(id);
            for (number, (field, stated)) in kind.fields.iter().zip(&entity.facts).enumerate() {
                let FieldType::Identifier { variants_of, .. } = &field.what else { continue };
                // A variant counts as a value of the field that it is one of.
                for field in [Some(FieldId(number)), *variants_of].into_iter().flatten() {
                    let values = by_slot.entry(slot(entity.kind, field)).or_default();
                    for value in stated.values() {
                        let things = values.entry(value.written.to_lowercase()).or_default();
                        if things.last() != Some(&id) {
                            things.push(id);
                        }
                    }
                }
            }
        }
        Self { by_slot }
    }

    /// The things that have a value in a field, whatever the case of its letters.
    pub fn things(&self, slot: Slot, value: &str) -> &[EntityId] {
        let values = self.by_slot.get(&slot);
        values.and_then(|values| values.get(&value.to_lowercase())).map_or(&[], Vec::as_slice)
    }

    /// All values of a field, in small letters and in no order.
    pub fn of(&self, slot: Slot) -> impl Iterator<Item = &str> {
        self.by_slot.get(&slot).into_iter().flat_map(|values| values.keys().map(String::as_str))
    }
}

/// A field of a kind as sentences name it.
pub fn slot(kind: usize, field: FieldId) -> Slot {
    let narrow = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    Slot { kind: narrow(kind), field: narrow(field.0) }
}
