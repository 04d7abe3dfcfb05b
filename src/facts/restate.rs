//! What a file of facts would be if one fact had another value.

use std::ops::Range;

use super::kind::{Field, FieldType};
use super::value::{Stated, expected, stated};
use crate::span::FileId;
use crate::yaml::{self, Node};

/// Where a thing is described in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Described<'a> {
    /// The file is the thing's.
    Whole,
    /// Under its id, among others.
    Under(&'a str),
    /// In the front matter of its page: the bytes of the YAML.
    Front(Range<usize>),
}

/// What is to be stated of a field, as it is written in YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restated {
    yaml: String,
    /// The values; none for `~`.
    pub values: Vec<String>,
}

/// Reads what is to be stated of a field from plain words: `~` for what is not documented, and for a list the values with
/// commas between them.
///
/// # Errors
/// What the field takes, where the words are none of it.
pub fn restated(field: &Field, written: &str) -> Result<Restated, String> {
    if written.trim() == "~" {
        return Ok(Restated { yaml: "~".to_owned(), values: Vec::new() });
    }
    let parts: Vec<&str> = if field.list { written.split(',').map(str::trim).collect() } else { vec![written.trim()] };
    let scalars: Vec<String> = parts.iter().map(|part| scalar(&field.what, part)).collect();
    let yaml = if field.list { format!("[{}]", scalars.join(", ")) } else { scalars.concat() };
    let (node, broken) = yaml::parse(FileId(0), 0, &yaml);
    let mut findings = Vec::new();
    let read = node.map(|node| stated(field, &node, &yaml, &mut findings));
    match read {
        Some(Stated::Values(values)) if broken.is_empty() && findings.is_empty() && values.len() == parts.len() => {
            Ok(Restated { yaml, values: values.into_iter().map(|value| value.written).collect() })
        }
        _ => Err(takes(field)),
    }
}

/// A value as YAML. What is to be a text is in quotes, so that nothing in it means anything.
fn scalar(what: &FieldType, part: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
    match what {
        FieldType::Integer | FieldType::Number | FieldType::Boolean if part.chars().all(plain) => part.to_owned(),
        _ => serde_json::Value::from(part).to_string(),
    }
}

/// What a field takes, for messages.
pub fn takes(field: &Field) -> String {
    let list = if field.list { ", or several with commas between them" } else { "" };
    format!("{}{list}, or `~`", takes_one(field))
}

/// What one value of a field is, for messages.
pub(super) fn takes_one(field: &Field) -> String {
    match &field.what {
        FieldType::Enum(choices) => {
            let words: Vec<String> = choices.iter().map(|choice| format!("`{}`", choice.word.value)).collect();
            words.join(" or ")
        }
        FieldType::Identifier { pattern: Some(pattern), .. } => format!("a name that matches `{}`", pattern.as_str()),
        FieldType::Ref(reference) => format!("the id of a `{}`", reference.to.value),
        what => expected(what).to_owned(),
    }
}

/// The text of a file in which a field of a thing is stated otherwise; none where it is not written in a form that this
/// understands. Whoever asks reads the text again to see that it says so.
pub fn restate(text: &str, described: &Described<'_>, field: &str, to: &Restated) -> Option<String> {
    let (range, map) = match described {
        Described::Whole => (0..text.len(), None),
        Described::Under(id) => (0..text.len(), Some(*id)),
        Described::Front(yaml) => (yaml.clone(), Some("facts")),
    };
    let (root, broken) = yaml::parse(FileId(0), range.start, text.get(range.clone())?);
    if !broken.is_empty() {
        return None;
    }
    let (at, words) = match (root, map) {
        (None, None) => {
            let line = if range.is_empty() || text[..range.end].ends_with('\n') { "" } else { "\n" };
            (range.end..range.end, format!("{line}{field}: {}\n", to.yaml))
        }
        (None, Some(_)) => return None,
        (Some(root), None) => set(text, &root, field, &to.yaml)?,
        (Some(root), Some(map)) => match root.get(map) {
            Some(node) if !node.is_null() => set(text, node, field, &to.yaml)?,
            _ => set(text, &root, map, &format!("{{ {field}: {} }}", to.yaml))?,
        },
    };
    Some(format!("{}{words}{}", text.get(..at.start)?, text.get(at.end..)?))
}

