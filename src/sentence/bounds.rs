//! Where sentences begin and end, and which words turn what they say.

use std::ops::Range;

/// Words that deny what follows them, or set it apart.
const NEGATIONS: [&str; 12] =
    ["not", "no", "never", "cannot", "without", "neither", "nor", "none", "unlike", "instead", "rather", "except"];

/// Words under which something is only said of some cases.
const CONDITIONS: [&str; 4] = ["if", "unless", "until", "while"];

/// How many words before a match a negation reaches it from.
const REACH: usize = 3;

/// Short forms whose point ends no sentence.
const SHORT: [&str; 5] = ["e.g", "i.e", "etc", "vs", "cf"];

/// The sentences of a text, by where they end.
#[derive(Debug)]
pub struct Bounds {
    sentences: Vec<Range<usize>>,
    /// The conditions of each, once they have been asked for.
    conditions: Vec<Option<u8>>,
}

impl Bounds {
    /// The sentences of a text.
    pub fn new(text: &str) -> Self {
        let mut sentences = Vec::new();
        let mut start = 0;
        let ends = text.match_indices(['.', '!', '?']).filter(|(at, _)| ends(text, *at)).map(|(at, _)| at + 1);
        for end in ends.chain([text.len()]) {
            let inner = &text[start..end];
            let begin = start + (inner.len() - inner.trim_start().len());
            sentences.push(begin..begin + inner.trim().len());
            start = end;
        }
        let conditions = vec![None; sentences.len()];
        Self { sentences, conditions }
    }

    /// The sentence around a place of the text, without the white space around it.
    pub fn around(&self, at: usize) -> Range<usize> {
        self.sentences.get(self.number(at)).cloned().unwrap_or(0..0)
    }

    fn number(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= at).min(self.sentences.len().saturating_sub(1))
    }

    /// The conditions in the sentence around a place of the text, as [`conditions()`] gives them.
    pub(super) fn conditions(&mut self, text: &str, at: usize) -> u8 {
        let number = self.number(at);
        let (Some(sentence), Some(known)) = (self.sentences.get(number), self.conditions.get_mut(number)) else {
            return 0;
        };
        *known.get_or_insert_with(|| conditions(&text[sentence.clone()]))
    }
}

/// Whether a sentence ends inside a part of a text or with it.
pub(super) fn ends_inside(text: &str, part: Range<usize>) -> bool {
    text[part.clone()].match_indices(['.', '!', '?']).any(|(at, _)| ends(text, part.start + at))
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
pub fn is_denied(before: &str) -> bool {
    before.split_whitespace().rev().take(REACH).any(is_negation)
}

/// Which words of a text say that it holds of some cases only: one bit for each.
pub fn conditions(text: &str) -> u8 {
    let mut found = 0;
    let mut before = ["", ""];
    for word in words(text) {
        for (bit, condition) in CONDITIONS.iter().enumerate() {
            found |= u8::from(word.eq_ignore_ascii_case(condition)) << bit;
        }
        let as_long_as =
            [before[0], before[1], word].iter().zip(["as", "long", "as"]).all(|(a, b)| a.eq_ignore_ascii_case(b));
        found |= u8::from(as_long_as) << CONDITIONS.len();
        before = [before[1], word];
    }
    found
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
        let bounds = Bounds::new(text);
        let at = |word: &str| &text[bounds.around(text.find(word).expect("a word"))];
        assert_eq!(at("two"), "One x.y, e.g. two.");
        assert_eq!(at("Three"), "Three!");
        assert_eq!(at("Four"), "(Four is.");
        assert_eq!(Bounds::new("").around(0), 0..0);
        assert!(ends_inside("at noon.\" Berths", 3..9) && !ends_inside("at noon.x", 3..9));
    }

    #[test]
    fn what_turns_a_sentence() {
        assert!(is_denied("so you don't have to") && is_denied("no") && !is_denied("not one two three "));
        assert_eq!(conditions("You can go if it rains, while dry"), 0b1001);
        assert_eq!(conditions("As\u{a0}long\nas it floats, go"), 0b10000);
        assert_eq!(conditions("go gif as long"), 0);
    }
}
