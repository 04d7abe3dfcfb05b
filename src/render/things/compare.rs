//! Two things of a kind side by side.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::frame::{Frame, FrameContext, Mark, MarkContext};
use super::value::{LinkedFact, LinkedValue, ShownValue, state_word};
use crate::digest::{Digest, Hasher};
use crate::facts::{EntityId, Field, FieldId, Sense};
use crate::link::{Comparison, FactTarget, PageId, ShownFact, Site, State, To, field_title as title};
use crate::markdown::escape;
use crate::render::navigation::Navigation;
use crate::render::shell::Shell;
use crate::render::urls::Urls;

/// How many values of a fact are shown; more are counted. Of many things that are all compared with one, each has a page.
const VALUES: usize = 100;

/// Everything that a comparison shows.
#[derive(Debug)]
pub(in crate::render) struct CompareInputs<'a> {
    frame: Frame<'a>,
    mark: Mark<'a>,
    a: LinkedValue<'a>,
    b: LinkedValue<'a>,
    rows: Vec<Row<'a>>,
}

/// A fact of both.
#[derive(Debug)]
struct Row<'a> {
    title: Cow<'a, str>,
    result: Outcome,
    a: LinkedFact<'a>,
    b: LinkedFact<'a>,
    /// How many values each has besides those that are shown.
    more: [usize; 2],
}

/// How the two agree on a fact; in the order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Different,
    OnlyA,
    OnlyB,
    Same,
    Unknown,
}

/// The `page` of the context.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CompareContext<'a> {
    #[serde(flatten)]
    pub(in crate::render) frame: FrameContext<'a>,
    mark: MarkContext<'a>,
    a: ShownValue<'a>,
    b: ShownValue<'a>,
    rows: Vec<RowContext<'a>>,
    different: usize,
    same: usize,
    /// How many are stated of one of them only, or of none.
    open: usize,
}

#[derive(Debug, Serialize)]
struct RowContext<'a> {
    title: &'a str,
    /// `diff`, `only-a`, `only-b`, `same` or `unknown`.
    result: &'static str,
    a: Cell<'a>,
    b: Cell<'a>,
}

#[derive(Debug, Serialize)]
struct Cell<'a> {
    state: &'static str,
    values: Vec<ShownValue<'a>>,
    /// How many values there are besides.
    more: usize,
}

impl<'a> CompareInputs<'a> {
    /// Collects what a comparison shows. Differences come first.
    pub(in crate::render) fn new(
        site: &'a Site,
        shell: &Shell,
        navigation: &'a Navigation,
        comparison: &'a Comparison,
    ) -> Self {
        let Comparison { a, b, out } = comparison;
        let kind = site.facts.kind_of(*a);
        let number = site.facts.entity(*a).kind;
        let fields = kind.fields.iter().enumerate().map(|(at, field)| (FieldId(at), field));
        // Their names differ always, and so does a relation to each other.
        let compared = fields.filter(|(id, field)| {
            field.compare && !field.internal && kind.label != Some(*id) && !only_each_other(site, *id, (*a, *b))
        });
        let mut rows: Vec<Row<'a>> = compared.map(|(id, field)| Row::new(site, (id, field), (*a, *b))).collect();
        rows.sort_by_key(|row| row.result);
        let title = Cow::Owned(format!("{} and {}", site.facts.name(*a), site.facts.name(*b)));
        let different = rows.iter().filter(|row| row.result == Outcome::Different).count();
        let same = rows.iter().filter(|row| row.result == Outcome::Same).count();
        let description = Cow::Owned(match (different, different + same) {
            (_, 0) => "No fact is stated of both of them.".to_owned(),
            (0, _) => "Of the facts that are stated of both, none differs.".to_owned(),
            (different, all) => format!("They differ in {different} of {all} facts that are stated of both."),
        });
        let crumbs = vec![Frame::step_to_kind(site, number)];
        Self {
            frame: Frame::new(site, (shell, navigation), out, (title, description), crumbs),
            mark: Mark::of(kind),
            a: LinkedValue::thing(site, *a),
            b: LinkedValue::thing(site, *b),
            rows,
        }
    }

