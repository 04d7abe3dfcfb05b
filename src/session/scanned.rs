//! A site whose files have been read, and nothing else.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Options, Session, Texts, Timings, compile, record};
use crate::allow::Allow;
use crate::config::{self, Config, LevelTable};
use crate::date::Date;
use crate::digest::{Digest, Hasher};
use crate::error::Result;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::markdown;
use crate::nearest::nearest;
use crate::publish;
use crate::rule::site::BAD_CONFIG;
use crate::seek::holds;
use crate::source::{self, Layout, Role, SourceFile, Sources};
use crate::span::FileId;
use crate::summary::Summary;

/// The files of a site, its configuration, and what was wrong with them.
#[derive(Debug)]
pub struct Scanned {
    pub(super) options: Options,
    pub(super) sources: Sources,
    pub(super) config: Arc<Config>,
    pub(super) levels: Arc<LevelTable>,
    pub(super) layout: Layout,
    pub(super) out: PathBuf,
    /// What is stated in the facts folder and by pages.
    pub(super) facts: Arc<Facts>,
    /// What is wrong with facts.
    of_facts: Vec<Finding>,
    pub(super) allows: Vec<Allow>,
    /// What the configuration gave, and what was wrong with single files: the part of the above that holds while only other
    /// files change.
    read: Read,
    /// Whether anything in the files can be due or over on some day.
    depends_on_the_day: bool,
    pub(super) timings: Timings,
}

/// What was read of a site before anything was looked into.
#[derive(Clone, Debug, Default)]
struct Read {
    /// What is wrong with the configuration and the folders it names.
    of_config: Vec<Finding>,
    /// The excuses in the configuration.
    allows: Vec<Allow>,
    /// What is wrong with single files.
    of_files: Vec<Finding>,
}

/// A site whose output folder is what a build would make of it.
#[derive(Debug)]
pub struct UpToDate {
    /// The files.
    pub sources: Sources,
    /// The findings of the build that made the output.
    pub findings: Vec<Finding>,
    /// Its numbers.
    pub summary: Summary,
    /// How many outputs there are.
    pub outputs: usize,
    /// How long reading and comparing took.
    pub timings: Timings,
}

/// Reads the files of a site.
///
/// # Errors
/// Where the root, or a content folder that the configuration names, cannot be read.
pub fn scan(options: Options) -> Result<Scanned> {
    let sources = Sources::new(options.root.clone());
    read(options, sources, None)
}

/// Another text of a file than lies on disk.
pub(super) struct Instead<'a> {
    /// The file.
    pub(super) file: FileId,
    /// Its text, from the one on disk; that stays where there is none.
    pub(super) text: &'a dyn Fn(&str) -> Option<String>,
}

fn read(options: Options, mut sources: Sources, instead: Option<Instead<'_>>) -> Result<Scanned> {
    let mut timings = Timings::default();
    let (file, of_config) = source::read_config(&mut sources);
    let mut read = Read { of_config, ..Read::default() };
    let config = match file {
        Some(file) => {
            let (config, of_config) = config::read(file, sources.text(file));
            read.of_config.extend(of_config);
            let (of_file, wrong) = crate::yaml::allows(file, 0, sources.text(file));
            read.allows.extend(of_file);
            read.of_config.extend(wrong);
            config
        }
        None => Config::default(),
    };
    let mut layout = source::find(&options.root, &config)?;
    read.of_config.extend(source::absent(&options.root, &config));
    if let Some(folder) = &options.facts {
        source::is_folder(folder)?;
        layout.facts = Some(sources.take_in(folder));
    }
    let out = match &options.out {
        Some(out) => out.clone(),
        None => options.root.join(config.out.as_deref().unwrap_or("public")),
    };
    read.of_files = timings.time("read", || source::scan(&mut sources, &layout, &out));
    if let Some(Instead { file, text }) = instead
        && let Some(text) = text(sources.text(file))
        && let Some(file) = sources.get(file).cloned()
    {
        let (digest, len) = (Digest::of(text.as_bytes()), text.len() as u64);
        sources.replace(SourceFile { text: Some(text.into()), digest, len, ..file });
    }
    Ok(Scanned::new(options, sources, Arc::new(config), (layout, out), read, timings))
}

