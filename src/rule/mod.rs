//! The rules: their names, default levels and pages of documentation. One file per family.
//!
//! A rule is declared here and reported by the layer that sees what it is about; `factpress explain`, the published
//! site and the configuration all read this table.
//!
//! Invariant: no rule without its page of the manual; nothing here looks at content.

pub mod facts;
pub mod links;
pub mod pages;
pub mod site;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The check fails.
    Error,
    /// Shown, and does not fail.
    Warning,
    /// Shown last.
    Info,
    /// Not reported.
    Off,
}

impl Level {
    /// All levels, the heaviest first.
    pub const ALL: [Level; 4] = [Level::Error, Level::Warning, Level::Info, Level::Off];

    /// The word for it in the configuration and in all output.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
            Level::Off => "off",
        }
    }

    /// The level a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// Rules that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Links, anchors, images.
    Links,
    /// What a page says and how it is built.
    Pages,
    /// Kinds, entities and their facts.
    Facts,
    /// Configuration, files, templates.
    Site,
}

impl Family {
    /// All families, in the order of the manual.
    pub const ALL: [Family; 4] = [Family::Links, Family::Pages, Family::Facts, Family::Site];

    /// The word for it in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Family::Links => "links",
            Family::Pages => "pages",
            Family::Facts => "facts",
            Family::Site => "site",
        }
    }
}

/// A kind of problem that factpress can report.
#[derive(Debug)]
pub struct Rule {
    /// Its name: kebab-case, reads well after "allow".
    pub name: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// Its level where nobody has set another.
    pub level: Level,
    /// What it finds, in half a line.
    pub summary: &'static str,
    /// Its page of the manual, as Markdown.
    pub docs: &'static str,
}

impl Rule {
    /// Whether it is an error whatever anybody configures or excuses: what it finds would lose a source.
    pub fn is_fixed(&self) -> bool {
        *self == pages::OUTPUT_COLLISION
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [links::RULES, pages::RULES, facts::RULES, site::RULES].into_iter().flatten().copied()
}

/// The rule with a name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Declares the rules of one family, and the list of them.
macro_rules! family {
    ($family:ident: $($(#[$doc:meta])* $ident:ident = $name:literal $level:ident $summary:literal;)*) => {
        use super::{Family, Level, Rule};
        $(
            $(#[$doc])*
            #[doc = $summary]
            pub static $ident: Rule = Rule {
                name: $name,
                family: Family::$family,
                level: Level::$level,
                summary: $summary,
                docs: include_str!(concat!("../../content/rules/", $name, ".md")),
            };
        )*
        /// The rules of this family.
        pub static RULES: &[&Rule] = &[$(&$ident),*];
    };
}
use family;
