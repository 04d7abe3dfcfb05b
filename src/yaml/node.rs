//! The tree: values, keys, and where they stand.

use crate::span::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the value; of a map or sequence, from its first byte to its last. A text in block form (`|`, `>`)
    /// begins at its first line. What an alias (`*name`) stands for has the places of its definition.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `~`, `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits; its source text is at the node's span.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A map in the order of the file; a key given twice stands twice.
    Map(Vec<(Key, Node)>),
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A key of a map and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key; of a number, its source text.
    pub name: String,
    /// Its bytes, quotes included.
    pub span: Span,
}

impl Node {
    /// What stands at the node's place in `file`, the whole text of its file.
    pub fn source<'a>(&self, file: &'a str) -> &'a str {
        file.get(self.span.range()).unwrap_or_default()
    }

    /// The value where a text is wanted: a text as it is, a number or boolean as it is written in `file`, the whole
    /// text of the file. None for null, lists and maps.
    pub fn as_text<'a>(&'a self, file: &'a str) -> Option<&'a str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) => Some(self.source(file)),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The entries of a map, in the order of the file.
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key of a map; the first where it is given twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(name, _)| name.name == key).map(|(_, value)| value)
    }

    /// Whether nothing is there.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// What the value is, for messages: `a text`, `a list`.
    pub fn what(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Text(text) if text.trim().is_empty() => "an empty text",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
