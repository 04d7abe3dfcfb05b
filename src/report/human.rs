//! `--format human`: findings in their source, then the summary.

use std::io::{self, Write};

use annotate_snippets::Renderer;
use rustc_hash::FxHashMap;

use super::places::Places;
use super::{Extent, Input, Style, in_order, snippet, summary};
use crate::finding::Finding;

/// One thing that is wrong, and the findings that show it.
pub(super) struct Cause<'a> {
    /// Its findings, in the order of the report; never empty.
    pub findings: Vec<&'a Finding>,
}

impl<'a> Cause<'a> {
    /// The finding that stands for all.
    pub(super) fn first(&self) -> &'a Finding {
        self.findings[0]
    }
}

/// What there is of a screen for findings.
#[derive(Clone, Copy)]
struct Screen {
    /// Lines, without those that the summary takes.
    room: usize,
    /// Columns.
    width: usize,
}

/// Writes the report.
pub(super) fn write(out: &mut dyn Write, input: Input<'_>, style: Style<'_>) -> io::Result<()> {
    let findings = in_order(input.findings, input.sources);
    let causes = causes(&findings);
    let mut places = Places::new(input.sources);
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() }.term_width(style.width);
    let end = summary::render(input.summary, &findings, &causes, style);
    match style.extent {
        Extent::All => by_path(out, &findings, &mut places, &renderer)?,
        Extent::First(most) => {
            by_path(out, &findings[..most.min(findings.len())], &mut places, &renderer)?;
            more(out, findings.len().saturating_sub(most))?;
        }
        Extent::Screen(lines) => {
            let room = lines.saturating_sub(height(&end, style.width) + 3);
            by_cause(out, &causes, Screen { room, width: style.width }, &mut places, &renderer)?;
        }
    }
    out.write_all(end.as_bytes())
}

/// Each finding, and an empty line after it.
fn by_path(out: &mut dyn Write, findings: &[&Finding], places: &mut Places<'_>, renderer: &Renderer) -> io::Result<()> {
    for finding in findings {
        writeln!(out, "{}\n", snippet::show(finding, places, renderer, 0))?;
    }
    Ok(())
}

/// One finding of each cause, as many as there is room for and at least one.
fn by_cause(
    out: &mut dyn Write,
    causes: &[Cause<'_>],
    screen: Screen,
    places: &mut Places<'_>,
    renderer: &Renderer,
) -> io::Result<()> {
    let mut used = 0;
    for (at, cause) in causes.iter().enumerate() {
        let shown = snippet::show(cause.first(), places, renderer, cause.findings.len() - 1);
        let lines = height(&shown, screen.width) + 1;
        if at > 0 && used + lines > screen.room {
            let left = causes[at..].iter().map(|cause| cause.findings.len()).sum();
            return more(out, left);
        }
        used += lines;
        writeln!(out, "{shown}\n")?;
    }
    Ok(())
}

/// The lines a text takes on a terminal of so many columns, where long lines go on in the next. Colours take no room.
fn height(text: &str, width: usize) -> usize {
    let columns = |line: &str| {
        let mut parts = line.split("\u{1b}[");
        let head = parts.next().map_or(0, |part| part.chars().count());
        head + parts.map(|part| part.split_once('m').map_or(0, |(_, rest)| rest.chars().count())).sum::<usize>()
    };
    text.lines().map(|line| columns(line).div_ceil(width.max(1)).max(1)).sum()
}

/// Says how many findings are left out, and how to see them.
fn more(out: &mut dyn Write, left: usize) -> io::Result<()> {
    if left == 0 {
        return Ok(());
    }
    let left = summary::count(left, "more finding");
    writeln!(out, "... and {left}: --all shows them, --format json holds them\n")
}

/// The causes of some findings: those of errors first, then the largest, then by path.
fn causes<'a>(findings: &[&'a Finding]) -> Vec<Cause<'a>> {
    let mut causes: Vec<Cause<'a>> = Vec::new();
    let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for finding in findings {
        let at = *known.entry((finding.rule.name, finding.cause.as_str())).or_insert(causes.len());
        match causes.get_mut(at) {
            Some(cause) => cause.findings.push(finding),
            None => causes.push(Cause { findings: vec![finding] }),
        }
    }
    // The sort keeps the order of the report among equals.
    causes.sort_by_key(|cause| {
        let level = cause.findings.iter().map(|finding| finding.level).min();
        (level, std::cmp::Reverse(cause.findings.len()))
    });
    causes
}
