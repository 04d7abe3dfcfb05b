//! The facts folder and the front matter of pages, read as a whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entity::Entity;
use super::kind::Kind;
use super::read_entity::{Of, entities, one};
use super::read_kind::kind;
use super::read_page::{self, Page};
use super::{Facts, grammar, related};
use crate::finding::Finding;
use crate::nearest;
use crate::rule::facts;
use crate::span::{FileId, Span};

/// A file of the facts folder.
#[derive(Clone, Copy, Debug)]
pub struct File<'t> {
    /// The file.
    pub id: FileId,
    /// Its path below the folder: `kinds/<kind>.yaml`, `<kind>.yaml` or `<kind>/<id>.yaml`.
    pub path: &'t str,
    /// All of it.
    pub text: &'t str,
}

/// Reads all files of the facts folder, and what pages say in their front matter of the things they are about. Kinds come
/// in the order of their names; things in that of their files' paths, then of the pages. Of two with one name the first
/// stays.
pub fn read<'t>(
    files: impl IntoIterator<Item = File<'t>>,
    pages: impl IntoIterator<Item = Page<'t>>,
) -> (Facts, Vec<Finding>) {
    let mut folder = Folder::default();
    // What a thing may state must be known before it is read, wherever its kind lies.
    let (kinds, mut things): (Vec<File<'_>>, Vec<File<'_>>) =
        files.into_iter().partition(|file| file.path.strip_prefix("kinds/").is_some_and(|name| !name.contains('/')));
    for file in kinds {
        folder.kind(file);
    }
    folder.kinds.sort_by(|a, b| a.name.cmp(&b.name));
    things.sort_by_key(|file| file.path);
    for file in things {
        folder.things(file);
    }
    for page in pages {
        folder.page(page);
    }
    let Folder { kinds, unread, mut entities, mut findings } = folder;
    findings.extend(related::kinds(&kinds, &unread));
    findings.extend(related::entities(&kinds, &entities));
    let mut seen = BTreeSet::new();
    entities.retain(|entity| seen.insert((entity.kind, entity.id.value.clone())));
    let (grammar, of_sentences) = grammar::grammar(&kinds);
    findings.extend(of_sentences);
    (Facts { kinds, entities, grammar: Arc::new(grammar) }, findings)
}

/// What has been read so far.
#[derive(Default)]
struct Folder {
    kinds: Vec<Kind>,
    /// The names of kinds that cannot be read.
    unread: Vec<String>,
    entities: Vec<Entity>,
    findings: Vec<Finding>,
}

impl Folder {
    fn kind(&mut self, file: File<'_>) {
        let name = stem(file.path);
        let (kind, wrong) = kind(file.id, name, file.text);
        match kind {
            Some(kind) => self.kinds.push(kind),
            None => self.unread.push(name.to_owned()),
        }
        self.findings.extend(wrong);
    }

    /// Reads the things of one file.
    fn things(&mut self, file: File<'_>) {
        let (name, id) = match file.path.split_once('/') {
            None => (stem(file.path), None),
            Some((kind, rest)) if !rest.contains('/') => (kind, Some(stem(rest))),
            Some(_) => {
                let message = "the file lies too deep to be of a kind";
                let finding = Finding::new(&facts::UNKNOWN_KIND, Span::whole(file.id), message);
                self.findings.push(finding.help("things lie in `<kind>.yaml` or `<kind>/<id>.yaml`"));
                return;
            }
        };
        // What is wrong with the kind has been said.
        if self.unread.iter().any(|kind| kind == name) {
            return;
        }
        let Some(index) = self.index(name) else {
            self.findings.push(no_kind(&self.kinds, name, Span::whole(file.id)));
            return;
        };
        let of = Of { index, kind: &self.kinds[index] };
        let wrong = match id {
            Some(id) => {
                let (entity, wrong) = one(file.id, of, id, file.text);
                self.entities.extend(entity);
                wrong
            }
            None => {
                let (entities, wrong) = entities(file.id, of, file.text);
                self.entities.extend(entities);
                wrong
            }
        };
        self.findings.extend(wrong);
    }

    /// Reads the thing that a page describes.
    fn page(&mut self, page: Page<'_>) {
        // On a site without kinds, what a front matter calls `kind` is another program's.
        if self.kinds.is_empty() && self.unread.is_empty() {
            return;
        }
        let Some(front) = read_page::Front::of(page, &mut self.findings) else { return };
        if self.unread.contains(&front.kind.value) {
            return;
        }
        let Some(index) = self.index(&front.kind.value) else {
            self.findings.push(no_kind(&self.kinds, &front.kind.value, front.kind.span));
            return;
        };
        let (entity, wrong) = front.entity(Of { index, kind: &self.kinds[index] });
        self.entities.extend(entity);
        self.findings.extend(wrong);
    }

    /// The kind with a name, as an index.
    fn index(&self, name: &str) -> Option<usize> {
        self.kinds.binary_search_by(|kind| kind.name.as_str().cmp(name)).ok()
    }
}

fn no_kind(kinds: &[Kind], name: &str, span: Span) -> Finding {
    let finding = Finding::new(&facts::UNKNOWN_KIND, span, format!("there is no kind `{name}`")).cause(name);
    match nearest::nearest(name, kinds.iter().map(|kind| &*kind.name)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("describe it in `kinds/{name}.yaml`")),
    }
}

/// The name of a file without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
