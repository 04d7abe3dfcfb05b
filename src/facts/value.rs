//! Values of fields.

use super::kind::{Field, FieldType, Placed};
use crate::address::is_followed;
use crate::date::{Date, Period};
use crate::finding::Finding;
use crate::nearest;
use crate::rule::facts;
use crate::span::Span;
use crate::yaml::{Node, Value as Yaml};

/// What an entity says of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stated {
    /// Nothing.
    #[default]
    Not,
    /// That it was looked for and is not documented: `~`.
    Undocumented(Span),
    /// Its values, in the order of the file; never none.
    Values(Vec<Value>),
}

impl Stated {
    /// The values; none where nothing is stated.
    pub fn values(&self) -> &[Value] {
        match self {
            Stated::Values(values) => values,
            Stated::Not | Stated::Undocumented(_) => &[],
        }
    }
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As it is written in YAML, without quotes: what pages are compared with.
    pub written: String,
    /// What it is.
    pub what: Typed,
    /// Where it is written.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// Words, an identifier, an address, a page or the name of another thing: all that is known is how it is written.
    Text,
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A length of time.
    Duration(Period),
    /// The word of an enum, by its place among them.
    Choice(usize),
}

/// Reads what an entity says of a field. `text` is the whole text of its file.
pub(super) fn stated(field: &Field, node: &Node, text: &str, findings: &mut Vec<Finding>) -> Stated {
    if node.is_null() {
        return Stated::Undocumented(node.span);
    }
    let items = match &node.value {
        Yaml::List(items) if field.list => items.as_slice(),
        Yaml::List(_) => {
            let message = format!("`{}` has one value, and this is a list", field.name.value);
            let finding = Finding::new(&facts::WRONG_TYPE, node.span, message);
            findings.push(
                finding.help("write one value").related(field.name.span, "the field takes a list with `list: true`"),
            );
            return Stated::Not;
        }
        _ => std::slice::from_ref(node),
    };
    let values: Vec<Value> = items.iter().filter_map(|item| value(field, item, text, findings)).collect();
    if values.is_empty() { Stated::Not } else { Stated::Values(values) }
}

fn value(field: &Field, node: &Node, text: &str, findings: &mut Vec<Finding>) -> Option<Value> {
    let name = &field.name.value;
    let written = node.as_text(text).filter(|written| !written.trim().is_empty());
    let Some(written) = written else {
        let message = format!("`{name}` cannot be {}", node.what());
        findings.push(
            Finding::new(&facts::WRONG_TYPE, node.span, message).help(format!("write {}", expected(&field.what))),
        );
        return None;
    };
    findings.extend(lossy(field, node, text, written));
    let what = match &field.what {
        FieldType::Identifier { pattern: Some(pattern), .. } if !pattern.matches(written) => {
            let message = format!("`{written}` is no `{name}`: it does not match `{}`", pattern.as_str());
            let finding = Finding::new(&facts::PATTERN_MISMATCH, node.span, message).cause(written);
            findings.push(finding.related(field.name.span, "the pattern stands here"));
            return None;
        }
        FieldType::Enum(choices) => {
            let found = choices.iter().position(|choice| choice.word.value == written).map(Typed::Choice);
            if found.is_none() {
                let words: Vec<&Placed<String>> = choices.iter().map(|choice| &choice.word).collect();
                findings.push(no_choice(name, written, node.span, &words));
                return None;
            }
            found
        }
        FieldType::Integer => match node.value {
            Yaml::Integer(_) => written.parse().ok().map(Typed::Number),
            _ => None,
        },
        FieldType::Number => match node.value {
            Yaml::Integer(_) | Yaml::Float(_) => {
                written.parse().ok().filter(|number: &f64| number.is_finite()).map(Typed::Number)
            }
            _ => None,
        },
        FieldType::Boolean => match node.value {
            Yaml::Bool(flag) => Some(Typed::Boolean(flag)),
            _ => None,
        },
        FieldType::Date => Date::parse(written).map(Typed::Date),
        FieldType::Duration => Period::parse(written).map(Typed::Duration),
        FieldType::Url => is_url(written).then_some(Typed::Text),
        FieldType::Text | FieldType::Markdown | FieldType::Identifier { .. } | FieldType::Ref(_) | FieldType::Page => {
            Some(Typed::Text)
        }
    };
    if what.is_none() {
        let message = format!("`{name}` cannot be `{written}`");
        findings.push(
            Finding::new(&facts::WRONG_TYPE, node.span, message).help(format!("write {}", expected(&field.what))),
        );
    }
    what.map(|what| Value { written: written.to_owned(), what, span: node.span })
}

