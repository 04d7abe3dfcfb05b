//! `--format json`: one object with every finding and the numbers of the run.
//!
//! Lines and columns count from 1 in Unicode scalar values; `start` and `end` of edits are bytes of the file as it lies
//! on disk. The object is written finding by finding, so its size does not matter.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::fingerprint::{Fingerprint, Fingerprints};
use super::places::Places;
use super::{Input, in_order};
use crate::finding::Finding;
use crate::span::Span;
use crate::summary::Summary;

/// The version of the format; raised when a key changes its meaning or goes.
const VERSION: u32 = 1;

/// The folder of the rules' pages in the manual.
const RULES: &str = "rules/";

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    findings: Findings<'a>,
    summary: &'a Summary,
}

/// The findings, made one by one while they are written.
struct Findings<'a>(Input<'a>);

#[derive(Serialize)]
struct One<'a> {
    id: Fingerprint,
    rule: &'static str,
    url: String,
    level: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
    help: &'a [String],
    related: Vec<Related<'a>>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Writes the object, and a line end.
pub(super) fn write(out: &mut dyn Write, input: Input<'_>) -> io::Result<()> {
    let object = Object { version: VERSION, findings: Findings(input), summary: input.summary };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = Places::new(self.0.sources);
        let mut names = Fingerprints::new(self.0.sources);
        serializer.collect_seq(
            in_order(self.0.findings, self.0.sources).into_iter().map(|finding| one(finding, &mut places, &mut names)),
        )
    }
}

fn one<'a>(finding: &'a Finding, places: &mut Places<'a>, names: &mut Fingerprints<'a>) -> One<'a> {
    One {
        id: names.next(finding),
        rule: finding.rule.name,
        url: format!("{RULES}{}.html", finding.rule.name),
        level: finding.level.word(),
        message: &finding.message,
        place: place(finding.span, places),
        text: places.text(finding.span),
        help: &finding.help,
        related: finding
            .related
            .iter()
            .map(|label| Related { place: place(label.span, places), message: &label.message })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            edits: fix
                .edits
                .iter()
                .map(|edit| Edit {
                    path: places.path(edit.span.file),
                    start: edit.span.start,
                    end: edit.span.end,
                    text: &edit.text,
                })
                .collect(),
        }),
    }
}

fn place<'a>(span: Span, places: &mut Places<'a>) -> Place<'a> {
    let (start, end) = (places.start(span), places.end(span));
    Place {
        path: places.path(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
