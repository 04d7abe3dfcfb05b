//! Lists of terms: a line that names something, and lines that say what it is.

use super::super::Marked;
use super::frames::Frame;
use super::line::{self, Line};
use super::page::{Last, Page};
use super::place::Begins;

/// The longest line of words without markup that is taken for a term, in bytes.
const LONGEST: usize = 80;

impl Page<'_> {
    /// Whether a line is a term.
    pub(super) fn is_term(&self, at: usize, line: &Line) -> bool {
        let body = self.body(line);
        let head = &body[..line::anchors_at_end(body)];
        let named = head.len() < body.len();
        if head.trim().is_empty() {
            return false;
        }
        if named && head.ends_with("  ") {
            return true;
        }
        if named || !line.goes_on {
            return false;
        }
        let Some(next) = self.line(at + 1).filter(|next| !next.is_blank() || next.goes_on) else { return false };
        let next = self.body(next);
        let inside = self.frames.container().filter(|(_, container)| !container.is_lasting()).map(|(_, it)| it.what);
        let defined = !self.frames.definitions().is_empty();
        if line::is_bold(body) {
            return !line::is_procedure(body)
                && !matches!(inside, Some(Marked::Example))
                && (defined || !matches!(inside, Some(Marked::Admonition(_))));
        }
        let free = (self.blank && inside.is_none_or(|what| what == Marked::Terms)) || self.last == Last::Apart;
        if line::is_code(body) {
            let named = self.frames.container().is_some_and(|(_, container)| container.named);
            let inside = inside == Some(Marked::Definition) && (!named || is_name_in_code(body));
            return (free || inside) && !line::is_code(next);
        }
        let words =
            line::marker(next).is_none() && line::opening_fence(next).is_none() && !next.starts_with(['|', '!']);
        free && words && is_name(body)
    }

    /// Writes a term, and begins its definition.
    pub(super) fn term(&mut self, line: &Line) {
        self.after_blank(line, Begins::Words);
        let named = self.body(line).ends_with("</a>");
        // A term with an anchor is none of the things that another one with an anchor is made of.
        if named
            && self.blank
            && line.indent == 0
            && let Some(definition) = self.frames.named_definition()
        {
            self.close_to(definition);
        }
        let waiting = matches!(self.frames.top(), Some(Frame::Container(it)) if it.what == Marked::Terms);
        let definitions = self.frames.definitions();
        match definitions.as_slice() {
            _ if waiting && self.stands_in_list(line) => {}
            [] => {
                self.no_term();
                self.back_in_item(line);
                self.in_item(line, false);
                self.open(Marked::Terms, line, false);
            }
            // Glued to a definition, a term is one of the things that it is made of.
            [outer] => {
                self.close_to(outer + 1);
                self.open(Marked::Terms, line, false);
            }
            [.., inner] => self.close_to(*inner),
        }
        self.paragraph(line, Some(Marked::Term));
        self.open(Marked::Definition, line, named);
    }

    /// Whether a line stands in the list item that the innermost container stands in, if it is in one.
    fn stands_in_list(&self, line: &Line) -> bool {
        let Some((at, _)) = self.frames.container() else { return false };
        let item = self.frames.item_below(at);
        item.is_none_or(|(place, item)| {
            let inside = self.frames.container_below(at).is_none_or(|(around, _)| around < place);
            !inside || line.indent > item.column
        })
    }
}

/// Whether a code span is the name of something rather than an example of a value.
fn is_name_in_code(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '<' | '>');
    let name = text.trim_matches('`');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(part) && !name.starts_with("arn:")
}

/// Whether words without markup name something rather than say something.
fn is_name(text: &str) -> bool {
    let link = text.starts_with('[') || text.starts_with("*");
    if text.len() > LONGEST && !link {
        return false;
    }
    let end = text.trim_end_matches("\\)").chars().next_back();
    !end.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))
}
