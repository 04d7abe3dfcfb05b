//! The literal that every match of a sentence pattern holds.

use super::syntax::Part;

/// The shortest that is looked for, in letters.
const SHORTEST: usize = 4;

/// The runs of letters and hyphens that a pattern has outside of its groups, the longest first, each in the ways in which it is
/// looked for: in small letters; as only ASCII letters are looked for in any case, others with a capital and in capitals too.
/// None under four letters.
pub(super) fn literals(parts: &[Part]) -> Vec<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        let Part::Text(text) = part else { continue };
        // A contraction may be written out.
        if text.contains(['\'', '’']) {
            continue;
        }
        for word in text.split(|c: char| !c.is_alphabetic() && c != '-') {
            let word = word.to_lowercase();
            if word.chars().count() >= SHORTEST && is_fixed(&word) && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().map(ways).collect()
}

/// Whether a pattern has a word by which it can be found.
pub fn has_word(parts: &[Part]) -> bool {
    !literals(parts).is_empty()
}

fn ways(small: String) -> Vec<String> {
    if small.is_ascii() {
        return vec![small];
    }
    let mut letters = small.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let capitals = small.to_uppercase();
    vec![small, capital, capitals]
}

/// `cannot`, `will not` and `shall not` may be written in other ways.
fn is_fixed(word: &str) -> bool {
    !["cannot", "will", "shall"].iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::parse;

    #[test]
    fn the_longest_fixed_word() {
        for (pattern, wanted) in [
            ("{name} trusts?( the)? {principals}", Some("trust")),
            ("role/aws-service-role/{principals}", Some("aws-service-role")),
            ("(console|CLI) to delete {name}", Some("delete")),
            ("you cannot go", None),
            ("{a} (long words) {b}", None),
            ("is it {a}", None),
            ("…", None),
            ("Permissions for {a}", Some("permissions")),
            ("{a} trägt {b}", Some("trägt")),
            ("you shall not go", None),
        ] {
            let parts = parse(pattern).expect("a pattern");
            let found = literals(&parts);
            assert_eq!(found.first().map(|ways| ways[0].as_str()), wanted, "{pattern}");
        }
    }
}
