//! Sites with 100,000 references.
#![expect(clippy::disallowed_methods, reason = "writes a site to compile")]

use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;

use crate::sample::{Failure, Sample};

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

    /// A compiled site whose references lead there.
    pub(crate) fn sample(self) -> Result<Sample, Failure> {
        Sample::new(|folder| write(folder, self))
    }

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
