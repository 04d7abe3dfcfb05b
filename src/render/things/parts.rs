//! What a page shows of a thing: its facts, its relations, and what it is compared with.

use serde::Serialize;

use super::frame::{Mark, MarkContext};
use super::panel::{Panel, PanelContext};
use super::relations::{Relations, RelationsContext};
use super::value::{LinkedValue, ShownValue};
use crate::digest::Hasher;
use crate::facts::EntityId;
use crate::link::Site;
use crate::path::OutPath;
use crate::render::urls::Urls;

/// How many comparisons a page leads to.
const COMPARED: usize = 12;

/// What a page shows of a thing.
#[derive(Debug)]
pub(in crate::render) struct Parts<'a> {
    own: LinkedValue<'a>,
    mark: Mark<'a>,
    panel: Panel<'a>,
    relations: Relations<'a>,
    /// The other thing of each comparison, and where that lies.
    compared: Vec<(LinkedValue<'a>, &'a OutPath)>,
}

/// The same as templates see it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PartsContext<'a> {
    name: &'a str,
    own: ShownValue<'a>,
    mark: MarkContext<'a>,
    facts: PanelContext<'a>,
    relations: Option<RelationsContext<'a>>,
    compare: Vec<Compared<'a>>,
}

#[derive(Debug, Serialize)]
struct Compared<'a> {
    with: ShownValue<'a>,
    url: String,
}

impl<'a> Parts<'a> {
    /// What is shown of a thing. `taken` says which ids the page has otherwise.
    pub(in crate::render) fn new(site: &'a Site, id: EntityId, taken: &dyn Fn(&str) -> bool) -> Self {
        let numbers = site.thing(id).comparisons.iter().take(COMPARED);
        let compared = numbers.filter_map(|number| site.comparisons.get(*number as usize)).map(|comparison| {
            let other = if comparison.a == id { comparison.b } else { comparison.a };
            (LinkedValue::thing(site, other), &comparison.out)
        });
        Self {
            own: LinkedValue::thing(site, id),
            mark: Mark::of(site.facts.kind_of(id)),
            panel: Panel::new(site, id, taken),
            relations: Relations::new(site, id),
            compared: compared.collect(),
        }
    }

    /// Adds all that is shown to a digest.
    pub(in crate::render) fn hash(&self, hasher: &mut Hasher) {
        let Self { own, mark, panel, relations, compared } = self;
        hasher.number(compared.len() as u64);
        own.hash(hasher);
        mark.hash(hasher);
        panel.hash(hasher);
        relations.hash(hasher);
        for (with, out) in compared {
            with.hash(hasher);
            hasher.text(out.as_str());
        }
    }

    /// The same as it stands on an output.
    pub(in crate::render) fn context(&self, urls: &Urls<'_>) -> PartsContext<'_> {
        PartsContext {
            name: self.own.text(),
            own: self.own.context(urls),
            mark: self.mark.context(),
            facts: self.panel.context(urls),
            relations: (!self.relations.is_empty()).then(|| self.relations.context(urls)),
            compare: self
                .compared
                .iter()
                .map(|(with, out)| Compared { with: with.context(urls), url: urls.to(out) })
                .collect(),
        }
    }

    /// Whether there are relations to show.
    pub(in crate::render) fn has_relations(&self) -> bool {
        !self.relations.is_empty()
    }

    /// Adds what shows which icons the relations need.
    pub(in crate::render) fn icons(&self, icons: &mut String) {
        if !self.relations.is_empty() {
            icons.push_str(&self.mark.icon());
        }
        self.relations.icons(icons);
    }

    /// The facts without the theme.
    pub(super) fn plain(&self) -> String {
        self.panel.plain()
    }
}
