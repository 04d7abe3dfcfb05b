//! One site over time: the only place that knows the order of the layers. Keeps page objects between rebuilds.
//!
//! [`scan()`] reads the files; what it gives can say that there is nothing to build, or be compiled into a [`Session`],
//! which renders, publishes, and follows changes. [`schemas`] tells editors what a site's files take.
//!
//! Invariant: a rebuilt session equals a fresh one.

mod compile;
mod dialects;
mod few;
mod impact;
mod listing;
mod made;
mod mend;
mod publish;
mod record;
mod scanned;
pub mod schemas;
mod timings;
pub mod uses;

pub use crate::facts::{builtin, builtins};
pub use crate::report::inert::inert;
pub use impact::{Holds, Impact, Turned};
pub use listing::{Fingerprint, Listing, Overlay, Spot};
pub use made::Made;
pub use mend::{Mended, mend};
pub use publish::Outcome;
pub use scanned::{Scanned, UpToDate, scan};
pub use timings::Timings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::check::{self, Excuses};
use crate::config::Config;
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::Finding;
use crate::link::{self, Site};
use crate::output::{Content, Wanted};
use crate::path::{OutPath, SourcePath};
use crate::propose;
use crate::render::{self, Plan, Theme};
use crate::rule::{Level, Rule};
use crate::source::{self, Sources};
use crate::span::FileId;
use crate::summary::Summary;

/// What a session is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the command line.
    pub root: PathBuf,
    /// The output folder, where the command line names one; relative to the current folder.
    pub out: Option<PathBuf>,
    /// The day that is to count as today, before that of the configuration: `YYYY-MM-DD`.
    pub today: Option<String>,
    /// The day by the clock, after that of the configuration. Nothing is due where no day is known.
    pub clock: Option<String>,
    /// The facts folder, in place of that of the site; relative to the current folder.
    pub facts: Option<PathBuf>,
    /// Kinds that come with the program, beside those of the site.
    pub kinds: Vec<String>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// What becomes of the texts of pages.
    pub texts: Texts,
}

/// What becomes of the texts of pages that are compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Texts {
    /// They are let go of: for one build, they are half of what it would hold.
    #[default]
    Released,
    /// They are kept: a session that stays open need not read them again.
    Kept,
}

/// A site, compiled, linked and checked.
#[derive(Debug)]
pub struct Session {
    scanned: Scanned,
    compiler: compile::Compiler,
    site: Arc<Site>,
    theme: Arc<Theme>,
    plan: Arc<Plan>,
    wanted: OnceLock<Vec<Wanted>>,
    /// What is wrong with files that are published as they are.
    of_assets: Vec<Finding>,
    /// What is wrong with the theme.
    of_theme: Vec<Finding>,
    checked: OnceLock<Checked>,
    timings: Timings,
}

/// What checking gives.
#[derive(Debug)]
struct Checked {
    /// All that was found, before levels and excuses.
    raw: Vec<Finding>,
    findings: Vec<Finding>,
    summary: Summary,
}

/// What a rebuild changed.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Outputs that are new, gone, or made from something else than before.
    pub outputs: Vec<OutPath>,
}

impl Session {
    /// Reads, compiles, links and checks the site.
    ///
    /// # Errors
    /// Where the root cannot be read. Mistakes in the content are findings.
    pub fn open(options: Options) -> Result<Self> {
        Ok(scan(options)?.compile())
    }

    /// Compiles and links what was read; pages that the compiler knows by their keys are taken over, and so is what an earlier
    /// session found that was made from the same files with other texts of the ones that are named.
    fn build(mut scanned: Scanned, mut compiler: compile::Compiler, earlier: Option<(&Self, &[FileId])>) -> Self {
        let mut timings = std::mem::take(&mut scanned.timings);
        let compiled = timings.time("compile", || {
            let few = earlier.and_then(|(_, files)| compiler.few(&scanned, files));
            if few.is_none() {
                compiler.compile(&mut scanned);
            }
            compiler.compilation(&scanned)
        });
        let of_theme = |id: &FileId| {
            let role = scanned.sources.get(*id).map(|file| file.role);
            matches!(role, Some(source::Role::Template | source::Role::Static))
        };
        let same_theme = earlier.filter(|(_, files)| !files.iter().any(of_theme)).map(|(session, _)| session);
        let earlier = earlier.map(|(session, _)| session);
        let mut site = timings.time("link", || {
            link::link(link::Input {
                config: scanned.config.clone(),
                facts: scanned.facts.clone(),
                layout: scanned.layout.clone(),
                dialects: compiled.dialects,
                sources: &scanned.sources,
                pages: compiled.pages,
                snippets: compiled.snippets,
                summaries: compiled.summaries,
                earlier: earlier.map(|session| &*session.site),
            })
        });
        let assets: Vec<FileId> = site.assets.iter().map(|asset| asset.file).collect();
        let of_assets = source::inspect_assets(&mut scanned.sources, &assets);
        for asset in &mut site.assets {
            asset.size = scanned.sources.get(asset.file).and_then(|file| file.size);
        }
        let (theme, of_theme) = match same_theme {
            Some(session) => (session.theme.clone(), session.of_theme.clone()),
            None => {
                let (theme, findings) = Theme::load(&scanned.sources, &scanned.layout);
                (Arc::new(theme), findings)
            }
        };
        let plan = Arc::new(
            timings
                .time("plan", || render::plan(&site, &theme, earlier.map(|session| (&*session.site, &*session.plan)))),
        );
        let (site, wanted, checked) = (Arc::new(site), OnceLock::new(), OnceLock::new());
        let mut session = Self { scanned, compiler, site, theme, plan, wanted, of_assets, of_theme, checked, timings };
        if session.scanned.options.texts == Texts::Released {
            session.check();
        }
        session
    }

