//! Findings for the overlay of the preview: one JSON object, made for one page.
//!
//! Text is harmless, as in a terminal; the overlay shows it as text and as nothing else. Places count from 1 in Unicode scalar
//! values. A source line comes in parts, of which every second one is what the finding is about.

use std::ops::Range;

use serde::Serialize;

use super::excerpt::{self, Excerpt};
use super::fingerprint::Fingerprint;
use super::inert::inert;
use super::places::Places;
use super::snippet::{Mark, excerpts, is_whole};
use crate::finding::Finding;
use crate::rule::Level;
use crate::source::Sources;

/// How many findings of a group are shown; the others are counted.
const MOST: usize = 50;

/// Where a finding belongs, seen from the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It arose since the start, in a file that the page is made from.
    Here,
    /// It arose since the start, in another file.
    Elsewhere,
    /// It was there at the start.
    Earlier,
}

/// What the overlay of one page shows.
#[derive(Debug, Serialize)]
pub struct Overlay {
    here: Shown,
    elsewhere: Shown,
    earlier: Shown,
}

/// The findings of a group.
#[derive(Debug, Default, Serialize)]
struct Shown {
    errors: usize,
    warnings: usize,
    findings: Vec<One>,
}

#[derive(Debug, Serialize)]
struct One {
    id: Fingerprint,
    level: &'static str,
    rule: &'static str,
    message: String,
    places: Vec<Place>,
    help: Vec<String>,
    /// What a certain fix does.
    fix: Option<String>,
}

/// A place with the lines that stand there; the first place of a finding is its own.
#[derive(Debug, Serialize)]
struct Place {
    path: String,
    line: u32,
    column: u32,
    /// What is said of the place.
    labels: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    number: u32,
    /// Plain text and what is meant, by turns; the first is plain.
    parts: Vec<String>,
}

impl Overlay {
    /// The overlay for a page, of the errors and warnings among findings in their order with their names; `group` says where
    /// each belongs.
    pub fn new<'a>(
        findings: impl Iterator<Item = (Fingerprint, &'a Finding)>,
        sources: &'a Sources,
        group: impl Fn(Fingerprint, &Finding) -> Group,
    ) -> Self {
        let mut places = Places::new(sources);
        let mut groups: [Shown; 3] = Default::default();
        for (id, finding) in findings.filter(|(_, finding)| matches!(finding.level, Level::Error | Level::Warning)) {
            let shown = &mut groups[group(id, finding) as usize];
            match finding.level {
                Level::Error => shown.errors += 1,
                _ => shown.warnings += 1,
            }
            if shown.findings.len() < MOST {
                shown.findings.push(one(id, finding, &mut places));
            }
        }
        let [here, elsewhere, earlier] = groups;
        Self { here, elsewhere, earlier }
    }
}

fn one(id: Fingerprint, finding: &Finding, places: &mut Places<'_>) -> One {
    let places = excerpts(finding, places).iter().map(|marks| place(marks, places)).collect();
    One {
        id,
        level: finding.level.word(),
        rule: finding.rule.name,
        message: inert(&finding.message).into_owned(),
        places,
        help: finding.help.iter().map(|help| inert(help).into_owned()).collect(),
        fix: finding.fix.as_ref().map(|fix| inert(&fix.title).into_owned()),
    }
}

fn place(marks: &[Mark<'_>], places: &mut Places<'_>) -> Place {
    let Some(first) = marks.first() else {
        return Place { path: String::new(), line: 1, column: 1, labels: Vec::new(), lines: Vec::new() };
    };
    let start = places.start(first.span);
    let (path, text, index) = places.file(first.span.file);
    let lines = if text.is_empty() || is_whole(first.span) {
        Vec::new()
    } else {
        let ranges: Vec<_> = marks.iter().map(|mark| mark.span.range()).collect();
        lines(&excerpt::cut(text, index, &ranges))
    };
    let labels = marks.iter().filter(|mark| !mark.label.is_empty()).map(|mark| inert(mark.label).into_owned());
    Place { path: inert(path).into_owned(), line: start.line, column: start.column, labels: labels.collect(), lines }
}

/// The lines of an excerpt, in their parts. Where two places overlap, the later begins where the earlier ends.
fn lines(excerpt: &Excerpt) -> Vec<Line> {
    let mut marks: Vec<&Range<usize>> = excerpt.marks.iter().collect();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut begin = 0;
    let split = excerpt.text.split('\n').zip(excerpt.first_line..);
    split
        .map(|(text, number)| {
            let line = begin..begin + text.len();
            begin = line.end + 1;
            let mut parts = Vec::new();
            let mut at = line.start;
            for mark in marks.iter().filter(|mark| line.start <= mark.start && mark.start <= line.end) {
                let (start, end) = (mark.start.max(at), mark.end.clamp(at, line.end));
                parts.push(excerpt.text[at..start.min(line.end)].to_owned());
                parts.push(excerpt.text[start.min(end)..end].to_owned());
                at = end;
            }
            parts.push(excerpt.text[at..line.end].to_owned());
            Line { number, parts }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, marks: &[(usize, usize)]) -> Vec<Vec<String>> {
        let marks = marks.iter().map(|(start, end)| *start..*end).collect();
        let excerpt = Excerpt { text: text.to_owned(), first_line: 7, marks, cut_columns: 0 };
        lines(&excerpt).into_iter().map(|line| line.parts).collect()
    }

    #[test]
    fn lines_in_their_parts() {
        assert_eq!(parts("abcdef", &[(1, 3)]), [["a", "bc", "def"]]);
        assert_eq!(parts("abcdef", &[(4, 6), (0, 1)]), [["", "a", "bcd", "ef", ""]]);
        assert_eq!(parts("abcdef", &[(1, 4), (2, 6)]), [["a", "bcd", "", "ef", ""]]);
        assert_eq!(parts("abcdef", &[(1, 5), (2, 3)]), [["a", "bcde", "", "", "f"]]);
        assert_eq!(parts("ab\ncd", &[(3, 5)]), [vec!["ab"], vec!["", "cd", ""]]);
        assert_eq!(parts("", &[(0, 0)]), [["", "", ""]]);
    }
}
