//! Redirect pages: what stands at a former address.

use serde::Serialize;

use super::page::canonical;
use super::shell::Shell;
use super::target::Target;
use super::urls::Urls;
use crate::digest::{Digest, Hasher};
use crate::link::{Answer, Redirect, Site};
use crate::markdown::escape;

/// Everything that a redirect page shows.
#[derive(Debug, Serialize)]
pub(super) struct RedirectInputs {
    url: String,
    /// The absolute address it leads to, where one is known.
    canonical: Option<String>,
    pub(super) title: String,
    #[serde(skip)]
    shell: Digest,
}

impl RedirectInputs {
    /// Collects what a redirect page shows.
    pub(super) fn new(site: &Site, shell: &Shell, redirect: &Redirect) -> Self {
        let target = Target::new(site, &redirect.dest, &redirect.to);
        let url = target.address(Urls::relative(&redirect.out));
        let (canonical, title) = match (&redirect.to, target) {
            (Answer::Page { page, .. }, Target::Page { out, .. }) => {
                (canonical(site, out), site.page(*page).title().to_owned())
            }
            (_, Target::Page { out, .. } | Target::Asset { out, .. } | Target::Output { out, .. }) => {
                let title = site.made_for(out).map_or(out.name(), |thing| site.facts.name(thing));
                (canonical(site, out), title.to_owned())
            }
            (_, Target::External(_) | Target::Unresolved(_)) => (Some(url.clone()), url.clone()),
        };
        Self { url, canonical, title, shell: shell.digest }
    }

    /// The parts of the page's key, by name.
    pub(super) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { url, canonical, title, shell } = self;
        let mut target = Hasher::new();
        target.text(url).option(canonical.as_deref()).text(title);
        vec![("target", target.finish()), ("theme", *shell)]
    }

    /// The link to where the redirect leads.
    pub(super) fn anchor(&self) -> String {
        let mut out = "<p><a href=\"".to_owned();
        escape(&mut out, &self.url);
        out.push_str("\">");
        escape(&mut out, &self.title);
        out.push_str("</a></p>");
        out
    }
}
