//! Proposes things that nobody has described yet, from what pages say of them.
//!
//! Takes a [`crate::link::Site`]; [`readings`] gives every value that a sentence states of a name, [`proposals`] weighs them, and [`yaml()`]
//! writes them as a file of the facts folder, every value with the places it was read from. Where pages disagree, nothing is
//! proposed and both places are named.
//!
//! Invariant: proposes nothing that is described, and decides nothing.

mod places;
mod proposal;
mod reading;
mod yaml;

pub use proposal::{Proposal, Proposed, proposals};
pub use reading::{Read, Reading, readings};
pub use yaml::yaml;

use crate::span::FileId;

/// The files in which places of some proposals lie.
pub fn files(proposals: &[Proposal]) -> Vec<FileId> {
    let readings = proposals.iter().flat_map(|proposal| proposal.readings.iter());
    let mut files: Vec<FileId> = readings.map(|reading| reading.span.file).collect();
    files.sort_unstable();
    files.dedup();
    files
}
