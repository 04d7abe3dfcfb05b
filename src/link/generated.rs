//! What factpress publishes by itself: the one list of its names.

use super::Site;

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
    /// The facts as data.
    Facts,
    /// The record of the build, which is no part of the site: nothing can link to it.
    Manifest,
}

impl Generated {
    /// Those that every site has at its root, but for the ones that its configuration turns off.
    pub const ROOT: [Self; 7] =
        [Self::Missing, Self::Manifest, Self::Index, Self::Search, Self::Sitemap, Self::Robots, Self::Facts];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => HOME,
            Self::Index => "a-z.html",
            Self::Missing => "404.html",
            Self::Search => "search-index.js",
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::Facts => "facts.json",
            Self::Manifest => crate::output::MANIFEST,
        }
    }

    /// Whether a site has it.
    pub fn is_made(self, site: &Site) -> bool {
        let config = &site.config;
        let publish = &config.publish;
        match self {
            Self::Home | Self::Missing | Self::Manifest => true,
            Self::Index => publish.index,
            Self::Search => publish.search,
            Self::Sitemap => publish.sitemap && config.base_url.is_some(),
            Self::Robots => publish.robots && config.base_url.is_some(),
            Self::Facts => publish.facts && !site.facts.entities.is_empty(),
        }
    }
}
