//! Facts that pages show: values before markers, and views.

use super::things::{full, not_named};
use super::view_text::{escaped, same_text, view_text};
use crate::facts::{FieldType, Named, Unnamed, View, ViewProblem, ViewWhy};
use crate::finding::Finding;
use crate::link::{Form, Marked, NotNamed, PageId, Shown, ShownFact, Site, State, marked};
use crate::markdown::{FactValue, FactView, ValueKind, Written};
use crate::nearest::nearest;
use crate::one_line::on_one_line;
use crate::rule::facts;
use crate::source::Sources;
use crate::span::Span;

/// Reports values that are not those of their facts, views whose text is not what they show, and names in either that mean
/// nothing.
pub(super) fn check(site: &Site, sources: &Sources, findings: &mut Vec<Finding>) {
    for id in site.page_ids() {
        let marks = &site.page(id).object.facts;
        let statements = site.statements(id);
        for (value, named) in marks.values.iter().zip(&statements.values) {
            findings.extend(match named {
                Ok(named) => of_value(site, value, *named),
                // Mended, it would show what is wrong with the value: one thing at a time is no fix.
                Err(unnamed) => Some(Finding { fix: None, ..no_name(site, unnamed, &value.names, value.span) }),
            });
        }
        for (view, shown) in marks.views.iter().zip(&statements.views) {
            findings.extend(match shown {
                Ok(shown) => of_view(site, sources, id, view, shown),
                Err(problem) => Some(Finding { fix: None, ..problem_of(site, view, problem) }),
            });
        }
    }
}

/// What is wrong with a value before a marker.
fn of_value(site: &Site, value: &FactValue, named: Named) -> Option<Finding> {
    let Named { thing, field } = named;
    let (of, shown, stated) = match field {
        None => (format!("the name of `{}`", full(site, thing)), vec![Shown::thing(site, thing)], None),
        Some(field) => {
            let name = &site.facts.kind_of(thing).fields.get(field.0)?.name.value;
            let fact = ShownFact::of(site, thing, field);
            let of = format!("the `{name}` of `{}`", site.facts.label(thing));
            if matches!(fact.state, State::Unstated | State::Undocumented) {
                let message = format!("nothing is stated of {of}");
                let finding = Finding::new(&facts::CONTRADICTS_FACT, value.span, message).cause(&*value.names);
                return Some(finding.help("state it, or leave the marker out"));
            }
            let stated = site.facts.entity(thing).stated(field).values();
            (of, fact.values, Some(stated))
        }
    };
    if matches!(marked(site, value, named), Marked::Right | Marked::Default) {
        return None;
    }
    let text = value.text.trim();
    let written = |at: usize| stated.and_then(|stated| stated.get(at));
    let message = match value.what {
        ValueKind::Nothing => format!("no value stands before the marker of {of}"),
        ValueKind::Unread => format!("what stands before the marker of {of} cannot be read"),
        _ => format!("`{text}` is not {of}"),
    };
    let mut finding = Finding::new(&facts::CONTRADICTS_FACT, value.place, message).cause(&*value.names);
    if let Some(first) = written(0) {
        let values: Vec<String> = shown.iter().map(|shown| format!("`{}`", shown.text)).collect();
        finding = finding.related(first.span, format!("the fact: {}", values.join(", ")));
    }
    let [only] = shown.as_slice() else {
        return Some(finding.help("write one of its values"));
    };
    if value.what == ValueKind::Unread {
        return Some(finding.help("write it in Markdown, as text or code"));
    }
    Some(match mended(site, value, named, only) {
        Some(text) => {
            let text = if value.in_table { text.replace('|', "\\|") } else { text };
            finding.fix(format!("write `{}`", only.text), value.place, text)
        }
        None => finding.help(format!("write `{}`", only.text)),
    })
}

/// What to write in place of a wrong value; none where it cannot be told what of the page that replaces.
fn mended(site: &Site, value: &FactValue, Named { thing, field }: Named, right: &Shown<'_>) -> Option<String> {
    let line = on_one_line(right.text);
    let kind = site.facts.kind_of(thing);
    let what = field.or(kind.label).and_then(|field| kind.fields.get(field.0)).map(|field| &field.what);
    let address = what == Some(&FieldType::Url);
    let words = || if address { format!("<{line}>") } else { escaped(&line) };
    match &value.what {
        ValueKind::Unread => None,
        ValueKind::Nothing if matches!(right.form, Form::Code | Form::Arn) => Some(format!("`{line}`")),
        ValueKind::Nothing => Some(words()),
        _ if value.written != Written::AsIs => None,
        ValueKind::Code => Some(line).filter(|line| !line.contains('`')),
        // What it leads to is written beside it.
        ValueKind::Link => Some(words()).filter(|_| !address),
        ValueKind::Words => Some(words()),
        // How much of running text was meant can be told of one word that has the form of the value.
        ValueKind::Word(_) => {
            let meant = !line.contains(' ') && what.is_none_or(|what| what.takes_word(&value.text));
            meant.then(words)
        }
    }
}

