//! Finds what is wrong with a site as a whole. Takes a [`Site`]; gives findings. One file per family.
//!
//! [`settle()`] applies levels and excuses to all findings of a run and puts them in order.
//!
//! Invariant: reports and never resolves.

mod anchors;
mod destinations;
mod fact_marks;
mod includes;
mod labels;
mod names;
mod pages;
mod relations;
mod schemes;
mod settle;
mod statements;
mod suggest;
mod things;
mod unused;
mod view_text;

pub use settle::{Excuses, settle};

use crate::config::LevelTable;
use crate::date::Date;
use crate::finding::Finding;
use crate::link::Site;
use crate::rule::links;
use crate::source::Sources;

/// All findings that need the whole site, in no particular order. `today` decides what is due for review; rules that are
/// off everywhere are not looked for.
pub fn check(site: &Site, sources: &Sources, levels: &LevelTable, today: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    destinations::check(site, sources, &mut findings);
    includes::check(site, sources, &mut findings);
    schemes::check(site, &mut findings);
    if levels.is_on(&links::STALE_LABEL) || levels.is_on(&links::MIXED_LINK_TARGETS) {
        labels::check(site, &mut findings);
    }
    statements::check(site, &mut findings);
    fact_marks::check(site, sources, &mut findings);
    names::check(site, &mut findings);
    pages::check(site, today, &mut findings);
    things::check(site, sources, today, &mut findings);
    relations::check(site, &mut findings);
    unused::check(site, levels, &mut findings);
    findings
}
