//! Makes outputs. Takes a site, its theme and the list of outputs; gives bytes. The only layer that names the template
//! crate.
//!
//! [`plan`] lists every output of a site with its key; [`produce`] makes one of them.
//!
//! Invariant: templates see only the page's context, and no template function looks anything up.

use crate::digest::Digest;
use crate::finding::Finding;
use crate::link::{PageId, Site};
use crate::output::{Content, Wanted};
use crate::source::Sources;

mod theme;
pub use theme::Theme;

/// All outputs of a site, in the order of their paths.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is published where.
    pub outputs: Vec<Planned>,
}

/// One output, before it is made.
#[derive(Debug)]
pub struct Planned {
    /// Where it lies, its key, its sources.
    pub wanted: Wanted,
    /// What it is.
    pub what: What,
}

/// What an output is.
#[derive(Clone, Debug)]
pub enum What {
    /// A page of an author.
    Page(PageId),
    /// The list of a mount's or the site's pages, where no author wrote a home page.
    Home(Option<u16>),
    /// A published file, as an index into [`Site::assets`].
    Asset(u32),
    /// A file of the theme or of the site's `static/`, as an index into the theme's files.
    Static(u32),
    /// A redirect, as an index into [`Site::redirects`].
    Redirect(u32),
    /// `a-z.html`.
    Index,
    /// `404.html`.
    NotFound,
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// A shard of the search index.
    Search(u32),
}

/// What makes an output differ from one run to the next, as read by `factpress why`.
#[derive(Debug)]
pub struct Input {
    /// What it is: `body`, `navigation`, `template doc.html` …
    pub name: String,
    /// Its digest.
    pub digest: Digest,
}

/// Lists the outputs of a site.
pub fn plan(_site: &Site, _theme: &Theme, _sources: &Sources) -> Plan {
    Plan::default()
}

/// Makes one output. A template that fails gives a finding, and a page without the theme around it.
pub fn produce(
    _site: &Site,
    _theme: &Theme,
    _plan: &Plan,
    _sources: &Sources,
    _index: usize,
) -> (Content, Vec<Finding>) {
    (Content::Bytes(Vec::new()), Vec::new())
}

/// The inputs that make up the key of an output, by name.
pub fn inputs(_site: &Site, _theme: &Theme, _plan: &Plan, _index: usize) -> Vec<Input> {
    Vec::new()
}
