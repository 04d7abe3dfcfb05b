//! The AWS documentation's dialect. Takes exported text, one block a line; gives CommonMark of the same words, and marks for
//! what CommonMark has no sign for.
//!
//! [`rewrite()`] is one walk over the lines: `page` knows what is open, `block` tells what a line is, the files beside them
//! each know one thing. Nothing here knows any guide; only the labels are words.

mod block;
mod emphasis;
mod fence;
mod frames;
mod inline;
mod label;
mod line;
mod list;
mod output;
mod page;
mod place;
mod table;
mod tabs;
mod term;
mod tokens;

use super::Mark;
use super::offset::OffsetMap;
use crate::finding::Finding;

/// A page made of exported text.
pub(super) struct Rewritten {
    /// CommonMark.
    pub(super) text: String,
    /// Where each byte of it came from.
    pub(super) map: OffsetMap,
    /// What its parts are.
    pub(super) marks: Vec<Mark>,
    /// What was repaired or is missing.
    pub(super) findings: Vec<Finding>,
}

/// Rewrites a text whose bytes come from where `map` says.
pub(super) fn rewrite(text: &str, map: &OffsetMap) -> Rewritten {
    let mut page = page::Page::new(text, map);
    page.walk();
    page.finish()
}

#[cfg(test)]
mod tests;
