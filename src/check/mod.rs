//! Finds what is wrong with a site as a whole. Takes a [`Site`]; gives findings. One file per family.
//!
//! [`settle()`] applies levels and excuses to all findings of a run and puts them in order.
//!
//! Invariant: reports and never resolves.

mod anchors;
mod labels;
mod links;
mod pages;
mod schemes;
mod settle;
mod suggest;

pub use settle::{Excuses, settle};

use crate::date::Date;
use crate::finding::Finding;
use crate::link::Site;
use crate::source::Sources;

/// All findings that need the whole site, in no particular order. `today` decides what is due for review.
pub fn check(site: &Site, sources: &Sources, today: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    links::check(site, sources, &mut findings);
    schemes::check(site, &mut findings);
    labels::check(site, &mut findings);
    pages::check(site, today, &mut findings);
    findings
}
