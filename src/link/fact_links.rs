//! Links by which pages mean things: to the file of the facts folder that describes them.

use super::resolve::Index;
use super::{Answer, Unresolved, row, things};
use crate::path::percent_decode;
use crate::span::FileId;

impl Index<'_> {
    /// What a link to a file of the facts folder leads to: `kind.yaml#id` and `kind/id.yaml` to the thing, `kind.yaml#id.field` and
    /// `kind/id.yaml#field` to its fact, `kind.yaml` and `kinds/kind.yaml` to the list of its kind.
    pub(super) fn of_facts(&self, file: FileId, query: Option<&str>, fragment: Option<&str>) -> Answer {
        self.in_facts(file, query, fragment).unwrap_or(Answer::Unresolved(Unresolved::Unpublished { file }))
    }

    fn in_facts(&self, file: FileId, query: Option<&str>, fragment: Option<&str>) -> Option<Answer> {
        let site = self.site;
        let path = &self.sources.get(file)?.path;
        let below = path.below(site.layout.facts.as_ref()?.as_str())?;
        let (folder, stem) = (below.strip_suffix(path.name())?.trim_end_matches('/'), path.stem());
        let decoded = fragment.map(|id| percent_decode(id).unwrap_or(id.into()));
        let (kind, id, field) = match (folder, decoded.as_deref()) {
            ("", Some(id)) if !id.is_empty() => (stem, Some(id), None),
            ("" | "kinds", _) => (stem, None, None),
            (kind, field) => (kind, Some(stem), field),
        };
        let kind = site.facts.kind_named(kind)?;
        let Some(id) = id else {
            return Some(Answer::output(site.kinds.get(kind)?.out.clone()?, query, None));
        };
        let named = site.names.by_id(kind, id).map(|thing| (thing, field));
        // An id may have dots of its own: only where there is none such is what follows the last dot a field.
        let named = named.or_else(|| {
            let (id, field) = id.rsplit_once('.').filter(|_| folder.is_empty())?;
            let thing = site.names.by_id(kind, id)?;
            site.facts.kinds.get(kind)?.field(field).map(|_| (thing, Some(field)))
        });
        match named {
            Some((thing, field)) => {
                let row = field.and_then(|field| row::row(site, thing, site.facts.kinds.get(kind)?.field(field)?));
                things::answer(site, thing, query, row.as_deref())
            }
            None => Some(Answer::Unresolved(Unresolved::thing(file, kind, id))),
        }
    }
}
