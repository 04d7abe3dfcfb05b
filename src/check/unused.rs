//! Things that no page speaks of, and facts that none uses.

use std::collections::BTreeMap;

use super::things::full;
use crate::config::LevelTable;
use crate::facts::{EntityId, FieldId};
use crate::finding::Finding;
use crate::link::{Site, Uses, label};
use crate::rule::facts;
use crate::sentence::{NameId, Slot};

/// Reports things and facts that pages do not use, where that is asked for.
pub(super) fn check(site: &Site, levels: &LevelTable, findings: &mut Vec<Finding>) {
    let things = levels.is_on(&facts::UNDOCUMENTED_ENTITY);
    let facts = levels.is_on(&facts::UNUSED_FACT);
    let labels = if things { labels(site) } else { BTreeMap::new() };
    let alone = |id: &EntityId| {
        let label = labels.get(&site.facts.entity(*id).kind);
        label.is_some_and(|label| site.values.things(*label, site.facts.label(*id)) == [*id]) && stands_alone(site, *id)
    };
    if !facts && !site.facts.ids().any(|id| alone(&id)) {
        return;
    }
    let uses = Uses::new(site);
    for id in site.facts.ids() {
        if alone(&id) && !uses.uses(id) {
            findings.push(undocumented(site, id));
        }
        if facts {
            unused(site, &uses, id, findings);
        }
    }
}

/// The fields that name things in the text of pages, by kind. Of a thing without a name that is found there and is its own,
/// nobody knows whether a page speaks of it.
fn labels(site: &Site) -> BTreeMap<usize, Slot> {
    let names = (0..).map_while(|number| site.facts.grammar.name(NameId(number)));
    let slots: Vec<Slot> = names.filter(|name| name.literal.is_some()).map(|name| name.slot).collect();
    let labels = site.facts.kinds.iter().enumerate().filter_map(|(kind, of)| Some((kind, label(of, kind)?)));
    labels.filter(|(_, label)| slots.contains(label)).collect()
}

/// Whether nothing says what a thing is: it has no page of its own, and on the page that is made for it stands no sentence.
/// That a page which it names is not there has been said.
fn stands_alone(site: &Site, id: EntityId) -> bool {
    let entity = site.facts.entity(id);
    let named = entity.page.is_some() || entity.about.page.is_some();
    site.thing(id).place.is_none() && !named && entity.about.summary.is_none()
}

fn undocumented(site: &Site, id: EntityId) -> Finding {
    let message = format!("no page speaks of `{}`", full(site, id));
    Finding::new(&facts::UNDOCUMENTED_ENTITY, site.facts.entity(id).id.span, message)
        .help("name it on a page, give it a page or a `summary`, or take it out")
        .cause(&*site.facts.kind_of(id).name)
}

fn unused(site: &Site, uses: &Uses<'_>, id: EntityId, findings: &mut Vec<Finding>) {
    let used = uses.used_fields(id);
    let kind = site.facts.kind_of(id);
    for (number, field) in kind.fields.iter().enumerate().filter(|(_, field)| !field.internal) {
        let values = site.facts.entity(id).stated(FieldId(number)).values();
        if let (Some(first), false) = (values.first(), used.contains(&FieldId(number))) {
            let name = &field.name.value;
            let message = format!("no page shows, names or states the `{name}` of `{}`", full(site, id));
            findings.push(
                Finding::new(&facts::UNUSED_FACT, first.span, message)
                    .help("say it on a page, or take it out")
                    .cause(format!("{}.{name}", kind.name)),
            );
        }
    }
}
