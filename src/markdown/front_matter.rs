//! Front matter.

use super::FrontMatter;
use crate::finding::Finding;
use crate::span::FileId;

/// Reads the front matter of a page.
pub fn front_matter(_file: FileId, text: &str) -> (FrontMatter, usize, Vec<Finding>) {
    (FrontMatter::default(), if text.starts_with('\u{FEFF}') { 3 } else { 0 }, Vec::new())
}
