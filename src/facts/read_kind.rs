//! Reads kinds.

use super::kind::{
    Autolink, Choice, Field, FieldId, FieldType, Kind, Placed, Reference, RequiredLinks, Sentence, Stating,
    UnknownNames,
};
use super::read_entity::ABOUT;
use super::restate::takes_one;
use super::value::{expected, fits};
use crate::finding::Finding;
use crate::nearest;
use crate::pattern::Pattern;
use crate::rule::facts;
use crate::span::{FileId, Span};
use crate::yaml::{self, Key, Node, Reader, Value};

/// The keys of a kind.
pub(super) const KEYS: [&str; 6] = ["title", "plural", "label", "called", "fields", "sentences"];

/// The types of fields.
pub(super) const TYPES: [&str; 12] = [
    "text",
    "markdown",
    "identifier",
    "integer",
    "number",
    "boolean",
    "date",
    "duration",
    "url",
    "enum",
    "ref",
    "page",
];

/// The options that every field takes.
pub(super) const COMMON: [&str; 10] =
    ["type", "list", "title", "description", "required", "unique", "default", "compare", "internal", "called"];

/// The options that only fields of some types take.
pub(super) const OWN: [(&str, &[&str]); 3] = [
    ("identifier", &["pattern", "except", "autolink", "unknown_names", "variants_of"]),
    ("enum", &["values"]),
    ("ref", &["to", "inverse", "symmetric", "require_links"]),
];

/// Reads the kind with a name from the whole text of its file. Every mistake is a finding at its key or value; a field that
/// cannot be read is left out, and a file that says nothing gives no kind.
pub(super) fn kind(file: FileId, name: &str, text: &str) -> (Option<Kind>, Vec<Finding>) {
    let (root, findings) = yaml::parse(file, 0, text);
    let broken = !findings.is_empty();
    let mut reader = Reader::by(&facts::BAD_KIND, text);
    reader.findings = findings;
    let kind = match root {
        Some(root) if root.as_map().is_some() => Some(read(&mut reader, name, file, text, &root)),
        Some(root) if !root.is_null() => {
            reader.bad(root.span, format!("a kind cannot be {}", root.what()), "write a map with `title` and `fields`");
            None
        }
        _ if broken => None,
        _ => {
            let message = format!("the kind `{name}` says nothing");
            reader.bad(Span::whole(file), message, "write a map with `title` and `fields`");
            None
        }
    };
    (kind, reader.finish())
}

fn read(reader: &mut Reader<'_>, name: &str, file: FileId, text: &str, root: &Node) -> Kind {
    let mut kind = Kind {
        name: name.to_owned(),
        span: Span::whole(file),
        title: name.replace('_', " "),
        plural: String::new(),
        label: None,
        called: Vec::new(),
        fields: Vec::new(),
        sentences: Vec::new(),
    };
    let entries = reader.entries("kind", root);
    // What fields there are must be known before what names them, wherever that stands.
    if let Some((_, fields)) = entries.iter().find(|(key, _)| key.name == "fields") {
        for (key, node) in reader.entries("fields", fields) {
            kind.fields.extend(field(reader, text, key, node));
        }
        for (key, node) in reader.entries("fields", fields) {
            variants(reader, &mut kind, key, node);
        }
    }
    for (key, node) in entries {
        match &*key.name {
            "title" => kind.title = reader.text("title", node).map_or(kind.title, str::to_owned),
            "plural" => kind.plural = reader.text("plural", node).unwrap_or_default().to_owned(),
            "label" => kind.label = field_named(reader, &kind, "label", node),
            "called" => kind.called = texts(reader, "called", node),
            "fields" => {}
            "sentences" => {
                for node in reader.items("sentences", node) {
                    let sentence = sentence(reader, &kind, node);
                    kind.sentences.extend(sentence);
                }
            }
            _ => reader.unknown_key(key, "in a kind", &KEYS, root),
        }
    }
    if kind.plural.is_empty() {
        kind.plural = plural(&kind.title);
    }
    if let Some(first) = kind.sentences.iter().find_map(|sentence| sentence.forms.first())
        && root.get("label").is_none()
    {
        let message = format!("`{name}` has sentences and no `label`: nothing says whom they speak of");
        reader.bad(first.span, message, "write `label:` with the field whose values name its things on pages");
    }
    if kind.fields.is_empty() && root.get("fields").is_none_or(Node::is_null) {
        reader.bad(kind.span, format!("the kind `{name}` has no fields"), "write `fields:` with at least one");
    }
    kind
}

