//! The theme: the built-in templates and static files, each overridden by a site's own file of the same name.

use crate::finding::Finding;
use crate::source::Sources;

/// Templates and static files, ready to use.
#[derive(Debug, Default)]
pub struct Theme {}

impl Theme {
    /// The built-in theme with the site's own files over it. Templates that cannot be read are findings, and the
    /// built-in ones stand in for them.
    pub fn load(_sources: &Sources) -> (Self, Vec<Finding>) {
        (Self::default(), Vec::new())
    }
}
