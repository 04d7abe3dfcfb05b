//! Text from pages and paths as it may go to a terminal: no escape sequence, no control character, no change of the
//! direction of writing, and not without end.

use std::borrow::Cow;

/// The longest message or path that is shown whole, in scalar values.
pub const LONGEST: usize = 400;

/// The character shown in place of one that a terminal would obey; the same character for all others.
///
/// C0 controls and DEL become their picture, C1 controls and marks of direction become U+FFFD.
pub fn shown(c: char) -> char {
    match c {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => '\u{FFFD}',
        c => c,
    }
}

/// The text on one line, harmless, and cut after [`LONGEST`] scalar values.
pub fn inert(text: &str) -> Cow<'_, str> {
    cut(text, LONGEST)
}

/// The text on one line, harmless, and cut to `most` scalar values, the last of which is then `…`.
///
/// Line ends and tabs become spaces.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let end = text.char_indices().nth(most).map(|(at, _)| at);
    if end.is_none() && text.chars().all(|c| shown(c) == c) {
        return Cow::Borrowed(text);
    }
    let kept = if end.is_some() { most.saturating_sub(1) } else { most };
    let mut plain = String::with_capacity(end.unwrap_or(text.len()) + 4);
    let mut chars = text.chars().take(kept).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\t' => plain.push(' '),
            c => plain.push(shown(c)),
        }
    }
    if end.is_some() {
        plain.push('…');
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless() {
        assert_eq!(inert("plain"), "plain");
        assert_eq!(inert("a\u{1b}[31mb\u{7f}\u{9b}2J\u{202e}c"), "a␛[31mb␡\u{FFFD}2J\u{FFFD}c");
        assert_eq!(inert("a\r\nb\tc"), "a b c");
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(inert(&"ü".repeat(1_000_000)).chars().count(), LONGEST);
    }
}
