//! The findings of a session under their names, by which a preview follows them from one rebuild to the next.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Session;
use super::mend::{self, Mended};
use crate::error::Result;
use crate::finding::Finding;
use crate::path::OutPath;
use crate::render;
use crate::report::fingerprint::Fingerprints;
use crate::report::overlay::Group;
use crate::report::{in_order, places::Places};
use crate::rule::site::TEMPLATE_ERROR;
use crate::span::FileId;

pub use crate::report::fingerprint::Fingerprint;
pub use crate::report::overlay::Overlay;

/// A place in a file that an editor can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file on disk.
    pub disk: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// All that is found in a site.
#[derive(Debug)]
pub struct Listing {
    session: Arc<Session>,
    findings: Vec<(Fingerprint, Finding)>,
}

impl Listing {
    /// Checks a session, and adds what making outputs has found.
    pub fn new(session: Arc<Session>, rendering: Vec<Finding>) -> Self {
        let own = if rendering.is_empty() {
            None
        } else {
            Some(session.settled(session.checked().raw.clone(), rendering).findings)
        };
        let all = own.as_deref().unwrap_or_else(|| session.findings());
        let mut names = Fingerprints::new(session.sources());
        let findings = in_order(all, session.sources()).into_iter();
        let findings = findings.map(|finding| (names.next(finding), finding.clone())).collect();
        Self { session, findings }
    }

    /// The session whose findings they are.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// The names of all findings.
    pub fn names(&self) -> BTreeSet<Fingerprint> {
        self.findings.iter().map(|(name, _)| *name).collect()
    }

    /// What the page of an output shows of them; findings in `earlier` were there at the start. A template that fails concerns
    /// every page, however long it has failed.
    pub fn overlay(&self, page: Option<&OutPath>, earlier: &BTreeSet<Fingerprint>) -> Overlay {
        let of_page = self.files_of(page);
        let group = |name, finding: &Finding| {
            let mut spans = std::iter::once(finding.span).chain(finding.related.iter().map(|label| label.span));
            if finding.rule.name == TEMPLATE_ERROR.name {
                return Group::Here;
            }
            match (earlier.contains(&name), spans.any(|span| of_page.contains(&span.file))) {
                (true, _) => Group::Earlier,
                (false, true) => Group::Here,
                (false, false) => Group::Elsewhere,
            }
        };
        let findings = self.findings.iter().map(|(name, finding)| (*name, finding));
        Overlay::new(findings, self.session.sources(), group)
    }

    /// The files that a page is made from.
    fn files_of(&self, page: Option<&OutPath>) -> FxHashSet<FileId> {
        let Session { site, theme, plan, .. } = &*self.session;
        let planned = page.and_then(|out| plan.at(out)).and_then(|at| plan.outputs.get(at));
        planned.into_iter().flat_map(|planned| render::origins(site, theme, &planned.what)).collect()
    }

    /// Where a finding stands.
    pub fn spot(&self, name: Fingerprint) -> Option<Spot> {
        let span = self.find(name)?.span;
        let sources = self.session.sources();
        let disk = sources.disk(&sources.get(span.file)?.path);
        let start = Places::new(sources).start(span);
        Some(Spot { disk, line: start.line, column: start.column })
    }

    /// Makes the certain fix of one finding in the author's files; `None` where there is none.
    ///
    /// # Errors
    /// Where a file cannot be read or written.
    pub fn mend(&self, name: Fingerprint) -> Result<Option<Mended>> {
        let Some(finding) = self.find(name).filter(|finding| finding.fix.is_some()) else { return Ok(None) };
        let plan = crate::edit::plan(std::slice::from_ref(finding));
        mend::mend(&plan, self.session.sources()).map(Some)
    }

    fn find(&self, name: Fingerprint) -> Option<&Finding> {
        self.findings.iter().find(|(other, _)| *other == name).map(|(_, finding)| finding)
    }
}
