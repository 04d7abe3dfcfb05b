//! The list of all things of a kind.

use std::borrow::Cow;

use serde::Serialize;

use super::frame::{Frame, FrameContext, Mark, MarkContext};
use super::value::{LinkedFact, LinkedValue, ShownValue, state_word};
use crate::digest::{Digest, Hasher};
use crate::facts::{Field, FieldId, FieldType, Kind};
use crate::link::{Site, field_title as title};
use crate::markdown::escape;
use crate::path::OutPath;
use crate::render::navigation::Navigation;
use crate::render::shell::Shell;
use crate::render::urls::Urls;

/// How many facts of each thing the list shows.
const FACTS: usize = 3;

/// How many values of a fact.
const VALUES: usize = 3;

/// Everything that the list of a kind shows.
#[derive(Debug)]
pub(in crate::render) struct KindInputs<'a> {
    frame: Frame<'a>,
    mark: Mark<'a>,
    /// The name of the first column, and of those for facts.
    name: Cow<'a, str>,
    columns: Vec<Cow<'a, str>>,
    things: Vec<Listed<'a>>,
}

/// A thing of the list.
#[derive(Debug)]
struct Listed<'a> {
    thing: LinkedValue<'a>,
    facts: Vec<LinkedFact<'a>>,
    /// How many pages link to it.
    mentioned: usize,
}

/// The `page` of the context.
#[derive(Debug, Serialize)]
pub(in crate::render) struct KindContext<'a> {
    #[serde(flatten)]
    pub(in crate::render) frame: FrameContext<'a>,
    mark: MarkContext<'a>,
    name: &'a str,
    columns: Vec<&'a str>,
    things: Vec<ListedContext<'a>>,
}

#[derive(Debug, Serialize)]
struct ListedContext<'a> {
    thing: ShownValue<'a>,
    facts: Vec<Cell<'a>>,
    mentioned: usize,
}

#[derive(Debug, Serialize)]
struct Cell<'a> {
    state: &'static str,
    values: Vec<ShownValue<'a>>,
    more: usize,
}

impl<'a> KindInputs<'a> {
    /// Collects what the list of a kind shows.
    pub(in crate::render) fn new(
        site: &'a Site,
        shell: &Shell,
        navigation: &'a Navigation,
        number: usize,
        out: &'a OutPath,
    ) -> Self {
        let kind = &site.facts.kinds[number];
        let columns = columns(kind);
        let things = site.kinds[number].things.iter().map(|id| Listed {
            thing: LinkedValue::thing(site, *id),
            facts: columns.iter().map(|(field, _)| LinkedFact::of(site, *id, *field)).collect(),
            mentioned: site.thing_backlinks.get(id.0 as usize).map_or(0, Vec::len),
        });
        let description = Cow::Owned(format!("{}, A to Z.", kind.plural));
        let label = kind.label.and_then(|label| kind.fields.get(label.0));
        Self {
            frame: Frame::new(site, (shell, navigation), out, (Cow::Borrowed(&*kind.plural), description), Vec::new()),
            mark: Mark::of(kind),
            name: label.map_or(Cow::Borrowed("Name"), title),
            things: things.collect(),
            columns: columns.into_iter().map(|(_, field)| title(field)).collect(),
        }
    }

    /// The parts of the page's key, by name.
    pub(in crate::render) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { frame, mark, name, columns, things } = self;
        let mut facts = Hasher::new();
        mark.hash(&mut facts);
        facts.text(name).number(columns.len() as u64);
        columns.iter().for_each(|column| {
            facts.text(column);
        });
        let mut backlinks = Hasher::new();
        for Listed { thing, facts: said, mentioned } in things {
            thing.hash(&mut facts);
            said.iter().for_each(|said| said.hash(&mut facts));
            backlinks.number(*mentioned as u64);
        }
        let mut list = frame.parts();
        list.extend([("facts", facts.finish()), ("backlinks", backlinks.finish())]);
        list
    }

    /// The page as its template sees it, but for its icons.
    pub(in crate::render) fn context(&self) -> KindContext<'_> {
        let urls = Urls::relative(self.frame.out);
        let cell = |said: &LinkedFact<'a>| Cell {
            state: state_word(said.state),
            values: said.values.iter().take(VALUES).map(|value| value.context(&urls)).collect(),
            more: said.values.len().saturating_sub(VALUES),
        };
        let things = self.things.iter().map(|Listed { thing, facts, mentioned }| ListedContext {
            thing: thing.context(&urls),
            facts: facts.iter().map(cell).collect(),
            mentioned: *mentioned,
        });
        KindContext {
            frame: self.frame.context("kind"),
            mark: self.mark.context(),
            name: &self.name,
            columns: self.columns.iter().map(|column| &**column).collect(),
            things: things.collect(),
        }
    }

    /// What shows which icons the page needs.
    pub(in crate::render) fn icons(&self) -> String {
        self.mark.icon()
    }

    /// The page without the theme.
    pub(in crate::render) fn plain(&self) -> String {
        let mut out = "<ul>\n".to_owned();
        for Listed { thing, .. } in &self.things {
            out.push_str("<li>");
            escape(&mut out, thing.text());
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
        out
    }
}

/// The fields that tell things apart at a glance: the first of the kind that are short.
fn columns(kind: &Kind) -> Vec<(FieldId, &Field)> {
    let short = |field: &Field| match &field.what {
        FieldType::Markdown => false,
        FieldType::Identifier { variants_of, .. } => variants_of.is_none(),
        _ => true,
    };
    let fields = kind.fields.iter().enumerate().map(|(at, field)| (FieldId(at), field));
    let told = fields.filter(|(id, field)| !field.internal && kind.label != Some(*id) && short(field));
    told.take(FACTS).collect()
}