/// What several things of a kind are called in English, where nobody has said it.
fn plural(title: &str) -> String {
    let consonant = |c: char| c.is_alphabetic() && !"aeiouAEIOU".contains(c);
    if let Some(stem) = title.strip_suffix('y').filter(|stem| stem.ends_with(consonant)) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| title.ends_with(end));
    format!("{title}{}", if hissing { "es" } else { "s" })
}

/// Reads a field; none where its type cannot be read.
fn field(reader: &mut Reader<'_>, text: &str, key: &Key, node: &Node) -> Option<Field> {
    if !is_name(&key.name) {
        let message = format!("a field cannot be called `{}`", key.name);
        reader.bad(key.span, message, "write letters a to z, digits and `_`, a letter first");
        return None;
    }
    if key.name == "id" || ABOUT.contains(&&*key.name) {
        let message = format!("a field cannot be called `{}`: any thing has it", key.name);
        reader.bad(key.span, message, "choose another name, or leave it out");
        return None;
    }
    // A type alone is short for a map with nothing else in it.
    let (word, options) = match &node.value {
        Value::Map(_) => (node.get("type"), reader.entries(&key.name, node)),
        _ => (Some(node), Vec::new()),
    };
    let Some(word) = word.filter(|word| !word.is_null()) else {
        reader.bad(
            key.span,
            format!("the field `{}` has no type", key.name),
            &format!("write `type:` with {}", listed()),
        );
        return None;
    };
    let name = type_name(reader, text, word)?;
    let mut field = Field {
        name: Placed { value: key.name.clone(), span: key.span },
        title: None,
        description: None,
        what: FieldType::Text,
        list: false,
        required: false,
        unique: false,
        default: None,
        compare: true,
        internal: false,
        called: Vec::new(),
    };
    for (option, value) in &options {
        let own = OWN.iter().find(|(_, names)| names.contains(&&*option.name));
        match &*option.name {
            "list" => field.list = reader.flag("list", value).unwrap_or(field.list),
            "required" => field.required = reader.flag("required", value).unwrap_or(field.required),
            "unique" => field.unique = reader.flag("unique", value).unwrap_or(field.unique),
            "compare" => field.compare = reader.flag("compare", value).unwrap_or(field.compare),
            "internal" => field.internal = reader.flag("internal", value).unwrap_or(field.internal),
            "title" => field.title = reader.text("title", value).map(str::to_owned),
            "description" => field.description = reader.text("description", value).map(str::to_owned),
            "default" => field.default = placed(reader, "default", value),
            "called" => field.called = texts(reader, "called", value),
            "type" => {}
            _ => match own {
                Some((of, _)) if *of == name => {}
                Some((of, _)) => {
                    let message = format!("`{}` is an option of `{of}`, and `{}` is `{name}`", option.name, key.name);
                    reader.bad(option.span, message, &format!("leave it out, or write `type: {of}`"));
                }
                None => {
                    let own = OWN.iter().filter(|(of, _)| *of == name).flat_map(|(_, names)| names.iter());
                    let known: Vec<&str> = COMMON.iter().chain(own).copied().collect();
                    reader.unknown_key(option, "in a field", &known, node);
                }
            },
        }
    }
    field.what = what(reader, name, key, &options)?;
    let unfit = field.default.as_ref().is_some_and(|default| !fits(&field, &default.value));
    if let Some(Placed { value, span }) = field.default.take_if(|_| unfit) {
        let message = format!("the default of `{}` cannot be `{value}`", key.name);
        reader.bad(span, message, &format!("write {}", takes_one(&field)));
    }
    Some(field)
}

