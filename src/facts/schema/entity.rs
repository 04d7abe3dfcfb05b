//! What the things of a kind take.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::date::Period;
use crate::facts::Facts;
use crate::facts::kind::{Field, FieldType, Kind};
use crate::facts::read_entity::{ABOUT, SOURCE};
use crate::facts::value::expected;
use crate::pattern::{self, Pattern};
use crate::span::FileId;
use crate::yaml::{self, Schema};

/// An address of the web.
const URL: &str = r"^\s*https?://\S*\s*$";

/// The schema of a file with all things of a kind: a map from id to what is stated.
pub fn things(facts: &Facts, kind: &Kind) -> Schema {
    Schema::map_of(&thing(facts, kind)).or_null()
}

/// The schema of a file with one thing of a kind.
pub fn thing(facts: &Facts, kind: &Kind) -> Schema {
    let fields = kind.fields.iter().map(|field| (&*field.name.value, field_of(facts, field)));
    let about = ABOUT.map(|key| {
        let (schema, says) = about(key);
        (key, schema.or_null().says(says))
    });
    let required: Vec<&str> =
        kind.fields.iter().filter(|field| field.required).map(|field| &*field.name.value).collect();
    let thing = Schema::map(fields.chain(about));
    let thing = if required.is_empty() { thing.or_null() } else { thing.requiring(required) };
    thing.says(&kind.title)
}

fn field_of(facts: &Facts, field: &Field) -> Schema {
    let item = item(facts, &field.what);
    let schema = if field.list { Schema::one_or_more(item) } else { item }.or_null();
    let schema = schema.says(&description(field));
    match &field.title {
        Some(title) => schema.with("title", &**title),
        None => schema,
    }
}

/// One value of a field.
fn item(facts: &Facts, what: &FieldType) -> Schema {
    match what {
        FieldType::Text | FieldType::Markdown | FieldType::Page => Schema::text(),
        FieldType::Identifier { pattern, .. } => identifier(pattern.as_ref()),
        FieldType::Integer => Schema::integer(),
        FieldType::Number => Schema::number(),
        FieldType::Boolean => Schema::flag(),
        FieldType::Date => Schema::date(),
        FieldType::Duration => Schema::form(Period::FORM, Period::EXPECTED),
        FieldType::Url => Schema::form(URL, expected(what)),
        FieldType::Enum(choices) => {
            let words = choices.iter().flat_map(|choice| values(&choice.word.value).map(|value| (value, &choice.says)));
            Schema::any(words.map(|(word, says)| Schema::anything().with("const", word).says(says)))
        }
        FieldType::Ref(reference) => named(facts, &reference.to.value),
    }
}

/// A text that matches a pattern, where that says the same to an editor.
fn identifier(pattern: Option<&Pattern>) -> Schema {
    let Some(pattern) = pattern else { return Schema::text() };
    match pattern.ecma() {
        Some(ecma) => Schema::text().matching(&ecma, &format!("does not match `{}`", pattern.as_str())),
        None => Schema::text(),
    }
}

/// The name of a thing of a kind: one that is there, without its kind, or with it in front.
fn named(facts: &Facts, kind: &str) -> Schema {
    let ids: BTreeSet<&str> = facts
        .entities
        .iter()
        .filter(|entity| facts.kinds[entity.kind].name == kind)
        .map(|entity| &*entity.id.value)
        .collect();
    if ids.is_empty() {
        return Schema::text();
    }
    // Editors would offer each thing twice if all names were listed with their kind as well.
    let with_kind = Schema::form(&format!("^{}/", pattern::ecma_literal(kind)), &format!("the name of a `{kind}`"));
    Schema::any([Schema::one_of(ids.into_iter().flat_map(values)), with_kind])
}

/// What a word may be read as: a text, and what YAML makes of it without quotes, here or in an editor.
fn values(word: &str) -> impl Iterator<Item = Value> + use<> {
    let (plain, _) = yaml::parse(FileId(0), 0, word);
    let plain = match plain.map(|node| node.value) {
        Some(yaml::Value::Integer(number)) => Some(json!(number)),
        Some(yaml::Value::Float(number)) if number.is_finite() => Some(json!(number)),
        Some(yaml::Value::Bool(flag)) => Some(json!(flag)),
        // What is a text here, and by the letter of YAML is none.
        _ => match word {
            "True" | "TRUE" => Some(json!(true)),
            "False" | "FALSE" => Some(json!(false)),
            _ => word.parse().ok().map(|number: u64| json!(number)),
        },
    };
    [json!(word)].into_iter().chain(plain)
}

/// What a field says, for those who fill it in.
fn description(field: &Field) -> String {
    let mut parts = Vec::new();
    if let Some(description) = &field.description {
        let end = if description.ends_with(['.', '!', '?']) { "" } else { "." };
        parts.push(format!("{description}{end}"));
    }
    if let FieldType::Ref(reference) = &field.what {
        parts.push(format!("A thing of the kind `{}`.", reference.to.value));
    }
    if field.unique {
        parts.push("No two things may have the same.".to_owned());
    }
    if let Some(default) = &field.default {
        parts.push(format!("Where nothing is stated, `{}` is shown.", default.value));
    }
    parts.push("`~` where it was looked for and is not documented.".to_owned());
    parts.join(" ")
}

/// What may be said of any thing.
fn about(key: &str) -> (Schema, &'static str) {
    match key {
        "title" => (Schema::text(), "What it is called on a page, where that is not its label."),
        "summary" => (Schema::text(), "A sentence about it."),
        "aliases" => (Schema::one_or_more(Schema::text().or_null()), "Other names by which pages may mean it."),
        "source" => (source(), "Where its facts come from: an address, or a map."),
        "owner" => (Schema::text(), "Who answers for it."),
        "reviewed" => (Schema::date(), "When it was last reviewed."),
        "review_every" => {
            (Schema::form(Period::FORM, Period::EXPECTED), "How often it is to be reviewed: `12 months`.")
        }
        "page" => {
            (Schema::text(), "Its page, below the content folder; with `#anchor` where that holds several things.")
        }
        _ => (Schema::anything(), ""),
    }
}

/// A map, or an address alone.
fn source() -> Schema {
    let entries = SOURCE.map(|key| {
        let (schema, says) = match key {
            "url" => (Schema::text(), "Its address."),
            "checked" => (Schema::date(), "When it was read."),
            _ => (Schema::text(), "By whom it was read."),
        };
        (key, schema.or_null().says(says))
    });
    Schema::any([Schema::map(entries), Schema::text()])
}