/// The edit that gives a key of a map a value.
fn set(text: &str, map: &Node, key: &str, value: &str) -> Option<(Range<usize>, String)> {
    let entries = map.as_map()?;
    if let Some((name, old)) = entries.iter().find(|(name, _)| name.name == key) {
        let after = name.span.end as usize;
        let colon = after + text.get(after..)?.find(':')? + 1;
        if old.source(text).trim().is_empty() {
            return Some((colon..colon, format!(" {value}")));
        }
        // What an alias stands for has the place of its definition.
        let old = colon..old.span.end as usize;
        let line = if text.get(old.clone())?.ends_with('\n') { "\n" } else { "" };
        return Some((old, format!(" {value}{line}")));
    }
    let start = map.span.start as usize;
    if text.get(start..)?.starts_with('{') {
        return Some((start + 1..start + 1, format!(" {key}: {value},")));
    }
    let (first, _) = entries.first()?;
    let first = first.span.start as usize;
    let line = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line..first)?.trim_start_matches('\u{FEFF}');
    let indented = indent.bytes().all(|byte| byte == b' ');
    indented.then(|| (first..first, format!("{key}: {value}\n{indent}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, described: &Described<'_>, field: &str) -> String {
        let to = Restated { yaml: "[x]".to_owned(), values: vec!["x".to_owned()] };
        restate(text, described, field, &to).unwrap_or_else(|| "-".to_owned())
    }

    #[test]
    fn the_text_of_a_file() {
        let under = Described::Under("a");
        for (text, wanted) in [
            ("a: { f: 1 }\n", "a: { f: [x] }\n"),
            ("a: { g: 1 }\n", "a: { f: [x], g: 1 }\n"),
            ("a: {}\n", "a: { f: [x],}\n"),
            ("a:\n", "a: { f: [x] }\n"),
            ("a: ~\nb: 1\n", "a: { f: [x] }\nb: 1\n"),
            ("b: 1\na:\n  g: 1\n", "b: 1\na:\n  f: [x]\n  g: 1\n"),
            ("a:\n  f:\n    - 1\n    - 2 # two\n  g: 1\n", "a:\n  f: [x] # two\n  g: 1\n"),
            ("a:\n  f: ~ # why\n", "a:\n  f: [x] # why\n"),
            ("a:\n  f:\n  g: 1\n", "a:\n  f: [x]\n  g: 1\n"),
            ("a:\n  f: 'it''s: x'\n", "a:\n  f: [x]\n"),
            ("a:\n  \"f\": [1, 2]\n", "a:\n  \"f\": [x]\n"),
            ("b: &n 1\na:\n  f: *n\n", "-"),
            ("a: [\n", "-"),
            ("", "-"),
        ] {
            assert_eq!(with(text, &under, "f"), wanted, "{text}");
        }
        assert_eq!(with("a:\n  f: |\n    one\n    two\n  g: 1\n", &under, "f"), "a:\n  f: [x]\n  g: 1\n");
        for (text, wanted) in [
            ("", "f: [x]\n"),
            ("# nothing", "# nothing\nf: [x]\n"),
            ("\u{FEFF}g: 1\n", "\u{FEFF}f: [x]\ng: 1\n"),
            ("f: 1\n", "f: [x]\n"),
        ] {
            assert_eq!(with(text, &Described::Whole, "f"), wanted, "{text}");
        }
        let front = Described::Front(4..17);
        assert_eq!(with("---\nkind: a\nb: 1\n---\n", &front, "f"), "---\nfacts: { f: [x] }\nkind: a\nb: 1\n---\n");
    }
}
