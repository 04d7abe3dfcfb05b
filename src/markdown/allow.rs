//! Comments in pages: excuses, and everything else, which readers never see.

use std::ops::Range;

use super::writer::Writer;
use crate::allow::parse_allow;
use crate::finding::Finding;
use crate::rule::facts::STALE_VIEW;
use crate::rule::pages;

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
        let text = text.trim();
        if let Some(path) = text.strip_prefix("include:") {
            // Those on lines of their own were replaced before the page was parsed.
            let finding = Finding::new(&pages::BAD_INCLUDE, self.span(range), "an include stands inside other text")
                .help("put it on a line of its own, not indented under a list or quote mark")
                .cause(path.trim());
            self.findings.push(finding);
            return;
        }
        if let Some(names) = text.strip_prefix("fact:").filter(|_| self.reads()) {
            self.fact_marker(names.trim(), range);
            return;
        }
        if let Some(shows) = text.strip_prefix("facts:").filter(|_| self.reads()) {
            if block {
                self.start_view(shows.trim(), range);
            } else {
                self.endless_views += 1;
                let finding =
                    Finding::new(&STALE_VIEW, self.span(range), "a view stands inside other text").cause(shows);
                self.findings.push(finding.help("put each of its two comments on a line of its own"));
            }
            return;
        }
        if text == "/facts" {
            self.end_view(range);
            return;
        }
        let Some(parsed) = parse_allow(text) else { return };
        // In running text it covers what follows in the same block; that end is known when the block ends.
        let (allow, findings) = parsed.judge(self.span(range.clone()), self.span(range.end..range.end));
        self.findings.extend(findings);
        let Some(allow) = allow else { return };
        let index = self.allows.len();
        self.allows.push(allow);
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
