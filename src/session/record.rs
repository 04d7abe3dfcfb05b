//! Findings as a build keeps them in its manifest, so that the next one can print them again without building.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::facts::Facts;
use crate::finding::{Edit, Finding, Fix, Label};
use crate::rule::{self, Family, Level};
use crate::source::{Role, Sources};
use crate::span::{FileId, Span};
use crate::summary::{NotChecked, Summary};

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Record {
    findings: Vec<Kept>,
    summary: KeptSummary,
    /// Files beside the pages that pages include: path, and digest of the bytes.
    included: Vec<(String, String)>,
}

/// A place: path, first byte, byte after the last.
type Place = (String, u32, u32);

#[derive(Serialize, Deserialize)]
struct Kept {
    rule: String,
    level: String,
    message: String,
    at: Place,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    help: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    related: Vec<(Place, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fix: Option<(String, Vec<(Place, String)>)>,
    cause: String,
    remedy: String,
}

#[derive(Serialize, Deserialize)]
struct KeptSummary {
    pages: usize,
    links: usize,
    anchors: usize,
    facts: usize,
    sentences_agreeing: usize,
    errors: usize,
    warnings: usize,
    not_checked: Vec<(String, usize, String)>,
}

/// The findings and numbers of a build as a value for its manifest. The manifest is published: where a finding may say what is
/// stated of an internal field, nothing is kept, and the next build finds it anew.
pub(super) fn keep(findings: &[Finding], summary: &Summary, sources: &Sources, facts: &Facts) -> serde_json::Value {
    if may_tell(findings, facts, sources) {
        return serde_json::Value::Null;
    }
    let place = |span: Span| (sources.path(span.file).to_owned(), span.start, span.end);
    let findings = findings
        .iter()
        .map(|finding| Kept {
            rule: finding.rule.name.to_owned(),
            level: finding.level.word().to_owned(),
            message: finding.message.clone(),
            at: place(finding.span),
            help: finding.help.clone(),
            related: finding.related.iter().map(|label| (place(label.span), label.message.clone())).collect(),
            fix: finding.fix.as_ref().map(|fix| {
                let edits = fix.edits.iter().map(|edit| (place(edit.span), edit.text.clone())).collect();
                (fix.title.clone(), edits)
            }),
            cause: finding.cause.clone(),
            remedy: finding.remedy.clone(),
        })
        .collect();
    let Summary { pages, links, anchors, facts, sentences_agreeing, errors, warnings, not_checked } = summary;
    let summary = KeptSummary {
        pages: *pages,
        links: *links,
        anchors: *anchors,
        facts: *facts,
        sentences_agreeing: *sentences_agreeing,
        errors: *errors,
        warnings: *warnings,
        not_checked: not_checked.iter().map(|it| (it.what.clone(), it.count, it.reason.clone())).collect(),
    };
    let included = sources.iter().filter(|file| matches!(file.role, Role::Asset(_)) && file.text.is_some());
    let included = included.map(|file| (file.path.as_str().to_owned(), file.digest.hex())).collect();
    serde_json::to_value(Record { findings, summary, included }).unwrap_or_default()
}

/// Whether findings may say what is stated of an internal field: those about facts, and those at a place where things are described.
fn may_tell(findings: &[Finding], facts: &Facts, sources: &Sources) -> bool {
    if !facts.kinds.iter().flat_map(|kind| &kind.fields).any(|field| field.internal) {
        return false;
    }
    let pages: FxHashSet<FileId> = facts.entities.iter().filter_map(|entity| entity.page).collect();
    let of_facts = |file| sources.get(file).is_some_and(|file| file.role == Role::Facts) || pages.contains(&file);
    findings.iter().any(|finding| {
        let related = finding.related.iter().map(|label| label.span.file);
        finding.rule.family == Family::Facts || std::iter::once(finding.span.file).chain(related).any(of_facts)
    })
}

/// The files beside the pages that a build has included, and the digests they had; none where one of them has gone.
pub(super) fn included(value: &serde_json::Value, sources: &Sources) -> Option<Vec<(FileId, Digest)>> {
    let kept = Vec::<(String, String)>::deserialize(value.get("included")?).ok()?;
    kept.iter().map(|(path, digest)| Some((sources.at(path)?.id, Digest::from_hex(digest)?))).collect()
}

/// Reads [`keep`] back; none where the record is of another form or names what is not there.
pub(super) fn restore(value: &serde_json::Value, sources: &Sources) -> Option<(Vec<Finding>, Summary)> {
    let Record { findings, summary, included: _ } = Record::deserialize(value).ok()?;
    let place = |(path, start, end): &Place| {
        let file = sources.at(path)?;
        let inside = u64::from(*end) <= file.len && start <= end;
        inside.then_some(Span { file: file.id, start: *start, end: *end })
    };
    let mut restored = Vec::with_capacity(findings.len());
    for kept in findings {
        let edits = |edits: &[(Place, String)]| -> Option<Vec<Edit>> {
            edits.iter().map(|(at, text)| Some(Edit { span: place(at)?, text: text.clone() })).collect()
        };
        restored.push(Finding {
            rule: rule::by_name(&kept.rule)?,
            level: Level::from_word(&kept.level)?,
            span: place(&kept.at)?,
            related: kept
                .related
                .iter()
                .map(|(at, message)| Some(Label { span: place(at)?, message: message.clone() }))
                .collect::<Option<Vec<Label>>>()?,
            fix: match kept.fix {
                None => None,
                Some((title, list)) => Some(Fix { title, edits: edits(&list)? }),
            },
            message: kept.message,
            help: kept.help,
            cause: kept.cause,
            remedy: kept.remedy,
        });
    }
    let not_checked =
        summary.not_checked.into_iter().map(|(what, count, reason)| NotChecked { what, count, reason }).collect();
    let summary = Summary {
        pages: summary.pages,
        links: summary.links,
        anchors: summary.anchors,
        facts: summary.facts,
        sentences_agreeing: summary.sentences_agreeing,
        errors: summary.errors,
        warnings: summary.warnings,
        not_checked,
    };
    Some((restored, summary))
}
