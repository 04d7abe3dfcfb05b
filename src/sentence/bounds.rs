//! Where sentences begin and end, and which words turn what they say.

use std::ops::Range;

/// Words that deny what follows them.
const NEGATIONS: [&str; 8] = ["not", "no", "never", "cannot", "without", "neither", "nor", "none"];

/// Words under which something is only said of some cases.
const CONDITIONS: [&str; 4] = ["if", "unless", "until", "while"];

/// How many words before a match a negation reaches it from.
const REACH: usize = 3;

/// Short forms whose point ends no sentence.
const SHORT: [&str; 5] = ["e.g", "i.e", "etc", "vs", "cf"];

/// The sentence around a place of a text, without the white space around it.
pub fn sentence(text: &str, at: usize) -> Range<usize> {
    let at = floor(text, at);
    let start =
        text[..at].match_indices(['.', '!', '?']).rev().find(|(end, _)| ends(text, *end)).map_or(0, |(end, _)| end + 1);
    let end = text[at..].match_indices(['.', '!', '?']).map(|(end, _)| at + end).find(|end| ends(text, *end));
    let end = end.map_or(text.len(), |end| end + 1);
    let inner = &text[start..end];
    let start = start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the mark at `end` ends a sentence.
fn ends(text: &str, end: usize) -> bool {
    let after = text[end + 1..].trim_start_matches(['"', '\'', ')', '”', '’']);
    if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return false;
    }
    let word = text[..end].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    !(text[end..].starts_with('.') && SHORT.iter().any(|short| word.eq_ignore_ascii_case(short)))
}

/// Whether a word denies.
pub(super) fn is_negation(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    NEGATIONS.iter().any(|negation| word.eq_ignore_ascii_case(negation))
        || (word.len() > 3 && (word.ends_with("n't") || word.ends_with("n’t")))
}

/// Whether a negation stands within three words before a place, in its sentence.
pub(super) fn is_denied(before: &str) -> bool {
    before.split_whitespace().rev().take(REACH).any(is_negation)
}

/// Whether a sentence says something of some cases only, by a word that `pattern` does not have itself.
pub(super) fn is_conditional(sentence: &str, pattern: &str) -> bool {
    let holds = |text: &str, wanted: &str| words(text).any(|word| word.eq_ignore_ascii_case(wanted));
    let by_word = CONDITIONS.iter().any(|word| holds(sentence, word) && !holds(pattern, word));
    let lower = |text: &str| text.to_ascii_lowercase().contains("as long as");
    by_word || (lower(sentence) && !lower(pattern))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let text = "One x.y, e.g. two. Three! (Four is.) five";
        let at = |word: &str| &text[sentence(text, text.find(word).expect("a word"))];
        assert_eq!(at("two"), "One x.y, e.g. two.");
        assert_eq!(at("Three"), "Three!");
        assert_eq!(at("Four"), "(Four is.");
        assert_eq!(sentence("", 0), 0..0);
    }

    #[test]
    fn what_turns_a_sentence() {
        assert!(is_denied("so you don't have to") && is_denied("no") && !is_denied("not one two three "));
        assert!(is_conditional("You can go if it rains", "can go") && !is_conditional("Go if dry", "go if"));
        assert!(is_conditional("As long as it floats, go", "go") && !is_conditional("go gif", "go"));
    }
}
