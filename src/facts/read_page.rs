//! Reads the thing that a page describes in its front matter.

use std::ops::Range;

use super::entity::Entity;
use super::kind::Placed;
use super::read_entity::{Of, entity};
use crate::date::Period;
use crate::finding::Finding;
use crate::rule::facts;
use crate::span::{FileId, Span};
use crate::yaml::{self, Node, Reader, Value};

/// A page with front matter.
#[derive(Clone, Debug)]
pub struct Page<'t> {
    /// Its file.
    pub id: FileId,
    /// All of its text.
    pub text: &'t str,
    /// The bytes of its front matter, without the lines around it.
    pub yaml: Range<usize>,
    /// The stem of its file, which is the thing's id where none is given.
    pub stem: &'t str,
}

/// Front matter that names a kind.
#[derive(Debug)]
pub(super) struct Front<'t> {
    page: Page<'t>,
    root: Node,
    /// The kind that it names.
    pub(super) kind: Placed<String>,
}

impl<'t> Front<'t> {
    /// The front matter of a page that describes a thing. What is wrong with it as YAML is reported with the page.
    pub(super) fn of(page: Page<'t>, findings: &mut Vec<Finding>) -> Option<Self> {
        let (root, _) = yaml::parse(page.id, page.yaml.start, page.text.get(page.yaml.clone())?);
        let root = root.filter(|root| root.as_map().is_some())?;
        let mut reader = Reader::by(&facts::WRONG_TYPE, page.text);
        let given = root.get("kind").filter(|node| !node.is_null());
        let kind = given.and_then(|node| {
            let value = reader.text("kind", node)?.to_owned();
            Some(Placed { value, span: node.span })
        });
        findings.append(&mut reader.findings);
        if let (None, Some(span)) = (given, key(&root, "facts")) {
            let message = "the front matter states facts, and not of which kind of thing";
            findings
                .push(Finding::new(&facts::UNKNOWN_KIND, span, message).help("write `kind:` with the name of a kind"));
        }
        Some(Self { page, kind: kind?, root })
    }

    /// The thing, and what is wrong with its description.
    pub(super) fn entity(&self, of: Of<'_>) -> (Option<Entity>, Vec<Finding>) {
        let Self { page, root, kind } = self;
        let mut reader = Reader::by(&facts::WRONG_TYPE, page.text);
        let id = root.get("id").filter(|node| !node.is_null());
        let id = match id {
            Some(node) => reader.text("id", node).map(|id| Placed { value: id.to_owned(), span: node.span }),
            None => Some(Placed { value: page.stem.to_owned(), span: kind.span }),
        };
        let nothing = Node { span: kind.span, value: Value::Null };
        let stated = root.get("facts").unwrap_or(&nothing);
        let read = id.and_then(|id| entity(&mut reader, of, id, stated, page.text));
        let read = read.map(|mut entity| {
            entity.page = Some(page.id);
            self.say(&mut entity, &mut reader);
            entity
        });
        (read, reader.finish())
    }

    /// What the front matter says of the page holds for its thing too. What does not fit there is reported with the page.
    fn say(&self, entity: &mut Entity, reader: &mut Reader<'_>) {
        let text = |name: &str| self.root.get(name)?.as_text(self.page.text);
        let about = &mut entity.about;
        if about.owner.is_none() {
            about.owner = text("owner").filter(|owner| !owner.trim().is_empty()).map(str::to_owned);
        }
        if about.reviewed.is_none() {
            let day = text("reviewed").and_then(crate::date::Date::parse);
            let span = self.root.get("reviewed").map(|node| node.span);
            about.reviewed = day.zip(span).map(|(value, span)| Placed { value, span });
        }
        if about.review_every.is_none() {
            about.review_every = text("review_every").and_then(Period::parse);
        }
        if let Some(page) = about.page.take() {
            let message = "`page` names another page, and this one is the thing's own";
            reader.bad(page.span, message.to_owned(), "leave it out");
        }
    }
}

/// The place of a key.
fn key(root: &Node, name: &str) -> Option<Span> {
    root.as_map()?.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.span)
}
