//! Which names on a page become links to their things.

use std::collections::BTreeSet;

use super::{PageId, Site};
use crate::facts::{Autolink, EntityId, FieldId, FieldType};

/// The names of a page that become links, as indices into [`crate::markdown::Prose::names`] with the thing that each means, in
/// order. No page links to the things that it is about.
pub(super) fn name_links(site: &Site, id: PageId) -> Vec<(u32, EntityId)> {
    let object = &site.page(id).object;
    let mut links = Vec::new();
    let mut linked: BTreeSet<EntityId> = site.own_things(id).collect();
    for (number, named) in (0..).zip(&object.prose.names) {
        let Some(name) = site.facts.grammar.name(named.name).filter(|_| named.linkable) else { continue };
        let field = site.facts.kinds.get(usize::from(name.slot.kind));
        let field = field.and_then(|kind| kind.fields.get(FieldId(usize::from(name.slot.field)).0));
        let Some(FieldType::Identifier { autolink, .. }) = field.map(|field| &field.what) else { continue };
        // A value that several things have leads to none of them.
        let [thing] = site.values.things(name.slot, &named.text) else { continue };
        let wanted = match autolink {
            Autolink::Page => linked.insert(*thing),
            Autolink::All => !site.own_things(id).any(|own| own == *thing),
            Autolink::Off => false,
        };
        // A token that has two forms is one link.
        let again = links.last().is_some_and(|(last, _): &(u32, EntityId)| {
            object.prose.names.get(*last as usize).is_some_and(|last| last.span == named.span)
        });
        if wanted && !again {
            links.push((number, *thing));
        }
    }
    links
}
