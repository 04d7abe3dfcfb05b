//! Fixed words in much text, found at the speed of memory: pages are searched whole for signs that few of them hold.

use memchr::memmem;

/// Whether a text holds a word.
pub fn holds(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Where a word begins in a text, each time; those found do not overlap.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(text.as_bytes(), word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert!(holds("a::b", "::") && !holds("a:b", "::") && !holds("", "::"));
        assert_eq!(places("é:::: ::", "::").collect::<Vec<_>>(), [2, 4, 7]);
    }
}
