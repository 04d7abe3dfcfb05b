//! Notes on plain pages: a paragraph whose first line is nothing but a label in bold and two spaces at its end.
//!
//! The parser says where a paragraph is, so that a label in code or in raw HTML stays what it is. The label's line is not
//! written, and all else is. A note holds what is glued to it: every block up to a blank line or a heading.

use std::ops::Range;

use super::writer::Writer;
use crate::dialect::{Dialect, Label, Marked};

impl Writer<'_> {
    /// Begins a note where the paragraph that begins now is one. Whether the label is all that the paragraph says.
    pub(super) fn begins_note(&mut self, paragraph: &Range<usize>) -> bool {
        if !self.themed() || self.dialect != Dialect::Plain {
            return false;
        }
        let Some((label, end)) = label_line(self.text, paragraph.start) else { return false };
        let alone = paragraph.end <= end;
        if alone && !is_followed(self.text, paragraph.start, end) {
            return false;
        }
        self.close_note();
        self.open_mark(Marked::Admonition(label), usize::MAX);
        self.label_end = end;
        alone
    }

    /// Ends the note before a block at `at` that is not part of it.
    pub(super) fn leave_note(&mut self, at: usize, heading: bool) {
        let any = self.label_end > 0;
        if any && (heading || ends_what_is_around(&self.text[at..]) || !is_glued(self.text, at)) {
            self.close_note();
        }
    }
}

/// The label that is all of the line that a paragraph at `at` begins with, and where the next line begins, which is not
/// blank.
fn label_line(text: &str, at: usize) -> Option<(Label, usize)> {
    let inside = text.get(at..)?.strip_prefix("**")?;
    let before = &text[line_start(text, at)..at];
    let (label, rest) =
        Label::ALL.iter().find_map(|label| Some((label, inside.strip_prefix(label.word)?.strip_prefix("**  ")?)))?;
    let rest = rest.trim_start_matches(' ');
    let next = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))?;
    let blank = next.lines().next().is_none_or(|line| line.trim().is_empty());
    (before.trim().is_empty() && !blank).then(|| (*label, text.len() - next.len()))
}

/// Whether the line at `next` begins a block that can stand in a note whose label, alone in its paragraph, stands at `at`: no
/// heading, and nothing further out.
fn is_followed(text: &str, at: usize, next: usize) -> bool {
    let line = text[next..].trim_start_matches([' ', '\t']);
    let column = text[next..].len() - line.len();
    !line.starts_with('#') && !ends_what_is_around(line) && column >= at - line_start(text, at)
}

/// Whether a block is an end tag: what began around the note ends there.
fn ends_what_is_around(block: &str) -> bool {
    block.starts_with("</")
}

/// Whether the line above that of `at` is not blank.
fn is_glued(text: &str, at: usize) -> bool {
    text[..line_start(text, at)]
        .strip_suffix('\n')
        .is_some_and(|above| !above[line_start(above, above.len())..].trim().is_empty())
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}
