//! Applies levels and excuses to the findings of a run, and puts them in order.

use std::collections::BTreeMap;

use crate::allow::Allow;
use crate::date::Date;
use crate::finding::Finding;
use crate::rule::{Level, Rule, site};
use crate::source::Sources;
use crate::span::FileId;

/// The excuses of a site, by file.
#[derive(Debug, Default)]
pub struct Excuses<'a> {
    by_file: BTreeMap<FileId, Vec<&'a Allow>>,
}

impl<'a> Excuses<'a> {
    /// Collects excuses.
    pub fn new(allows: impl IntoIterator<Item = &'a Allow>) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<&'a Allow>> = BTreeMap::new();
        for allow in allows {
            by_file.entry(allow.span.file).or_default().push(allow);
        }
        Self { by_file }
    }
}

/// Gives each finding its level, drops those that are off or excused, adds `unused-allow`, and orders by path, position,
/// rule. A finding that stands twice is kept once.
///
/// `level` answers with the configured level of a rule at a path, where one is configured. An excuse holds until the end
/// of its last day; without a `today`, all do.
pub fn settle(
    findings: Vec<Finding>,
    excuses: &Excuses<'_>,
    level: impl Fn(&Rule, &str) -> Option<Level>,
    sources: &Sources,
    today: Option<Date>,
) -> Vec<Finding> {
    let mut used: BTreeMap<(FileId, usize), bool> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for mut finding in findings {
        if let Some(level) = level(finding.rule, sources.path(finding.span.file)) {
            finding.level = level;
        }
        let excused = !finding.rule.is_fixed()
            && excuses.by_file.get(&finding.span.file).is_some_and(|allows| {
                let mut any = false;
                for (at, allow) in allows.iter().enumerate() {
                    if *allow.rule == *finding.rule.name && !expired(allow, today) && covers(allow, &finding) {
                        used.insert((finding.span.file, at), true);
                        any = true;
                    }
                }
                any
            });
        if !excused && finding.level != Level::Off {
            kept.push(finding);
        }
    }
    for (file, allows) in &excuses.by_file {
        for (at, allow) in allows.iter().enumerate() {
            if used.contains_key(&(*file, at)) {
                continue;
            }
            let path = sources.path(*file);
            let mut finding = unused(allow, expired(allow, today));
            finding.level = level(finding.rule, path).unwrap_or(finding.level);
            if finding.level != Level::Off {
                kept.push(finding);
            }
        }
    }
    kept.sort_by(|a, b| {
        let place = |finding: &Finding| (finding.span.start, finding.span.end);
        sources
            .path(a.span.file)
            .cmp(sources.path(b.span.file))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.rule.name.cmp(b.rule.name))
            .then_with(|| a.message.cmp(&b.message))
    });
    kept.dedup_by(|a, b| a.span == b.span && a.rule == b.rule && a.message == b.message);
    kept
}

fn expired(allow: &Allow, today: Option<Date>) -> bool {
    match (allow.until.as_deref().and_then(Date::parse), today) {
        (Some(until), Some(today)) => until < today,
        _ => false,
    }
}

/// Whether an excuse covers a finding: it begins in the block, or is about the file as a whole.
fn covers(allow: &Allow, finding: &Finding) -> bool {
    let whole = finding.span.start == 0 && finding.span.end == 0;
    whole
        || (allow.covers.start <= finding.span.start
            && finding.span.start < allow.covers.end.max(allow.covers.start + 1))
}

fn unused(allow: &Allow, expired: bool) -> Finding {
    let rule = &allow.rule;
    let (message, help) = match (&allow.until, expired) {
        (Some(until), true) => {
            (format!("the excuse for `{rule}` ended on {until}"), "mend what it excused, or give it a later day")
        }
        _ => (format!("the excuse for `{rule}` excuses nothing"), "remove it"),
    };
    Finding::new(&site::UNUSED_ALLOW, allow.span, message).help(help).cause(&**rule)
}
