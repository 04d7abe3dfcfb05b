//! Sites whose pages speak of a few things, however many are described.
#![expect(clippy::disallowed_methods, reason = "writes a site to compile")]

use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;

use crate::sample::{Failure, Sample};

/// How many things the pages of every site speak of: a thing costs more with each page that names it.
const SPOKEN_OF: usize = 100;

const PAGES_IN_FOLDER: usize = 100;

const KIND: &str = "\
title: Role
label: name
fields:
  name: { type: identifier, pattern: 'RoleFor[A-Za-z0-9]+', required: true, unique: true, autolink: page, unknown_names: near }
  trusts: { type: identifier, list: true, pattern: '[a-z0-9-]+\\.example\\.com', unknown_names: in_sentences }
  policy: { type: identifier, pattern: '[A-Z][A-Za-z0-9]*Policy', unknown_names: in_sentences }
  deletion: { type: enum, values: { never: 'No', after: 'Yes, when nothing needs it' } }
  next: { type: ref, to: role }
sentences:
  - '{name} trusts {trusts}'
  - '{name} uses the policy {policy}'
  - { says: ['{name} cannot be deleted'], deletion: never }
  - { says: ['{name} can be deleted'], deletion: after }
";

/// How large a site is.
#[derive(Clone, Copy)]
pub(crate) struct Described {
    pub(crate) things: usize,
    pub(crate) pages: usize,
}

impl Described {
    /// Each number of things once without pages and once with them: the difference is what pages cost.
    pub(crate) const ALL: [Self; 6] = [
        Self { things: 100, pages: 0 },
        Self { things: 100, pages: 10_000 },
        Self { things: 10_000, pages: 0 },
        Self { things: 10_000, pages: 10_000 },
        Self { things: 50_000, pages: 0 },
        Self { things: 50_000, pages: 10_000 },
    ];

    /// A compiled site of that size.
    pub(crate) fn sample(self) -> Result<Sample, Failure> {
        Sample::new(|folder| write(folder, self))
    }
}

impl fmt::Display for Described {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} things, {} pages", self.things, self.pages)
    }
}

fn write(root: &Path, described: Described) -> Result<(), Failure> {
    let content = root.join("content");
    fs::create_dir_all(content.join("facts/kinds"))?;
    fs::write(content.join("index.md"), "# A generated site\n\nPages that speak of things.\n")?;
    fs::write(content.join("facts/kinds/role.yaml"), KIND)?;
    fs::write(content.join("facts/role.yaml"), things(described.things)?)?;
    for page in 0..described.pages {
        let folder = content.join(format!("part-{}", page / PAGES_IN_FOLDER));
        if page.is_multiple_of(PAGES_IN_FOLDER) {
            fs::create_dir(&folder)?;
        }
        fs::write(folder.join(format!("page-{page}.md")), text(page)?)?;
    }
    Ok(())
}

fn things(count: usize) -> Result<String, fmt::Error> {
    let mut text = String::new();
    for thing in 0..count {
        let (name, next) = (name(thing), (thing + 1) % count);
        writeln!(text, "role-{thing}:\n  name: RoleFor{name}\n  trusts: [{}.example.com]", name.to_lowercase())?;
        writeln!(text, "  policy: {name}Policy\n  deletion: never\n  next: role-{next}")?;
    }
    Ok(text)
}

fn text(page: usize) -> Result<String, fmt::Error> {
    let mut text = format!("# Page {page}\n\nWhat page {page} is about.\n");
    for section in 0..4 {
        let name = name((page * 4 + section) % SPOKEN_OF);
        let trusted = name.to_lowercase();
        write!(text, "\n## Section {section}\n\nWho may take on this role is told here. RoleFor{name} trusts\n")?;
        write!(text, "`{trusted}.example.com`. RoleFor{name} uses the policy {name}Policy for its work.\n\n")?;
        write!(text, "- It is there from the first day.\n- RoleFor{name} cannot be deleted.\n")?;
    }
    Ok(text)
}

/// A name of four syllables and the number of the thing: near names are seldom, as among names that people give.
fn name(thing: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["Ka", "Lo", "Mi", "Ren", "Tus", "Vor", "Zel", "Bra", "Cho", "Dun", "Fy", "Gal", "Hes", "Jov", "Ner", "Pol"];
    // A prime spreads what follows each other over all names.
    let mut rest = thing.wrapping_mul(40_503) % 65_536;
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    format!("{name}{thing}")
}
