//! The literal that every match of a sentence pattern holds.

use super::syntax::Part;

/// The shortest that is looked for, in letters.
const SHORTEST: usize = 4;

/// The longest run of letters and hyphens that a pattern has outside of its groups, in small letters; none under four.
pub(super) fn literal(parts: &[Part]) -> Option<String> {
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
    (best.chars().count() >= SHORTEST).then(|| best.to_lowercase())
}

/// `cannot` and `will not` may be written in other ways.
fn is_fixed(word: &str) -> bool {
    !matches!(word, "cannot" | "will") && word.is_ascii()
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
        ] {
            let parts = parse(pattern).expect("a pattern");
            assert_eq!(literal(&parts).as_deref(), wanted, "{pattern}");
        }
    }
}
