//! What there is to make.

use crate::facts::EntityId;
use crate::link::PageId;
use crate::path::OutPath;

/// One output, before it is made.
#[derive(Debug)]
pub struct Planned {
    /// Where it lies.
    pub out: OutPath,
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
    /// A published file, as an index into [`Site::assets`](crate::link::Site::assets).
    Asset(u32),
    /// A file of the theme or of the site's `static/`, as an index into the theme's files.
    Static(u32),
    /// A redirect, as an index into [`Site::redirects`](crate::link::Site::redirects).
    Redirect(u32),
    /// The page of a thing that has none of its own.
    Thing(EntityId),
    /// The facts of such a thing as data.
    ThingData(EntityId),
    /// The list of the things of a kind, by its place among the kinds.
    Kind(usize),
    /// Two things side by side, as an index into [`Site::comparisons`](crate::link::Site::comparisons).
    Compare(u32),
    /// `facts.json`.
    Facts,
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

impl What {
    /// Whether a template makes it.
    pub fn has_template(&self) -> bool {
        use What::{Compare, Home, Index, Kind, NotFound, Page, Redirect, Thing};
        matches!(self, Page(_) | Home(_) | Redirect(_) | Thing(_) | Kind(_) | Compare(_) | Index | NotFound)
    }
}