/// The finding for a name that means nothing, or several things, or a field that is not there.
fn no_name(site: &Site, unnamed: &Unnamed, written: &str, span: Span) -> Finding {
    if let Unnamed::NoField(thing) = unnamed {
        let kind = site.facts.kind_of(*thing);
        let field = written.rsplit('.').next().unwrap_or(written);
        if kind.field(field).is_some() {
            let message = format!("the field `{field}` of `{}` is internal", kind.name);
            let finding = Finding::new(&facts::UNKNOWN_FIELD, span, message).cause(field);
            return finding.help("markers and views show fields that are not `internal`");
        }
        let message = format!("`{}` has no field `{field}`", kind.name);
        let finding = Finding::new(&facts::UNKNOWN_FIELD, span, message).cause(field);
        let fields = kind.fields.iter().filter(|field| !field.internal);
        return match nearest(field, fields.map(|field| &*field.name.value)) {
            Some(near) => {
                let meant = format!("{}{near}", written.strip_suffix(field).unwrap_or(""));
                finding.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), span, meant)
            }
            None => finding,
        };
    }
    let name = written.rsplit_once('.').map_or(written, |(name, _)| name);
    if name.trim().is_empty() {
        let finding = Finding::new(&facts::UNKNOWN_ENTITY, span, "the marker names no thing").cause("");
        return finding.help("write the thing and its field: `kind/id.field`");
    }
    // What is called by a name and what follows its last dot are looked for apart.
    let length = u32::try_from(name.len()).unwrap_or(0);
    let place = if span.end - span.start >= length { Span { end: span.start + length, ..span } } else { span };
    not_named(site, &NotNamed { span: place, text: name.to_owned(), why: unnamed.clone() })
}

fn problem_of(site: &Site, view: &FactView, problem: &ViewProblem) -> Finding {
    let ViewProblem { at, why } = problem;
    let part = view.shows.get(at.clone()).unwrap_or("");
    let start = view.span.start + u32::try_from(at.start).unwrap_or(0);
    let end = view.span.start + u32::try_from(at.end).unwrap_or(0);
    let span = if start < end && end <= view.span.end { Span { start, end, ..view.span } } else { view.span };
    let bad = |message: String| Finding::new(&facts::STALE_VIEW, span, message).cause(&*view.shows);
    match why {
        ViewWhy::Form => {
            let finding = bad(format!("there is no view `{part}`"));
            match nearest(part, ["table", "list", "card", "compare"]) {
                Some(near) => {
                    finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near)
                }
                None => finding.help("write `table`, `list`, `card` or `compare`"),
            }
        }
        ViewWhy::Missing(what) => bad((*what).to_owned()),
        ViewWhy::Kinds => bad(format!("`{part}` is of another kind")).help("only things of one kind can be compared"),
        ViewWhy::NoKind => {
            let finding = Finding::new(&facts::UNKNOWN_KIND, span, format!("there is no kind `{part}`")).cause(part);
            match nearest(part, site.facts.kinds.iter().map(|kind| &*kind.name)) {
                Some(near) => {
                    finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near)
                }
                None => finding,
            }
        }
        ViewWhy::NoField(kind) => {
            let kind = &site.facts.kinds[*kind];
            let message = format!("`{}` has no field `{part}`", kind.name);
            let finding = Finding::new(&facts::UNKNOWN_FIELD, span, message).cause(part);
            let fields = kind.fields.iter().filter(|field| !field.internal).map(|field| &*field.name.value);
            match nearest(part, fields) {
                Some(near) => {
                    finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near)
                }
                None => finding.help("views show fields that are not `internal`"),
            }
        }
        ViewWhy::NoThing(unnamed) => not_named(site, &NotNamed { span, text: part.to_owned(), why: unnamed.clone() }),
    }
}

/// What is wrong with the text of a view.
fn of_view(site: &Site, sources: &Sources, page: PageId, view: &FactView, shown: &View) -> Option<Finding> {
    let Some((between, place)) = &view.between else {
        let finding = Finding::new(&facts::STALE_VIEW, view.span, "the view never ends").cause(&*view.shows);
        return Some(finding.help("write `<!-- /facts -->` behind it, at the same depth"));
    };
    let here = sources.get(view.span.file).map_or(&site.page(page).path, |file| &file.path);
    let text = view_text(site, sources, here, shown);
    if same_text(between, &text) {
        return None;
    }
    let message =
        if between.trim().is_empty() { "the view shows nothing yet" } else { "the view is not what the facts say" };
    let Some(indent) = &view.indent else {
        let finding = Finding::new(&facts::STALE_VIEW, view.span, message).cause(&*view.shows);
        return Some(finding.help("put its comments at the beginning of their lines, and `--fix` writes it anew"));
    };
    let indented: String = text.lines().map(|line| format!("{indent}{line}\n")).collect();
    let whole = format!("\n\n{indented}\n{indent}");
    let finding = Finding::new(&facts::STALE_VIEW, view.span, message).cause(&*view.shows);
    Some(finding.fix("write it anew", *place, whole))
}
