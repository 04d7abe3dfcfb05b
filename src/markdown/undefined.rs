//! Labels of links and footnotes that are defined nowhere.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::writer::{Piece, Writer};
use crate::dialect::OffsetMap;
use crate::finding::Finding;
use crate::rule::links;
use crate::span::Span;

/// A link label that is defined nowhere.
pub(super) struct Undefined {
    pub(super) kind: LinkType,
    pub(super) range: Range<usize>,
    pub(super) label: String,
}

/// `[text][label]` and `[label][]` without a definition. A bare `[label]` is text, and so is what follows a word directly,
/// as in `list[0][name]`, and what begins like an option, as in `[--all][--quiet]`.
pub(super) fn undefined_label(text: &str, map: &OffsetMap, link: &Undefined) -> Option<Finding> {
    let before = text[..link.range.start].chars().next_back();
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | '_' | '$'));
    let named = matches!(
        link.kind,
        LinkType::Reference | LinkType::Collapsed | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown
    );
    let plain = link.label.chars().next().is_none_or(|c| matches!(c, '-' | '<' | '.' | '*' | '=' | '|' | '^'));
    if plain || in_word || !named {
        return None;
    }
    let whole = &text[link.range.clone()];
    let at = whole.rfind(link.label.as_str()).unwrap_or(0);
    let span = map.span(link.range.start + at..link.range.start + at + link.label.len().min(whole.len() - at));
    let help = format!("define it: `[{}]: page.md`, or write `\\[` if brackets are meant", link.label);
    Some(undefined("link label", &link.label, span, help))
}

fn undefined(what: &str, label: &str, span: Span, help: String) -> Finding {
    let message = format!("the {what} `{label}` is defined nowhere");
    Finding::new(&links::UNDEFINED_LABEL, span, message).help(help).cause(label)
}

/// `[^label]` in running text.
#[derive(Debug)]
pub(super) struct UndefinedNote {
    /// Where `^label` stands.
    place: Range<usize>,
    /// Whether nothing but a footnote can be meant, whatever else the page holds.
    certain: bool,
}

impl Writer<'_> {
    /// Notes what looks like a footnote in a run of text: had it a definition, it would be no text.
    pub(super) fn note_footnotes(&mut self, run: &[Piece<'_>]) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let (start, end) = (first.range.start, last.range.end);
        let Some(source) = self.text.get(start..end) else { return };
        for (at, _) in source.match_indices("[^") {
            let rest = &source[at + 2..];
            let length = rest.bytes().take_while(|byte| is_label(*byte)).count();
            let (label, after) = rest.split_at(length);
            let before = self.text[..start + at].chars().next_back();
            if label.is_empty() || !after.starts_with(']') || before == Some('\\') || is_class(label) {
                continue;
            }
            // Behind a word, as a footnote stands, and without the sign of repetition that often follows a class.
            let behind =
                before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
            let certain = behind && label.len() > 1 && !after[1..].starts_with(['*', '+', '{']);
            let place = start + at + 1..start + at + 2 + length;
            self.footnotes.undefined.push(UndefinedNote { place, certain });
        }
    }

    /// Reports footnotes that are defined nowhere: those that are certain, and on a page that defines footnotes all.
    pub(super) fn report_undefined_notes(&mut self) {
        let defines = self.footnotes.defines_any();
        for note in std::mem::take(&mut self.footnotes.undefined) {
            if note.certain || defines {
                let label = &self.text[note.place.clone()];
                let help = format!("define it: `[{label}]: …`");
                self.findings.push(undefined("footnote", label, self.span(note.place), help));
            }
        }
    }
}

fn is_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether a label is a class of characters, as in the regular expression `[^a-z0-9]`.
fn is_class(label: &str) -> bool {
    label.as_bytes().windows(3).any(|part| matches!(part, b"a-z" | b"A-Z" | b"0-9" | b"a-f" | b"A-F"))
        || (label.len() == 3 && label.as_bytes()[1] == b'-')
        || !label.bytes().any(|byte| byte.is_ascii_alphanumeric())
}
