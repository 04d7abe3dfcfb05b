//! What the parser would take for something that its author did not mean, hidden from it.
//!
//! To the parser a `:` at the start of a line defines the paragraph before it. Where another `:` follows, authors mean the
//! containers of other generators (`::: tip`), and such a line is text. So the parser is given the text with another
//! character in place of that `:`; what it gives back is put right before anybody sees it.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::seek::{holds, places};

/// A text in which some colons are hidden. All its places are those of the text it was made from.
#[derive(Debug)]
pub(super) struct Hidden {
    /// For the parser.
    pub(super) text: String,
    /// Stands for the colons.
    mark: char,
}

impl Hidden {
    /// Hides colons; none where there are none to hide.
    pub(super) fn of(text: &str) -> Option<Self> {
        // One search, which most pages end with.
        if !holds(text, "::") {
            return None;
        }
        let places: Vec<usize> = places(text, "::").filter(|at| begins_line(text, *at)).collect();
        if places.is_empty() {
            return None;
        }
        // A page that holds all of them is no text that anybody wrote.
        let mark = ('\u{1}'..='\u{8}').find(|mark| !text.contains(*mark))?;
        let mut hidden = String::with_capacity(text.len());
        let mut done = 0;
        for at in places {
            hidden.push_str(&text[done..at]);
            hidden.push(mark);
            done = at + 1;
        }
        hidden.push_str(&text[done..]);
        Some(Self { text: hidden, mark })
    }

    /// An event as it is without hiding.
    pub(super) fn restore<'a>(&self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Text(text) => Event::Text(self.shown(text)),
            Event::Code(text) => Event::Code(self.shown(text)),
            Event::Html(text) => Event::Html(self.shown(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.shown(text)),
            Event::InlineMath(text) => Event::InlineMath(self.shown(text)),
            Event::DisplayMath(text) => Event::DisplayMath(self.shown(text)),
            Event::FootnoteReference(label) => Event::FootnoteReference(self.shown(label)),
            Event::Start(tag) => Event::Start(self.restore_tag(tag)),
            event @ (Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_)) => {
                event
            }
        }
    }

    fn restore_tag<'a>(&self, tag: Tag<'a>) -> Tag<'a> {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(self.shown(info))),
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(self.shown(label)),
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: self.shown(dest_url), title: self.shown(title), id: self.shown(id) }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: self.shown(dest_url), title: self.shown(title), id: self.shown(id) }
            }
            tag => tag,
        }
    }

    /// A piece of the text as it is without hiding.
    pub(super) fn shown<'a>(&self, text: CowStr<'a>) -> CowStr<'a> {
        if text.contains(self.mark) { text.replace(self.mark, ":").into() } else { text }
    }
}

/// Whether nothing but white space and the marks of quotes stands before a place on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].bytes().rev().find(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
    before.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_at_the_start_of_a_line() {
        for (text, wanted) in [
            ("a :: b\nA::B\n: c\n- ::: d", None),
            ("::: tip\n:::", Some("\u{1}:: tip\n\u{1}::")),
            ("a\n  :: b\n> :::: c\n\u{1}", Some("a\n  \u{2}: b\n> \u{2}::: c\n\u{1}")),
        ] {
            assert_eq!(Hidden::of(text).map(|hidden| hidden.text).as_deref(), wanted, "{text}");
        }
    }
}