impl Scanned {
    /// Looks into what was read: what is stated, and what may be excused.
    fn new(
        options: Options,
        mut sources: Sources,
        config: Arc<Config>,
        (layout, out): (Layout, PathBuf),
        read: Read,
        timings: Timings,
    ) -> Self {
        let mut findings = Vec::new();
        let mut allows = read.allows.clone();
        let kinds = builtin_kinds(&mut sources, &layout, &config, &options, &mut findings);
        let things = of_pages(&sources, options.drafts);
        let files = of_facts_folder(&sources, &layout).chain(kinds.iter().filter_map(|(id, path)| {
            let text = sources.get(*id)?.text.as_deref()?;
            Some(facts::File { id: *id, path, text })
        }));
        let (facts, of_facts) = facts::read(files, things);
        findings.extend(of_facts);
        for file in of_facts_folder(&sources, &layout) {
            let (of_file, wrong) = crate::yaml::allows(file.id, 0, file.text);
            allows.extend(of_file);
            findings.extend(wrong);
        }
        let levels = Arc::new(LevelTable::new(&config.rules));
        // Of a session that is kept, nothing is published.
        let depends_on_the_day = options.texts == Texts::Kept || {
            let texts: Vec<&str> = sources.iter().filter_map(|file| file.text.as_deref()).collect();
            texts.par_iter().any(|text| mentions_days(text))
        };
        let facts = Arc::new(facts);
        Self {
            options,
            sources,
            config,
            levels,
            layout,
            out,
            facts,
            of_facts: findings,
            allows,
            read,
            depends_on_the_day,
            timings,
        }
    }

    /// Reads some files again, which are there and of which nothing but the text has changed; none where that is not enough,
    /// as of the configuration. Texts must have been kept.
    pub(super) fn with_files(&self, files: &[FileId]) -> Option<Self> {
        let is_config = |id: &FileId| self.sources.get(*id).is_none_or(|file| file.role == Role::Config);
        if self.options.texts != Texts::Kept || files.iter().any(is_config) {
            return None;
        }
        let (sources, read, timings) = self.read_again(files);
        let places = (self.layout.clone(), self.out.clone());
        Some(Self::new(self.options.clone(), sources, self.config.clone(), places, read, timings))
    }

    /// Reads some files again, of which only what stands below their front matter has changed, or which are templates and files
    /// that are published as they lie; none where that is not enough. Facts are what they were.
    pub(super) fn with_texts(&self, files: &[FileId]) -> Option<Self> {
        let is_text = |id: &FileId| {
            let role = self.sources.get(*id).map(|file| file.role);
            matches!(role, Some(Role::Page(_) | Role::Template | Role::Static))
        };
        if self.options.texts != Texts::Kept || !files.iter().all(is_text) {
            return None;
        }
        let (sources, read, mut timings) = self.read_again(files);
        let stays = |id: &FileId| match self.sources.get(*id).map(|file| file.role) {
            Some(Role::Page(_)) => front(*id, self.sources.text(*id)) == front(*id, sources.text(*id)),
            _ => true,
        };
        if !timings.time("read", || files.iter().all(stays)) {
            return None;
        }
        Some(Self {
            options: self.options.clone(),
            sources,
            config: self.config.clone(),
            levels: self.levels.clone(),
            layout: self.layout.clone(),
            out: self.out.clone(),
            facts: self.facts.clone(),
            of_facts: self.of_facts.clone(),
            allows: self.allows.clone(),
            read,
            depends_on_the_day: self.depends_on_the_day,
            timings,
        })
    }

