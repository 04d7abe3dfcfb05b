//! Whether a word of a page has the form of a field's values.

use super::kind::FieldType;
use crate::date::Date;

impl FieldType {
    /// Whether a word that stands in running text may be meant as a value: another one may then stand in its place.
    pub fn takes_word(&self, word: &str) -> bool {
        let token = || word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
        match self {
            FieldType::Integer | FieldType::Number => word.replace(',', "").replace('−', "-").parse::<f64>().is_ok(),
            FieldType::Boolean => ["yes", "no", "true", "false"].iter().any(|it| word.eq_ignore_ascii_case(it)),
            FieldType::Date => Date::parse(word).is_some(),
            FieldType::Url => word.contains("://"),
            FieldType::Enum(choices) => choices.iter().any(|it| it.says == word || it.word.value == word),
            FieldType::Identifier { pattern: Some(pattern), .. } => pattern.matches(word),
            FieldType::Text
            | FieldType::Markdown
            | FieldType::Identifier { .. }
            | FieldType::Ref(_)
            | FieldType::Page
            | FieldType::Duration => token(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldType;

    #[test]
    fn words_that_a_value_may_replace() {
        for (what, word, takes) in [
            (FieldType::Integer, "1,119", true),
            (FieldType::Integer, "a/119", false),
            (FieldType::Integer, "共119", false),
            (FieldType::Number, "−1.5", true),
            (FieldType::Boolean, "Yes", true),
            (FieldType::Date, "2026-02-30", false),
            (FieldType::Url, "here", false),
            (FieldType::Text, "left/right", false),
            (FieldType::Text, "Anna", true),
        ] {
            assert_eq!(what.takes_word(word), takes, "{word}");
        }
    }
}
