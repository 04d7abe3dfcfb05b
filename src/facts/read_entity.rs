//! Reads entities.

use super::entity::{About, Entity, Source};
use super::kind::{Kind, Placed};
use super::value::{Stated, stated};
use crate::address::{Address, is_safe};
use crate::date::Period;
use crate::finding::Finding;
use crate::nearest;
use crate::rule::facts;
use crate::span::{FileId, Span};
use crate::yaml::{self, Key, Node, Reader};

/// What may be said of any thing.
pub(super) const ABOUT: [&str; 8] =
    ["title", "summary", "aliases", "source", "owner", "reviewed", "review_every", "page"];

/// The keys of a source.
pub(super) const SOURCE: [&str; 3] = ["url", "checked", "by"];

/// The most bytes of an id: file systems take 255, and an ending comes behind it.
const LONGEST: usize = 200;

/// A kind by its index and itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of<'k> {
    /// The index of the kind.
    pub(super) index: usize,
    /// The kind.
    pub(super) kind: &'k Kind,
}

/// Reads all things of a kind from the whole text of one file: a map from id to what is stated. Every mistake is a finding at
/// its key or value; a value that does not fit is not stated.
pub(super) fn entities(file: FileId, of: Of<'_>, text: &str) -> (Vec<Entity>, Vec<Finding>) {
    let (mut reader, root) = open(file, text);
    let mut entities = Vec::new();
    for (key, node) in root.as_ref().map(|root| reader.entries("facts", root)).unwrap_or_default() {
        let id = Placed { value: key.name.clone(), span: key.span };
        entities.extend(entity(&mut reader, of, id, node, text));
    }
    (entities, reader.finish())
}

/// Reads one thing from the whole text of its file, whose stem is its id.
pub(super) fn one(file: FileId, of: Of<'_>, id: &str, text: &str) -> (Option<Entity>, Vec<Finding>) {
    let (mut reader, root) = open(file, text);
    let id = Placed { value: id.to_owned(), span: Span::whole(file) };
    let entity = root.and_then(|root| entity(&mut reader, of, id, &root, text));
    (entity, reader.finish())
}

fn open(file: FileId, text: &str) -> (Reader<'_>, Option<Node>) {
    let (root, findings) = yaml::parse(file, 0, text);
    let mut reader = Reader::by(&facts::WRONG_TYPE, text);
    reader.findings = findings;
    (reader, root)
}

/// Reads what is stated of a thing. None where nothing can be read.
pub(super) fn entity(
    reader: &mut Reader<'_>,
    of: Of<'_>,
    id: Placed<String>,
    node: &Node,
    text: &str,
) -> Option<Entity> {
    let kind = of.kind;
    if let Some(why) = not_a_name(&id.value) {
        let message = format!("a `{}` cannot have {why} as its id", kind.name);
        reader.bad(id.span, message, "an id is part of an address: a short name without `/`");
        return None;
    }
    if !node.is_null() && node.as_map().is_none() {
        reader.refuse(&id.value, node, "a map: `field: value` lines");
        return None;
    }
    let mut facts = vec![Stated::Not; kind.fields.len()];
    let mut about = About::default();
    // What is written and cannot be used is not missing.
    let mut given = vec![false; kind.fields.len()];
    for (key, value) in reader.entries(&id.value, node) {
        match kind.field(&key.name) {
            Some(field) => {
                given[field.0] = true;
                facts[field.0] = stated(&kind.fields[field.0], value, text, &mut reader.findings);
            }
            None if ABOUT.contains(&&*key.name) => say(reader, &mut about, key, value),
            None => {
                // Who meant a field has not forgotten it.
                if let Some(meant) = near(kind, key).and_then(|name| kind.field(name)) {
                    given[meant.0] = true;
                }
                reader.findings.push(no_field(kind, key, node));
            }
        }
    }
    for (field, given) in kind.fields.iter().zip(given) {
        if field.required && !given {
            let message = format!("`{}` does not state `{}`", id.value, field.name.value);
            let finding = Finding::new(&facts::MISSING_FIELD, id.span, message).cause(&*field.name.value);
            let help = format!("write `{}: ~` where it was looked for and is not documented", field.name.value);
            reader.findings.push(finding.help(help).related(field.name.span, "the field is required"));
        }
    }
    Some(Entity { kind: of.index, id, page: None, facts, about })
}

