//! A generated site, compiled and ready to be linked.

use std::error::Error;
use std::path::Path;

use factpress::check::{self, Excuses};
use factpress::config::LevelTable;
use factpress::finding::Finding;
use factpress::link::{self, Compiled, Site};
use factpress::session::{Options, Session};
use tempfile::TempDir;

/// What can go wrong while a site is made.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// A site that was read, compiled and linked once.
pub(crate) struct Sample {
    pub(crate) session: Session,
    levels: LevelTable,
    pages: Vec<Compiled>,
    /// Where the site lies until it is dropped.
    _folder: TempDir,
}

impl Sample {
    /// Compiles the site that `write` writes into a folder.
    pub(crate) fn new(write: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<Self, Failure> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        write(folder.path())?;
        let session = Session::open(Options { root: folder.path().to_owned(), ..Options::default() })?;
        let site = session.site();
        let mut pages: Vec<Compiled> = site
            .pages
            .iter()
            .map(|page| Compiled {
                file: page.file,
                path: page.path.clone(),
                mount: page.mount,
                object: page.object.clone(),
            })
            .collect();
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { levels: LevelTable::new(&session.config().rules), pages, session, _folder: folder })
    }

    /// What the site is linked from.
    pub(crate) fn input(&self) -> link::Input<'_> {
        let site = self.session.site();
        link::Input {
            facts: site.facts.clone(),
            config: site.config.clone(),
            layout: site.layout.clone(),
            dialects: Vec::new(),
            sources: self.session.sources(),
            pages: self.pages.clone(),
            snippets: Vec::new(),
            summaries: Vec::new(),
            earlier: None,
        }
    }

    /// All findings of the linked site, with their levels and in their order.
    pub(crate) fn check(&self, site: &Site) -> Vec<Finding> {
        let sources = self.session.sources();
        let findings = check::check(site, sources, &self.levels, None);
        let excuses = Excuses::new(site.pages.iter().flat_map(|page| &page.object.allows));
        check::settle(findings, &excuses, |rule, path| self.levels.configured(rule, path), sources, None)
    }
}
