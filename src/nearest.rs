//! The nearest of some candidates to a word, for suggestions: what somebody most likely meant.

/// The candidate that is nearest to `word` by edit distance, where it is near enough to be what was meant: a third of
/// the word's length at most. Of candidates at the same distance, the one with the most letters in the same case, then the
/// first by name.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Word::new(word);
    let mut best: Option<(usize, usize, &str)> = None;
    for candidate in candidates {
        let limit = best.map_or(usize::MAX, |(distance, ..)| distance);
        let Some(distance) = word.distance(candidate, limit) else { continue };
        let found = (distance, word.other_case(candidate), candidate);
        if best.is_none_or(|best| found < best) {
            best = Some(found);
        }
    }
    best.map(|(.., candidate)| candidate)
}

/// All candidates within `distance` edits of `word` that are near enough to be what was meant, nearest first, then by
/// name.
pub fn within<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, distance: usize) -> Vec<&'a str> {
    let word = Word::new(word);
    let near = candidates.into_iter().filter_map(|candidate| Some((word.distance(candidate, distance)?, candidate)));
    let mut near: Vec<(usize, &str)> = near.collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How many different counts of letters a word is told by before it is compared in full.
const BUCKETS: usize = 32;

/// A word that many candidates are compared with.
struct Word<'a> {
    text: &'a str,
    length: usize,
    letters: [i32; BUCKETS],
}

impl<'a> Word<'a> {
    fn new(text: &'a str) -> Self {
        let mut letters = [0; BUCKETS];
        let mut length = 0;
        for letter in text.chars() {
            letters[letter as usize % BUCKETS] += 1;
            length += 1;
        }
        Self { text, length, letters }
    }

    /// How many letters stand in the same place in another case.
    fn other_case(&self, candidate: &str) -> usize {
        let pairs = self.text.bytes().zip(candidate.bytes());
        pairs.filter(|(ours, theirs)| ours != theirs && ours.eq_ignore_ascii_case(theirs)).count()
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make `candidate` of the word; none where it is
    /// more than `limit`, or more than a third of the longer one. Another case throughout counts as one.
    fn distance(&self, candidate: &str, limit: usize) -> Option<usize> {
        if self.text == candidate {
            return Some(0);
        }
        if self.text.eq_ignore_ascii_case(candidate) {
            return (limit > 0).then_some(1);
        }
        let length = candidate.chars().count();
        let limit = limit.min(self.length.max(length) / 3);
        // Counting letters is far cheaper than the distance and says no to nearly all candidates.
        if limit == 0 || self.length.abs_diff(length) > limit {
            return None;
        }
        let mut letters = self.letters;
        for letter in candidate.chars() {
            letters[letter as usize % BUCKETS] -= 1;
        }
        let surplus: i32 = letters.iter().filter(|count| **count > 0).sum();
        let missing: i32 = -letters.iter().filter(|count| **count < 0).sum::<i32>();
        if usize::try_from(surplus.max(missing)).is_ok_and(|edits| edits > limit) {
            return None;
        }
        Some(strsim::osa_distance(self.text, candidate)).filter(|distance| *distance <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let keys = ["title", "base_url", "id", "wikilinks", "content"];
        for (word, wanted) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("base-url", Some("base_url")),
            ("baseurl", Some("base_url")),
            ("contents", Some("content")),
            ("ID", Some("id")),
            ("by", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), wanted, "{word}");
        }
    }

    #[test]
    fn ties_are_by_name() {
        assert_eq!(nearest("card", ["care", "cart", "bard"]), Some("bard"));
        assert_eq!(nearest("Install", ["INSTALL", "install"]), Some("install"));
        assert_eq!(within("card", ["care", "cart", "wide"], 2), ["care", "cart"]);
    }
}