    /// The parts of the page's key, by name.
    pub(in crate::render) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { frame, mark, a, b, rows } = self;
        let mut facts = Hasher::new();
        mark.hash(&mut facts);
        a.hash(&mut facts);
        b.hash(&mut facts);
        for Row { title, result, a, b, more } in rows {
            facts.text(title).text(result.word());
            more.iter().for_each(|more| _ = facts.number(*more as u64));
            a.hash(&mut facts);
            b.hash(&mut facts);
        }
        let mut list = frame.parts();
        list.push(("facts", facts.finish()));
        list
    }

    /// The page as its template sees it, but for its icons.
    pub(in crate::render) fn context(&self) -> CompareContext<'_> {
        let urls = Urls::relative(self.frame.out);
        let count = |wanted: &[Outcome]| self.rows.iter().filter(|row| wanted.contains(&row.result)).count();
        CompareContext {
            frame: self.frame.context("compare"),
            mark: self.mark.context(),
            a: self.a.context(&urls),
            b: self.b.context(&urls),
            rows: self.rows.iter().map(|row| row.context(&urls)).collect(),
            different: count(&[Outcome::Different]),
            same: count(&[Outcome::Same]),
            open: count(&[Outcome::OnlyA, Outcome::OnlyB, Outcome::Unknown]),
        }
    }

    /// What shows which icons the page needs.
    pub(in crate::render) fn icons(&self) -> String {
        self.mark.icon()
    }

    /// The page without the theme.
    pub(in crate::render) fn plain(&self) -> String {
        let mut out = "<table>\n".to_owned();
        for Row { title, a, b, .. } in &self.rows {
            out.push_str("<tr><th>");
            escape(&mut out, title);
            for said in [a, b] {
                out.push_str("</th><td>");
                let words: Vec<&str> = said.values.iter().map(LinkedValue::text).collect();
                escape(&mut out, &words.join(", "));
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>\n");
        out
    }
}

/// What one of the two says of a field.
struct Side<'a> {
    said: LinkedFact<'a>,
    /// What each of its values comes to.
    senses: Vec<Said<'a>>,
}

/// What a value comes to, however it is spelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Said<'a> {
    Thing(EntityId),
    Place(PageId, Option<&'a str>),
    Value(Sense),
    Text(&'a str),
}

impl<'a> Side<'a> {
    fn new(site: &'a Site, id: EntityId, (at, field): (FieldId, &Field)) -> Self {
        let fact = ShownFact::of(site, id, at);
        let senses = fact.values.iter().map(|shown| match shown.to {
            To::Thing(id) => Said::Thing(id),
            To::Place(place) => Said::Place(place.page, place.anchor.as_deref()),
            To::Nowhere | To::Web(_) => Sense::of(field, shown.text).map_or(Said::Text(shown.text), Said::Value),
        });
        Self { senses: senses.collect(), said: LinkedFact::new(site, fact) }
    }

    fn senses(&self) -> FxHashSet<&Said<'a>> {
        self.senses.iter().collect()
    }

    /// The first values, those that the other side does not have before those of both.
    fn own_first(&self, other: &Self) -> LinkedFact<'a> {
        let others = other.senses();
        let (shared, own): (Vec<_>, Vec<_>) =
            self.said.values.iter().zip(&self.senses).partition(|(_, sense)| others.contains(sense));
        let values = own.into_iter().chain(shared).map(|(value, _)| *value).take(VALUES);
        LinkedFact { state: self.said.state, values: values.collect() }
    }
}

impl Outcome {
    fn of(a: &Side<'_>, b: &Side<'_>) -> Self {
        match (a.said.state, b.said.state) {
            // The order of a list says nothing.
            (State::Stated, State::Stated) if a.senses() == b.senses() => Self::Same,
            (State::Stated, State::Stated) => Self::Different,
            (State::Stated, _) => Self::OnlyA,
            (_, State::Stated) => Self::OnlyB,
            _ => Self::Unknown,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Different => "diff",
            Self::OnlyA => "only-a",
            Self::OnlyB => "only-b",
            Self::Same => "same",
            Self::Unknown => "unknown",
        }
    }
}

impl<'a> Row<'a> {
    fn new(site: &'a Site, (id, field): (FieldId, &'a Field), (a, b): (EntityId, EntityId)) -> Self {
        let (a, b) = (Side::new(site, a, (id, field)), Side::new(site, b, (id, field)));
        let result = Outcome::of(&a, &b);
        let more = [&a, &b].map(|side| side.said.values.len().saturating_sub(VALUES));
        Self { title: title(field), result, a: a.own_first(&b), b: b.own_first(&a), more }
    }

    fn context(&self, urls: &Urls<'_>) -> RowContext<'_> {
        let Self { title, result, a, b, more } = self;
        let cell = |said: &LinkedFact<'a>, more: usize| Cell {
            state: state_word(said.state),
            values: said.values.iter().map(|value| value.context(urls)).collect(),
            more,
        };
        RowContext { title, result: result.word(), a: cell(a, more[0]), b: cell(b, more[1]) }
    }
}

/// Whether a field says of two things only how they are related to each other.
fn only_each_other(site: &Site, field: FieldId, (a, b): (EntityId, EntityId)) -> bool {
    let named = |id: EntityId| {
        let links = site.thing(id).links.iter().filter(move |link| link.field == field);
        links.map(|link| if let FactTarget::Thing(to) = link.to { Some(to) } else { None })
    };
    let any = named(a).chain(named(b)).next().is_some();
    any && named(a).all(|to| to == Some(b)) && named(b).all(|to| to == Some(a))
}
