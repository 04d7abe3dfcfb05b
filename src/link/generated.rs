//! What factpress publishes by itself: the one list of its names.

use crate::config::Config;

/// The name of a folder's own page.
pub const HOME: &str = "index.html";

/// An output that no author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// The home page of the site, or of one of its sections, where no author wrote one; named [`HOME`].
    Home,
    /// The index of all pages.
    Index,
    /// The page that stands in for missing ones.
    Missing,
    /// The first part of the search index, which names the others.
    Search,
    /// The list of pages for search engines.
    Sitemap,
    /// The rules for robots.
    Robots,
    /// The record of the build, which is no part of the site: nothing can link to it.
    Manifest,
}

impl Generated {
    /// Those that every site has at its root, but for the ones that its configuration turns off.
    pub const ROOT: [Self; 6] = [Self::Missing, Self::Manifest, Self::Index, Self::Search, Self::Sitemap, Self::Robots];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => HOME,
            Self::Index => "a-z.html",
            Self::Missing => "404.html",
            Self::Search => "search-index.js",
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::Manifest => crate::output::MANIFEST,
        }
    }

    /// Whether a site has it.
    pub fn is_made(self, config: &Config) -> bool {
        let publish = &config.publish;
        match self {
            Self::Home | Self::Missing | Self::Manifest => true,
            Self::Index => publish.index,
            Self::Search => publish.search,
            Self::Sitemap => publish.sitemap && config.base_url.is_some(),
            Self::Robots => publish.robots && config.base_url.is_some(),
        }
    }
}
