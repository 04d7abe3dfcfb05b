//! A generated site with 100,000 references, compiled and ready to be linked.
#![expect(clippy::disallowed_methods, reason = "writes a site to compile")]

use std::error::Error;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;

use factpress::check::{self, Excuses};
use factpress::config::LevelTable;
use factpress::finding::Finding;
use factpress::link::{self, Compiled, Site};
use factpress::session::{Options, Session};
use tempfile::TempDir;

/// What can go wrong while a site is made.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// How many pages a site has.
pub(crate) const PAGES: usize = 5_000;

/// How many references each page has.
pub(crate) const LINKS: usize = 20;

const SECTIONS: usize = 8;

const PAGES_IN_FOLDER: usize = 100;

/// Where the references of a site lead.
#[derive(Clone, Copy)]
pub(crate) enum References {
    /// All to an anchor that is there.
    Hold,
    /// One in a hundred to a page that is not there, another one to an anchor that is not there.
    Mostly,
    /// None to an anchor that is there.
    Fail,
}

impl References {
    pub(crate) const ALL: [Self; 3] = [Self::Hold, Self::Mostly, Self::Fail];

    fn destination(self, page: usize, link: usize) -> String {
        // Two primes spread the references over all pages.
        let target = (page * 7_919 + link * 104_729 + 1) % PAGES;
        let (folder, section) = (target / PAGES_IN_FOLDER, (page + link) % SECTIONS);
        let number = page * LINKS + link;
        match self {
            Self::Mostly if number.is_multiple_of(100) => {
                format!("../part-{folder}/pages-{target}.md#section-{section}")
            }
            Self::Mostly if number % 100 == 50 => format!("../part-{folder}/page-{target}.md#sections-{section}"),
            Self::Hold | Self::Mostly => format!("../part-{folder}/page-{target}.md#section-{section}"),
            Self::Fail => format!("../part-{folder}/page-{target}.md#sections-{section}"),
        }
    }
}

impl fmt::Display for References {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hold => "all hold",
            Self::Mostly => "2 % fail",
            Self::Fail => "all fail",
        })
    }
}

/// A site that was read, compiled and linked once.
pub(crate) struct Sample {
    pub(crate) session: Session,
    levels: LevelTable,
    pages: Vec<Compiled>,
    /// Where the site lies until it is dropped.
    _folder: TempDir,
}

impl Sample {
    /// Writes and compiles a site.
    pub(crate) fn new(references: References) -> Result<Self, Failure> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        write(folder.path(), references)?;
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

fn write(root: &Path, references: References) -> Result<(), Failure> {
    let content = root.join("content");
    fs::create_dir(&content)?;
    fs::write(content.join("index.md"), "# A generated site\n\nPages that refer to each other.\n")?;
    for page in 0..PAGES {
        let folder = content.join(format!("part-{}", page / PAGES_IN_FOLDER));
        if page.is_multiple_of(PAGES_IN_FOLDER) {
            fs::create_dir(&folder)?;
        }
        fs::write(folder.join(format!("page-{page}.md")), text(page, references)?)?;
    }
    Ok(())
}

fn text(page: usize, references: References) -> Result<String, fmt::Error> {
    let mut text = format!("# Page {page}\n\nWhat page {page} is about.\n");
    for section in 0..SECTIONS {
        write!(text, "\n## Section {section}\n\nWhat section {section} of page {page} says.\n")?;
        for link in (section..LINKS).step_by(SECTIONS) {
            writeln!(text, "More is in [another place]({}).", references.destination(page, link))?;
        }
    }
    Ok(text)
}
