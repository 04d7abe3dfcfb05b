//! Code in lines.

use std::ops::Range;

use super::ValueKind;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn code_span(&mut self, code: &str, range: Range<usize>) {
        let lines = self.text.get(range.clone()).filter(|span| span.contains('\n')).map(code_over_lines);
        let code = lines.as_deref().unwrap_or(code);
        if self.alt.is_some() {
            self.alt_text(code);
            return;
        }
        self.says_something = true;
        let (text, html) = (self.block.text.len(), self.out.html.len());
        self.out.raw("<code>");
        if self.reads() && !code.is_empty() {
            let html = self.linkable_from();
            let at = self.block.text.len();
            self.block.comes_from(code.len(), inside(self.text, range, code), html);
            self.block.code.push(at..at + code.len());
            self.strike(code.len());
        }
        self.block.text.push_str(code);
        self.out.text(code);
        self.out.raw("</code>");
        self.note_before(text, html, ValueKind::Code);
    }
}

/// The inside of a code span, where the code stands there as it is, but for line ends; else all of it.
fn inside(text: &str, range: Range<usize>, code: &str) -> Range<usize> {
    let Some(span) = text.get(range.clone()) else { return range };
    let ticks = span.bytes().take_while(|byte| *byte == b'`').count();
    // Padded by one space on either side, or not.
    for padding in [0, 1] {
        let start = range.start + ticks + padding;
        let end = start + code.len();
        let there = text.get(start..end).unwrap_or("");
        let is_code = there.bytes().map(|byte| if byte == b'\n' { b' ' } else { byte }).eq(code.bytes());
        if is_code && end + ticks + padding == range.end {
            return start..end;
        }
    }
    range
}

/// The code of a span over several lines. A line end and the white space behind it are one space (CommonMark 4.8, 6.1), where
/// the parser keeps that white space, and gives two spaces for `\r\n`.
fn code_over_lines(span: &str) -> String {
    let ticks = span.bytes().take_while(|byte| *byte == b'`').count();
    let inside = span.get(ticks..span.len() - ticks).unwrap_or("");
    let mut code = String::with_capacity(inside.len());
    for (number, line) in inside.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if number > 0 {
            code.push(' ');
        }
        // What stands before the words of a line belongs to the quotes and list items around the span.
        code.push_str(if number > 0 { line.trim_start_matches([' ', '\t', '>']) } else { line });
    }
    let padded = code.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    match padded {
        Some(inner) if !code.trim_matches(' ').is_empty() => inner.to_owned(),
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_code_stands() {
        let of = |text: &str, code: &str| inside(text, 0..text.len(), code);
        assert_eq!(of("`code`", "code"), 1..5);
        assert_eq!(of("`` a`b ``", "a`b"), 3..6);
        assert_eq!(of("`two\nlines`", "two lines"), 1..10);
        // As long as padded code would be, and yet other bytes: a place in it would cut a letter.
        let text = "`\n  **Tip**  \n\u{1F600}x`";
        let code = code_over_lines(text);
        assert_eq!(of(text, &code), 0..text.len());
    }
}
