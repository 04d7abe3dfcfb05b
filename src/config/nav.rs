//! `nav:` the navigation as a list of entries, each with a title, a page, or both, and perhaps entries below it.

use super::NavItem;
use crate::address::Address;
use crate::path::{PathError, SourcePath};
use crate::yaml::{Node, Reader, Schema};

/// The keys of an entry.
const KEYS: [&str; 3] = ["title", "page", "children"];

/// Reads a list of entries, and those below them. What is no entry is reported and left out.
pub(super) fn read(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<NavItem> {
    let Some(items) = node.as_list() else {
        if !node.is_null() {
            reader.refuse(key, node, "a list: `- { title: …, page: … }` lines");
        }
        return Vec::new();
    };
    items.iter().filter_map(|item| entry(reader, key, item)).collect()
}

/// What an entry is for editors; the configuration keeps it as `entry`.
pub(super) fn schema() -> Schema {
    let entry = KEYS.map(|key| {
        let (schema, says) = match key {
            "title" => (Schema::text(), "Its label. Without it, the title of its page."),
            "page" => (Schema::text(), "Its page, as a path below the content folder."),
            _ => (Schema::list(&Schema::kept("entry")), "The entries below it."),
        };
        (key, schema.or_null().says(says))
    });
    let named = ["title", "page"].map(|key| Schema::anything().requiring([key]));
    Schema::any(named).joined(Schema::map(entry))
}

fn entry(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<NavItem> {
    let expected = "an entry: `{ title: …, page: …, children: [ … ] }`";
    if node.as_map().is_none() {
        reader.refuse(key, node, expected);
        return None;
    }
    let mut item = NavItem { title: None, page: None, span: node.span, children: Vec::new() };
    let reported = reader.findings.len();
    for (key, value) in reader.entries(key, node) {
        match &*key.name {
            "title" => item.title = reader.text("title", value).map(Into::into),
            "page" => {
                item.page = page(reader, value);
                item.span = value.span;
            }
            "children" => item.children = read(reader, "children", value),
            _ => reader.unknown_key(key, "in `nav`", &KEYS, node),
        }
    }
    if item.title.is_none() && item.page.is_none() {
        if reader.findings.len() == reported {
            reader.bad(node.span, format!("an entry of `{key}` without a title or a page"), "write `title` or `page`");
        }
        return None;
    }
    Some(item)
}

fn page(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    let text = reader.text("page", node)?;
    match Address::parse(text) {
        Address::Path { path, .. } => match SourcePath::new(path) {
            Ok(_) => return Some(text.to_owned()),
            Err(PathError::Outside) => {
                let message = format!("`page` leads out of the content folder: `{text}`");
                reader.bad(node.span, message, "write a path below the content folder");
            }
            Err(PathError::Invalid) => reader.refuse("page", node, "a path below the content folder, with `/`"),
        },
        _ => reader.refuse("page", node, "a path below the content folder"),
    }
    None
}
