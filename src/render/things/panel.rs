//! The facts of a thing: a row for each field, and where they come from.

use std::borrow::Cow;

use serde::Serialize;

use super::value::{LinkedFact, ShownValue, state_word};
use crate::digest::Hasher;
use crate::facts::{EntityId, FieldId};
use crate::link::{Site, State, To, field_title as title, row_id, web};
use crate::markdown::escape;
use crate::render::urls::Urls;

/// The facts of a thing.
#[derive(Debug)]
pub(super) struct Panel<'a> {
    rows: Vec<Row<'a>>,
    source: Option<Source<'a>>,
    owner: Option<&'a str>,
}

/// One fact.
#[derive(Debug)]
struct Row<'a> {
    key: &'a str,
    title: Cow<'a, str>,
    said: LinkedFact<'a>,
    /// Whether links can lead to it: not where the page has its anchor otherwise.
    anchored: bool,
    /// How many pages say the same.
    agreeing: u32,
}

/// Where the facts come from.
#[derive(Debug)]
struct Source<'a> {
    url: Option<&'a str>,
    /// When it was read.
    read: Option<String>,
    by: Option<&'a str>,
}

/// The facts as templates see them.
#[derive(Debug, Serialize)]
pub(super) struct PanelContext<'a> {
    rows: Vec<RowContext<'a>>,
    source: Option<SourceContext<'a>>,
    owner: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct RowContext<'a> {
    id: Option<String>,
    title: &'a str,
    state: &'static str,
    values: Vec<ShownValue<'a>>,
    /// How many pages say the same.
    agreeing: u32,
}

#[derive(Debug, Serialize)]
struct SourceContext<'a> {
    /// What readers see of the address: its host.
    text: Option<&'a str>,
    url: Option<&'a str>,
    read: Option<&'a str>,
    by: Option<&'a str>,
}

impl<'a> Panel<'a> {
    /// The facts of a thing that are published. `taken` says which ids the page has otherwise.
    pub(super) fn new(site: &'a Site, id: EntityId, taken: &dyn Fn(&str) -> bool) -> Self {
        let fields = site.facts.kind_of(id).fields.iter().enumerate().filter(|(_, field)| !field.internal);
        let rows = fields.map(|(at, field)| Row {
            key: &field.name.value,
            title: title(field),
            said: LinkedFact::of(site, id, FieldId(at)),
            anchored: !taken(&row_id(&field.name.value)),
            agreeing: site.agreeing.get(&(id, FieldId(at))).copied().unwrap_or_default(),
        });
        let about = &site.facts.entity(id).about;
        let source = about.source.as_ref().map(|source| Source {
            url: source.url.as_ref().map(|url| &*url.value),
            read: source.checked.as_ref().map(|day| day.value.to_string()),
            by: source.by.as_deref(),
        });
        Self { rows: rows.collect(), source, owner: about.owner.as_deref() }
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { rows, source, owner } = self;
        hasher.number(rows.len() as u64).option(*owner);
        for Row { key, title, said, anchored, agreeing } in rows {
            hasher.text(key).text(title).number(u64::from(*anchored)).number(u64::from(*agreeing));
            said.hash(hasher);
        }
        hasher.number(u64::from(source.is_some()));
        if let Some(Source { url, read, by }) = source {
            hasher.option(*url).option(read.as_deref()).option(*by);
        }
    }

    /// The facts as they stand on an output.
    pub(super) fn context(&self, urls: &Urls<'_>) -> PanelContext<'_> {
        let rows = self.rows.iter().map(|Row { key, title, said, anchored, agreeing }| RowContext {
            id: anchored.then(|| row_id(key)),
            title,
            state: state_word(said.state),
            values: said.values.iter().map(|value| value.context(urls)).collect(),
            agreeing: *agreeing,
        });
        let source = self.source.as_ref().map(|Source { url, read, by }| SourceContext {
            text: url.map(host),
            url: url.filter(|url| matches!(web(url), To::Web(_))),
            read: read.as_deref(),
            by: *by,
        });
        PanelContext { rows: rows.collect(), source, owner: self.owner }
    }

    /// The facts without the theme.
    pub(super) fn plain(&self) -> String {
        let mut out = "<dl>\n".to_owned();
        for Row { title, said, .. } in &self.rows {
            out.push_str("<dt>");
            escape(&mut out, title);
            out.push_str("</dt>\n");
            for value in &said.values {
                out.push_str("<dd>");
                escape(&mut out, value.text());
                out.push_str("</dd>\n");
            }
            if said.values.is_empty() {
                out.push_str(if said.state == State::Undocumented { UNDOCUMENTED } else { UNSTATED });
            }
        }
        out.push_str("</dl>\n");
        out
    }
}

const UNDOCUMENTED: &str = "<dd>Not documented</dd>\n";
const UNSTATED: &str = "<dd>Not stated</dd>\n";

/// The host of an address; what it is whole where it has none, as a source by its name.
fn host(address: &str) -> &str {
    let host = address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    host.filter(|host| !host.is_empty()).unwrap_or(address)
}
