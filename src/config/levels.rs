//! `rules:` how much findings weigh, by family, by rule, by path.
//!
//! ```yaml
//! rules:
//!   links: warning                 # a family
//!   broken-link: error             # a rule
//!   paths:
//!     "content/archive/**":        # a glob over source paths; `*` stays within a folder, `**` does not
//!       links: off                 # families and rules, as above
//! ```

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};

use crate::rule::{self, Family, Level, Rule};
use crate::yaml::{Key, Node, Reader, Schema};

/// Levels of rules as configured. The most particular setting wins: path before rule before family.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// By family.
    pub families: BTreeMap<&'static str, Level>,
    /// By rule.
    pub rules: BTreeMap<&'static str, Level>,
    /// By path pattern (a glob over source paths), then rule or family name; later entries win.
    pub paths: Vec<(String, BTreeMap<String, Level>)>,
}

/// [`Levels`] with their patterns ready, to be asked for every finding.
#[derive(Clone, Debug, Default)]
pub struct LevelTable {
    levels: Levels,
    /// One for each entry of [`Levels::paths`]; none where the pattern cannot be read.
    patterns: Vec<Option<GlobMatcher>>,
}

impl LevelTable {
    /// Makes the patterns ready.
    pub fn new(levels: &Levels) -> Self {
        let patterns = levels.paths.iter().map(|(pattern, _)| glob(pattern).ok()).collect();
        Self { levels: levels.clone(), patterns }
    }

    /// The level of a rule for findings in the file at a source path.
    ///
    /// The last pattern that matches the path and says something of the rule or its family decides, and in it the rule
    /// before the family; then what is set for the rule, for the family, and the rule's default.
    pub fn level(&self, rule: &Rule, path: &str) -> Level {
        self.configured(rule, path).unwrap_or(rule.level)
    }

    /// Whether a rule can be reported anywhere: one that is off everywhere need not be looked for.
    pub fn is_on(&self, rule: &Rule) -> bool {
        let of = |name: &str| self.levels.rules.get(name).or_else(|| self.levels.families.get(name)).copied();
        let general = of(rule.name).or_else(|| of(rule.family.word())).unwrap_or(rule.level);
        let by_path = self.levels.paths.iter().flat_map(|(_, levels)| {
            [rule.name, rule.family.word()].into_iter().filter_map(|name| levels.get(name).copied())
        });
        by_path.chain([general]).any(|level| level != Level::Off)
    }

    /// As [`LevelTable::level`]; none where nothing is configured for the rule there.
    pub fn configured(&self, rule: &Rule, path: &str) -> Option<Level> {
        if rule.is_fixed() {
            return None;
        }
        let family = rule.family.word();
        let by_path = self.levels.paths.iter().zip(&self.patterns).rev().find_map(|((_, levels), pattern)| {
            let level = levels.get(rule.name).or_else(|| levels.get(family))?;
            pattern.as_ref()?.is_match(path).then_some(*level)
        });
        by_path
            .or_else(|| self.levels.rules.get(rule.name).copied())
            .or_else(|| self.levels.families.get(family).copied())
    }
}

fn glob(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    Ok(GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build()?.compile_matcher())
}

/// Reads `rules:`.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node) -> Levels {
    let mut levels = Levels::default();
    for (key, value) in reader.entries("rules", node) {
        if key.name == "paths" {
            levels.paths = paths(reader, value);
        } else if let Some(rule) = rule::by_name(&key.name) {
            let level = level(reader, key, value);
            if rule.is_fixed() && level.is_some_and(|level| level != rule.level) {
                let message = format!("`{}` is an error, whatever is set", rule.name);
                reader.bad(value.span, message, "without it one of the two sources would be lost");
            }
            levels.rules.extend(level.map(|level| (rule.name, level)));
        } else if let Some(family) = family(&key.name) {
            levels.families.extend(level(reader, key, value).map(|level| (family, level)));
        } else {
            reader.unknown_key(key, "in `rules`", &names(), node);
        }
    }
    levels
}

fn paths(reader: &mut Reader<'_>, node: &Node) -> Vec<(String, BTreeMap<String, Level>)> {
    let mut paths = Vec::new();
    for (pattern, levels_node) in reader.entries("paths", node) {
        if let Err(error) = glob(&pattern.name) {
            let message = format!("`{}` is no pattern of paths: {}", pattern.name, error.kind());
            reader.bad(pattern.span, message, "write a path with `*`, `**`, `?`, `[a-z]` or `{a,b}` in it");
            continue;
        }
        let mut levels = BTreeMap::new();
        for (key, value) in reader.entries(&pattern.name, levels_node) {
            if rule::by_name(&key.name).is_some() || family(&key.name).is_some() {
                levels.extend(level(reader, key, value).map(|level| (key.name.clone(), level)));
            } else {
                reader.unknown_key(key, "in `rules`", &names()[1..], levels_node);
            }
        }
        paths.push((pattern.name.clone(), levels));
    }
    paths
}

fn level(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<Level> {
    let words = Level::ALL.map(|level| (level.word(), level));
    reader.choice(&key.name, node, &words)
}

fn family(name: &str) -> Option<&'static str> {
    Family::ALL.into_iter().map(Family::word).find(|word| *word == name)
}

/// All keys of `rules`: first `paths`, then families, then rules.
fn names() -> Vec<&'static str> {
    let families = Family::ALL.into_iter().map(Family::word);
    std::iter::once("paths").chain(families).chain(rule::all().map(|rule| rule.name)).collect()
}

/// What `rules` takes, for editors.
pub(super) fn schema() -> Schema {
    let paths = Schema::map_of(&Schema::kept("levels")).or_null();
    let paths = paths.says("Levels by path: globs over the paths of sources, then families and rules.");
    Schema::map(names().into_iter().map(|name| match name {
        "paths" => (name, paths.clone()),
        _ => (name, of_name(name, rule::by_name(name).is_some_and(Rule::is_fixed))),
    }))
}

/// What each pattern of `paths` takes, for editors; the configuration keeps it as `levels`.
pub(super) fn of_path() -> Schema {
    let names = names().into_iter().skip(1);
    Schema::map(names.map(|name| (name, of_name(name, false)))).or_null()
}

/// The levels of a family or a rule.
fn of_name(name: &str, fixed: bool) -> Schema {
    let levels = Level::ALL.into_iter().filter(|level| !fixed || *level == Level::Error);
    let says = match rule::by_name(name) {
        Some(rule) => format!("{}; {} unless set.", rule.summary, rule.level.word()),
        None => format!("All rules of the family `{name}`."),
    };
    Schema::choice(levels.map(Level::word)).or_null().says(&says)
}
