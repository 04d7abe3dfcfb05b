//! Links by which pages mean things: to the file of the facts folder that describes them.

use super::resolve::Index;
use super::{Answer, Unresolved, things};
use crate::path::percent_decode;
use crate::span::FileId;

impl Index<'_> {
    /// What a link to a file of the facts folder leads to: `kind.yaml#id` and `kind/id.yaml` to the thing, `kind.yaml` and
    /// `kinds/kind.yaml` to the list of its kind.
    pub(super) fn of_facts(&self, file: FileId, query: Option<&str>, fragment: Option<&str>) -> Answer {
        self.in_facts(file, query, fragment).unwrap_or(Answer::Unresolved(Unresolved::Unpublished { file }))
    }

    fn in_facts(&self, file: FileId, query: Option<&str>, fragment: Option<&str>) -> Option<Answer> {
        let site = self.site;
        let path = &self.sources.get(file)?.path;
        let below = path.below(site.layout.facts.as_ref()?.as_str())?;
        let (folder, stem) = (below.strip_suffix(path.name())?.trim_end_matches('/'), path.stem());
        let decoded = fragment.map(|id| percent_decode(id).unwrap_or(id.into()));
        let (kind, id) = match (folder, &decoded) {
            ("", Some(id)) if !id.is_empty() => (stem, Some(&**id)),
            ("" | "kinds", _) => (stem, None),
            (kind, _) => (kind, Some(stem)),
        };
        let kind = site.facts.kind_named(kind)?;
        let Some(id) = id else {
            return Some(Answer::output(site.kinds.get(kind)?.out.clone()?, query, None));
        };
        match site.names.by_id(kind, id) {
            Some(thing) => things::answer(site, thing, query),
            None => Some(Answer::Unresolved(Unresolved::thing(file, kind, id))),
        }
    }
}
