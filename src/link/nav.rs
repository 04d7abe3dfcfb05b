//! The navigation: one tree for each mount.

use crate::link::PageId;
use crate::span::Span;

/// An entry of the navigation, as an index into [`Nav::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NavId(pub u32);

/// The navigation of a site.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// All entries; a parent stands before its children.
    pub nodes: Vec<NavNode>,
    /// The root entry of each mount: its home page, or a bare title where it has none.
    pub roots: Vec<NavId>,
    /// The entry of each page, by page; none for pages that the navigation leaves out.
    pub of_page: Vec<Option<NavId>>,
    /// The page before and after each page in the order of reading, by page.
    pub order: Vec<(Option<PageId>, Option<PageId>)>,
    /// Entries of a written navigation that lead to no page: what was written, and where.
    pub lost: Vec<(String, Span)>,
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavNode {
    /// What it shows.
    pub title: String,
    /// Its page; none for a heading over its children.
    pub page: Option<PageId>,
    /// The entry above it; none for the root of a mount.
    pub parent: Option<NavId>,
    /// The entries below it, in order.
    pub children: Vec<NavId>,
}

impl Nav {
    /// The entry with an id.
    pub fn node(&self, id: NavId) -> &NavNode {
        &self.nodes[id.0 as usize]
    }

    /// The entry of a page.
    pub fn entry(&self, page: PageId) -> Option<NavId> {
        self.of_page.get(page.0 as usize).copied().flatten()
    }

    /// The entries above one, from the root of its mount down; without itself.
    pub fn ancestors(&self, id: NavId) -> Vec<NavId> {
        let mut above = Vec::new();
        let mut at = self.node(id).parent;
        while let Some(parent) = at {
            above.push(parent);
            at = self.node(parent).parent;
        }
        above.reverse();
        above
    }
}
