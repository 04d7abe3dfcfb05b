//! Makes CommonMark of what authors write. Takes a page's text; gives [`Prepared`]: CommonMark text, a map from its
//! bytes to the author's, and an ordered list of block marks that the writer consumes as it passes them.
//!
//! Plain pages pass through untouched but for includes and lone CRs, which become LF; the AWS dialect has its place here.
//!
//! Invariant: every byte of the prepared text that came from an author maps back to the file and byte it came from.

mod aws;
mod fences;
mod include;
mod line_ends;
mod mark;
mod offset;
mod seen;

use std::borrow::Cow;

pub use include::{Included, Page, included_paths, prepare};
pub use mark::{Admonition, Label, Mark, Marked};
pub use offset::OffsetMap;
pub use seen::looks_like_aws;

pub use crate::config::Dialect;
use crate::finding::Finding;
use crate::path::SourcePath;
use crate::span::{FileId, Span};

/// A page's text, ready for the Markdown parser.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// CommonMark text.
    pub text: Cow<'a, str>,
    /// Where each byte of it came from.
    pub map: OffsetMap,
    /// The files it takes in, each once, by id.
    pub includes: Vec<FileId>,
    /// What its author wrote it in.
    pub dialect: Dialect,
    /// What parts of it are, in order; none in plain pages.
    pub marks: Vec<Mark>,
    /// What was wrong with includes, and what was repaired.
    pub findings: Vec<Finding>,
    /// Includes of files that are not there.
    pub lost: Vec<LostInclude>,
}

/// An include of a file that is not there. What else was meant depends on the other files of the site.
#[derive(Clone, Debug)]
pub struct LostInclude {
    /// The file that holds the include.
    pub from: SourcePath,
    /// The path as written.
    pub written: Box<str>,
    /// The file it leads to.
    pub wanted: SourcePath,
    /// Where the path and region stand.
    pub span: Span,
}
