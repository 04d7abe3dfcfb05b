//! Related things whose pages must link to each other.

use std::collections::BTreeSet;

use super::suggest::relative;
use crate::facts::{EntityId, FieldType, RequiredLinks};
use crate::finding::Finding;
use crate::link::{Answer, FactTarget, PageId, Site};
use crate::rule::links;
use crate::span::Span;

/// Reports every page of a thing that does not link to that of a related one, and by the relation has to. Things that share a
/// page, or have none of their own, need no link.
pub(super) fn check(site: &Site, findings: &mut Vec<Finding>) {
    // Of two things that name each other, the first to need a link is reported.
    let mut seen: BTreeSet<(PageId, PageId)> = BTreeSet::new();
    for from in site.facts.ids() {
        let kind = site.facts.kind_of(from);
        for link in &site.thing(from).links {
            let (Some(field), FactTarget::Thing(to)) = (kind.fields.get(link.field.0), &link.to) else { continue };
            let FieldType::Ref(reference) = &field.what else { continue };
            let value = site.facts.entity(from).stated(link.field).values().get(link.value);
            let span = value.map_or(field.name.span, |value| value.span);
            let wanted: &[(EntityId, EntityId)] = match reference.require_links {
                RequiredLinks::None => &[],
                RequiredLinks::One => &[(from, *to)],
                RequiredLinks::Both => &[(from, *to), (*to, from)],
            };
            for (here, there) in wanted {
                let Some((page, target)) = apart(site, *here, *there) else { continue };
                if !links_to(site, page, target) && seen.insert((page, target)) {
                    findings.push(missing(site, span, &field.name.value, (page, target), *there));
                }
            }
        }
    }
}

/// The own pages of two things, where they are two.
fn apart(site: &Site, here: EntityId, there: EntityId) -> Option<(PageId, PageId)> {
    let page = |thing: EntityId| site.thing(thing).place.as_ref().map(|place| place.page);
    page(here).zip(page(there)).filter(|(here, there)| here != there)
}

/// Whether a page links to another: by a link of its author, or by a name, a value or a view of a thing that stands there.
fn links_to(site: &Site, page: PageId, target: PageId) -> bool {
    let statements = site.statements(page);
    let names = statements.links.iter().map(|(_, thing)| *thing);
    let values = statements.values.iter().flatten().map(|named| named.thing);
    let views = statements.views.iter().flatten().flat_map(|view| view.things.iter().copied());
    let stands_there = |thing: EntityId| site.thing(thing).place.as_ref().is_some_and(|place| place.page == target);
    site.answers(page).iter().any(|answer| matches!(answer, Answer::Page { page, .. } if *page == target))
        || names.chain(values).chain(views).any(stands_there)
}

fn missing(site: &Site, span: Span, field: &str, (page, target): (PageId, PageId), thing: EntityId) -> Finding {
    let (page, target) = (site.page(page), site.page(target));
    let message = format!("`{}` does not link to `{}`, as `{field}` requires", page.path, target.path);
    let anchor = site.thing(thing).place.as_ref().and_then(|place| place.anchor.as_deref());
    let anchor = anchor.map(|anchor| format!("#{}", crate::path::encode_fragment(anchor))).unwrap_or_default();
    let link = format!("[{}]({}{anchor})", site.facts.name(thing), relative(page, &target.path));
    Finding::new(&links::MISSING_BACKLINK, span, message)
        .help(format!("write a link there, such as `{link}`"))
        .related(page.object.exports.title_span.unwrap_or(Span::whole(page.file)), "this page lacks the link")
        .cause(page.path.as_str())
}
