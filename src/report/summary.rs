//! The end of the human report: a table of the rules by what they found, the numbers of the run, what was not checked,
//! and what to do next.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Style;
use super::human::Cause;
use super::inert;
use crate::finding::Finding;
use crate::rule::Level;
use crate::summary::Summary;

/// What one rule found.
struct Row {
    rule: &'static str,
    level: Level,
    found: usize,
    causes: usize,
    fixes: usize,
    /// The size of the largest cause, and what it is.
    largest: (usize, String),
}

/// The end of the report, ending in a line end.
pub(super) fn render(summary: &Summary, findings: &[&Finding], causes: &[Cause<'_>], style: Style<'_>) -> String {
    let rows = rows(causes);
    let mut out = String::new();
    table(&mut out, &rows, style);
    counts(&mut out, summary, findings, causes, style);
    for skipped in &summary.not_checked {
        let (count, what, reason) = (number(skipped.count), inert::inert(&skipped.what), inert::inert(&skipped.reason));
        let what = if skipped.count == 1 { what.trim_end_matches('s') } else { &*what };
        let _ = writeln!(out, " not checked: {count} {what} ({reason})");
    }
    if let Some(largest) = rows.first() {
        let site = if style.site.is_empty() { String::new() } else { format!(" {}", inert::inert(style.site)) };
        let mut next = Vec::new();
        if rows.iter().any(|row| row.fixes > 0) {
            next.push(format!("factpress check{site} --fix --dry-run"));
        }
        next.push(format!("factpress explain {}", largest.rule));
        let _ = writeln!(out, " next: {}", next.join(" · "));
    }
    out
}

/// A number with a comma between thousands.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// One row for each rule: those with errors first, then those that found most.
fn rows(causes: &[Cause<'_>]) -> Vec<Row> {
    let mut rows: BTreeMap<&'static str, Row> = BTreeMap::new();
    for cause in causes {
        let first = cause.first();
        let row = rows.entry(first.rule.name).or_insert_with(|| Row {
            rule: first.rule.name,
            level: Level::Off,
            found: 0,
            causes: 0,
            fixes: 0,
            largest: (0, String::new()),
        });
        row.found += cause.findings.len();
        row.causes += 1;
        row.fixes += cause.findings.iter().filter(|finding| finding.fix.is_some()).count();
        row.level = cause.findings.iter().map(|finding| finding.level).fold(row.level, Level::min);
        if cause.findings.len() > row.largest.0 {
            let what = if first.remedy.is_empty() { &first.cause } else { &first.remedy };
            row.largest = (cause.findings.len(), what.clone());
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_key(|row| (row.level, Reverse(row.found)));
    rows
}

fn table(out: &mut String, rows: &[Row], style: Style<'_>) {
    if rows.is_empty() {
        return;
    }
    let width = |text: fn(&Row) -> usize, least: usize| rows.iter().map(text).max().unwrap_or(0).max(least);
    let name = width(|row| row.rule.len(), 4);
    let found = width(|row| number(row.found).len(), 5);
    let causes = width(|row| number(row.causes).len(), 6);
    let fixes = width(|row| number(row.fixes).len(), 8);
    let largest = width(|row| number(row.largest.0).len(), 1);
    let (bold, plain) = if style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let _ = writeln!(
        out,
        " {bold}{:name$}  {:>found$}  {:>causes$}  {:<fixes$}{plain}",
        "rule", "found", "causes", "certain fix"
    );
    // The last column takes what is left of the line.
    let used = 1 + name + 2 + found + 2 + causes + 2 + fixes + 5 + largest + 3;
    for row in rows {
        let what = inert::cut(&row.largest.1, style.width.saturating_sub(used).max(20));
        let color = match row.level {
            _ if !style.color => "",
            Level::Error => "\u{1b}[1;31m",
            Level::Warning => "\u{1b}[1;33m",
            Level::Info | Level::Off => "\u{1b}[1;34m",
        };
        let _ = writeln!(
            out,
            " {color}{:name$}{plain}  {:>found$}  {:>causes$}  {:>fixes$}     {:>largest$} x {what}",
            row.rule,
            number(row.found),
            number(row.causes),
            number(row.fixes),
            number(row.largest.0),
        );
    }
}

fn counts(out: &mut String, summary: &Summary, findings: &[&Finding], causes: &[Cause<'_>], style: Style<'_>) {
    let mut found = vec![count(summary.errors, "error"), count(summary.warnings, "warning")];
    let infos = findings.iter().filter(|finding| finding.level == Level::Info).count();
    if infos > 0 {
        found.push(count(infos, "info"));
    }
    let _ = write!(out, " {}", found.join(", "));
    if !causes.is_empty() {
        let _ = write!(out, " in {}", count(causes.len(), "cause"));
    }
    let mut sizes = vec![count(summary.pages, "page"), count(summary.links, "link"), count(summary.anchors, "anchor")];
    if summary.facts > 0 {
        sizes.push(count(summary.facts, "fact"));
    }
    if let Some(elapsed) = style.elapsed {
        sizes.push(format!("{:.1} s", elapsed.as_secs_f64()));
    }
    let _ = writeln!(out, " · {}", sizes.join(", "));
}

/// A number and its noun, in the plural where it must be.
pub fn count(many: usize, noun: &str) -> String {
    let plural = match noun {
        _ if many == 1 => "",
        noun if noun.ends_with('x') => "es",
        _ => "s",
    };
    format!("{} {noun}{plural}", number(many))
}
