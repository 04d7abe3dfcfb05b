//! Patterns that are looked for in texts.

use std::ops::Range;

use regex::{Captures, Regex};

use super::{LARGEST, last_line};

/// A pattern with named groups, looked for in texts; words in any case.
#[derive(Clone, Debug)]
pub struct Search {
    regex: Regex,
}

/// Where a pattern was found.
#[derive(Debug)]
pub struct Found<'t> {
    captures: Captures<'t>,
}

impl Search {
    /// The search for a pattern. The error says in a few words what is wrong.
    pub fn new(written: &str) -> Result<Self, String> {
        let built = regex::RegexBuilder::new(written).case_insensitive(true).size_limit(LARGEST).build();
        match built {
            Ok(regex) => Ok(Self { regex }),
            Err(regex::Error::CompiledTooBig(_)) => Err("it is too large".to_owned()),
            Err(error) => Err(last_line(&error.to_string())),
        }
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        self.regex.as_str()
    }

    /// All places of a text where the pattern stands, from left to right, none overlapping another.
    pub fn each<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        self.regex.captures_iter(text).map(|captures| Found { captures })
    }
}

impl Found<'_> {
    /// All of it.
    pub fn range(&self) -> Range<usize> {
        self.captures.get_match().range()
    }

    /// What a group holds; none where the pattern matched without it.
    pub fn group(&self, name: &str) -> Option<Range<usize>> {
        self.captures.name(name).map(|group| group.range())
    }
}

/// A text as a pattern that matches it alone.
pub fn escaped(text: &str) -> String {
    regex::escape(text)
}
