//! The rows of facts that panels show, as places to which links lead.

use super::backlinks::Meant;
use super::{Answer, Site};
use crate::facts::{EntityId, FieldId};
use crate::markdown::{Panel, RefKind};

/// What the ids of rows begin with.
const ROW: &str = "fact-";

/// The id of a field's row, to which links to a fact lead.
pub fn row_id(field: &str) -> String {
    format!("{ROW}{field}")
}

/// The id of the row of a fact on the page where its thing stands; none where no panel shows it.
pub fn row(site: &Site, thing: EntityId, field: FieldId) -> Option<String> {
    let of = site.facts.kind_of(thing).fields.get(field.0).filter(|field| !field.internal)?;
    let id = row_id(&of.name.value);
    let shown = match &site.thing(thing).place {
        None => true,
        Some(place) => {
            let object = &site.page(place.page).object;
            let taken = object.exports.anchors.get(&id).is_some();
            // Of several things with one page, only the rows of the first have ids.
            let first = site.own_things(place.page).next() == Some(thing);
            first && object.front.panel != Panel::None && !taken
        }
    };
    shown.then_some(id)
}

/// The fact of a thing to whose row a link leads.
pub(super) fn of_answer(site: &Site, thing: EntityId, answer: &Answer) -> Option<FieldId> {
    let anchor = match answer {
        Answer::Page { anchor, .. } => anchor.as_deref(),
        Answer::Output { fragment, .. } => fragment.as_deref(),
        Answer::Asset { .. } | Answer::External | Answer::Unresolved(_) => None,
    }?;
    let field = site.facts.kind_of(thing).field(anchor.strip_prefix(ROW)?)?;
    row(site, thing, field).filter(|id| id == anchor).map(|_| field)
}

/// How many links name an anchor of something whose anchors are not known: a file, or an output that no author wrote.
pub fn unread_anchors(site: &Site) -> usize {
    let meant = Meant::new(site);
    let of_page = |(page, answers): (super::PageId, &std::sync::Arc<[Answer]>)| {
        let unread = |answer: &&Answer| match answer {
            Answer::Asset { fragment, .. } => fragment.is_some(),
            Answer::Output { fragment: Some(_), .. } => {
                let things = meant.by(page, RefKind::Link, answer);
                !things.iter().any(|thing| of_answer(site, *thing, answer).is_some())
            }
            Answer::Output { fragment: None, .. } | Answer::Page { .. } | Answer::External | Answer::Unresolved(_) => {
                false
            }
        };
        answers.iter().filter(unread).count()
    };
    site.page_ids().zip(&site.answers).map(of_page).sum()
}
