//! Redirect pages: what stands at a former address.

use serde::Serialize;

use super::shell::Shell;
use super::urls::Urls;
use crate::digest::{Digest, Hasher};
use crate::link::{Redirect, RedirectTarget, Site};
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
        let (url, canonical, title) = match &redirect.to {
            RedirectTarget::Page(page, anchor) => {
                let page = site.page(*page);
                let urls = Urls::relative(&redirect.out);
                let url =
                    anchor.as_deref().map_or_else(|| urls.to(&page.out), |anchor| urls.to_anchor(&page.out, anchor));
                (url, super::page::canonical(site, &page.out), page.title().to_owned())
            }
            RedirectTarget::Address(address) => (address.to_string(), Some(address.to_string()), address.to_string()),
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
