//! Views of facts that pages ask for: `table`, `list`, `card`, `compare`.

use std::ops::Range;

use super::entity::EntityId;
use super::kind::{FieldId, Kind, Reference};
use super::names::{Names, Unnamed};
use super::value::{Stated, Typed};
use super::{Facts, means};

/// How many fields a view shows of which none are named.
const FIELDS: usize = 5;

/// A view, with the things it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its form.
    pub form: ViewForm,
    /// The kind of the things.
    pub kind: usize,
    /// The things, in their order.
    pub things: Vec<EntityId>,
    /// The fields that are shown of each, besides its name.
    pub fields: Vec<FieldId>,
}

/// The form of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewForm {
    /// A row for each thing.
    Table,
    /// An item for each thing.
    List,
    /// The facts of one thing.
    Card,
    /// A column for each thing.
    Compare,
}

/// Why a view cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewProblem {
    /// Which bytes of it.
    pub at: Range<usize>,
    /// Why.
    pub why: ViewWhy,
}

/// Why a view cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewWhy {
    /// It begins with another word than `table`, `list`, `card`, `compare`.
    Form,
    /// What it needs is missing: in a few words.
    Missing(&'static str),
    /// No kind has this name.
    NoKind,
    /// The kind, by its number, has no such field.
    NoField(usize),
    /// The name means no thing, or several.
    NoThing(Unnamed),
    /// The things that are compared are of several kinds.
    Kinds,
}

/// Reads what a view shows: `table KIND where FIELD=VALUE sort FIELD: FIELD, …`, `list KIND …`, `card THING: FIELD, …`,
/// `compare THING, THING: FIELD, …`. `where` may stand several times, and `sort -FIELD` turns the order round.
///
/// # Errors
/// The first thing that cannot be understood.
pub fn view(facts: &Facts, names: &Names, text: &str) -> Result<View, ViewProblem> {
    let (form, rest) = next_word(text, 0);
    let form = match &text[form.clone()] {
        "table" => ViewForm::Table,
        "list" => ViewForm::List,
        "card" => ViewForm::Card,
        "compare" => ViewForm::Compare,
        _ => return Err(ViewProblem { at: form, why: ViewWhy::Form }),
    };
    let (of, columns) = split_columns(text, rest);
    match form {
        ViewForm::Table | ViewForm::List => of_kind(facts, names, text, form, of, columns),
        ViewForm::Card | ViewForm::Compare => of_things(facts, names, text, form, of, columns),
    }
}

/// What comes before the last `: `, and what comes after it.
fn split_columns(text: &str, from: usize) -> (Range<usize>, Option<Range<usize>>) {
    let rest = &text[from..];
    let colon = rest.rmatch_indices(':').map(|(at, _)| at).find(|at| {
        let after = &rest[at + 1..];
        after.is_empty() || after.starts_with(char::is_whitespace)
    });
    match colon {
        Some(at) => (from..from + at, Some(from + at + 1..text.len())),
        None => (from..text.len(), None),
    }
}

fn of_kind(
    facts: &Facts,
    names: &Names,
    text: &str,
    form: ViewForm,
    of: Range<usize>,
    columns: Option<Range<usize>>,
) -> Result<View, ViewProblem> {
    let (name, mut at) = next_word(&text[..of.end], of.start);
    if name.is_empty() {
        return Err(ViewProblem { at: of, why: ViewWhy::Missing("the name of a kind is missing") });
    }
    let kind = facts.kind_named(&text[name.clone()]).ok_or(ViewProblem { at: name, why: ViewWhy::NoKind })?;
    let mut things: Vec<EntityId> = facts.ids().filter(|id| facts.entity(*id).kind == kind).collect();
    things.sort_by_cached_key(|id| (facts.name(*id).to_lowercase(), *id));
    loop {
        let (word, next) = next_word(&text[..of.end], at);
        match &text[word.clone()] {
            "" => break,
            "where" => {
                let (field, value, end) = condition(text, next, of.end)?;
                let id = field_of(facts, kind, text, field)?;
                things.retain(|thing| holds(facts, names, *thing, id, text[value.clone()].trim()));
                at = end;
            }
            "sort" => {
                let (name, end) = next_word(&text[..of.end], next);
                let down = text[name.clone()].starts_with('-');
                let name = name.start + usize::from(down)..name.end;
                if name.is_empty() {
                    return Err(ViewProblem { at: word, why: ViewWhy::Missing("the field to sort by is missing") });
                }
                let field = field_of(facts, kind, text, name)?;
                sort(facts, &mut things, field, down);
                at = end;
            }
            _ => {
                let why = ViewWhy::Missing("only `where FIELD=VALUE`, `sort FIELD` and `: FIELD, …` can follow");
                return Err(ViewProblem { at: word, why });
            }
        }
    }
    let fields = fields(facts, kind, text, columns)?;
    Ok(View { form, kind, things, fields })
}

