//! Where names begin and end in a text.

use std::ops::Range;

/// The whole token around some bytes of a text: letters, digits, `_`, `-`, the signs given, and dots inside it.
pub(super) fn around(text: &str, part: Range<usize>, signs: &str) -> Range<usize> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.') || signs.contains(c);
    let before = text[..part.start].chars().rev().take_while(|c| inside(*c)).map(char::len_utf8).sum::<usize>();
    let after = text[part.end..].chars().take_while(|c| inside(*c)).map(char::len_utf8).sum::<usize>();
    let mut token = part.start - before..part.end + after;
    // Signs at its ends are those of the sentence.
    let ends = |c: char| c == '.' || signs.contains(c);
    let kept = text[token.clone()].trim_end_matches(ends).len();
    token.end = token.start + kept;
    token.start += kept - text[token.clone()].trim_start_matches(ends).len();
    token
}

/// The whole token around some bytes of a text, as [`around`]; the edges of a code span are edges of a token. `code` are the
/// parts of the text that stand in code spans, in order.
pub(super) fn around_in(text: &str, part: Range<usize>, signs: &str, code: &[Range<usize>]) -> Range<usize> {
    let next = code.partition_point(|span| span.end <= part.start);
    let before = next.checked_sub(1).and_then(|last| code.get(last)).map_or(0, |span| span.end);
    let (from, to) = match code.get(next) {
        Some(span) if span.start <= part.start => (span.start, span.end),
        Some(span) => (before, span.start),
        None => (before, text.len()),
    };
    let (from, to) = (from.min(part.start), to.max(part.end));
    let token = around(&text[from..to], part.start - from..part.end - from, signs);
    token.start + from..token.end + from
}

#[cfg(test)]
mod tests {
    use super::{around, around_in};

    #[test]
    fn whole_names() {
        let token = |text: &str, part: &str, signs| {
            let at = text.find(part).expect("the part");
            text[around(text, at..at + part.len(), signs)].to_owned()
        };
        assert_eq!(token("see role/a.b.amazonaws.com/X*.", "amazonaws", ""), "a.b.amazonaws.com");
        assert_eq!(token("It is é-AWSRole_x.", "AWS", ""), "é-AWSRole_x");
        assert_eq!(token("(iam:Create: ok)", "Create", ":"), "iam:Create");
        assert_eq!(token("...", ".", ""), "");
    }

    #[test]
    fn code_spans_are_tokens() {
        // `AWSRole`s and x`AWSRole`.
        let text = "AWSRoles and xAWSRole";
        let code = [0..7, 14..21];
        assert_eq!(around_in(text, 0..3, "", &code), 0..7);
        assert_eq!(around_in(text, 7..8, "", &code), 7..8);
        assert_eq!(around_in(text, 13..14, "", &code), 13..14);
        assert_eq!(around_in(text, 14..17, "", &code), 14..21);
        assert_eq!(around_in(text, 14..17, "", &[]), 13..21);
    }
}
