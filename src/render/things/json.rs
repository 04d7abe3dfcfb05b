//! The facts as data for others: `facts.json`.
//!
//! `{ "version": 1, "kinds": [ { "name", "title", "plural", "url", "fields": [ { "name", "title", "type", "list" } ] } ],
//! "things": [ { "kind", "id", "name", "url", "summary", "aliases", "owner", "reviewed", "source", "facts" } ] }`. Addresses
//! are relative to the file. A fact is a value, or a list where the field takes one; null where it is not documented, and
//! absent where nothing is stated. Beside the page of a thing that has none of its own lies the same of that thing alone,
//! with `version`, and with addresses relative to itself.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::facts::{EntityId, Field, FieldId, FieldType, Kind, Stated, Typed, Value};
use crate::link::{FactTarget, Site, field_title as title};
use crate::path::OutPath;
use crate::render::urls::Urls;

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    kinds: Vec<KindData<'a>>,
    things: Vec<ThingData<'a>>,
}

#[derive(Serialize)]
struct KindData<'a> {
    name: &'a str,
    title: &'a str,
    plural: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    fields: Vec<FieldData<'a>>,
}

#[derive(Serialize)]
struct FieldData<'a> {
    name: &'a str,
    title: String,
    r#type: &'static str,
    list: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// The words of an enum, with what they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Map<String, Json>>,
    /// The kind of the things that a `ref` names.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
}

#[derive(Serialize)]
struct ThingData<'a> {
    kind: &'a str,
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceData<'a>>,
    facts: Map<String, Json>,
}

#[derive(Serialize)]
struct SourceData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
}

#[derive(Serialize)]
struct Single<'a> {
    version: u32,
    #[serde(flatten)]
    thing: ThingData<'a>,
}

/// All facts that are published, for a file at `out`.
pub(in crate::render) fn json(site: &Site, out: &OutPath) -> String {
    let urls = Urls::relative(out);
    let kinds = site.facts.kinds.iter().zip(&site.kinds);
    pretty(&Whole {
        version: VERSION,
        kinds: kinds.map(|(kind, page)| kind_data(kind, page.out.as_ref(), &urls)).collect(),
        things: site.facts.ids().map(|id| thing(site, id, &urls)).collect(),
    })
}

/// The facts of one thing, for a file at `out`.
pub(in crate::render) fn thing_json(site: &Site, id: EntityId, out: &OutPath) -> String {
    pretty(&Single { version: VERSION, thing: thing(site, id, &Urls::relative(out)) })
}

fn pretty(data: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(data).unwrap_or_default();
    text.push('\n');
    text
}

fn kind_data<'a>(kind: &'a Kind, out: Option<&OutPath>, urls: &Urls<'_>) -> KindData<'a> {
    let fields = kind.fields.iter().filter(|field| !field.internal).map(|field| FieldData {
        name: &field.name.value,
        title: title(field).into_owned(),
        r#type: type_name(&field.what),
        list: field.list,
        description: field.description.as_deref(),
        values: match &field.what {
            FieldType::Enum(choices) => {
                let pair = |choice: &crate::facts::Choice| (choice.word.value.clone(), choice.says.clone().into());
                Some(choices.iter().map(pair).collect())
            }
            _ => None,
        },
        to: if let FieldType::Ref(reference) = &field.what { Some(&*reference.to.value) } else { None },
    });
    KindData {
        name: &kind.name,
        title: &kind.title,
        plural: &kind.plural,
        url: out.map(|out| urls.to(out)),
        fields: fields.collect(),
    }
}

fn type_name(what: &FieldType) -> &'static str {
    match what {
        FieldType::Text => "text",
        FieldType::Markdown => "markdown",
        FieldType::Identifier { .. } => "identifier",
        FieldType::Integer => "integer",
        FieldType::Number => "number",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::Duration => "duration",
        FieldType::Url => "url",
        FieldType::Enum(_) => "enum",
        FieldType::Ref(_) => "ref",
        FieldType::Page => "page",
    }
}

fn thing<'a>(site: &'a Site, id: EntityId, urls: &Urls<'_>) -> ThingData<'a> {
    let (entity, kind) = (site.facts.entity(id), site.facts.kind_of(id));
    let about = &entity.about;
    let mut facts = Map::new();
    let fields = kind.fields.iter().enumerate().filter(|(_, field)| !field.internal);
    for (at, field) in fields {
        facts.extend(stated(site, id, (FieldId(at), field), urls).map(|value| (field.name.value.clone(), value)));
    }
    ThingData {
        kind: &kind.name,
        id: &entity.id.value,
        name: site.facts.name(id),
        url: site.stands_at(id).map(|(out, anchor)| address(urls, out, anchor)),
        summary: about.summary.as_deref(),
        aliases: about.aliases.iter().map(|alias| alias.value.as_str()).collect(),
        owner: about.owner.as_deref(),
        reviewed: about.reviewed.as_ref().map(|day| day.value.to_string()),
        source: about.source.as_ref().map(|source| SourceData {
            url: source.url.as_ref().map(|url| &*url.value),
            checked: source.checked.as_ref().map(|day| day.value.to_string()),
            by: source.by.as_deref(),
        }),
        facts,
    }
}

/// What a thing states of a field; none where it states nothing.
fn stated(site: &Site, id: EntityId, (at, field): (FieldId, &Field), urls: &Urls<'_>) -> Option<Json> {
    let values = match site.facts.entity(id).stated(at) {
        Stated::Not => return None,
        Stated::Undocumented(_) => return Some(Json::Null),
        Stated::Values(values) => values,
    };
    let mut json = values.iter().enumerate().map(|(number, it)| value(site, id, (at, number), it, urls));
    if field.list { Some(json.collect()) } else { json.next() }
}

fn value(site: &Site, id: EntityId, (field, at): (FieldId, usize), value: &Value, urls: &Urls<'_>) -> Json {
    let text = || Json::String(value.written.clone());
    match (&value.what, site.fact_target(id, field, at)) {
        (_, Some(FactTarget::Thing(to))) => {
            format!("{}/{}", site.facts.kind_of(*to).name, site.facts.entity(*to).id.value).into()
        }
        (_, Some(FactTarget::Place(place))) => {
            address(urls, &site.page(place.page).out, place.anchor.as_deref()).into()
        }
        (Typed::Number(number), None) => match value.written.parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => serde_json::Number::from_f64(*number).map_or_else(text, Json::Number),
        },
        (Typed::Boolean(flag), None) => (*flag).into(),
        (Typed::Text | Typed::Date(_) | Typed::Duration(_) | Typed::Choice(_), None) => text(),
    }
}

fn address(urls: &Urls<'_>, out: &OutPath, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => urls.to_anchor(out, anchor),
        None => urls.to(out),
    }
}
