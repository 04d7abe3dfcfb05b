//! HTML with holes, while it is being written.

use super::escape::escape;
use super::{Hole, HoleKind};

/// A run of HTML and the holes in it, by position.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
}

impl Buffer {
    /// Appends HTML as it is.
    pub(super) fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Appends text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.html, text);
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, what: HoleKind) {
        self.holes.push(Hole { at: u32::try_from(self.html.len()).unwrap_or(u32::MAX), what });
    }

    /// Appends another buffer.
    pub(super) fn append(&mut self, other: Buffer) {
        let shift = u32::try_from(self.html.len()).unwrap_or(u32::MAX);
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.into_iter().map(|hole| Hole { at: hole.at.saturating_add(shift), ..hole }));
    }

    /// Begins a new line, as the reference renderers do.
    pub(super) fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }
}
