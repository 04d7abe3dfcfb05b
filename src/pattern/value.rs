//! Patterns that whole values must match.

use regex::Regex;

use super::{LARGEST, ecma, last_line};

/// A pattern as its author wrote it, which a value matches as a whole.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    whole: Regex,
}

impl Pattern {
    /// The pattern that a text is. The error says in a few words what is wrong.
    pub fn new(written: &str) -> Result<Self, String> {
        let whole = regex::RegexBuilder::new(&format!("^(?:{written})$")).size_limit(LARGEST).build();
        match whole {
            // `)(` closes the group around it.
            Ok(_) if Regex::new(written).is_err() => Err("a parenthesis has no other half".to_owned()),
            Ok(whole) => Ok(Self { written: written.to_owned(), whole }),
            Err(regex::Error::CompiledTooBig(_)) => Err("it is too large".to_owned()),
            Err(error) => Err(last_line(&error.to_string())),
        }
    }

    /// Whether a value matches as a whole.
    pub fn matches(&self, value: &str) -> bool {
        self.whole.is_match(value)
    }

    /// As its author wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The same for editors: a pattern of ECMAScript that whole values match. None where it would mean something else there.
    pub fn ecma(&self) -> Option<String> {
        ecma::ecma(&self.written).map(|pattern| format!("^(?:{pattern})$"))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn whole_values_match() {
        let pattern = Pattern::new("ferry|boat-[0-9]+").expect("a pattern");
        assert!(pattern.matches("ferry") && pattern.matches("boat-12"));
        assert!(!pattern.matches("ferry-1") && !pattern.matches("a boat-1") && !pattern.matches("ferry\n"));
    }

    #[test]
    fn errors_are_short() {
        for (written, error) in [
            ("a(", "unclosed group"),
            ("a)(b", "a parenthesis has no other half"),
            ("[z-a]", "invalid character class range, the start must be <= the end"),
            ("(?:x{1000}){1000}", "it is too large"),
            ("(?=x)", "look-around, including look-ahead and look-behind, is not supported"),
        ] {
            assert_eq!(Pattern::new(written).expect_err(written), error);
        }
    }
}
