//! Compiles the pages of a site, each by itself, on all threads; those that have not changed are not compiled again.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::dialects::{self, Dialects};
use super::{Scanned, Texts};
use crate::dialect::{self, Dialect, Included};
use crate::digest::{Digest, Hasher};
use crate::facts::{EntityId, Facts, FieldId, FieldType};
use crate::finding::Finding;
use crate::link::{Compiled, ValueId};
use crate::markdown::{self, Highlighter, PageObject, Snippet};
use crate::path::SourcePath;
use crate::seek::holds;
use crate::source::{self, Role, SourceFile, Sources, Text};
use crate::span::FileId;

/// What stays from one compilation to the next.
#[derive(Clone, Debug)]
pub(super) struct Compiler {
    highlighter: Arc<Highlighter>,
    known: FxHashMap<FileId, Known>,
    dialects: Arc<Dialects>,
    /// The files that others include.
    included: Arc<FxHashSet<FileId>>,
    /// The digest of the options that all of them were compiled with.
    compiled_with: Digest,
}

/// Pages that were compiled again.
pub(super) type Changed = Vec<(FileId, Arc<PageObject>)>;

/// What is known of a file of Markdown.
#[derive(Clone, Debug)]
struct Known {
    looks: Looks,
    /// None where it is no page.
    object: Option<Arc<PageObject>>,
}

/// What the bytes of a file tell at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looks {
    digest: Digest,
    /// Whether it may include others.
    includes: bool,
    /// Whether it shows that it is in the AWS dialect.
    pub(super) aws: bool,
}

impl Looks {
    fn at(file: &SourceFile) -> Self {
        let text = file.text.as_deref().unwrap_or("");
        let is_page = matches!(file.role, Role::Page(_) | Role::Summary(_));
        let aws = is_page && dialects::shows_aws(file.id, file.path.stem(), text);
        Self { digest: file.digest, includes: holds(text, "include:"), aws }
    }
}

impl Default for Compiler {
    fn default() -> Self {
        let (known, dialects, included, compiled_with) = Default::default();
        Self { highlighter: Arc::new(Highlighter::on()), known, dialects, included, compiled_with }
    }
}

/// What a compilation gives.
pub(super) struct Compilation {
    pub(super) pages: Vec<Compiled>,
    pub(super) summaries: Vec<Compiled>,
    /// The Markdown of facts.
    pub(super) snippets: Vec<(ValueId, Snippet)>,
    /// What each mount is written in.
    pub(super) dialects: Vec<Dialect>,
}

impl Compiler {
    /// Compiles again the pages among a few files of which the text has changed, where that concerns no other page; `None` where
    /// it may.
    pub(super) fn few(&mut self, scanned: &Scanned, files: &[FileId]) -> Option<Changed> {
        let (options, digest) = self.options(scanned);
        if digest != self.compiled_with || files.iter().any(|id| self.included.contains(id)) {
            return None;
        }
        let mut changed = Vec::with_capacity(files.len());
        for id in files {
            let file = scanned.sources.get(*id)?;
            match file.role {
                Role::Page(_) | Role::Summary(_) => {}
                Role::Part => return None,
                _ => continue,
            }
            let before = self.known.get(id)?;
            let looks = Looks::at(file);
            let object_before = before.object.as_ref()?;
            if looks.aws != before.looks.aws {
                return None;
            }
            let text = file.text.as_deref()?;
            let dialect = self.dialects.of(file);
            let object = object((file, dialect), text, &scanned.sources, (&options, digest), Some(object_before));
            let takes_in = |object: &PageObject| !object.includes.is_empty() || !object.lost_includes.is_empty();
            if takes_in(object_before) || takes_in(&object) {
                return None;
            }
            self.known.insert(*id, Known { looks, object: Some(object.clone()) });
            changed.push((*id, object));
        }
        Some(changed)
    }

    /// What is wrong with the pages, in the order of the files.
    pub(super) fn findings<'a>(&'a self, scanned: &'a Scanned) -> impl Iterator<Item = &'a Finding> {
        let pages = scanned.sources.iter().filter(|file| matches!(file.role, Role::Page(_)));
        let objects = pages.filter_map(|file| self.known.get(&file.id)?.object.as_deref());
        let published = objects.filter(|object| scanned.options.drafts || !object.front.draft);
        published.flat_map(|object| &object.findings)
    }

