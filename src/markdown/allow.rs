//! Comments in pages: excuses, and everything else, which readers never see.

use std::ops::Range;

use super::Allow;
use super::writer::Writer;
use crate::finding::Finding;
use crate::rule::{self, site};

/// An excuse that waits for its block.
pub(super) struct PendingAllow {
    /// Its number among the page's excuses.
    index: usize,
    /// How many containers are open around the block it covers; none until the block has begun.
    depth: Option<usize>,
}

impl Writer<'_> {
    /// Reads a comment; `block` says whether it stands by itself rather than in running text.
    pub(super) fn comment(&mut self, text: &str, range: Range<usize>, block: bool) {
        let Some(rest) = text.trim().strip_prefix("factpress-allow") else { return };
        let span = self.span(range.clone());
        let (name, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let name = name.trim();
        let (reason, until) = take_until(reason);
        if rule::by_name(name).is_none() {
            let mut finding = Finding::new(&site::UNKNOWN_KEY, span, format!("there is no rule `{name}`")).cause(name);
            if let Some(near) = crate::nearest::nearest(name, rule::all().map(|rule| rule.name)) {
                finding = finding.help(format!("did you mean `{near}`?"));
            }
            self.findings.push(finding);
            return;
        }
        if reason.is_empty() {
            let finding =
                Finding::new(&site::ALLOW_WITHOUT_REASON, span, format!("the excuse for `{name}` gives no reason"))
                    .help(format!("write `<!-- factpress-allow {name}: why it is right -->`"))
                    .cause(name);
            self.findings.push(finding);
        }
        let index = self.allows.len();
        self.allows.push(Allow {
            rule: name.into(),
            until: until.map(Into::into),
            span,
            // In running text it covers what follows in the same block; that end is known when the block ends.
            covers: self.span(range.end..range.end),
        });
        self.excuses.push(PendingAllow { index, depth: if block { None } else { Some(self.depth) } });
    }

    /// A block begins: excuses that wait cover it.
    pub(super) fn excuse_begins(&mut self, range: &Range<usize>) {
        for pending in &mut self.excuses {
            if pending.depth.is_none() {
                pending.depth = Some(self.depth + 1);
                self.allows[pending.index].covers = self.map.span(range.clone());
            }
        }
    }

    /// A block ends: excuses that cover it have done so. Called when the block is no longer counted as open.
    pub(super) fn excuse_ends(&mut self, range: &Range<usize>) {
        let depth = self.depth;
        let end = self.map.span(range.end..range.end);
        let allows = &mut self.allows;
        self.excuses.retain(|pending| {
            let open = pending.depth.is_none_or(|covered| covered <= depth);
            if !open {
                let covers = &mut allows[pending.index].covers;
                if covers.file == end.file {
                    covers.end = covers.end.max(end.start);
                }
            }
            open
        });
    }
}

/// The reason without `until=DATE`, and the date.
fn take_until(reason: &str) -> (String, Option<String>) {
    let mut until = None;
    let words: Vec<&str> = reason
        .split_whitespace()
        .filter(|word| match word.strip_prefix("until=") {
            Some(date) => {
                until = Some(date.to_owned());
                false
            }
            None => true,
        })
        .collect();
    (words.join(" "), until)
}
