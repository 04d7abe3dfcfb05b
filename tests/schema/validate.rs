//! A small validator: as much of JSON Schema as the schemas use. A keyword it does not know fails the test.

use serde_json::{Map, Value};

/// The JSON that a YAML document stands for.
pub(crate) fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect(text)
}

/// A schema as it is printed.
pub(crate) fn schema(text: &str) -> Value {
    let schema: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    schema
}

/// Whether a document is what a schema describes.
pub(crate) fn takes(root: &Value, document: &Value) -> bool {
    valid(root, root, document)
}

fn valid(root: &Value, schema: &Value, value: &Value) -> bool {
    let keywords = match schema {
        Value::Bool(any) => return *any,
        schema => schema.as_object().expect("a schema is a map"),
    };
    keywords.iter().all(|(keyword, wanted)| holds(root, keywords, (keyword, wanted), value))
}

fn holds(root: &Value, all: &Map<String, Value>, (keyword, wanted): (&str, &Value), value: &Value) -> bool {
    let list = || wanted.as_array().expect(keyword).iter();
    let at_least = |size: Option<usize>| size.is_none_or(|size| size as u64 >= wanted.as_u64().expect(keyword));
    match keyword {
        "$schema" | "$comment" | "$defs" | "title" | "description" | "patternErrorMessage" | "format" => true,
        "$ref" => {
            let pointer = wanted.as_str().and_then(|to| to.strip_prefix('#')).expect("a place in the document");
            valid(root, root.pointer(pointer).expect(pointer), value)
        }
        "type" if wanted.is_array() => list().any(|name| is(name, value)),
        "type" => is(wanted, value),
        "enum" => list().any(|one| one == value),
        "const" => wanted == value,
        "anyOf" => list().any(|one| valid(root, one, value)),
        "minLength" => at_least(value.as_str().map(|text| text.chars().count())),
        "minItems" => at_least(value.as_array().map(Vec::len)),
        "minProperties" => at_least(value.as_object().map(Map::len)),
        "pattern" => {
            let pattern = regex::Regex::new(wanted.as_str().expect(keyword)).expect("a pattern");
            value.as_str().is_none_or(|text| pattern.is_match(text))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(root, wanted, item))),
        "required" => {
            value.as_object().is_none_or(|map| list().all(|key| map.contains_key(key.as_str().expect(keyword))))
        }
        "properties" => value.as_object().is_none_or(|map| {
            map.iter().all(|(key, value)| wanted.get(key).is_none_or(|schema| valid(root, schema, value)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| {
            let known = |key: &String| all.get("properties").is_some_and(|known| known.get(key).is_some());
            map.iter().filter(|(key, _)| !known(key)).all(|(_, value)| valid(root, wanted, value))
        }),
        "propertyNames" => {
            value.as_object().is_none_or(|map| map.keys().all(|key| valid(root, wanted, &Value::from(key.as_str()))))
        }
        other => panic!("the validator does not know `{other}`"),
    }
}

/// Whether a value is of a type.
fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}