    /// Checks the site, and reads again the texts that its findings show.
    fn check(&mut self) {
        let mut timings = std::mem::take(&mut self.timings);
        let raw = timings.time("check", || self.raw());
        self.timings = timings;
        source::recall(&mut self.scanned.sources, places(&raw, &self.site));
        self.checked = OnceLock::from(self.settled(raw, Vec::new()));
    }

    /// What is wrong with the site, where that was asked for; found when it is first asked for.
    fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| self.settled(self.raw(), Vec::new()))
    }

    /// All that is found, before levels and excuses.
    fn raw(&self) -> Vec<Finding> {
        let Scanned { sources, levels, .. } = &self.scanned;
        let of_pages = self.compiler.findings(&self.scanned);
        let of_others = self.of_assets.iter().chain(&self.of_theme);
        let mut raw: Vec<Finding> = self.scanned.findings().chain(of_pages).chain(of_others).cloned().collect();
        raw.extend(check::check(&self.site, sources, levels, self.scanned.today()));
        raw
    }

    /// Findings and numbers, with what rendering has found.
    fn settled(&self, raw: Vec<Finding>, rendering: Vec<Finding>) -> Checked {
        let mut findings = raw.clone();
        // A template that fails on many pages is said once, with the first of them.
        let mut places = FxHashSet::default();
        findings.extend(rendering.into_iter().filter(|finding| places.insert(finding.span)));
        let level = |rule: &Rule, path: &str| self.scanned.levels.configured(rule, path);
        let pages = self.site.pages.iter().flat_map(|page| &page.object.allows);
        let excuses = Excuses::new(pages.chain(&self.scanned.allows));
        let findings = check::settle(findings, &excuses, level, &self.scanned.sources, self.scanned.today());
        let summary = self.count(&findings);
        Checked { raw, findings, summary }
    }

    fn count(&self, findings: &[Finding]) -> Summary {
        let of = |level| findings.iter().filter(|finding| finding.level == level).count();
        let answers = self.site.answers.iter().flat_map(|of_page| &**of_page);
        let external = answers.filter(|answer| matches!(answer, link::Answer::External)).count();
        let mut not_checked = Vec::new();
        if external > 0 {
            not_checked.push(crate::summary::NotChecked {
                what: "external links".to_owned(),
                count: external,
                reason: "only the form is looked at".to_owned(),
            });
        }
        let fragments = link::unread_anchors(&self.site);
        if fragments > 0 {
            not_checked.push(crate::summary::NotChecked {
                what: "file anchors".to_owned(),
                count: fragments,
                reason: "only those of pages are known".to_owned(),
            });
        }
        let void = link::void(&self.site);
        if void > 0 {
            not_checked.push(crate::summary::NotChecked {
                what: "sentences".to_owned(),
                count: void,
                reason: "said of some cases only, or denied".to_owned(),
            });
        }
        Summary {
            pages: self.site.pages.len(),
            links: self.site.answers.iter().map(|of_page| of_page.len()).sum(),
            anchors: self.site.pages.iter().map(|page| page.object.exports.anchors.len()).sum(),
            facts: self.scanned.facts.count(),
            sentences_agreeing: self.site.statements.iter().flat_map(|it| &it.verdicts).filter(|it| it.agrees).count(),
            errors: of(Level::Error),
            warnings: of(Level::Warning),
            not_checked,
        }
    }

    /// Reads the site again and brings everything up to date.
    ///
    /// # Errors
    /// As [`Session::open`]; the session is then as it was.
    pub fn refresh(&mut self) -> Result<Change> {
        let then = self.next(&[])?;
        let change = self.change_to(&then);
        *self = then;
        Ok(change)
    }

    /// The site as it is now, beside this session of how it was. `paths` are all that is known to have changed, relative to
    /// the folder of the command line; none where nothing is known. Where they are files that were there before, and texts
    /// were kept, nothing else is read.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn next(&self, paths: &[SourcePath]) -> Result<Self> {
        let known = Some(paths).filter(|paths| !paths.is_empty());
        let files = known.and_then(|paths| source::changed(&self.scanned.sources, paths));
        let Some(files) = files else { return Ok(self.build_again(self.scanned.again()?)) };
        let scanned = match self.scanned.with_texts(&files).map(|scanned| self.with_few(scanned, &files)) {
            Some(Ok(then)) => return Ok(then),
            Some(Err(scanned)) => Some(*scanned),
            None => self.scanned.with_files(&files),
        };
        Ok(match scanned {
            Some(scanned) => Self::build(scanned, self.compiler.clone(), Some((self, &files))),
            None => self.build_again(self.scanned.again()?),
        })
    }

    /// Builds what was read again; pages whose keys are the same are taken over.
    fn build_again(&self, scanned: Scanned) -> Self {
        Self::build(scanned, self.compiler.clone(), None)
    }

    /// What differs in another session of the site.
    pub fn change_to(&self, then: &Self) -> Change {
        let (before, after) = (self.keys(), then.keys());
        let differs = |(out, key): &(&OutPath, &Digest)| before.get(*out) != Some(*key);
        let mut outputs: Vec<OutPath> = after.iter().filter(differs).map(|(out, _)| out.clone()).collect();
        outputs.extend(before.keys().filter(|out| !after.contains_key(*out)).cloned());
        outputs.sort();
        Change { outputs }
    }

    /// Makes every output without writing it, where the site has templates of its own: for what only rendering can find.
    pub fn rehearse(&mut self) {
        if !self.scanned.sources.iter().any(|file| file.role == source::Role::Template) {
            return;
        }
        let (site, theme, plan, sources) = (&*self.site, &self.theme, &self.plan, &self.scanned.sources);
        let found: Vec<Finding> = (0..plan.outputs.len())
            .into_par_iter()
            .flat_map_iter(|at| render::produce(site, theme, plan, sources, at).1)
            .collect();
        if !found.is_empty() {
            self.checked = OnceLock::from(self.settled(self.checked().raw.clone(), found));
        }
    }

    fn keys(&self) -> BTreeMap<OutPath, Digest> {
        self.wanted().iter().map(|wanted| (wanted.out.clone(), wanted.key)).collect()
    }

    /// All outputs with their keys, in the order of the plan; made when they are first asked for.
    pub fn wanted(&self) -> &[Wanted] {
        let make = || render::wanted(&self.site, &self.theme, &self.plan, &self.scanned.sources);
        self.wanted.get_or_init(make)
    }

    /// The key of one output; none where nothing is planned there.
    pub fn key(&self, out: &OutPath) -> Option<Digest> {
        render::key(&self.site, &self.theme, &self.plan, &self.scanned.sources, out)
    }

    /// All findings in their order, with their final levels; those of rendering only once the site was published.
    pub fn findings(&self) -> &[Finding] {
        &self.checked().findings
    }

    /// The files.
    pub fn sources(&self) -> &Sources {
        &self.scanned.sources
    }

    /// The numbers.
    pub fn summary(&self) -> &Summary {
        &self.checked().summary
    }

    /// The linked site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Every output.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.scanned.config
    }

    /// The output folder.
    pub fn out(&self) -> &std::path::Path {
        &self.scanned.out
    }

    /// Things of a kind that nobody has described yet, as pages speak of them: a file of the facts folder, ready for review, and
    /// how many. None where no kind has the name.
    pub fn propose(&mut self, kind: &str) -> Option<(String, usize)> {
        let site = &self.site;
        let number = site.facts.kinds.iter().position(|it| it.name == kind)?;
        let proposals = propose::proposals(site, number);
        source::recall(&mut self.scanned.sources, propose::files(&proposals));
        let text = propose::yaml(site, &self.scanned.sources, &site.facts.kinds[number], &proposals);
        Some((text, proposals.len()))
    }

    /// Where the site lies on its host: a path that begins and ends with `/`.
    pub fn base(&self) -> &str {
        self.config().base_url.as_deref().map_or("/", render::path_of)
    }

    /// The page for missing ones, on the host of the preview.
    pub fn missing(&self) -> Content {
        render::missing(&self.site, &self.theme, &self.plan)
    }

    /// The folders and files whose changes matter to the site, for watching.
    pub fn watched(&self) -> Vec<PathBuf> {
        std::iter::once(self.scanned.sources.root.clone()).chain(self.scanned.options.facts.clone()).collect()
    }

    /// The folders that the site's layout names, whether or not anything lies in them.
    pub fn named_folders(&self) -> impl Iterator<Item = &SourcePath> {
        let source::Layout { mounts, config: _, templates, statics, facts } = &self.scanned.layout;
        mounts.iter().map(|mount| &mount.content).chain([templates, statics, facts].into_iter().flatten())
    }

    /// How long each stage of the last run took, in the order of the stages.
    pub fn timings(&self) -> &[(&'static str, Duration)] {
        self.timings.stages()
    }
}

/// The files that findings show, or may show once excuses are applied.
fn places(findings: &[Finding], site: &Site) -> BTreeSet<FileId> {
    let shown = findings.iter().flat_map(|finding| {
        let others = finding.related.iter().map(|label| label.span.file);
        let edits = finding.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span.file));
        std::iter::once(finding.span.file).chain(others).chain(edits)
    });
    let excuses = site.pages.iter().flat_map(|page| page.object.allows.iter().map(|allow| allow.span.file));
    shown.chain(excuses).collect()
}
