//! The facts folder, read as a whole.

use crate::allow::Allow;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::nearest;
use crate::rule;
use crate::source::{Layout, Role, SourceFile, Sources};
use crate::span::Span;
use crate::yaml;

/// What the facts folder holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// Its kinds and things.
    pub(super) facts: Facts,
    /// The names of kinds that cannot be read.
    unread: Vec<String>,
    /// What is wrong with both.
    pub(super) findings: Vec<Finding>,
    /// The excuses in the comments of all files.
    pub(super) allows: Vec<Allow>,
}

/// Reads all files of the facts folder.
pub(super) fn read(sources: &Sources, layout: &Layout) -> Read {
    let mut read = Read::default();
    let Some(folder) = &layout.facts else { return read };
    let mut files: Vec<(&str, &SourceFile, &str)> = Vec::new();
    for file in sources.iter().filter(|file| file.role == Role::Facts) {
        let (Some(text), Some(path)) = (file.text.as_deref(), file.path.below(folder.as_str())) else { continue };
        let (allows, wrong) = yaml::allows(file.id, 0, text);
        read.allows.extend(allows);
        read.findings.extend(wrong);
        match path.strip_prefix("kinds/") {
            Some(name) if !name.contains('/') => {
                let (kind, wrong) = facts::kind(file.id, file.path.stem(), text);
                match kind {
                    Some(kind) => read.facts.kinds.push(kind),
                    None => read.unread.push(file.path.stem().to_owned()),
                }
                read.findings.extend(wrong);
            }
            _ => files.push((path, file, text)),
        }
    }
    // What a thing may state must be known before it is read, wherever its kind lies.
    read.facts.kinds.sort_by(|a, b| a.name.cmp(&b.name));
    files.sort_by_key(|(path, ..)| *path);
    for (path, file, text) in files {
        read.things(path, file, text);
    }
    read.findings.extend(facts::related::kinds(&read.facts.kinds, &read.unread));
    read.findings.extend(facts::related::entities(&read.facts.kinds, &read.facts.entities));
    read
}

impl Read {
    /// Reads the things of one file: `<kind>.yaml`, or one of them in `<kind>/<id>.yaml`.
    fn things(&mut self, path: &str, file: &SourceFile, text: &str) {
        let stem = file.path.stem();
        let parts: Vec<&str> = path.split('/').collect();
        let (name, id) = match parts.as_slice() {
            [_] => (stem, None),
            [kind, _] => (*kind, Some(stem)),
            _ => {
                let finding = Finding::new(
                    &rule::facts::UNKNOWN_KIND,
                    Span::whole(file.id),
                    "the file lies too deep to be of a kind",
                );
                self.findings.push(finding.help("things lie in `<kind>.yaml` or `<kind>/<id>.yaml`"));
                return;
            }
        };
        // What is wrong with the kind has been said.
        if self.unread.iter().any(|kind| kind == name) {
            return;
        }
        let Ok(index) = self.facts.kinds.binary_search_by(|kind| kind.name.as_str().cmp(name)) else {
            let finding =
                Finding::new(&rule::facts::UNKNOWN_KIND, Span::whole(file.id), format!("there is no kind `{name}`"));
            let finding = finding.cause(name);
            self.findings.push(match nearest::nearest(name, self.facts.kinds.iter().map(|kind| &*kind.name)) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("describe it in `kinds/{name}.yaml`")),
            });
            return;
        };
        let of = facts::Of { index, kind: &self.facts.kinds[index] };
        let wrong = match id {
            Some(id) => {
                let (entity, wrong) = facts::one(file.id, of, id, text);
                self.facts.entities.extend(entity);
                wrong
            }
            None => {
                let (entities, wrong) = facts::entities(file.id, of, text);
                self.facts.entities.extend(entities);
                wrong
            }
        };
        self.findings.extend(wrong);
    }
}