    /// The files, of which some were read again, and what is wrong with them.
    fn read_again(&self, files: &[FileId]) -> (Sources, Read, Timings) {
        let mut timings = Timings::default();
        let (mut sources, mut read) = (self.sources.clone(), self.read.clone());
        timings.time("read", || {
            read.of_files.retain(|finding| !files.contains(&finding.span.file));
            read.of_files.extend(source::read_again(&mut sources, files));
        });
        (sources, read, timings)
    }

    /// What is wrong with the files, the configuration and the facts.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.read.of_config.iter().chain(&self.read.of_files).chain(&self.of_facts)
    }

    /// Reads everything again; ids stay what they were.
    ///
    /// # Errors
    /// As [`scan()`].
    pub(super) fn again(&self) -> Result<Self> {
        read(self.options.clone(), self.sources.clone(), None)
    }

    /// Reads everything again, with another text in place of that of one file; nothing is written.
    ///
    /// # Errors
    /// As [`scan()`].
    pub(super) fn with(&self, instead: Instead<'_>) -> Result<Self> {
        read(self.options.clone(), self.sources.clone(), Some(instead))
    }

    /// Compiles, links and checks.
    pub fn compile(self) -> Session {
        let compiler = compile::Compiler::default();
        Session::build(self, compiler, None)
    }

    /// The day that counts as today: as asked for, else as configured, else by the clock.
    pub(super) fn today(&self) -> Option<Date> {
        let days = [&self.options.today, &self.config.today, &self.options.clock];
        days.into_iter().flatten().find_map(|day| Date::parse(day))
    }

    /// The digest of everything a build reads, but for the bytes of files beside the pages: which of them are published or
    /// included is only known after linking, see [`Scanned::up_to_date`].
    pub(super) fn inputs(&self) -> Digest {
        let mut hasher = Hasher::new();
        hasher.text(publish::manifest::TOOL).number(u64::from(self.options.drafts));
        let today = self.today().filter(|_| self.depends_on_the_day).map(|day| day.to_string());
        hasher.option(today.as_deref());
        for mount in &self.layout.mounts {
            hasher.text(&mount.name).text(mount.content.as_str());
        }
        let root = self.sources.root.file_name().and_then(|name| name.to_str());
        hasher.option(root);
        for file in self.sources.iter() {
            // What a session has found out about assets is not known when the next one begins.
            let digest = if matches!(file.role, Role::Asset(_)) { Digest::default() } else { file.digest };
            hasher.text(file.path.as_str()).number(file.len).digest(digest);
        }
        for (name, path) in self.sources.aliases() {
            hasher.text(name.as_str()).text(path.as_str());
        }
        hasher.finish()
    }

    /// What the last build found, where its output is what a build would make now: equal inputs, and every output as it was
    /// written.
    pub fn up_to_date(&self) -> Option<UpToDate> {
        let mut timings = self.timings.clone();
        let manifest = timings.time("compare", || {
            let manifest = publish::unchanged(&self.out, self.inputs())?;
            let same = manifest.outputs.par_iter().all(|(_, entry)| match entry.from.first() {
                Some(from) => match self.sources.at(from.as_str()) {
                    Some(file) if matches!(file.role, Role::Asset(_)) => {
                        source::digest(&self.sources.disk(&file.path)) == Some(entry.digest)
                    }
                    _ => true,
                },
                None => true,
            });
            same.then_some(manifest)
        })?;
        let mut sources = self.sources.clone();
        let included = record::included(&manifest.record, &sources)?;
        let ids: Vec<FileId> = included.iter().map(|(id, _)| *id).collect();
        source::read_texts(&mut sources, &ids);
        if included.iter().any(|(id, digest)| sources.get(*id).is_none_or(|file| file.digest != *digest)) {
            return None;
        }
        let (findings, summary) = record::restore(&manifest.record, &sources)?;
        let outputs = manifest.outputs.len();
        Some(UpToDate { sources, findings, summary, outputs, timings })
    }

    /// The folders and files the site is read from. A root that is its own content is left out: the output may lie in it.
    pub(super) fn origins(&self) -> Vec<PathBuf> {
        let mounts = self.layout.mounts.iter().map(|mount| &mount.content);
        let others = [&self.layout.templates, &self.layout.statics, &self.layout.facts, &self.layout.config];
        mounts
            .chain(others.into_iter().flatten())
            .filter(|path| !path.as_str().is_empty())
            .map(|path| self.sources.disk(path))
            .collect()
    }
}

