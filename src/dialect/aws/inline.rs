//! The words of one line: spaces out of emphasis and link texts, and placeholders that are no tags.

use std::ops::Range;

use super::emphasis;
use super::output::Output;
use super::tokens::{self, Part, Sign, Token};

/// A comment that shows nothing: CommonMark takes it for punctuation, so that stars beside it can begin and end emphasis.
const NOTHING: &str = "<!---->";

/// Writes a range of a line, mended. `found` is room for its signs.
pub(super) fn write<'a>(out: &mut Output<'a>, text: &'a str, range: Range<usize>, found: &mut Vec<Token>) {
    if memchr::memchr3(b'*', b'<', b'[', &text.as_bytes()[range.clone()]).is_none() {
        out.keep(range);
        return;
    }
    tokens::find(text, range.clone(), found);
    emphasis::pair(text, found);
    let mut line = Inline { out, text, end: range.end, start: range.start, at: range.start, held: 0..0, ended: 0 };
    for (number, token) in found.iter().enumerate() {
        let moves_out = matches!(token.what, Sign::Close | Sign::Spaced | Sign::Stars(Part::Ends(_)));
        line.words(token.at, moves_out);
        let next = found.get(number + 1);
        line.sign(*token, next);
    }
    line.words(range.end, false);
    line.release();
}

struct Inline<'o, 'a> {
    out: &'o mut Output<'a>,
    text: &'a str,
    start: usize,
    end: usize,
    /// How far the line has been written.
    at: usize,
    /// White space that stood before an end of emphasis or of a link's text and is still to be written.
    held: Range<usize>,
    /// How much was written when the last emphasis had ended.
    ended: usize,
}

impl Inline<'_, '_> {
    /// Writes the words up to a place; white space at their end is held where what follows ends a span.
    fn words(&mut self, to: usize, moves_out: bool) {
        if to <= self.at {
            return;
        }
        let words = &self.text[self.at..to];
        let kept = if moves_out { words.trim_end().len() } else { words.len() };
        if kept > 0 {
            self.release();
            self.out.keep(self.at..self.at + kept);
        }
        if kept < words.len() {
            if !self.held.is_empty() && self.held.end != self.at + kept {
                self.release();
            }
            let start = if self.held.is_empty() { self.at + kept } else { self.held.start };
            self.held = start..to;
        }
        self.at = to;
    }

    fn sign(&mut self, token: Token, next: Option<&Token>) {
        match token.what {
            Sign::Placeholder => {
                self.release();
                self.out.put("\\", token.at);
                self.keep(token.range());
            }
            Sign::Code => {
                self.release();
                self.code(token.range());
            }
            Sign::Open => {
                self.release();
                self.begin(token.range(), token, next);
            }
            Sign::Close => self.keep(token.range()),
            Sign::Spaced => {
                let dest = token.at + 2..token.range().end - 1;
                self.keep(token.at..dest.start);
                self.out.put("<", dest.start);
                self.keep(dest.clone());
                self.out.put(">", dest.end);
                self.keep(dest.end..token.range().end);
            }
            Sign::Stars(Part::None) => {
                self.release();
                self.keep(token.range());
            }
            Sign::Inner | Sign::Stars(Part::Nothing) => self.at = token.range().end,
            Sign::Stars(Part::Begins(stars)) => {
                self.release();
                self.begin(token.at..token.at + stars.min(token.len), token, next);
            }
            Sign::Stars(Part::Ends(stars)) => {
                let stays = self.held.is_empty();
                let before = self.out.last();
                self.keep(token.at..token.at + stars.min(token.len));
                self.ended = self.out.len();
                self.at = token.range().end;
                let after = self.text[self.at..self.end].chars().next();
                if stays && before.is_some_and(is_sign) && after.is_some_and(is_word) {
                    self.out.put(NOTHING, self.at);
                }
            }
        }
    }