    /// How pages are compiled, with the digest of that.
    fn options(&self, scanned: &Scanned) -> (markdown::Options, Digest) {
        let options = markdown::Options {
            wikilinks: scanned.config.wikilinks,
            raw_html: scanned.config.raw_html,
            highlighter: self.highlighter.clone(),
            facts: !scanned.facts.kinds.is_empty(),
            grammar: scanned.facts.grammar.clone(),
        };
        let digest = options.digest();
        (options, digest)
    }

    /// Looks at the files of Markdown; what was looked at before is known by its bytes.
    fn look(&mut self, sources: &Sources) {
        let is_markdown = |file: &&SourceFile| matches!(file.role, Role::Page(_) | Role::Summary(_) | Role::Part);
        let files: Vec<&SourceFile> = sources.iter().filter(is_markdown).filter(|file| file.text.is_some()).collect();
        let known: Vec<(FileId, Known)> = files
            .par_iter()
            .map(|file| match self.known.get(&file.id) {
                Some(known) if known.looks.digest == file.digest => (file.id, known.clone()),
                before => {
                    let object = before.and_then(|known| known.object.clone());
                    (file.id, Known { looks: Looks::at(file), object })
                }
            })
            .collect();
        self.known = known.into_iter().collect();
    }

    /// Compiles all pages, and the files that are navigation.
    pub(super) fn compile(&mut self, scanned: &mut Scanned) {
        self.look(&scanned.sources);
        let including = |id: &FileId| self.known.get(id).is_some_and(|known| known.looks.includes);
        self.included = Arc::new(load_includes(&mut scanned.sources, including));
        let looks = |id: FileId| self.known.get(&id).is_some_and(|known| known.looks.aws);
        self.dialects = Arc::new(Dialects::new(&scanned.sources, &scanned.layout.mounts, &scanned.config, looks));
        let (wanted, dialects) = (self.included.clone(), self.dialects.clone());
        let (options, digest) = self.options(scanned);
        let work: Vec<SourceFile> = scanned
            .sources
            .iter()
            .filter(|file| matches!(file.role, Role::Page(_) | Role::Summary(_)) && file.text.is_some())
            .map(|file| SourceFile { text: None, ..file.clone() })
            .collect();
        let known = &self.known;
        let scanned_texts = scanned.options.texts;
        // A text is let go of as soon as its page is compiled: all of them are half of what a build holds.
        let kept = |id: FileId| scanned_texts == Texts::Kept || wanted.contains(&id);
        let mut texts = |file: &SourceFile| match kept(file.id) {
            true => scanned.sources.get(file.id).and_then(|file| file.text.clone()),
            false => scanned.sources.release(file.id),
        };
        let texts: Vec<Text> = work.iter().map(|file| texts(file).unwrap_or_default()).collect();
        let sources = &scanned.sources;
        let compiled: Vec<(Arc<PageObject>, Option<Text>)> = work
            .par_iter()
            .zip(texts)
            .map(|(file, text)| {
                let known = known.get(&file.id);
                let object = object(
                    (file, dialects.of(file)),
                    &text,
                    sources,
                    (&options, digest),
                    known.and_then(|known| known.object.as_ref()),
                );
                let shown = !object.findings.is_empty() && !kept(file.id);
                (object, shown.then_some(text))
            })
            .collect();
        for (file, (object, text)) in work.iter().zip(compiled) {
            if let Some(text) = text {
                scanned.sources.restore(file.id, text);
            }
            if let Some(known) = self.known.get_mut(&file.id) {
                known.object = Some(object);
            }
        }
        self.compiled_with = digest;
    }

    /// What was compiled. Drafts are left out unless asked for.
    pub(super) fn compilation(&self, scanned: &Scanned) -> Compilation {
        let (options, _) = self.options(scanned);
        let mut compilation = Compilation {
            pages: Vec::new(),
            summaries: Vec::new(),
            snippets: snippets(&scanned.facts, &options),
            dialects: self.dialects.of_mounts(),
        };
        for file in scanned.sources.iter() {
            let (to, mount) = match file.role {
                Role::Page(mount) => (&mut compilation.pages, mount),
                Role::Summary(mount) => (&mut compilation.summaries, mount),
                _ => continue,
            };
            let object = self.known.get(&file.id).and_then(|known| known.object.clone());
            if let Some(object) = object.filter(|object| scanned.options.drafts || !object.front.draft) {
                to.push(Compiled { file: file.id, path: file.path.clone(), mount, object });
            }
        }
        compilation
    }
}

