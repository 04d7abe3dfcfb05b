//! A rebuild after a few files say something else that no other page depends on: what is typed most of the time.

use std::sync::{Arc, OnceLock};

use super::Session;
use crate::link;
use crate::render::{self, Theme};
use crate::span::FileId;

impl Session {
    /// The session with other texts of some pages, or of the theme; `None` where more has to be looked at.
    pub(super) fn with_few(&self, files: &[FileId]) -> Option<Self> {
        let mut scanned = self.scanned.with_texts(files)?;
        let mut timings = std::mem::take(&mut scanned.timings);
        let mut compiler = self.compiler.clone();
        let changed = timings.time("compile", || compiler.few(&scanned, files))?;
        let site = if changed.is_empty() {
            self.site.clone()
        } else {
            Arc::new(timings.time("link", || link::again(&self.site, &changed))?)
        };
        let (mut theme, mut plan, mut found) = (self.theme.clone(), self.plan.clone(), self.of_theme.clone());
        if changed.len() < files.len() {
            let (new, findings) = Theme::load(&scanned.sources, &scanned.layout);
            plan = Arc::new(timings.time("plan", || render::with_theme(&self.plan, &site, &new)));
            (theme, found) = (Arc::new(new), findings);
        }
        Some(Self {
            scanned,
            compiler,
            site,
            theme,
            plan,
            wanted: OnceLock::new(),
            of_assets: self.of_assets.clone(),
            of_theme: found,
            checked: OnceLock::new(),
            timings,
        })
    }
}
