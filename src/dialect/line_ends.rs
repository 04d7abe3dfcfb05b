//! Line ends: LF, CR LF and a lone CR (CommonMark 2.1). The parser takes a lone CR for text.

use std::borrow::Cow;

use crate::seek::places;

/// A text with LF for each lone CR: the same bytes but for those, so that every place in it stays what it was. Copied only
/// where there is one.
pub(super) fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if !has_lone_cr(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (_, line) in lines(&text) {
        match line.strip_suffix('\r') {
            Some(bare) => {
                out.push_str(bare);
                out.push('\n');
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// The lines of a text with their ends, each with the byte it begins at.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = rest
            .find(['\n', '\r'])
            .map_or(rest.len(), |end| if rest[end..].starts_with("\r\n") { end + 2 } else { end + 1 });
        let start = at;
        at += end;
        Some((start, &rest[..end]))
    })
}

fn has_lone_cr(text: &str) -> bool {
    places(text, "\r").any(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_ones_change() {
        for (text, wanted) in
            [("", ""), ("a\r\nb\n", "a\r\nb\n"), ("a\rb\r\r\nc\n\r", "a\nb\n\r\nc\n\n"), ("\r", "\n"), ("é\rü", "é\nü")]
        {
            assert_eq!(line_ends(Cow::Borrowed(text)), wanted, "{text:?}");
        }
        assert!(matches!(line_ends(Cow::Borrowed("a\r\nb")), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_keep_their_ends() {
        let found: Vec<_> = lines("a\r\nb\rc\n\nd").collect();
        assert_eq!(found, [(0, "a\r\n"), (3, "b\r"), (5, "c\n"), (7, "\n"), (8, "d")]);
    }
}