    /// A code span with links in it becomes spans beside and inside of links.
    fn code(&mut self, span: Range<usize>) {
        let ticks = self.text[span.clone()].bytes().take_while(|byte| *byte == b'`').count();
        let mark = &self.text[span.start..span.start + ticks];
        let mut inside = span.start + ticks..span.end - ticks;
        if is_padded(&self.text[inside.clone()]) {
            inside = inside.start + 1..inside.end - 1;
        }
        while let Some((words, dest)) = tokens::code_link(self.text, inside.clone()) {
            self.span(mark, inside.start..words.start - 1);
            self.out.put("[", words.start);
            self.out.put(mark, words.start);
            self.unescaped(words.clone());
            self.out.put(mark, words.end);
            self.out.put("](", dest.start);
            self.out.keep(dest.clone());
            self.out.put(")", dest.end);
            inside.start = dest.end + 1;
        }
        self.span(mark, inside);
        self.at = span.end;
    }

    /// Keeps words in code without the backslashes that their exporter put before signs.
    fn unescaped(&mut self, words: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut from = words.start;
        while let Some(at) = memchr::memchr(b'\\', &bytes[from..words.end]).map(|at| from + at) {
            let escapes = at + 1 < words.end && bytes[at + 1].is_ascii_punctuation();
            self.out.keep(from..if escapes { at } else { at + 1 });
            // The sign behind it is kept, also where it is a backslash itself.
            let next = at + 1 + usize::from(escapes);
            self.out.keep(at + 1..next);
            from = next;
        }
        self.out.keep(from..words.end);
    }

    fn span(&mut self, mark: &str, code: Range<usize>) {
        if code.is_empty() {
            return;
        }
        let text = &self.text[code.clone()];
        // One space on each side would be taken for no part of it, and a backtick for one of the mark.
        let pad = if is_padded(text) || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.out.put(mark, code.start);
        self.out.put(pad, code.start);
        self.out.keep(code.clone());
        self.out.put(pad, code.end);
        self.out.put(mark, code.end);
    }

    fn keep(&mut self, range: Range<usize>) {
        self.at = range.end;
        self.out.keep(range);
    }

    /// Writes what begins a span; white space after it goes before it.
    fn begin(&mut self, mark: Range<usize>, token: Token, next: Option<&Token>) {
        let inside = token.range().end;
        let limit = next.map_or(self.end, |next| next.at).max(inside);
        let space = self.text[inside..limit].len() - self.text[inside..limit].trim_start().len();
        let before = if self.at == self.start { None } else { self.out.last() };
        let opens = |c: char| opens(c) && !(c == '*' && self.ended == self.out.len());
        let glued = before.is_some_and(|c| !c.is_whitespace() && !opens(c));
        if space > 0 && glued {
            self.out.put(" ", mark.start);
        }
        let after = self.text[inside + space..self.end].chars().next();
        if token.what != Sign::Open && space == 0 && before.is_some_and(is_word) && after.is_some_and(is_sign) {
            self.out.put(NOTHING, mark.start);
        }
        self.out.keep(mark);
        self.at = inside + space;
    }

    /// Writes the white space that was held, as one space, where none follows and none is needed.
    fn release(&mut self) {
        if self.held.is_empty() {
            return;
        }
        let held = std::mem::replace(&mut self.held, 0..0);
        let next = self.text[self.at..self.end].chars().next();
        let closes = |c: char| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '!' | '?');
        let escaped = self.text[self.at..self.end].strip_prefix('\\').and_then(|rest| rest.chars().next());
        let needless = next.is_none_or(|c| c.is_whitespace() || closes(c)) || escaped.is_some_and(closes);
        if !needless {
            self.out.put(" ", held.start);
        }
    }
}

/// Whether the code of a span has a space on each side that is no part of it (CommonMark 6.1).
fn is_padded(code: &str) -> bool {
    code.starts_with(' ') && code.ends_with(' ') && !code.trim_matches(' ').is_empty()
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !is_sign(c)
}

