//! One finding in its source, in the shape of rustc's diagnostics. The only file that names the crate for it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::excerpt::{self, Excerpt};
use super::inert::inert;
use super::places::Places;
use super::summary::number;
use crate::finding::Finding;
use crate::rule;
use crate::span::Span;

/// A place in an excerpt: where, and what is said of it.
pub(super) struct Mark<'a> {
    pub span: Span,
    /// Empty for the finding's own place.
    pub label: &'a str,
}

/// What the crate cannot be told.
#[derive(Default)]
struct Corrections {
    /// Whether any source line is shown; without one the crate gives line numbers no column.
    source: bool,
    /// Places that it counts in a line which was cut, each with the right one.
    columns: Vec<(String, String)>,
}

/// Shows one finding; `more` others have the same cause and are not shown.
pub(super) fn show(finding: &Finding, places: &mut Places<'_>, renderer: &Renderer, more: usize) -> String {
    let level = match finding.level {
        rule::Level::Error => Level::ERROR,
        rule::Level::Warning => Level::WARNING,
        rule::Level::Info | rule::Level::Off => Level::INFO,
    };
    let mut corrections = Corrections::default();
    let mut group = Group::with_title(level.primary_title(inert(&finding.message)).id(finding.rule.name));
    for (at, marks) in excerpts(finding, places).iter().enumerate() {
        group = source(group, marks, places, at == 0, &mut corrections);
    }
    // What a fix writes is often what the help asks about; it is said once.
    let asked = finding.help.iter().position(|help| help.starts_with("did you mean")).filter(|_| finding.fix.is_some());
    for (at, help) in finding.help.iter().enumerate() {
        let help = inert(help);
        let message = if asked == Some(at) { format!("{help} (`--fix` writes it)").into() } else { help };
        group = group.element(Level::HELP.message(message));
    }
    if let Some(fix) = finding.fix.as_ref().filter(|_| asked.is_none()) {
        group = group.element(Level::HELP.message(format!("{} (`--fix` does it)", inert(&fix.title))));
    }
    if more > 0 {
        group = group.element(Level::NOTE.message(format!("{} more with the same cause", number(more))));
    }
    corrected(&renderer.render(&[group]), &corrections)
}

/// The places of a finding, put together where they lie close to each other. The first place is the finding's own.
pub(super) fn excerpts<'a>(finding: &'a Finding, places: &mut Places<'_>) -> Vec<Vec<Mark<'a>>> {
    let mut excerpts = vec![vec![Mark { span: finding.span, label: "" }]];
    for label in &finding.related {
        let mark = Mark { span: label.span, label: &label.message };
        let (_, text, index) = places.file(mark.span.file);
        let near = excerpts.iter_mut().find(|marks| {
            marks.iter().all(|other| {
                other.span.file == mark.span.file
                    && !is_whole(other.span)
                    && !is_whole(mark.span)
                    && excerpt::together(text, index, &other.span.range(), &mark.span.range())
            })
        });
        match near {
            Some(marks) => marks.push(mark),
            None => excerpts.push(vec![mark]),
        }
    }
    excerpts
}

/// Whether a span stands for its file as a whole.
pub(super) fn is_whole(span: Span) -> bool {
    span.range() == (0..0)
}

/// Adds one excerpt, under the line that says where it stands.
fn source<'a>(
    group: Group<'a>,
    marks: &[Mark<'a>],
    places: &mut Places<'_>,
    own: bool,
    corrections: &mut Corrections,
) -> Group<'a> {
    let Some(first) = marks.first() else { return group };
    let start = places.start(first.span);
    let (path, text, index) = places.file(first.span.file);
    let path = inert(path);
    if text.is_empty() || is_whole(first.span) {
        let origin = Origin::path(path.into_owned()).line(start.line as usize).char_column(start.column as usize);
        let group = if own { group.element(origin) } else { group.element(Padding).element(origin) };
        return if first.label.is_empty() { group } else { group.element(Level::NOTE.message(inert(first.label))) };
    }
    let ranges: Vec<_> = marks.iter().map(|mark| mark.span.range()).collect();
    let Excerpt { text, first_line, marks: shown, cut_columns } = excerpt::cut(text, index, &ranges);
    corrections.source = true;
    if cut_columns > 0 {
        let at = |column: usize| format!("{path}:{}:{column}", start.line);
        let column = start.column as usize;
        corrections.columns.push((at(column.saturating_sub(cut_columns)), at(column)));
    }
    let mut snippet = Snippet::source(text).line_start(first_line as usize).path(path.into_owned());
    for (at, (mark, range)) in marks.iter().zip(shown).enumerate() {
        let kind = if own && at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(range);
        snippet = snippet.annotation(match mark.label {
            "" => annotation,
            label => annotation.label(inert(label)),
        });
    }
    group.element(snippet)
}

/// The text as the crate rendered it, with right columns, aligned arrows, and no space at the end of lines.
fn corrected(rendered: &str, corrections: &Corrections) -> String {
    let mut columns = corrections.columns.iter().peekable();
    let mut text = String::with_capacity(rendered.len());
    for (at, line) in rendered.lines().enumerate() {
        if at > 0 {
            text.push('\n');
            if !corrections.source {
                text.push(' ');
            }
        }
        // The first line is the message, which may hold anything; the places follow in their order.
        match columns.next_if(|(printed, _)| at > 0 && line.contains(printed.as_str())) {
            Some((printed, right)) => text.push_str(&line.replacen(printed.as_str(), right, 1)),
            None => text.push_str(line.trim_end()),
        }
    }
    text
}
