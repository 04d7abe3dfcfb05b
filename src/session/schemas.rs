//! JSON Schemas of the files that a site's authors write in YAML, for editors.

use super::Scanned;
use crate::config;
use crate::facts::{self, Kind};
use crate::finding::Finding;
use crate::rule::Level;
use crate::source::{CONFIG, Role};

/// The beginning of the comment in each schema: it tells a schema that was made here from any other file.
pub const MADE: &str = "Made by `factpress facts schema`";

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The configuration.
    Config,
    /// A kind.
    Kind,
    /// All things of the kind with this name.
    Things(String),
    /// One of them.
    Thing(String),
}

/// A schema and the files it is for.
#[derive(Clone, Debug)]
pub struct FileSchema {
    /// What the files hold.
    pub holds: Holds,
    /// Its own path in a folder of schemas.
    pub path: String,
    /// The files, as a path or a glob below the site.
    pub files: String,
    /// The schema.
    pub json: String,
}

impl FileSchema {
    /// The files in the settings of an editor: YAML may also be called `.yml`, but for the configuration.
    pub fn patterns(&self) -> serde_json::Value {
        match self.files.strip_suffix(".yaml").filter(|_| self.holds != Holds::Config) {
            Some(files) => vec![self.files.clone(), format!("{files}.yml")].into(),
            None => self.files.clone().into(),
        }
    }
}

/// The schema of the configuration.
pub fn of_config() -> FileSchema {
    FileSchema {
        holds: Holds::Config,
        path: "factpress.json".to_owned(),
        files: CONFIG.to_owned(),
        json: config::schema().document("The configuration of factpress", &format!("{MADE}.")),
    }
}

/// The schema of kinds of things, whose files lie below the facts folder.
pub fn of_kinds(facts: &str) -> FileSchema {
    FileSchema {
        holds: Holds::Kind,
        path: "kind.json".to_owned(),
        files: format!("{facts}/kinds/*.yaml"),
        json: facts::schema::kind().document("A kind of thing", &format!("{MADE}.")),
    }
}

impl Scanned {
    /// All schemas of the site: of the configuration, of kinds, and two for each kind.
    pub fn schemas(&self) -> Vec<FileSchema> {
        let folder = self.facts_folder();
        let general = [of_config(), of_kinds(&folder)].into_iter();
        let of_kinds =
            self.facts.kinds.iter().flat_map(|kind| [false, true].map(|one| self.of_kind(kind, one, &folder)));
        general.chain(of_kinds).collect()
    }

    /// The schema of the things of a kind: of all in one file, or of the files that hold `one` each.
    pub fn schema_of(&self, kind: &str, one: bool) -> Option<FileSchema> {
        let kind = self.facts.kinds.iter().find(|known| known.name == kind)?;
        Some(self.of_kind(kind, one, &self.facts_folder()))
    }

    /// The names of all kinds.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.facts.kinds.iter().map(|kind| &*kind.name)
    }

    /// How many mistakes there are in the facts folder: what cannot be read is in no schema.
    pub fn mistakes_in_facts(&self) -> usize {
        let in_facts = |finding: &&Finding| {
            let file = self.sources.get(finding.span.file);
            finding.rule.level == Level::Error && file.is_some_and(|file| file.role == Role::Facts)
        };
        self.findings().filter(in_facts).count()
    }

    /// The folder of the facts below the site; where there is none yet, the one where it would be found.
    fn facts_folder(&self) -> String {
        if let Some(facts) = &self.layout.facts {
            return facts.as_str().to_owned();
        }
        if let Some((named, _)) = &self.config.facts {
            return named.as_str().to_owned();
        }
        let content = self.layout.mounts.first().map_or("", |mount| mount.content.as_str());
        if content.is_empty() { "facts".to_owned() } else { format!("{content}/facts") }
    }

    fn of_kind(&self, kind: &Kind, one: bool, folder: &str) -> FileSchema {
        let name = &kind.name;
        let comment =
            format!("{MADE} from the kind `{name}` and the things there are. Make it again when these change.");
        let (holds, path, files, schema, title) = if one {
            let schema = facts::schema::thing(&self.facts, kind);
            let (path, files) = (format!("thing/{name}.json"), format!("{folder}/{name}/*.yaml"));
            (Holds::Thing(name.clone()), path, files, schema, &kind.title)
        } else {
            let schema = facts::schema::things(&self.facts, kind);
            let (path, files) = (format!("things/{name}.json"), format!("{folder}/{name}.yaml"));
            (Holds::Things(name.clone()), path, files, schema, &kind.plural)
        };
        FileSchema { holds, path, files, json: schema.document(title, &comment) }
    }
}