/// Whether CommonMark takes a character for punctuation: ASCII's, and what is neither letter, number nor space.
fn is_sign(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { !c.is_alphanumeric() && !c.is_whitespace() }
}

/// Signs after which no space belongs.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '"' | '\'' | '/' | '*' | '!')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut out = Output::new(text);
        write(&mut out, text, 0..text.len(), &mut Vec::new());
        out.finish().0
    }

    #[test]
    fn slips() {
        for (text, wanted) in [
            ("plain \\*words\\*", "plain \\*words\\*"),
            ("**Yes **in", "**Yes** in"),
            ("**Term\\. ** text", "**Term\\.** text"),
            ("a ** [x](#y) **", "a **[x](#y)**"),
            ("** [x](#y) **", "**[x](#y)**"),
            ("*User Guide *.", "*User Guide*."),
            ("in the* Guide*", "in the *Guide*"),
            ("****twice****", "**twice**"),
            ("**Example : **Allow..****", "**Example : Allow..**"),
            ("**`x` — **The", "**`x` —** The"),
            ("**Note:**text", "**Note:**<!---->text"),
            ("x**`y`** z", "x<!---->**`y`** z"),
            ("** ** a", "  a"),
            ("[a ](u)b", "[a](u) b"),
            ("[a ](u).", "[a](u)."),
            ("[a ](u) b", "[a](u) b"),
            ("\\(x\\)[ a](u)", "\\(x\\) [a](u)"),
            ("\\([ a](u)", "\\([a](u)"),
            ("x [ a](u)", "x [a](u)"),
            ("**[a ](u) **b", "**[a](u)** b"),
            ("`**` and [`a ]`](u)", "`**` and [`a ]`](u)"),
            ("<region> <a name=\"x\"></a> <br /> <b", "\\<region> <a name=\"x\"></a> <br /> \\<b"),
            ("`[A::B](https://x/y)` z", "[`A::B`](https://x/y) z"),
            ("`aws [b](c.md#d) [e](#f)`", "`aws `[`b`](c.md#d)` `[`e`](#f)"),
            ("`[a-z](([a-z]))`", "`[a-z](([a-z]))`"),
            ("`[A](#x) = [B](#y)`", "[`A`](#x)`  =  `[`B`](#y)"),
            ("``a`[b](#x) c``", "`` a` ``[``b``](#x)`` c``"),
            ("`` [b](#x)` ``", "[``b``](#x)`` ` ``"),
            ("`a \\- [b\\-c\\\\d](#x)`", "`a \\- `[`b-c\\d`](#x)"),
            ("**A**[ b](#x) *c*[ d](#x)", "**A** [b](#x) *c* [d](#x)"),
            ("**[ b](#x)**", "**[b](#x)**"),
            (
                "| a [\\[See the AWS documentation website for more details\\]](b)",
                "| a [See the AWS documentation website for more details](b)",
            ),
            ("[[a](b) c](d) e", "[a c](d) e"),
            ("[[a](b)—c [d](e)](f)[g](h)", "[a—c d](f)[g](h)"),
            ("[![a](b.png)](c)", "[![a](b.png)](c)"),
            ("[a](https://x/ y/ z) b", "[a](<https://x/ y/ z>) b"),
            ("[a](https://x \"t\") b", "[a](https://x \"t\") b"),
            ("[a](https://x ) b", "[a](https://x ) b"),
            ("lone**", "lone"),
            ("2 * 3", "2 * 3"),
            ("on ****[a](u)** page** b", "on **[a](u) page** b"),
            ("the ******a b** c", "the **a b** c"),
            ("****STRICT – x", "STRICT – x"),
            ("**a\u{a0}**b", "**a** b"),
        ] {
            assert_eq!(mended(text), wanted, "{text}");
        }
    }
}
