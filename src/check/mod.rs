//! Finds what is wrong with a site as a whole. Takes a [`Site`]; gives findings. One file per family.
//!
//! [`settle`] applies levels and excuses to all findings of a run and puts them in order.
//!
//! Invariant: reports and never resolves.

use crate::finding::Finding;
use crate::link::Site;
use crate::source::Sources;

/// All findings that need the whole site, in no order yet.
pub fn check(_site: &Site, _sources: &Sources, _today: &str) -> Vec<Finding> {
    Vec::new()
}
