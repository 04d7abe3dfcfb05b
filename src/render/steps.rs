//! Steps from a page to others: a title and where it leads, as the page's key sees it and as its template does.

use serde::Serialize;

use super::urls::Urls;
use crate::digest::Hasher;
use crate::link::nav::NavId;
use crate::link::{PageId, Site};
use crate::markdown::escape;
use crate::path::OutPath;

/// A title and the output it leads to; none for a heading that leads nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    pub(super) title: &'a str,
    pub(super) out: Option<&'a OutPath>,
}

/// A step as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct Link<'a> {
    pub(super) title: &'a str,
    /// The address, ready to stand in an attribute; none for a heading that leads nowhere.
    pub(super) url: Option<String>,
}

impl<'a> Step<'a> {
    /// The step to a page.
    pub(super) fn to(site: &'a Site, page: PageId) -> Self {
        let page = site.page(page);
        Self { title: page.title(), out: Some(&page.out) }
    }

    /// The step to an entry of the navigation.
    pub(super) fn of(site: &'a Site, entry: NavId) -> Self {
        Self { title: &site.nav.node(entry).title, out: site.leads_to(entry) }
    }

    /// Adds what the step shows to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { title, out } = self;
        hasher.text(title).option(out.map(OutPath::as_str));
    }

    /// The step as it stands on an output.
    pub(super) fn link(&self, urls: &Urls<'_>) -> Link<'a> {
        Link { title: self.title, url: self.out.map(|out| urls.to(out)) }
    }
}

/// A page in a list: its title, and what it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) step: Step<'a>,
    pub(super) summary: &'a str,
}

/// An entry as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    title: &'a str,
    url: Option<String>,
    summary: &'a str,
}

impl<'a> Entry<'a> {
    /// An entry of the navigation, under the title that it has there.
    pub(super) fn new(site: &'a Site, entry: NavId) -> Self {
        let page = site.nav.node(entry).page;
        let summary = page.map_or("", |page| site.page(page).object.exports.summary.as_str());
        Self { step: Step::of(site, entry), summary }
    }

    /// The pages that are made of facts, but for comparisons: things and the lists of kinds.
    pub(super) fn of_facts(site: &'a Site) -> impl Iterator<Item = Self> {
        let things = site.facts.ids().filter_map(|id| {
            let step = Step { title: site.facts.name(id), out: Some(site.thing(id).made.as_ref()?) };
            let summary = site.facts.entity(id).about.summary.as_deref();
            Some(Self { step, summary: summary.unwrap_or(&site.facts.kind_of(id).title) })
        });
        things.chain(Self::of_kinds(site))
    }

    /// The lists of the things of each kind.
    pub(super) fn of_kinds(site: &'a Site) -> impl Iterator<Item = Self> {
        site.facts.kinds.iter().zip(&site.kinds).filter_map(|(kind, page)| {
            let step = Step { title: &kind.plural, out: Some(page.out.as_ref()?) };
            Some(Self { step, summary: "" })
        })
    }

    /// Adds what the entry shows to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { step, summary } = self;
        step.hash(hasher);
        hasher.text(summary);
    }

    /// The entry as it stands on an output.
    pub(super) fn listed(&self, urls: &Urls<'_>) -> Listed<'a> {
        let Link { title, url } = self.step.link(urls);
        Listed { title, url, summary: self.summary }
    }
}

impl Listed<'_> {
    /// Writes the entry as an item of a plain list.
    pub(super) fn plain(&self, out: &mut String) {
        out.push_str("<li>");
        if let Some(url) = &self.url {
            out.push_str("<a href=\"");
            escape(out, url);
            out.push_str("\">");
        }
        escape(out, self.title);
        out.push_str(if self.url.is_some() { "</a></li>\n" } else { "</li>\n" });
    }
}