/// `FIELD=VALUE`: where each stands, and where the condition ends. A value goes on to the next `where` or `sort`.
fn condition(text: &str, from: usize, end: usize) -> Result<(Range<usize>, Range<usize>, usize), ViewProblem> {
    let rest = &text[from..end];
    let Some(equals) = rest.find('=') else {
        return Err(ViewProblem { at: from..end, why: ViewWhy::Missing("`where` takes `FIELD=VALUE`") });
    };
    let value = &rest[equals + 1..];
    let stop = [" where ", " sort "].iter().filter_map(|word| value.find(word)).min().unwrap_or(value.len());
    let field = trimmed(text, from..from + equals);
    let start = from + equals + 1;
    Ok((field, start..start + stop, start + stop))
}

fn of_things(
    facts: &Facts,
    names: &Names,
    text: &str,
    form: ViewForm,
    of: Range<usize>,
    columns: Option<Range<usize>>,
) -> Result<View, ViewProblem> {
    let mut things = Vec::new();
    for part in parts(text, of.clone()) {
        match names.thing(facts, &text[part.clone()]) {
            Ok(thing) if things.first().is_some_and(|first| facts.entity(*first).kind != facts.entity(thing).kind) => {
                return Err(ViewProblem { at: part, why: ViewWhy::Kinds });
            }
            Ok(thing) => things.push(thing),
            Err(unnamed) => return Err(ViewProblem { at: part, why: ViewWhy::NoThing(unnamed) }),
        }
    }
    let missing = match (form, things.len()) {
        (ViewForm::Card, 1) => None,
        (ViewForm::Card, _) => Some("`card` takes the name of one thing"),
        (_, 0 | 1) => Some("`compare` takes the names of two things or more, with commas"),
        _ => None,
    };
    let (Some(first), None) = (things.first(), missing) else {
        return Err(ViewProblem { at: of, why: ViewWhy::Missing(missing.unwrap_or("the name of a thing is missing")) });
    };
    let kind = facts.entity(*first).kind;
    let fields = match (columns, form) {
        (None, ViewForm::Card | ViewForm::Compare) => {
            let all = facts.kinds[kind].fields.iter().enumerate();
            let shown = all.filter(|(_, field)| !field.internal && (form == ViewForm::Card || field.compare));
            shown.map(|(at, _)| FieldId(at)).filter(|field| facts.kinds[kind].label != Some(*field)).collect()
        }
        (columns, _) => fields(facts, kind, text, columns)?,
    };
    Ok(View { form, kind, things, fields })
}

/// The fields that a view names; without any, the first of the kind.
fn fields(facts: &Facts, kind: usize, text: &str, columns: Option<Range<usize>>) -> Result<Vec<FieldId>, ViewProblem> {
    let of = &facts.kinds[kind];
    let Some(columns) = columns else {
        let all = of.fields.iter().enumerate().filter(|(_, field)| !field.internal);
        let others = all.map(|(at, _)| FieldId(at)).filter(|field| of.label != Some(*field));
        return Ok(others.take(FIELDS).collect());
    };
    let mut fields = Vec::new();
    for part in parts(text, columns) {
        let field = field_of(facts, kind, text, part)?;
        // The name of the thing stands in every view.
        if of.label != Some(field) && !fields.contains(&field) {
            fields.push(field);
        }
    }
    Ok(fields)
}

fn field_of(facts: &Facts, kind: usize, text: &str, at: Range<usize>) -> Result<FieldId, ViewProblem> {
    let of: &Kind = &facts.kinds[kind];
    let field = of.field(&text[at.clone()]).filter(|field| !of.fields[field.0].internal);
    field.ok_or(ViewProblem { at, why: ViewWhy::NoField(kind) })
}

/// Whether a thing has a value in a field, however it is spelled.
fn holds(facts: &Facts, names: &Names, thing: EntityId, id: FieldId, wanted: &str) -> bool {
    let Some(field) = facts.kind_of(thing).fields.get(id.0) else { return false };
    let values = facts.entity(thing).stated(id).values();
    let called =
        |reference: &Reference, text: &str, id: &str| names.called(facts, &reference.to.value, text) == Some(id);
    values.iter().any(|value| means(field, value, wanted, called))
}

