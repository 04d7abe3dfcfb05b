//! What a [`Reader`](super::Reader) takes, as JSON Schema (draft 2020-12): for editors that check YAML while it is written.
//!
//! A schema may let pass what a reader refuses, and never refuses what a reader takes.

use serde_json::{Map, Value, json};

/// The draft that all schemas are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a value may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema(Map<String, Value>);

impl Schema {
    /// Any value.
    pub fn anything() -> Self {
        Self::default()
    }

    /// A text that is not empty; numbers and booleans are taken as they are written.
    pub fn text() -> Self {
        Self::of(json!(["string", "number", "boolean"])).with("minLength", 1)
    }

    /// A text of a form that no number has. `pattern` holds for the whole text where it is anchored; `expected` is what an
    /// editor says after "write" where it does not match.
    pub fn form(pattern: &str, expected: &str) -> Self {
        Self::of(json!("string")).matching(pattern, &format!("write {expected}"))
    }

    /// A day.
    pub fn date() -> Self {
        Self::form(crate::date::Date::FORM, crate::date::Date::EXPECTED).with("format", "date")
    }

    /// `true` or `false`.
    pub fn flag() -> Self {
        Self::of(json!("boolean"))
    }

    /// A whole number.
    pub fn integer() -> Self {
        Self::of(json!("integer"))
    }

    /// Any number.
    pub fn number() -> Self {
        Self::of(json!("number"))
    }

    /// One of some words, which no number is.
    pub fn choice<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::default().with("enum", words.into_iter().collect::<Vec<_>>())
    }

    /// One of some values, whatever type they have.
    pub fn one_of(values: impl IntoIterator<Item = Value>) -> Self {
        Self::default().with("enum", values.into_iter().collect::<Vec<_>>())
    }

    /// A list.
    pub fn list(item: &Self) -> Self {
        Self::of(json!("array")).with("items", item.0.clone())
    }

    /// A value alone, or a list of such values.
    pub fn one_or_more(item: Self) -> Self {
        let list = Self::list(&item);
        Self::any([item, list])
    }

    /// What any of these takes. Editors report what is wrong by the first that fits as well as the others.
    pub fn any(schemas: impl IntoIterator<Item = Self>) -> Self {
        Self::default().with("anyOf", schemas.into_iter().map(|schema| schema.0).collect::<Vec<_>>())
    }

    /// A map with these keys and no others.
    pub fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        Self::of(json!("object")).offering(entries).with("additionalProperties", false)
    }

    /// A map with any keys, whose values are alike.
    pub fn map_of(value: &Self) -> Self {
        Self::of(json!("object")).with("additionalProperties", value.0.clone())
    }

    /// The same map, without these keys.
    #[must_use]
    pub fn without<'k>(self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        self.with("properties", keys.into_iter().map(|key| (key.to_owned(), json!(false))).collect::<Map<_, _>>())
    }

    /// The same, and where it is a map, these keys in it; others may stand beside them.
    #[must_use]
    pub fn offering<'k>(self, entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let entries = entries.into_iter().map(|(key, schema)| (key.to_owned(), schema.into_json()));
        self.with("properties", entries.collect::<Map<_, _>>())
    }

    /// The schema that a document keeps under this name, see [`Schema::keeping`].
    pub fn kept(name: &str) -> Self {
        Self::default().with("$ref", format!("#/$defs/{name}"))
    }

    fn of(kind: Value) -> Self {
        Self::default().with("type", kind)
    }

    /// The same with a keyword of JSON Schema.
    #[must_use]
    pub fn with(mut self, keyword: &str, value: impl Into<Value>) -> Self {
        self.0.insert(keyword.to_owned(), value.into());
        self
    }

    /// The same where texts match a pattern; `message` is what an editor says where one does not.
    #[must_use]
    pub fn matching(self, pattern: &str, message: &str) -> Self {
        // The message is an extension that editors know; other readers of schemas pass over it.
        self.with("pattern", pattern).with("patternErrorMessage", message)
    }

    /// The same with a sentence for those who write the value.
    #[must_use]
    pub fn says(self, description: &str) -> Self {
        self.with("description", description)
    }

    /// The same map, with keys that must be there.
    #[must_use]
    pub fn requiring<'k>(self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let keys: Vec<&str> = keys.into_iter().collect();
        if keys.is_empty() { self } else { self.with("required", keys) }
    }

    /// What both take.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The same, or nothing: `~`.
    #[must_use]
    pub fn or_null(mut self) -> Self {
        if let Some(Value::Array(choices)) = self.0.get_mut("anyOf") {
            choices.push(json!({ "type": "null" }));
        } else if let Some(Value::Array(values)) = self.0.get_mut("enum") {
            values.push(Value::Null);
        } else if let Some(kind) = self.0.get_mut("type") {
            match kind {
                Value::Array(kinds) => kinds.push(json!("null")),
                one => *one = json!([one.take(), "null"]),
            }
        } else if self.0.contains_key("$ref") {
            return Self::any([self, Self::of(json!("null"))]);
        }
        self
    }

    /// The same with schemas that it refers to by name.
    #[must_use]
    pub fn keeping<'k>(self, schemas: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let schemas = schemas.into_iter().map(|(name, schema)| (name.to_owned(), Value::Object(schema.0)));
        self.with("$defs", schemas.collect::<Map<_, _>>())
    }

    /// What a whole file is, as the text of a document. `comment` is for those who open it.
    pub fn document(self, title: &str, comment: &str) -> String {
        let whole = self.with("$schema", DRAFT).with("$comment", comment).with("title", title);
        format!("{:#}\n", Value::Object(whole.0))
    }

    /// As JSON.
    pub fn into_json(self) -> Value {
        Value::Object(self.0)
    }
}
