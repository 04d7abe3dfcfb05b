//! The facts folder, read as a whole.

use crate::allow::Allow;
use crate::facts::{self, Kind};
use crate::finding::Finding;
use crate::source::{Layout, Role, Sources};
use crate::yaml;

/// What the facts folder holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// The kinds, by name.
    pub(super) kinds: Vec<Kind>,
    /// What is wrong with them.
    pub(super) findings: Vec<Finding>,
    /// The excuses in the comments of all files.
    pub(super) allows: Vec<Allow>,
}

/// Reads all files of the facts folder.
pub(super) fn read(sources: &Sources, layout: &Layout) -> Read {
    let mut read = Read::default();
    let Some(folder) = &layout.facts else { return read };
    let kinds = format!("{folder}/kinds");
    for file in sources.iter().filter(|file| file.role == Role::Facts) {
        let Some(text) = file.text.as_deref() else { continue };
        let (allows, wrong) = yaml::allows(file.id, 0, text);
        read.allows.extend(allows);
        read.findings.extend(wrong);
        if file.path.below(&kinds).is_some_and(|rest| !rest.contains('/')) {
            let (kind, wrong) = facts::kind(file.id, file.path.stem(), text);
            read.kinds.extend(kind);
            read.findings.extend(wrong);
        }
    }
    read.kinds.sort_by(|a, b| a.name.cmp(&b.name));
    read.findings.extend(facts::related(&read.kinds));
    read
}