/// The type that a value names.
fn type_name(reader: &mut Reader<'_>, text: &str, node: &Node) -> Option<&'static str> {
    let written = node.as_text(text).unwrap_or_default();
    if let Some(known) = TYPES.iter().find(|known| **known == written) {
        return Some(known);
    }
    if node.as_text(text).is_none() {
        reader.refuse("type", node, &listed());
        return None;
    }
    let near = nearest::nearest(written, TYPES);
    let mut finding = Finding::new(&facts::BAD_KIND, node.span, format!("there is no type `{written}`"));
    finding = match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), node.span, near),
        None => finding.help(format!("types are {}", listed())),
    };
    reader.findings.push(finding);
    None
}

fn listed() -> String {
    TYPES.map(|name| format!("`{name}`")).join(", ")
}

/// What the values of a field are, by the name of its type and its options.
fn what(reader: &mut Reader<'_>, name: &str, key: &Key, options: &[&(Key, Node)]) -> Option<FieldType> {
    let option = |wanted: &str| options.iter().find(|(key, _)| key.name == wanted).map(|(_, value)| value);
    Some(match name {
        "markdown" => FieldType::Markdown,
        "identifier" => FieldType::Identifier {
            pattern: option("pattern").and_then(|node| pattern(reader, "pattern", node)),
            except: option("except").and_then(|node| pattern(reader, "except", node)),
            autolink: option("autolink")
                .and_then(|node| reader.choice("autolink", node, &AUTOLINK))
                .unwrap_or_default(),
            unknown_names: option("unknown_names")
                .and_then(|node| reader.choice("unknown_names", node, &UNKNOWN_NAMES))
                .unwrap_or_default(),
            variants_of: None,
        },
        "integer" => FieldType::Integer,
        "number" => FieldType::Number,
        "boolean" => FieldType::Boolean,
        "date" => FieldType::Date,
        "duration" => FieldType::Duration,
        "url" => FieldType::Url,
        "page" => FieldType::Page,
        "enum" => {
            let choices = option("values").map(|node| choices(reader, node)).unwrap_or_default();
            if choices.is_empty() {
                let message = format!("`{}` is one of some words, and none is given", key.name);
                reader.bad(
                    key.span,
                    message,
                    "write `values:` with a word and what it says, `never: Cannot be deleted`",
                );
                return None;
            }
            FieldType::Enum(choices)
        }
        "ref" => {
            let Some(to) = option("to").and_then(|node| placed(reader, "to", node)) else {
                let message = format!("`{}` names another thing, and not of which kind", key.name);
                reader.bad(key.span, message, "write `to:` with the name of a kind");
                return None;
            };
            FieldType::Ref(Reference {
                to,
                inverse: option("inverse").and_then(|node| placed(reader, "inverse", node)),
                symmetric: option("symmetric").and_then(|node| reader.flag("symmetric", node)).unwrap_or_default(),
                require_links: option("require_links")
                    .and_then(|node| reader.choice("require_links", node, &REQUIRED_LINKS))
                    .unwrap_or_default(),
            })
        }
        _ => FieldType::Text,
    })
}

pub(super) const AUTOLINK: [(&str, Autolink); 3] =
    [("page", Autolink::Page), ("all", Autolink::All), ("off", Autolink::Off)];

pub(super) const UNKNOWN_NAMES: [(&str, UnknownNames); 4] = [
    ("near", UnknownNames::Near),
    ("in_sentences", UnknownNames::InSentences),
    ("all", UnknownNames::All),
    ("off", UnknownNames::Off),
];

pub(super) const REQUIRED_LINKS: [(&str, RequiredLinks); 3] =
    [("none", RequiredLinks::None), ("one", RequiredLinks::One), ("both", RequiredLinks::Both)];

/// The words of an enum: a map from word to what it says, or a list of words.
fn choices(reader: &mut Reader<'_>, node: &Node) -> Vec<Choice> {
    if node.as_map().is_none() {
        let words = texts(reader, "values", node).into_iter();
        return words.map(|word| Choice { says: word.value.clone(), word }).collect();
    }
    let mut choices = Vec::new();
    for (key, node) in reader.entries("values", node) {
        let says = reader.text(&key.name, node).unwrap_or(&key.name).to_owned();
        choices.push(Choice { word: Placed { value: key.name.clone(), span: key.span }, says });
    }
    choices
}

