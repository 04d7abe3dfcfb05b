//! A rebuild after a few files say something else that no other page depends on: what is typed most of the time.

use std::sync::{Arc, OnceLock};

use super::compile::Compiler;
use super::{Scanned, Session, Timings};
use crate::finding::Finding;
use crate::link::{self, Site};
use crate::render::{self, Plan, Theme};
use crate::span::FileId;

/// What such a rebuild makes.
struct Few {
    compiler: Compiler,
    site: Arc<Site>,
    theme: Arc<Theme>,
    plan: Arc<Plan>,
    of_theme: Vec<Finding>,
    timings: Timings,
}

impl Session {
    /// The session with other texts of some pages, or of the theme, as they were read; what was read is given back where more has
    /// to be looked at.
    pub(super) fn with_few(&self, scanned: Scanned, files: &[FileId]) -> Result<Self, Box<Scanned>> {
        let Some(few) = self.few(&scanned, files) else { return Err(Box::new(scanned)) };
        let Few { compiler, site, theme, plan, of_theme, timings } = few;
        Ok(Self {
            scanned,
            compiler,
            site,
            theme,
            plan,
            wanted: OnceLock::new(),
            of_assets: self.of_assets.clone(),
            of_theme,
            checked: OnceLock::new(),
            timings,
        })
    }

    fn few(&self, scanned: &Scanned, files: &[FileId]) -> Option<Few> {
        let mut timings = scanned.timings.clone();
        let mut compiler = self.compiler.clone();
        let changed = timings.time("compile", || compiler.few(scanned, files))?;
        let site = if changed.is_empty() {
            self.site.clone()
        } else {
            Arc::new(timings.time("link", || link::again(&self.site, &changed))?)
        };
        let (mut theme, mut plan, mut of_theme) = (self.theme.clone(), self.plan.clone(), self.of_theme.clone());
        if changed.len() < files.len() {
            let (new, findings) = Theme::load(&scanned.sources, &scanned.layout);
            plan = Arc::new(timings.time("plan", || render::with_theme(&self.plan, &site, &new)));
            (theme, of_theme) = (Arc::new(new), findings);
        }
        Some(Few { compiler, site, theme, plan, of_theme, timings })
    }
}
