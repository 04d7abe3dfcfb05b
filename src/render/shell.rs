//! What stands around the text of every page of a site: made once, and one part of every page's key.

use serde::Serialize;

use super::Theme;
use super::theme::Shared;
use crate::digest::{Digest, Hasher};
use crate::link::{Generated, Site};

/// What all pages of a site show alike.
#[derive(Debug)]
pub(super) struct Shell {
    /// As templates see it.
    pub(super) value: Shared,
    /// The digest of all of it.
    pub(super) digest: Digest,
}

/// The `site` of a template's context. Addresses are to be written after the page's way to the root.
#[derive(Serialize)]
struct Context<'a> {
    title: &'a str,
    language: &'a str,
    direction: &'static str,
    repository: Option<&'a str>,
    home: String,
    index: Option<&'static str>,
    tabs: Vec<Tab<'a>>,
    style: &'a str,
    custom: Option<&'a str>,
    script: &'a str,
    search: Option<&'a str>,
    search_index: Option<String>,
    icon: &'a str,
}

/// One of the sites that are published together.
#[derive(Serialize)]
struct Tab<'a> {
    title: &'a str,
    url: String,
}

/// The most tabs that a page carries; the home page lists the sections of a site with more.
const TABS: usize = 12;

/// Languages that are written from right to left (ISO 639-1).
const LEFTWARD: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

impl Shell {
    /// The shell of a site's pages, with the way to its search index.
    pub(super) fn new(site: &Site, theme: &Theme, search_index: Option<&crate::path::OutPath>) -> Self {
        let language = site.config.language.as_deref().unwrap_or("en");
        let primary = language.split('-').next().unwrap_or("");
        let several = (2..=TABS).contains(&site.nav.roots.len());
        let tabs: Vec<Tab<'_>> = site
            .nav
            .roots
            .iter()
            .zip(&site.homes)
            .filter(|_| several)
            .map(|(root, home)| Tab { title: &site.nav.node(*root).title, url: home.out.encoded() })
            .collect();
        let context = Context {
            title: &site.title,
            language,
            direction: if LEFTWARD.contains(&primary) { "rtl" } else { "ltr" },
            repository: site.config.repository.as_deref(),
            home: site.home.out.encoded(),
            index: site.config.publish.index.then_some(Generated::Index.name()),
            tabs,
            style: &theme.names.style,
            custom: theme.names.custom.as_deref(),
            script: &theme.names.script,
            search: search_index.map(|_| theme.names.search.as_str()),
            search_index: search_index.map(crate::path::OutPath::encoded),
            icon: &theme.names.icon,
        };
        Self { value: Shared::new(&context), digest: context.digest(theme) }
    }
}

impl Context<'_> {
    fn digest(&self, theme: &Theme) -> Digest {
        let Self {
            title,
            language,
            direction,
            repository,
            home,
            index,
            tabs,
            style,
            custom,
            script,
            search,
            search_index,
            icon,
        } = self;
        let mut hasher = Hasher::new();
        // Another version may write the same inputs otherwise.
        hasher.text(env!("CARGO_PKG_VERSION"));
        hasher.text(title).text(language).text(direction).option(*repository).text(home).option(*index);
        for Tab { title, url } in tabs {
            hasher.text(title).text(url);
        }
        hasher.text(style).option(*custom).text(script).option(*search).option(search_index.as_deref()).text(icon);
        hasher.digest(theme.digest).finish()
    }
}
