//! Outputs of a session, made one by one as a preview is asked for them.

use rustc_hash::FxHashSet;

use super::Session;
use crate::finding::Finding;
use crate::output::Content;
use crate::path::OutPath;
use crate::render;
use crate::source::Role;

/// An output that was made for the preview.
#[derive(Debug)]
pub struct Made {
    /// What it is.
    pub content: Content,
    /// What making it has found.
    pub findings: Vec<Finding>,
    /// Whether it is as the author meant it: a template that fails, or that cannot be read, is replaced by another.
    pub whole: bool,
}

impl Session {
    /// Makes one output; `None` where nothing is planned at that path.
    pub fn make(&self, out: &OutPath) -> Option<Made> {
        let at = self.plan.at(out)?;
        let (content, findings) = render::produce(&self.site, &self.theme, &self.plan, &self.scanned.sources, at);
        let whole = findings.is_empty() && (self.theme.is_whole() || !self.plan.outputs[at].what.has_template());
        Some(Made { content, findings, whole })
    }

    /// One output of each template, where the site has templates of its own: what is wrong with them shows there.
    pub fn samples(&self) -> Vec<OutPath> {
        let mut templates = FxHashSet::default();
        let own = self.scanned.sources.iter().any(|file| file.role == Role::Template);
        let outputs = self.plan.outputs.iter().filter(|planned| own && planned.what.has_template());
        outputs
            .filter(|planned| templates.insert(std::mem::discriminant(&planned.what)))
            .map(|it| it.out.clone())
            .collect()
    }
}
