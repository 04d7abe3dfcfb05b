//! The facts that a page shows in its text: names that are links, values before markers, views.

use super::things::view;
use super::urls::Urls;
use crate::digest::Hasher;
use crate::facts::{EntityId, Named, Unnamed, View, ViewProblem};
use crate::link::{PageId, Site, row};
use crate::markdown::escape;
use crate::path::OutPath;

/// The facts that a page shows in its text.
#[derive(Debug, Default)]
pub(super) struct ShownFacts<'a> {
    /// The names that are links, by their number.
    names: Vec<NameLink<'a>>,
    /// What values before markers lead to, by marker: the output, and the place on it.
    values: Vec<Option<(&'a OutPath, Option<String>)>>,
    /// Views, as HTML.
    views: Vec<String>,
}

/// A name that is a link to its thing.
#[derive(Clone, Debug)]
struct NameLink<'a> {
    /// The name, as an index into those of the page.
    number: u32,
    /// The output that the thing stands on.
    out: &'a OutPath,
    /// Where on it.
    anchor: Option<&'a str>,
    /// What its kind is called.
    kind: String,
}

impl<'a> ShownFacts<'a> {
    /// Collects what a page shows.
    pub(super) fn new(site: &'a Site, id: PageId) -> Self {
        let Some(statements) = site.statements.get(id.0 as usize) else { return Self::default() };
        let name = |(number, thing): &(u32, EntityId)| {
            let (out, anchor) = site.stands_at(*thing)?;
            Some(NameLink { number: *number, out, anchor, kind: site.facts.kind_of(*thing).in_a_sentence() })
        };
        let value = |named: &Result<Named, Unnamed>| {
            let Named { thing, field } = *named.as_ref().ok()?;
            let (out, anchor) = site.stands_at(thing)?;
            let row = field.and_then(|field| row(site, thing, field));
            Some((out, row.or_else(|| anchor.map(str::to_owned))))
        };
        let out = &site.page(id).out;
        let html =
            |shown: &Result<View, ViewProblem>| shown.as_ref().map_or_else(|_| String::new(), |it| view(site, it, out));
        Self {
            names: statements.links.iter().filter_map(name).collect(),
            values: statements.values.iter().map(value).collect(),
            views: statements.views.iter().map(html).collect(),
        }
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { names, values, views } = self;
        for NameLink { number, out, anchor, kind } in names {
            hasher.number(u64::from(*number)).text(out.as_str()).option(*anchor).text(kind);
        }
        for value in values {
            let (out, anchor) = value.as_ref().map(|(out, anchor)| (out.as_str(), anchor.as_deref())).unzip();
            hasher.option(out).option(anchor.flatten());
        }
        for view in views {
            hasher.text(view);
        }
    }

    /// Writes one end of a name, where that is a link. What is heard of it tells its kind.
    pub(super) fn name(&self, out: &mut String, urls: Urls<'_>, number: u32, open: bool) {
        let Ok(at) = self.names.binary_search_by_key(&number, |name| name.number) else { return };
        let NameLink { number: _, out: to, anchor, kind } = &self.names[at];
        if open {
            out.push_str("<a class=\"ent\" href=\"");
            escape(out, &anchor.map_or_else(|| urls.to(to), |anchor| urls.to_anchor(to, anchor)));
            out.push_str("\">");
        } else {
            out.push_str("<span class=\"vh\">, ");
            escape(out, kind);
            out.push_str("</span></a>");
        }
    }

    /// Writes one end of a value, where that leads to its fact.
    pub(super) fn value(&self, out: &mut String, urls: Urls<'_>, number: u32, open: bool) {
        let Some(Some((to, anchor))) = self.values.get(number as usize) else { return };
        if open {
            out.push_str("<a class=\"fact\" href=\"");
            escape(out, &anchor.as_ref().map_or_else(|| urls.to(to), |anchor| urls.to_anchor(to, anchor)));
            out.push_str("\">");
        } else {
            out.push_str("</a>");
        }
    }

    /// Writes a view.
    pub(super) fn view(&self, out: &mut String, number: u32) {
        out.push_str(self.views.get(number as usize).map_or("", String::as_str));
    }
}
