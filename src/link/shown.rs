//! What is shown of facts: the words of a value, and where they lead.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::things::{FactTarget, Place};
use super::{Site, snippets};
use crate::address::{Address, is_followed, is_safe};
use crate::facts::{EntityId, Field, FieldId, FieldType, Stated, Typed, Value};

/// A value: words, and where they lead.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// How it stands on a page.
    pub form: Form,
    /// The words.
    pub text: &'a str,
    /// Where they lead.
    pub to: To<'a>,
}

/// How a value stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In the line.
    Text,
    /// As Markdown, with an index into [`Site::snippets`].
    Snippet(usize),
    /// As code.
    Code,
    /// As code that breaks only between its parts, and that can be copied: an Amazon Resource Name.
    Arn,
    /// As a day.
    Time,
}

/// Where a value leads.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// Nowhere.
    Nowhere,
    /// To a thing.
    Thing(EntityId),
    /// To a page, or a place on it.
    Place(&'a Place),
    /// To an address elsewhere.
    Web(&'a str),
}

/// What a thing says of a field, as readers see it.
#[derive(Clone, Debug)]
pub struct ShownFact<'a> {
    /// Whether it is known.
    pub state: State,
    /// Its values.
    pub values: Vec<Shown<'a>>,
}

/// Whether a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is stated.
    Stated,
    /// Nothing is stated, and the kind says what holds then.
    Default,
    /// It was looked for, and is not documented.
    Undocumented,
    /// Nothing is stated.
    Unstated,
}

impl<'a> Shown<'a> {
    /// A thing, by its name.
    pub fn thing(site: &'a Site, id: EntityId) -> Self {
        let form = if site.facts.is_code(id) { Form::Code } else { Form::Text };
        Self { form, text: site.facts.name(id), to: To::Thing(id) }
    }

    /// A value of a thing's field.
    pub fn value(site: &'a Site, id: EntityId, (field, at): (FieldId, usize), value: &'a Value) -> Self {
        let what = site.facts.kind_of(id).fields.get(field.0).map(|field| &field.what);
        let plain = |form| Self { form, text: &value.written, to: To::Nowhere };
        match what {
            Some(FieldType::Identifier { .. } | FieldType::Text) if is_arn(&value.written) => plain(Form::Arn),
            Some(FieldType::Identifier { .. }) => plain(Form::Code),
            Some(FieldType::Markdown) => {
                plain(snippets::find(&site.snippets, (id, field, at)).map_or(Form::Text, Form::Snippet))
            }
            Some(FieldType::Date) => plain(Form::Time),
            Some(FieldType::Boolean) => Self { text: yes_or_no(value), ..plain(Form::Text) },
            Some(FieldType::Enum(choices)) => match value.what {
                Typed::Choice(choice) => Self {
                    text: choices.get(choice).map_or(&*value.written, |choice| &choice.says),
                    ..plain(Form::Text)
                },
                _ => plain(Form::Text),
            },
            Some(FieldType::Url) => Self { to: web(&value.written), ..plain(Form::Text) },
            Some(FieldType::Ref(_) | FieldType::Page) => match site.fact_target(id, field, at) {
                Some(FactTarget::Thing(other)) => Self::thing(site, *other),
                Some(FactTarget::Place(place)) => {
                    Self { form: Form::Text, text: site.page(place.page).title(), to: To::Place(place) }
                }
                None => plain(Form::Text),
            },
            Some(FieldType::Text | FieldType::Integer | FieldType::Number | FieldType::Duration) | None => {
                plain(Form::Text)
            }
        }
    }
}

impl Shown<'_> {
    /// The thing that it is.
    fn named(&self) -> Option<EntityId> {
        if let To::Thing(thing) = self.to { Some(thing) } else { None }
    }
}

impl<'a> ShownFact<'a> {
    /// What a thing says of a field.
    pub fn of(site: &'a Site, id: EntityId, field: FieldId) -> Self {
        match site.facts.entity(id).stated(field) {
            Stated::Values(values) => {
                let shown = values.iter().enumerate().map(|(at, value)| Shown::value(site, id, (field, at), value));
                let mut values: Vec<Shown<'_>> = shown.collect();
                let stated: FxHashSet<EntityId> = values.iter().filter_map(Shown::named).collect();
                // What holds both ways holds of all that name it, whatever else is stated.
                let others = by_symmetry(site, id, field).into_iter();
                values.extend(others.filter(|shown| shown.named().is_none_or(|thing| !stated.contains(&thing))));
                Self { state: State::Stated, values }
            }
            Stated::Undocumented(_) => Self { state: State::Undocumented, values: Vec::new() },
            Stated::Not => {
                let values = by_symmetry(site, id, field);
                match site.facts.kind_of(id).fields.get(field.0).and_then(by_default) {
                    _ if !values.is_empty() => Self { state: State::Stated, values },
                    Some(value) => Self { state: State::Default, values: vec![value] },
                    None => Self { state: State::Unstated, values: Vec::new() },
                }
            }
        }
    }
}

/// The things that name a thing by a field that holds both ways.
fn by_symmetry(site: &Site, id: EntityId, field: FieldId) -> Vec<Shown<'_>> {
    match site.facts.kind_of(id).fields.get(field.0).map(|field| &field.what) {
        Some(FieldType::Ref(reference)) if reference.symmetric => {
            let kind = |thing: EntityId| site.facts.entity(thing).kind;
            let named_by = site.thing(id).named_by.iter();
            let same = named_by.filter(|it| it.field == field && kind(it.from) == kind(id) && it.from != id);
            same.map(|it| Shown::thing(site, it.from)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a field holds where nothing is stated.
fn by_default(field: &Field) -> Option<Shown<'_>> {
    let value = &field.default.as_ref()?.value;
    let (form, text) = match &field.what {
        FieldType::Enum(choices) => {
            let choice = choices.iter().find(|choice| choice.word.value == *value);
            (Form::Text, choice.map_or(&**value, |choice| &choice.says))
        }
        FieldType::Boolean => (Form::Text, if value == "true" { "Yes" } else { "No" }),
        FieldType::Identifier { .. } => (Form::Code, &**value),
        _ => (Form::Text, &**value),
    };
    Some(Shown { form, text, to: To::Nowhere })
}

/// Whether a value is an Amazon Resource Name.
fn is_arn(value: &str) -> bool {
    value.starts_with("arn:") && !value.contains(char::is_whitespace)
}

fn yes_or_no(value: &Value) -> &'static str {
    if value.what == Typed::Boolean(true) { "Yes" } else { "No" }
}

/// An address elsewhere, where a page may link to it.
pub fn web(address: &str) -> To<'_> {
    match Address::parse(address) {
        Address::External { scheme, .. } if is_safe(scheme) && is_followed(address) => To::Web(address),
        _ => To::Nowhere,
    }
}

/// The name of a field on a page: its title, else its name with spaces.
pub fn field_title(field: &Field) -> Cow<'_, str> {
    match &field.title {
        Some(title) => Cow::Borrowed(title),
        None => Cow::Owned(spoken(&field.name.value)),
    }
}

/// A name of YAML as people write it: `separate_from` is `Separate from`.
pub fn spoken(name: &str) -> String {
    sentence_case(&name.replace(['_', '-'], " "))
}

/// Words as they begin a line.
pub fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