/// Puts things in the order of a field: numbers, days and words of enums as such, all else by letters; what is not stated at
/// the end.
fn sort(facts: &Facts, things: &mut [EntityId], field: FieldId, down: bool) {
    let key = |thing: EntityId| match facts.entity(thing).stated(field) {
        Stated::Values(values) => values.first(),
        Stated::Not | Stated::Undocumented(_) => None,
    };
    things.sort_by(|a, b| {
        let (Some(a), Some(b)) = (key(*a), key(*b)) else {
            return key(*a).is_none().cmp(&key(*b).is_none());
        };
        let order = match (&a.what, &b.what) {
            (Typed::Number(a), Typed::Number(b)) => a.total_cmp(b),
            (Typed::Choice(a), Typed::Choice(b)) => a.cmp(b),
            _ => a.written.to_lowercase().cmp(&b.written.to_lowercase()),
        };
        if down { order.reverse() } else { order }
    });
}

/// The parts of a list with commas, without white space; empty ones are left out.
fn parts(text: &str, of: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = of.start;
    text[of]
        .split(',')
        .map(move |part| {
            let here = at..at + part.len();
            at = here.end + 1;
            trimmed(text, here)
        })
        .filter(|part| !part.is_empty())
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let part = &text[at.clone()];
    let start = at.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// The next word from a byte on, and where what follows it begins.
fn next_word(text: &str, from: usize) -> (Range<usize>, usize) {
    let rest = &text[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let end = text[start..].find(char::is_whitespace).map_or(text.len(), |at| start + at);
    // `kind:` is followed by fields.
    let end = if text[start..end].ends_with(':') { end - 1 } else { end };
    (start..end, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{File, read};
    use crate::span::FileId;

    fn shown(text: &str) -> String {
        let file = |id, path, text| File { id: FileId(id), path, text };
        let kind = "label: name\nfields:\n  name: text\n  gates: integer\n  state: { type: enum, values: { open: Is open, shut: Is shut } }\n  key: { type: text, internal: true }\n";
        let piers = "north: { name: North, gates: 12, state: open }\nsouth: { name: South, gates: 3, state: shut }\neast: { name: East, state: open }\n";
        let (facts, findings) = read(
            [
                file(0, "kinds/pier.yaml", kind),
                file(1, "pier.yaml", piers),
                file(2, "kinds/boat.yaml", "fields: { size: text }"),
                file(3, "boat.yaml", "anna: {}"),
            ],
            [],
        );
        assert!(findings.is_empty(), "{findings:?}");
        match view(&facts, &Names::new(&facts), text) {
            Ok(view) => {
                let things: Vec<&str> = view.things.iter().map(|id| facts.name(*id)).collect();
                let fields: Vec<&str> =
                    view.fields.iter().map(|id| &*facts.kinds[view.kind].fields[id.0].name.value).collect();
                format!("{:?} {} / {}", view.form, things.join(" "), fields.join(" "))
            }
            Err(ViewProblem { at, why }) => format!("{why:?} at `{}`", &text[at]),
        }
    }

    #[test]
    fn what_views_show() {
        for (text, wanted) in [
            ("table pier", "Table East North South / gates state"),
            ("table pier where state=open", "Table East North / gates state"),
            ("list pier where state=Is open where gates=12", "List North / gates state"),
            ("table pier sort gates: gates, name", "Table South North East / gates"),
            ("table pier where state=open sort -gates : state", "Table North East / state"),
            ("table pier: state", "Table East North South / state"),
            ("card north", "Card North / gates state"),
            ("card pier/north: gates", "Card North / gates"),
            ("compare north, South", "Compare North South / gates state"),
            ("tabel pier", "Form at `tabel`"),
            ("table peer", "NoKind at `peer`"),
            ("table pier: gate", "NoField(1) at `gate`"),
            ("table pier: key", "NoField(1) at `key`"),
            ("table pier where gate=1", "NoField(1) at `gate`"),
            (
                "table pier order gates",
                "Missing(\"only `where FIELD=VALUE`, `sort FIELD` and `: FIELD, …` can follow\") at `order`",
            ),
            ("card west", "NoThing(Nothing) at `west`"),
            ("compare north, anna", "Kinds at `anna`"),
            ("compare north", "Missing(\"`compare` takes the names of two things or more, with commas\") at ` north`"),
            ("", "Form at ``"),
            ("table", "Missing(\"the name of a kind is missing\") at ``"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
