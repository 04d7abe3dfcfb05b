//! What a kind takes.

use crate::facts::read_entity::ABOUT;
use crate::facts::read_kind::{AUTOLINK, COMMON, KEYS, OWN, REQUIRED_LINKS, TYPES, UNKNOWN_NAMES};
use crate::yaml::Schema;

/// The names that a field may have.
const NAME: &str = "^[a-z][a-z0-9_]*$";

/// The schema of a file below `kinds/`.
pub fn kind() -> Schema {
    let keys = KEYS.map(|key| {
        let (schema, says) = of_key(key);
        (key, if key == "fields" { schema } else { schema.or_null() }.says(says))
    });
    Schema::map(keys).requiring(["fields"]).keeping([("field", field()), ("sentence", sentence())])
}

fn of_key(key: &str) -> (Schema, &'static str) {
    match key {
        "title" => (Schema::text(), "What one of them is called on a page: `Service-linked role`."),
        "plural" => (Schema::text(), "What several of them are called; the title with an `s` unless set."),
        "label" => {
            (Schema::text(), "The field whose value is the name of a thing on a page; the thing's id unless set.")
        }
        "called" => (texts(), "Phrases that speak of a thing without its name: `the role`."),
        "fields" => {
            let name = Schema::form(NAME, "letters a to z, digits and `_`, a letter first");
            let fields = Schema::map_of(&Schema::kept("field")).with("propertyNames", name.into_json());
            // What any thing has is no field of a kind.
            let fields = fields.without(["id"].into_iter().chain(ABOUT));
            (fields, "What may be stated of a thing, in the order it is shown.")
        }
        "sentences" => {
            let sentence = Schema::any([Schema::text(), Schema::kept("sentence")]).or_null();
            (Schema::any([Schema::list(&sentence), Schema::text()]), "Sentences of pages that state facts.")
        }
        _ => (Schema::anything(), ""),
    }
}

/// A field: its type alone, or a map of options. Each type has options of its own.
fn field() -> Schema {
    let plain = TYPES.into_iter().filter(|name| OWN.iter().all(|(of, _)| of != name));
    let maps = OWN.iter().map(|(name, own)| options(vec![*name], own));
    let alone =
        Schema::choice(TYPES.into_iter().filter(|name| !matches!(*name, "enum" | "ref"))).with("type", "string");
    let any = Schema::any([alone, options(plain.collect(), &[])].into_iter().chain(maps));
    // Editors offer only what stands here while the type is not written yet.
    any.offering([("type", Schema::choice(TYPES))])
}

/// A map of the options of some types.
fn options(types: Vec<&str>, own: &[&'static str]) -> Schema {
    let needed = |name: &str| matches!(name, "type" | "values" | "to");
    let names = COMMON.iter().chain(own).copied();
    let entries = names.clone().map(|name| {
        let (schema, says) = option(name, &types);
        (name, if needed(name) { schema } else { schema.or_null() }.says(says))
    });
    Schema::map(entries).requiring(names.clone().filter(|name| needed(name)))
}

fn option(name: &str, types: &[&str]) -> (Schema, &'static str) {
    match name {
        "type" => (Schema::choice(types.iter().copied()), "What its values are."),
        "list" => (Schema::flag(), "Whether it may have several values."),
        "title" => (Schema::text(), "Its name on a page."),
        "description" => (Schema::text(), "What it says, for those who fill it in."),
        "required" => (Schema::flag(), "Whether every thing must state it, if only as `~`: not documented."),
        "unique" => (Schema::flag(), "Whether no two things may have the same value."),
        "default" => (Schema::text(), "What is shown where nothing is stated."),
        "compare" => (Schema::flag(), "Whether comparisons show it; they do unless set."),
        "internal" => (Schema::flag(), "Whether it is left out of what is published."),
        "called" => (texts(), "Phrases that speak of its value without naming it: `the policy`."),
        "pattern" => (Schema::text(), "What a value looks like: a regular expression that it matches as a whole."),
        "except" => (Schema::text(), "What looks like a value and is none: a regular expression."),
        "autolink" => (
            Schema::choice(AUTOLINK.map(|(word, _)| word)),
            "When a mention becomes a link: the first on a `page`, `all`, or none; `off` unless set.",
        ),
        "unknown_names" => (
            Schema::choice(UNKNOWN_NAMES.map(|(word, _)| word)),
            "When a name is reported that looks like a value and is none: `near` to one, `in_sentences`, `all`, or `off`.",
        ),
        "variants_of" => (Schema::text(), "The field for whose values these stand too."),
        "values" => {
            let says = Schema::map_of(&Schema::text().or_null()).with("minProperties", 1);
            let words = Schema::list(&Schema::text().or_null()).with("minItems", 1);
            (Schema::any([says, words, Schema::text()]), "The words it may be, each with what it says on a page.")
        }
        "to" => (Schema::text(), "The kind of the thing that it names."),
        "inverse" => (Schema::text(), "What the field is called seen from the other thing."),
        "symmetric" => (Schema::flag(), "Whether it holds from the other thing as well."),
        "require_links" => (
            Schema::choice(REQUIRED_LINKS.map(|(word, _)| word)),
            "Whether the page of the thing, or of `both`, must link to the other's; `none` unless set.",
        ),
        _ => (Schema::anything(), ""),
    }
}

/// A sentence with what it states besides the fields in it.
fn sentence() -> Schema {
    let says = texts().says("Its forms, any of which says it.");
    let states = texts().or_null().says("The values of this field with which the sentence agrees.");
    Schema::map([("says", says)]).requiring(["says"]).with("additionalProperties", states.into_json())
}

fn texts() -> Schema {
    Schema::one_or_more(Schema::text().or_null())
}

#[cfg(test)]
mod tests {
    use super::{KEYS, OWN, Schema, TYPES, of_key, option};
    use crate::facts::read_kind::COMMON;

    #[test]
    fn every_key_and_option_is_described() {
        let options = COMMON.into_iter().chain(OWN.iter().flat_map(|(_, names)| names.iter().copied()));
        let described = KEYS.map(of_key).into_iter().chain(options.map(|name| option(name, &TYPES)));
        for (schema, says) in described {
            assert!(schema != Schema::anything() && says.ends_with('.'), "{says}: {schema:?}");
        }
    }
}
