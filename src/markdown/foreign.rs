//! Syntax of other generators that is shown as text: reported once for each page and kind, so that nothing is passed over
//! in silence.

use super::writer::{Piece, Writer};
use crate::finding::Finding;
use crate::rule::{Level, pages};
use crate::span::Span;

/// A kind of foreign syntax.
struct Kind {
    name: &'static str,
    mark: &'static str,
    /// Whether it counts at the start of a line only.
    line: bool,
    instead: &'static str,
}

const KINDS: [Kind; 6] = [
    Kind { name: "an include", mark: "{{#", line: false, instead: "write `<!-- include: path -->`" },
    Kind { name: "a template expression", mark: "{{", line: false, instead: "write the text itself" },
    Kind { name: "a template tag", mark: "{%", line: false, instead: "write the text itself" },
    Kind { name: "an admonition", mark: "!!! ", line: true, instead: "write `> [!NOTE]`" },
    Kind { name: "a tab", mark: "=== \"", line: true, instead: "write a heading" },
    Kind { name: "a container", mark: ":::", line: true, instead: "write `> [!NOTE]`, or plain Markdown" },
];

impl Writer<'_> {
    /// Notes foreign syntax in a run of text; true where the run says anything besides it.
    pub(super) fn note_foreign(&mut self, run: &[Piece<'_>]) -> bool {
        let mut says = false;
        for piece in run {
            let source = &self.text[piece.range.clone()];
            let mut found = None;
            for kind in &KINDS {
                if let Some(at) = source.find(kind.mark)
                    && (!kind.line || self.begins_line(piece.range.start + at))
                    && !(kind.mark == "{{" && source[at..].starts_with("{{#"))
                {
                    let span = self.span(piece.range.start + at..piece.range.start + at + kind.mark.trim_end().len());
                    self.foreign.entry(kind.name).or_insert(span);
                    found = Some(at);
                }
            }
            let around = found.map_or(source, |at| &source[..at]);
            says |= !around.trim().is_empty();
        }
        says
    }

    fn begins_line(&self, at: usize) -> bool {
        self.text[..at]
            .bytes()
            .rev()
            .take_while(|byte| *byte != b'\n' && *byte != b'\r')
            .all(|byte| matches!(byte, b' ' | b'>'))
    }

    /// Reports what was noted. Where the page says nothing else, it is a warning: the page may be about that syntax.
    pub(super) fn report_foreign(&mut self) {
        let mut found: Vec<(&'static str, Span)> = self.foreign.drain().collect();
        found.sort_by_key(|(name, span)| (*span, *name));
        for (name, span) in found {
            let kind = KINDS.iter().find(|kind| kind.name == name);
            let mark = kind.map_or("", |kind| kind.mark.trim_end());
            let mut finding = Finding::new(
                &pages::FOREIGN_SYNTAX,
                span,
                format!("`{mark}` is {name} of another generator, shown as text"),
            )
            .cause(mark);
            if let Some(kind) = kind {
                finding = finding.help(kind.instead);
            }
            if !self.says_something {
                finding.level = Level::Warning;
            }
            self.findings.push(finding);
        }
    }
}
