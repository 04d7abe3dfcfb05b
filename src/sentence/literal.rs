//! The literal that every match of a sentence pattern holds.

use super::syntax::Part;

/// The shortest that is looked for, in letters.
const SHORTEST: usize = 4;

/// The longest run of letters and hyphens that a pattern has outside of its groups, in small letters; as only ASCII
/// letters are looked for in any case, others stand with a capital and in capitals too. None under four letters.
pub(super) fn literals(parts: &[Part]) -> Vec<String> {
    let mut best = String::new();
    for part in parts {
        let Part::Text(text) = part else { continue };
        // A contraction may be written out.
        if text.contains(['\'', '’']) {
            continue;
        }
        for word in text.split(|c: char| !c.is_alphabetic() && c != '-') {
            if word.len() > best.len() && is_fixed(word) {
                word.clone_into(&mut best);
            }
        }
    }
    if best.chars().count() < SHORTEST {
        return Vec::new();
    }
    let small = best.to_lowercase();
    let mut letters = small.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if small.is_ascii() { vec![small] } else { vec![small.clone(), capital, small.to_uppercase()] }
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
            assert_eq!(literals(&parts).first().map(String::as_str), wanted, "{pattern}");
        }
    }
}