/// The finding for a value without quotes that other programs read as another one than what is written.
fn lossy(field: &Field, node: &Node, text: &str, written: &str) -> Option<Finding> {
    let read = match node.value {
        Yaml::Integer(number) => number.to_string(),
        Yaml::Float(number) => number.to_string(),
        Yaml::Text(_) if node.source(text) == written => read_by_others(written)?.to_owned(),
        Yaml::Null | Yaml::Bool(_) | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => return None,
    };
    if read == written {
        return None;
    }
    let message = format!("`{written}` is read as `{read}` by other programs");
    let finding = Finding::new(&facts::LOSSY_VALUE, node.span, message).cause(written);
    match field.what {
        FieldType::Number | FieldType::Boolean | FieldType::Duration => None,
        FieldType::Integer if matches!(node.value, Yaml::Text(_)) => None,
        FieldType::Integer => Some(finding.help(format!("write `{read}`"))),
        _ => {
            let quoted = format!("'{written}'");
            Some(finding.help(format!("write `{quoted}`")).fix("put it in quotes", node.span, quoted))
        }
    }
}

/// What programs that follow YAML 1.1 read where words are meant; none where they read words.
fn read_by_others(written: &str) -> Option<&'static str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = written.split(':');
    let clock = parts.clone().count() > 1 && parts.all(|part| digits(part) && part.len() <= 2);
    match written {
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => Some("true"),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => Some("false"),
        _ if clock => Some("a number"),
        _ if digits(written) && written.len() > 1 && written.starts_with('0') => Some("another number"),
        _ => None,
    }
}

fn no_choice(name: &str, written: &str, span: Span, words: &[&Placed<String>]) -> Finding {
    let finding = Finding::new(&facts::WRONG_TYPE, span, format!("`{name}` cannot be `{written}`")).cause(written);
    match nearest::nearest(written, words.iter().map(|word| &*word.value)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near),
        None => {
            let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.value)).collect();
            finding.help(format!("write {}", words.join(", ")))
        }
    }
}

/// Whether a text can be a value of a field, as far as its type tells.
pub(crate) fn fits(field: &Field, text: &str) -> bool {
    match &field.what {
        FieldType::Identifier { pattern: Some(pattern), .. } => pattern.matches(text),
        FieldType::Integer => text.parse::<i64>().is_ok(),
        FieldType::Number => text.parse::<f64>().is_ok(),
        FieldType::Boolean => matches!(text, "true" | "false"),
        FieldType::Date => Date::parse(text).is_some(),
        FieldType::Duration => Period::parse(text).is_some(),
        FieldType::Url => is_url(text),
        FieldType::Enum(choices) => choices.iter().any(|choice| choice.word.value == text),
        FieldType::Text | FieldType::Markdown | FieldType::Identifier { pattern: None, .. } => true,
        FieldType::Ref(_) | FieldType::Page => true,
    }
}

fn is_url(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && is_followed(text)
}

/// What a type takes, for messages.
pub(super) fn expected(what: &FieldType) -> &'static str {
    match what {
        FieldType::Text | FieldType::Markdown | FieldType::Identifier { .. } | FieldType::Enum(_) => "a text",
        FieldType::Integer => "a whole number",
        FieldType::Number => "a number",
        FieldType::Boolean => "`true` or `false`",
        FieldType::Date => Date::EXPECTED,
        FieldType::Duration => Period::EXPECTED,
        FieldType::Url => "an address that begins with `https://`",
        FieldType::Ref(_) => "the name of a thing",
        FieldType::Page => "the path of a page",
    }
}