fn pattern(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<Pattern> {
    let written = reader.text(key, node)?;
    match Pattern::new(written) {
        Ok(found) if key == "pattern" && found.matches("") => {
            let message = format!("`{key}` matches where nothing stands: `{written}`");
            reader.bad(node.span, message, "write a pattern that at least one letter must match");
            None
        }
        Ok(found) => Some(found),
        Err(error) => {
            let message = format!("`{key}` is no pattern: {error}");
            reader.bad(node.span, message, "see the syntax of regular expressions");
            None
        }
    }
}

/// Reads which field the values of a field are variants of.
fn variants(reader: &mut Reader<'_>, kind: &mut Kind, key: &Key, node: &Node) {
    let (Some(of), Some(at)) = (node.get("variants_of"), kind.field(&key.name)) else { return };
    if !matches!(kind.fields[at.0].what, FieldType::Identifier { .. }) {
        return;
    }
    let found = field_named(reader, kind, "variants_of", of);
    if let FieldType::Identifier { variants_of, .. } = &mut kind.fields[at.0].what {
        *variants_of = found;
    }
}

/// The field of a kind that a value names.
fn field_named(reader: &mut Reader<'_>, kind: &Kind, key: &str, node: &Node) -> Option<FieldId> {
    let name = reader.text(key, node)?;
    let found = kind.field(name);
    if found.is_none() {
        no_field(reader, kind, name, node.span);
    }
    found
}

fn no_field(reader: &mut Reader<'_>, kind: &Kind, name: &str, span: Span) {
    let fields = kind.fields.iter().map(|field| &*field.name.value);
    let mut finding =
        Finding::new(&facts::BAD_KIND, span, format!("`{}` has no field `{name}`", kind.name)).cause(name);
    if let Some(near) = nearest::nearest(name, fields) {
        finding = finding.help(format!("did you mean `{near}`?"));
    }
    reader.findings.push(finding);
}

/// Reads a sentence: a text, or a map of what it says and the values it states.
fn sentence(reader: &mut Reader<'_>, kind: &Kind, node: &Node) -> Option<Sentence> {
    let mut sentence = Sentence { forms: Vec::new(), states: Vec::new(), meant: false };
    if node.as_map().is_none() {
        sentence.forms.extend(placed(reader, "sentences", node));
        return (!sentence.forms.is_empty()).then_some(sentence);
    }
    for (key, value) in reader.entries("sentences", node) {
        if key.name == "says" {
            sentence.forms = texts(reader, "says", value);
            continue;
        }
        sentence.meant = true;
        match kind.field(&key.name) {
            Some(field) => {
                let values = texts(reader, &key.name, value);
                let values =
                    values.into_iter().filter(|value| is_choice(reader, &kind.fields[field.0], value)).collect();
                sentence.states.push(Stating { field, values });
            }
            None => no_field(reader, kind, &key.name, key.span),
        }
    }
    if sentence.forms.is_empty() {
        reader.bad(node.span, "a sentence says nothing".to_owned(), "write `says:` with its words");
        return None;
    }
    Some(sentence)
}

/// Whether a value may be one of the field, as far as a kind can tell; reports where not.
fn is_choice(reader: &mut Reader<'_>, field: &Field, value: &Placed<String>) -> bool {
    let FieldType::Enum(choices) = &field.what else {
        let fits = fits(field, &value.value);
        if !fits {
            let message = format!("`{}` is never `{}`", field.name.value, value.value);
            reader.bad(value.span, message, &format!("write {}", expected(&field.what)));
        }
        return fits;
    };
    if choices.iter().any(|choice| choice.word.value == value.value) {
        return true;
    }
    let message = format!("`{}` is never `{}`", field.name.value, value.value);
    let words = choices.iter().map(|choice| &*choice.word.value);
    let help = match nearest::nearest(&value.value, words.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is {}", words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
    };
    reader.bad(value.span, message, &help);
    false
}

fn texts(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<Placed<String>> {
    let mut texts = Vec::new();
    for item in reader.items(key, node) {
        texts.extend(placed(reader, key, item));
    }
    texts
}

fn placed(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<Placed<String>> {
    reader.text(key, node).map(|text| Placed { value: text.to_owned(), span: node.span })
}

/// Whether a text is a name in the style of all keys: `trusted_principals`.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