/// Takes the kinds that come with the program and that the site or the command asks for, as files beside those of the site.
/// Gives each with its path in the facts folder. A kind of the site itself comes first.
fn builtin_kinds(
    sources: &mut Sources,
    layout: &Layout,
    config: &Config,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Vec<(FileId, String)> {
    let mut taken = Vec::new();
    let asked = config.kinds.iter().map(|(name, span)| (name.as_str(), Some(*span)));
    for (name, span) in asked.chain(options.kinds.iter().map(|name| (name.as_str(), None))) {
        let path = format!("kinds/{name}.yaml");
        let own = layout.facts.as_ref().and_then(|facts| facts.join(&path).ok());
        if own.is_some_and(|own| sources.at(own.as_str()).is_some()) || taken.iter().any(|(_, other)| *other == path) {
            continue;
        }
        match (facts::builtin(name), span) {
            (Some(text), _) => taken.extend(sources.add_builtin(&path, text).map(|id| (id, path))),
            (None, Some(span)) => {
                let finding =
                    Finding::new(&BAD_CONFIG, span, format!("no kind `{name}` comes with factpress")).cause(name);
                findings.push(match nearest(name, facts::builtins()) {
                    Some(near) => {
                        finding.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), span, near)
                    }
                    None => {
                        let names: Vec<String> = facts::builtins().map(|name| format!("`{name}`")).collect();
                        finding.help(format!("there are {}", names.join(", ")))
                    }
                });
            }
            (None, None) => {}
        }
    }
    taken
}

/// The files of the facts folder.
fn of_facts_folder<'s>(sources: &'s Sources, layout: &'s Layout) -> impl Iterator<Item = facts::File<'s>> {
    let files = sources.iter().filter(|file| file.role == Role::Facts);
    files.filter_map(|file| {
        let path = file.path.below(layout.facts.as_ref()?.as_str())?;
        Some(facts::File { id: file.id, path, text: file.text.as_deref()? })
    })
}

/// The pages that may describe a thing in their front matter, in the order of their paths. Drafts are left out unless asked
/// for.
fn of_pages(sources: &Sources, drafts: bool) -> Vec<facts::Page<'_>> {
    let pages: Vec<&SourceFile> = sources.iter().filter(|file| matches!(file.role, Role::Page(_))).collect();
    pages.par_iter().filter_map(|file| of_page(file, drafts)).collect()
}

fn of_page(file: &SourceFile, drafts: bool) -> Option<facts::Page<'_>> {
    let text = file.text.as_deref()?;
    let yaml = markdown::front_matter_yaml(text)?;
    let head = text.get(yaml.clone())?;
    let describes = holds(head, "kind") || holds(head, "facts");
    let left_out = !drafts && holds(head, "draft") && markdown::front_matter(file.id, text).0.draft;
    (describes && !left_out).then(|| facts::Page { id: file.id, text, yaml, stem: file.path.stem() })
}

/// What stands in a page before its Markdown.
fn front(file: FileId, text: &str) -> &str {
    let (_, start, _) = markdown::front_matter(file, text);
    text.get(..start).unwrap_or(text)
}

/// Whether a text can hold something that depends on the day.
fn mentions_days(text: &str) -> bool {
    holds(text, "review_every") || holds(text, "until=")
}
