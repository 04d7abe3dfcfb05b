//! The configuration of a site: `factpress.yaml` as plain data, every key with its default.
//!
//! [`read()`] takes the text of the file and gives a [`Config`] and findings; a mistake never hides another one, and
//! what cannot be used keeps its default. [`LevelTable`] answers how much a finding weighs. [`schema()`] tells editors what
//! the file takes.
//!
//! Invariant: knows nothing of pages; reads no file.

use std::collections::BTreeMap;

use crate::path::SourcePath;
use crate::span::Span;

mod address;
mod levels;
mod nav;
mod read;
mod schema;

pub use levels::{LevelTable, Levels};
pub use read::read;
pub use schema::schema;

#[cfg(test)]
mod tests;

/// All settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The site's title; else that of the home page.
    pub title: Option<String>,
    /// The address it is published at, ending in `/`: for canonical links, sitemap and feed only.
    pub base_url: Option<String>,
    /// The language of its pages, as in HTML's `lang`; `en` where unset.
    pub language: Option<String>,
    /// Where its sources are kept.
    pub repository: Option<String>,
    /// The address to edit a page at; `{path}` stands for the page's path.
    pub edit_url: Option<String>,
    /// The content folder, where named.
    pub content: Option<SourcePath>,
    /// The facts folder, where named, with its place.
    pub facts: Option<(SourcePath, Span)>,
    /// Kinds that come with the program, by name, each with its place.
    pub kinds: Vec<(String, Span)>,
    /// The templates folder, where named, with its place.
    pub templates: Option<(SourcePath, Span)>,
    /// The folder of static files, where named, with its place.
    pub statics: Option<(SourcePath, Span)>,
    /// The output folder as written; `public` where unset. Relative to the site's root.
    pub out: Option<String>,
    /// The navigation, where given.
    pub nav: Option<Vec<NavItem>>,
    /// The key of the navigation.
    pub nav_key: Option<Span>,
    /// The sections that are named, each with its place; whether there is one of that name is known with the folders only.
    pub sections: Vec<(String, Span)>,
    /// The form of the pages' addresses.
    pub urls: UrlStyle,
    /// Addresses under which this site is known (prefixes, each ending in `/`), by section; the empty section is the site
    /// itself.
    pub published_at: Vec<(String, String)>,
    /// The dialect, by section; the empty section is the site itself.
    pub dialect: BTreeMap<String, Dialect>,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether `[[page#anchor]]` is a link.
    pub wikilinks: bool,
    /// The day that counts as today for `review-due`, as `YYYY-MM-DD`.
    pub today: Option<String>,
    /// Levels of rules.
    pub rules: Levels,
    /// The baseline file, where named.
    pub baseline: Option<SourcePath>,
    /// Redirects: from an output path to a page or address, with the place of the latter.
    pub redirects: Vec<(String, String, Span)>,
    /// What is published beside the pages.
    pub publish: Publish,
}

/// One entry of the navigation in the configuration.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Its label; else the title of its page.
    pub title: Option<String>,
    /// Its page, as a path below the content folder.
    pub page: Option<String>,
    /// Where its page is named in the configuration; where none is, the whole entry.
    pub span: Span,
    /// The entries below it.
    pub children: Vec<NavItem>,
}

/// The form of the pages' addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UrlStyle {
    /// `a/b.html`.
    #[default]
    File,
    /// `a/b/index.html`.
    Directory,
}

/// What pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// CommonMark and GFM.
    Plain,
    /// The AWS documentation's dialect.
    Aws,
}

/// What becomes of raw HTML in pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is kept, made to pair its tags.
    #[default]
    Allow,
    /// It is shown as text.
    Escape,
}

/// What is published beside the pages. All on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publish {
    /// `sitemap.xml` (which needs `base_url`).
    pub sitemap: bool,
    /// `robots.txt`.
    pub robots: bool,
    /// `a-z.html`.
    pub index: bool,
    /// The search index.
    pub search: bool,
    /// `facts.json` (where there are facts).
    pub facts: bool,
}

impl Default for Publish {
    fn default() -> Self {
        Self { sitemap: true, robots: true, index: true, search: true, facts: true }
    }
}
