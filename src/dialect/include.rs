//! Includes: `<!-- include: path#region -->`.

use super::{OffsetMap, Prepared};
use crate::span::FileId;

/// Makes a page's text ready. `start` is where the Markdown begins, after byte order mark and front matter.
pub fn prepare(file: FileId, text: &str, start: usize) -> Prepared<'_> {
    Prepared { text: text[start..].into(), map: OffsetMap::new(file, start), findings: Vec::new() }
}
