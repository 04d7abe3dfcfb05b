//! Findings as text. Takes findings, the sources' text and the numbers of the run; gives one format. One file per format.
//!
//! Invariant: the only layer that counts lines and columns; prints nothing.

use crate::finding::Finding;
use crate::source::Sources;
use crate::summary::Summary;

/// A format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: source lines, carets, help, and the summary by causes.
    Human,
    /// One line a finding: `path:line:column: level[rule]: message`.
    Short,
    /// One JSON object.
    Json,
}

/// What a report is made from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Findings in their order, with their final levels.
    pub findings: &'a [Finding],
    /// The text they speak of.
    pub sources: &'a Sources,
    /// The numbers of the run.
    pub summary: &'a Summary,
}