/// Why an id cannot be the name of the thing's page.
fn not_a_name(id: &str) -> Option<&'static str> {
    match id {
        _ if id.trim().is_empty() => Some("an empty text"),
        "." | ".." => Some("the name of a folder"),
        _ if id.contains(['/', '\\']) => Some("a path"),
        _ if id.chars().any(char::is_control) => Some("a text with control characters"),
        _ if id.len() > LONGEST => Some("a text of more than 200 bytes"),
        _ => None,
    }
}

/// Reads something that may be said of any thing.
fn say(reader: &mut Reader<'_>, about: &mut About, key: &Key, node: &Node) {
    let name = &*key.name;
    match name {
        "title" => about.title = reader.text(name, node).map(str::to_owned),
        "summary" => about.summary = reader.text(name, node).map(str::to_owned),
        "aliases" => {
            for item in reader.items(name, node) {
                about.aliases.extend(reader.text(name, item).map(|text| placed(text, item)));
            }
        }
        "source" => about.source = source(reader, node),
        "owner" => about.owner = reader.text(name, node).map(str::to_owned),
        "reviewed" => about.reviewed = reader.date(name, node).map(|value| Placed { value, span: node.span }),
        "review_every" => about.review_every = reader.wanted(name, node, Period::EXPECTED, Period::parse),
        _ => about.page = reader.text(name, node).map(|text| placed(text, node)),
    }
}

fn placed(text: &str, node: &Node) -> Placed<String> {
    Placed { value: text.to_owned(), span: node.span }
}

/// A map, or an address alone; none where nothing of it holds.
fn source(reader: &mut Reader<'_>, node: &Node) -> Option<Source> {
    let mut source = Source::default();
    if node.as_map().is_none() {
        source.url = reader.wanted("source", node, ADDRESS, linkable).map(|text| placed(text, node));
        return source.url.is_some().then_some(source);
    }
    for (key, value) in reader.entries("source", node) {
        match &*key.name {
            "url" => source.url = reader.wanted("url", value, ADDRESS, linkable).map(|text| placed(text, value)),
            "checked" => {
                source.checked = reader.date("checked", value).map(|day| Placed { value: day, span: value.span });
            }
            "by" => source.by = reader.text("by", value).map(str::to_owned),
            _ => reader.unknown_key(key, "in a source", &SOURCE, node),
        }
    }
    (source.url.is_some() || source.checked.is_some() || source.by.is_some()).then_some(source)
}

/// What the address of a source is.
const ADDRESS: &str = "an address that begins with `https://`, or what the source is called";

/// A text that is no address which a page must not link to.
fn linkable(text: &str) -> Option<&str> {
    let unsafe_scheme = matches!(Address::parse(text), Address::External { scheme, .. } if !is_safe(scheme));
    Some(text).filter(|text| !unsafe_scheme && !text.trim().is_empty())
}

/// What a key was most likely meant to be.
fn near<'k>(kind: &'k Kind, key: &Key) -> Option<&'k str> {
    nearest::nearest(&key.name, kind.fields.iter().map(|field| &*field.name.value).chain(ABOUT))
}

fn no_field(kind: &Kind, key: &Key, map: &Node) -> Finding {
    let message = format!("`{}` has no field `{}`", kind.name, key.name);
    let finding = Finding::new(&facts::UNKNOWN_FIELD, key.span, message).cause(&*key.name);
    match near(kind, key) {
        Some(near) if map.get(near).is_none() => {
            finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), key.span, near)
        }
        Some(near) => finding.help(format!("did you mean `{near}`, which is there already?")),
        None => {
            let names: Vec<String> = kind.fields.iter().map(|field| format!("`{}`", field.name.value)).collect();
            finding.help(format!("its fields are {}", names.join(", ")))
        }
    }
}
