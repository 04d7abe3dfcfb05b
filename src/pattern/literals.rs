//! Sets of literals, looked for all at once.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Some literals, of which a text is asked which it holds, in any case of ASCII letters.
#[derive(Clone, Debug)]
pub struct Literals {
    automaton: Option<AhoCorasick>,
}

impl Literals {
    /// A set of literals; each is named by its place in the list.
    pub fn new<T: AsRef<[u8]>>(literals: &[T]) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        // A table for every state is the fastest; sets so large that it would not fit into a cache have none.
        builder.kind((literals.len() <= 512).then_some(AhoCorasickKind::DFA));
        let automaton = if literals.is_empty() { None } else { builder.build(literals).ok() };
        Self { automaton }
    }

    /// Calls `seen` with the number and the first byte of every literal that a text holds, overlapping ones too.
    pub fn each(&self, text: &str, mut seen: impl FnMut(usize, usize)) {
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(text) {
            seen(found.pattern().as_usize(), found.start());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Literals;

    #[test]
    fn all_that_a_text_holds() {
        let seen = |literals: &[&str], text| {
            let mut seen = Vec::new();
            Literals::new(literals).each(text, |number, at| seen.push((number, at)));
            seen
        };
        assert_eq!(seen(&["role", "awsserviceRolefor"], "x AWSServiceRoleForA"), [(0, 12), (1, 2)]);
        assert_eq!(seen(&[], "x"), []);
    }
}
