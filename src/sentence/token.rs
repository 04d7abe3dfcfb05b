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

#[cfg(test)]
mod tests {
    use super::around;

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
}