/// The object of a page: the one there was, while its key holds.
fn object(
    (file, dialect): (&SourceFile, Dialect),
    text: &str,
    sources: &Sources,
    (options, digest): (&markdown::Options, Digest),
    known: Option<&Arc<PageObject>>,
) -> Arc<PageObject> {
    // What includes nothing is known by its bytes.
    if let Some(known) = known
        && known.key == key_of((file, dialect), digest).finish()
    {
        return known.clone();
    }
    let (front, start, findings) = markdown::front_matter(file.id, text);
    let page = dialect::Page { file: file.id, path: &file.path, text, start, dialect };
    let key = key(page, file, sources, digest);
    if let Some(known) = known
        && known.key == key
    {
        return known.clone();
    }
    let prepared = dialect::prepare(page, |path| included(sources, path));
    Arc::new(markdown::compile(file.id, prepared, (front, findings), options, key))
}

/// The Markdown of facts, compiled, in the order of its values. It is no page's: neither raw HTML nor facts are meant in it.
fn snippets(facts: &Facts, options: &markdown::Options) -> Vec<(ValueId, Snippet)> {
    let raw_html = crate::config::RawHtml::Escape;
    let options =
        markdown::Options { raw_html, wikilinks: false, facts: false, grammar: Arc::default(), ..options.clone() };
    let fields = facts.ids().flat_map(|id| {
        let fields = facts.kind_of(id).fields.iter().enumerate();
        fields.filter(|(_, field)| field.what == FieldType::Markdown).map(move |(at, _)| (id, FieldId(at)))
    });
    let values = fields.flat_map(|(id, field): (EntityId, FieldId)| {
        let values = facts.entity(id).stated(field).values().iter().enumerate();
        values.map(move |(at, value)| ((id, field, at), value))
    });
    let work: Vec<_> = values.collect();
    work.into_par_iter().map(|(id, value)| (id, markdown::snippet(&value.written, value.span, &options))).collect()
}

/// The key of a page but for what it includes.
fn key_of((file, dialect): (&SourceFile, Dialect), options: Digest) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.digest(options).digest(file.digest).number(u64::from(dialect == Dialect::Aws));
    hasher
}

fn key(page: dialect::Page<'_>, file: &SourceFile, sources: &Sources, options: Digest) -> Digest {
    let mut hasher = key_of((file, page.dialect), options);
    for path in dialect::included_paths(page, |path| included(sources, path)) {
        let digest = sources.at(path.as_str()).map_or(Digest::default(), |file| file.digest);
        hasher.text(path.as_str()).digest(digest);
    }
    hasher.finish()
}

/// A file that pages may include: one of the content.
fn included<'a>(sources: &'a Sources, path: &SourcePath) -> Option<Included<'a>> {
    let file = sources.at(path.as_str())?;
    let text = file.text.as_deref()?;
    match file.role {
        Role::Page(_) | Role::Part => {
            let (_, start, _) = markdown::front_matter(file.id, text);
            Some(Included { file: file.id, text, start })
        }
        Role::Asset(_) => Some(Included { file: file.id, text, start: 0 }),
        _ => None,
    }
}

/// Reads files that pages include and that are no pages: code and the like. Gives all files that others include; `may_include`
/// tells which of them there are.
fn load_includes(sources: &mut Sources, may_include: impl Fn(&FileId) -> bool) -> FxHashSet<FileId> {
    let parts = sources.iter().filter(|file| matches!(file.role, Role::Page(_) | Role::Part));
    let including: Vec<FileId> = parts.map(|file| file.id).filter(may_include).collect();
    loop {
        let including = including.iter().filter_map(|id| sources.get(*id));
        let paths = including.flat_map(|file| includes(sources, file));
        let included: FxHashSet<FileId> = paths.filter_map(|path| Some(sources.at(path.as_str())?.id)).collect();
        let unread = |file: &SourceFile| matches!(file.role, Role::Asset(_)) && file.text.is_none();
        let mut wanted: Vec<FileId> =
            included.iter().copied().filter(|id| sources.get(*id).is_some_and(unread)).collect();
        wanted.sort_unstable();
        if wanted.is_empty() || !source::read_texts(sources, &wanted) {
            return included;
        }
    }
}

/// The paths that a file includes, directly or through others.
fn includes(sources: &Sources, file: &SourceFile) -> Vec<SourcePath> {
    let Some(text) = file.text.as_deref() else { return Vec::new() };
    let page = dialect::Page { file: file.id, path: &file.path, text, start: 0, dialect: Dialect::Plain };
    dialect::included_paths(page, |path| included(sources, path))
}
