//! Findings as text. Takes findings, the sources' text and the numbers of the run; gives one format. One file per format.
//!
//! `human`, `short` and `json` are the formats, and [`overlay`] is what a page of the preview shows; `summary` is the table that ends the human one. `snippet`
//! shows one finding in its source, with what `excerpt` cuts out of it. [`places`] finds lines and columns, once a
//! file; [`fingerprint`] names findings; [`inert`] takes the teeth out of text that goes to a terminal.
//!
//! Invariant: the only layer that counts lines and columns; prints nothing.

use std::io::{self, Write};
use std::time::Duration;

use crate::finding::Finding;
use crate::rule::Level;
use crate::source::Sources;
use crate::summary::Summary;

mod excerpt;
pub mod fingerprint;
mod human;
pub mod inert;
mod json;
pub mod overlay;
pub mod places;
mod short;
mod snippet;
mod summary;
#[cfg(test)]
mod tests;

pub use summary::{count, number};

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

/// How the human format looks. The other formats depend on their input alone.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Whether ANSI colours are written.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// Which findings are shown. All are counted.
    pub extent: Extent,
    /// How long the run took, for the line of counts; none keeps the report the same from run to run.
    pub elapsed: Option<Duration>,
    /// The folder of the site as the command line names it, for the commands that the report proposes; empty for none.
    pub site: &'a str,
}

impl Default for Style<'_> {
    /// Plain, complete and the same from run to run: the form for tests.
    fn default() -> Self {
        Self { color: false, width: 100, extent: Extent::All, elapsed: None, site: "" }
    }
}

/// How much of the findings the human format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every one, by path.
    All,
    /// So many, by path; then a line that says how many more there are.
    First(usize),
    /// One of each cause, the largest first, and no more than fit on a screen of so many lines.
    Screen(usize),
}

/// Writes a report.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, format: Format, input: Input<'_>, style: Style<'_>) -> io::Result<()> {
    match format {
        Format::Human => human::write(out, input, style),
        Format::Short => short::write(out, input),
        Format::Json => json::write(out, input),
    }
}

/// A report as text.
pub fn render(format: Format, input: Input<'_>, style: Style<'_>) -> String {
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = write(&mut out, format, input, style);
    String::from_utf8(out).unwrap_or_default()
}

/// The findings that are reported, by path, position and rule.
pub fn in_order<'a>(findings: &'a [Finding], sources: &Sources) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = findings.iter().filter(|finding| finding.level != Level::Off).collect();
    let key = |finding: &Finding| (finding.span.start, finding.span.end, finding.rule.name);
    findings.sort_by(|a, b| {
        let (in_a, in_b) = (sources.path(a.span.file), sources.path(b.span.file));
        in_a.cmp(in_b).then_with(|| key(a).cmp(&key(b)))
    });
    findings
}
