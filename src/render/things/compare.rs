//! Two things of a kind side by side.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::frame::{Frame, FrameContext, Mark, MarkContext};
use super::value::{LinkedFact, LinkedValue, ShownValue, state_word};
use crate::digest::{Digest, Hasher};
use crate::facts::{EntityId, Field, FieldId};
use crate::link::{Comparison, FactTarget, Site, State, field_title as title};
use crate::markdown::escape;
use crate::render::navigation::Navigation;
use crate::render::shell::Shell;
use crate::render::urls::Urls;

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
        for Row { title, result, a, b } in rows {
            facts.text(title).text(result.word());
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

impl Outcome {
    fn of(site: &Site, field: FieldId, (a, b): (EntityId, EntityId), said: (State, State)) -> Self {
        match said {
            (State::Stated, State::Stated) => {
                let written = |id: EntityId| {
                    let values = site.facts.entity(id).stated(field).values().iter();
                    let mut written: Vec<&str> = values.map(|value| value.written.as_str()).collect();
                    written.sort_unstable();
                    written.dedup();
                    written
                };
                // The order of a list says nothing.
                if written(a) == written(b) { Self::Same } else { Self::Different }
            }
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
        let (mut said_a, mut said_b) = (LinkedFact::of(site, a, id), LinkedFact::of(site, b, id));
        own_first(site, id, (a, b), &mut said_a);
        own_first(site, id, (b, a), &mut said_b);
        let result = Outcome::of(site, id, (a, b), (said_a.state, said_b.state));
        Self { title: title(field), result, a: said_a, b: said_b }
    }

    fn context(&self, urls: &Urls<'_>) -> RowContext<'_> {
        let Self { title, result, a, b } = self;
        let cell = |said: &LinkedFact<'a>| Cell {
            state: state_word(said.state),
            values: said.values.iter().map(|value| value.context(urls)).collect(),
        };
        RowContext { title, result: result.word(), a: cell(a), b: cell(b) }
    }
}

/// Puts the values that only one of two things has before those of both: a long list is cut behind its first.
fn own_first(site: &Site, field: FieldId, (own, other): (EntityId, EntityId), said: &mut LinkedFact<'_>) {
    let others = site.facts.entity(other).stated(field).values();
    let values = site.facts.entity(own).stated(field).values();
    if others.is_empty() || values.len() != said.values.len() {
        return;
    }
    let others: BTreeSet<&str> = others.iter().map(|value| value.written.as_str()).collect();
    let shared = |at: usize| others.contains(values[at].written.as_str());
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_cached_key(|at| shared(*at));
    said.values = order.into_iter().map(|at| said.values[at]).collect();
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
