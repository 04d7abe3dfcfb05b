//! Where the destination of a link stands inside the link.

use std::ops::Range;

/// The destination of an inline link or image, in bytes of `text`.
///
/// `label_end` is a position at or before the `]` that ends the label and behind everything in it that could hold
/// another `](`; `whole` is the range of the link. Where nothing can be found, the whole link stands for it.
pub(super) fn inline(text: &str, whole: &Range<usize>, label_end: usize) -> Range<usize> {
    let from = label_end.clamp(whole.start, whole.end);
    let Some(open) = text[from..whole.end].find("](") else { return whole.clone() };
    after(text, from + open + 2, whole.end)
}

/// The destination of a link reference definition `[label]: destination`, in bytes of `text`.
pub(super) fn definition(text: &str, whole: &Range<usize>) -> Range<usize> {
    let Some(source) = text.get(whole.clone()) else { return whole.clone() };
    let bytes = source.as_bytes();
    let mut at = source.find('[').map_or(0, |open| open + 1);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b']' if bytes.get(at + 1) == Some(&b':') => return after(text, whole.start + at + 2, whole.end),
            _ => at += 1,
        }
    }
    whole.clone()
}

/// The destination of a wikilink `[[destination|text]]`, in bytes of `text`.
pub(super) fn wiki(text: &str, whole: &Range<usize>) -> Range<usize> {
    let Some(source) = text.get(whole.clone()) else { return whole.clone() };
    let Some(open) = source.find("[[") else { return whole.clone() };
    let start = whole.start + open + 2;
    let end = text[start..whole.end].find(['|', ']']).map_or(whole.end, |at| start + at);
    start..end
}

/// The destination that begins at or after `from` (CommonMark 6.3): in angle brackets, or up to white space or a
/// parenthesis that it did not open.
fn after(text: &str, from: usize, limit: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    // Line prefixes of containers (`> `) may stand between a definition's colon and its destination.
    while at < limit && (bytes[at].is_ascii_whitespace() || (bytes[at] == b'>' && at > from)) {
        at += 1;
    }
    if at < limit && bytes[at] == b'<' {
        let start = at + 1;
        let mut end = start;
        while end < limit && bytes[end] != b'>' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        return start..end.min(limit);
    }
    let start = at;
    let mut depth = 0_usize;
    while at < limit {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            byte if byte.is_ascii_whitespace() || byte.is_ascii_control() => break,
            _ => {}
        }
        at += 1;
    }
    start..at.min(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_in_every_form() {
        for (link, dest) in [
            ("[a](b.md)", "b.md"),
            ("[a]( b.md \"t\")", "b.md"),
            ("[a](<b c.md>)", "b c.md"),
            ("[a](b(c).md 't)')", "b(c).md"),
            ("[a](b\\).md)", "b\\).md"),
            ("[a]()", ""),
            ("![a](b.png)", "b.png"),
        ] {
            assert_eq!(&link[inline(link, &(0..link.len()), 2)], dest, "{link}");
        }
        for (text, dest) in [("[a]: b.md 'x'", "b.md"), ("[a\\]]:\n  <b c>", "b c"), ("[a]:", "")] {
            assert_eq!(&text[definition(text, &(0..text.len()))], dest, "{text}");
        }
        assert_eq!(&"[[a#b|c]]"[wiki("[[a#b|c]]", &(0..9))], "a#b");
    }
}
