//! Values of facts as readers see them.

use std::borrow::Cow;

use serde::Serialize;

use crate::address::{Address, is_safe};
use crate::digest::Hasher;
use crate::facts::{EntityId, Field, FieldId, FieldType, Stated, Typed, Value};
use crate::link::{FactTarget, Place, Site};
use crate::path::OutPath;
use crate::render::title::breakable;
use crate::render::urls::Urls;

/// Identifiers longer than this may break inside.
const LONG: usize = 18;

/// A value: words, and where they lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    form: Form,
    text: &'a str,
    to: To<'a>,
}

/// How a value stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    /// Words of several lines.
    Block,
    Code,
    Time,
}

/// Where a value leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum To<'a> {
    Nowhere,
    /// An output, or a place on it.
    Output(&'a OutPath, Option<&'a str>),
    /// An address elsewhere.
    Web(&'a str),
}

/// A value as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ShownValue<'a> {
    form: &'static str,
    text: &'a str,
    /// An identifier as HTML, with the places where a narrow column may break it.
    code: Option<String>,
    url: Option<String>,
}

impl<'a> Shown<'a> {
    /// A thing, by its name.
    pub(super) fn thing(site: &'a Site, id: EntityId) -> Self {
        let to = site.stands_at(id).map_or(To::Nowhere, |(out, anchor)| To::Output(out, anchor));
        let form = if site.facts.is_code(id) { Form::Code } else { Form::Text };
        Self { form, text: site.facts.name(id), to }
    }

    /// A value of a thing's field.
    fn value(site: &'a Site, id: EntityId, (field, at): (FieldId, usize), value: &'a Value) -> Self {
        let what = site.facts.kind_of(id).fields.get(field.0).map(|field| &field.what);
        let plain = |form| Self { form, text: &value.written, to: To::Nowhere };
        match what {
            Some(FieldType::Identifier { .. }) => plain(Form::Code),
            Some(FieldType::Markdown) => plain(Form::Block),
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
                Some(FactTarget::Place(Place { page, anchor })) => {
                    let page = site.page(*page);
                    Self { form: Form::Text, text: page.title(), to: To::Output(&page.out, anchor.as_deref()) }
                }
                None => plain(Form::Text),
            },
            Some(FieldType::Text | FieldType::Integer | FieldType::Number | FieldType::Duration) | None => {
                plain(Form::Text)
            }
        }
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { form, text, to } = self;
        hasher.text(form.word()).text(text);
        match to {
            To::Nowhere => hasher.number(0),
            To::Output(out, anchor) => hasher.number(1).text(out.as_str()).option(*anchor),
            To::Web(address) => hasher.number(2).text(address),
        };
    }

    /// The value as it stands on an output.
    pub(super) fn context(&self, urls: &Urls<'_>) -> ShownValue<'a> {
        let url = match self.to {
            To::Nowhere => None,
            To::Output(out, Some(anchor)) => Some(urls.to_anchor(out, anchor)),
            To::Output(out, None) => Some(urls.to(out)),
            To::Web(address) => Some(address.to_owned()),
        };
        let code = (self.form == Form::Code).then(|| {
            let mut code = String::new();
            breakable(&mut code, self.text, LONG);
            code
        });
        ShownValue { form: self.form.word(), text: self.text, code, url }
    }

    /// The words alone.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }
}

impl Form {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Block => "block",
            Self::Code => "code",
            Self::Time => "time",
        }
    }
}

/// What a thing says of a field, as readers see it.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub(super) state: State,
    pub(super) values: Vec<Shown<'a>>,
}

/// Whether a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is stated.
    Stated,
    /// Nothing is stated, and the kind says what holds then.
    Default,
    /// It was looked for, and is not documented.
    Undocumented,
    /// Nothing is stated.
    Unstated,
}

impl State {
    /// The word for it in templates.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Default => "default",
            Self::Undocumented => "undocumented",
            Self::Unstated => "unstated",
        }
    }
}

impl<'a> Said<'a> {
    /// What a thing says of a field.
    pub(super) fn of(site: &'a Site, id: EntityId, field: FieldId) -> Self {
        match site.facts.entity(id).stated(field) {
            Stated::Values(values) => {
                let shown = values.iter().enumerate().map(|(at, value)| Shown::value(site, id, (field, at), value));
                Self { state: State::Stated, values: shown.collect() }
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

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { state, values } = self;
        hasher.text(state.word()).number(values.len() as u64);
        values.iter().for_each(|value| value.hash(hasher));
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

fn yes_or_no(value: &Value) -> &'static str {
    if value.what == Typed::Boolean(true) { "Yes" } else { "No" }
}

/// An address elsewhere, where a page may link to it.
pub(super) fn web(address: &str) -> To<'_> {
    match Address::parse(address) {
        Address::External { scheme, .. } if is_safe(scheme) && !address.contains(char::is_whitespace) => {
            To::Web(address)
        }
        _ => To::Nowhere,
    }
}

/// The name of a field on a page: its title, else its name with spaces.
pub(super) fn title(field: &Field) -> Cow<'_, str> {
    match &field.title {
        Some(title) => Cow::Borrowed(title),
        None => Cow::Owned(spoken(&field.name.value)),
    }
}

/// A name of YAML as people write it: `separate_from` is `Separate from`.
pub(super) fn spoken(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
