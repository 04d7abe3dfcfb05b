//! Links page objects into a site. Takes objects, files and the configuration; gives a [`Site`]: addresses, resolved
//! references, navigation, backlinks, redirects, and what pages say of things.
//!
//! [`link()`] runs the stages in the order of the modules below; [`again()`] spares them where a page says something else and
//! nothing more. What cannot be resolved is recorded with the reason;
//! [`crate::check`] makes findings of it.
//!
//! Invariant: resolves and never reports; reads nothing but what it is given.

mod site;

mod about;
mod address;
mod again;
mod agreement;
mod backlinks;
mod comparisons;
mod earlier;
mod fact_links;
mod generated;
mod homes;
mod inferred;
pub mod nav;
mod published;
mod redirects;
mod resolve;
mod rooted;
mod things;

mod marked;
mod name_links;
mod row;
mod shown;
mod snippets;
mod subject;
mod uses;
mod values;
mod verdicts;

pub use about::NotNamed;
pub use again::again;
pub use comparisons::Comparison;
pub use generated::{Generated, HOME};
pub use inferred::Inferred;
pub use marked::{Marked, marked};
pub use row::{row, row_id, unread_anchors};
pub use shown::{Form, Shown, ShownFact, State, To, field_title, sentence_case, spoken, web};
pub use site::*;
pub use snippets::{LinkedSnippet, ValueId};
pub use subject::{Context, How, NamesOn, Subject, called_value, label, plural, subject};
pub use things::{FactLink, FactTarget, KindPage, LostPage, Place, Referrer, Thing};
pub use uses::{Use, Used, Uses, span_of};
pub use values::{Values, slot};
use verdicts::Judged;
pub use verdicts::{Says, Verdict, void};

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use earlier::Earlier;

use crate::config::{Config, Dialect};
use crate::facts::{self, Facts, Named, Names, Unnamed, View, ViewProblem};
use crate::markdown::{PageObject, RefKind, Snippet};
use crate::path::SourcePath;
use crate::source::{Layout, Sources};
use crate::span::FileId;

/// What a site is linked from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The configuration.
    pub config: Arc<Config>,
    /// What is stated.
    pub facts: Arc<Facts>,
    /// Where the parts of the site lie.
    pub layout: Layout,
    /// What each mount is written in.
    pub dialects: Vec<Dialect>,
    /// The files.
    pub sources: &'a Sources,
    /// The compiled pages, drafts left out, in the order of their paths.
    pub pages: Vec<Compiled>,
    /// The Markdown of facts, compiled, in the order of its values.
    pub snippets: Vec<(ValueId, Snippet)>,
    /// The compiled `SUMMARY.md` of each mount that has one.
    pub summaries: Vec<Compiled>,
    /// The site as it was linked before, from the same files with other texts; none where files came or went.
    pub earlier: Option<&'a Site>,
}

/// A compiled file and where it belongs.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Its file.
    pub file: FileId,
    /// Where its source lies.
    pub path: SourcePath,
    /// Its mount.
    pub mount: u16,
    /// What it was compiled to.
    pub object: Arc<PageObject>,
}

/// Links a site.
pub fn link(input: Input<'_>) -> Site {
    let Input { config, facts, layout, dialects, sources, pages, snippets, summaries, earlier } = input;
    let (pages, mut claims) = address::pages(pages, &layout, config.urls);
    let by_file: FxHashMap<FileId, PageId> = (0..).map(PageId).zip(&pages).map(|(id, page)| (page.file, id)).collect();
    let (home, homes) = homes::homes(&pages, &layout);
    let mut site = Site {
        title: String::new(),
        home,
        homes,
        config,
        names: Arc::new(Names::new(&facts)),
        facts,
        things: Vec::new(),
        values: Values::default(),
        statements: Vec::new(),
        owners: FxHashMap::default(),
        kinds: Vec::new(),
        comparisons: Vec::new(),
        about: Vec::new(),
        agreeing: FxHashMap::default(),
        thing_backlinks: Arc::default(),
        layout,
        dialects,
        inferred: Vec::new(),
        pages,
        by_file,
        assets: Vec::new(),
        asset_of: FxHashMap::default(),
        answers: Vec::new(),
        speaking: Vec::new(),
        backlinks: Arc::default(),
        nav: Arc::default(),
        redirects: Vec::new(),
        collisions: Vec::new(),
        lost: Vec::new(),
        lost_pages: Vec::new(),
        snippets: Vec::new(),
        not_named: Vec::new(),
    };
    site.inferred = match earlier.filter(|earlier| earlier::names_the_same(earlier, &site)) {
        Some(earlier) => earlier.inferred.clone(),
        None => inferred::inferred(&site),
    };
    site.title = title(&site, sources);
    claims.generated(&site);
    claims.statics(&site.layout, sources);
    things::things(&mut site, sources, &mut claims, snippets);
    comparisons::comparisons(&mut site, &mut claims);
    about::about(&mut site);
    redirects::redirects(&mut site, sources, &mut claims);
    unknown_sections(&mut site);

    let index = resolve::Index::new(&site, sources, &claims);
    let earlier = earlier::same_shape(earlier, &site);
    let answers_of = |id| {
        let known = earlier.filter(|earlier| earlier::leads_the_same(*earlier, &site, id));
        known.map_or_else(|| index.answers(id).into(), |earlier| earlier.site.answers[id.0 as usize].clone())
    };
    let mut answers: Vec<Arc<[Answer]>> = site.page_ids().collect::<Vec<_>>().into_par_iter().map(answers_of).collect();
    let outlines: Vec<Vec<Answer>> = summaries.iter().map(|summary| index.outline(summary)).collect();
    let nav = nav::build(&site, &answers, &summaries, &outlines, &index);
    site.nav = Arc::new(nav);

    site.assets = published::assets(&mut answers, &mut site.redirects, &site.layout, sources, &mut claims);
    site.asset_of = published::by_file(&site.assets);
    homes::claim(&mut site.home, &mut site.homes, &mut claims);
    site.answers = answers;
    site.collisions = claims.into_collisions();
    site.values = Values::new(&site.facts);
    site.statements = statements(&site, earlier);
    site.speaking = backlinks::speaking(&site);
    (site.backlinks, site.thing_backlinks) = match earlier.filter(|earlier| earlier::speaks_the_same(*earlier, &site)) {
        Some(Earlier { site: earlier, .. }) => (earlier.backlinks.clone(), earlier.thing_backlinks.clone()),
        None => (backlinks::backlinks(&site), backlinks::of_things(&site)),
    };
    site.agreeing = agreement::agreeing(&site);
    site
}

/// What each page says of things; of a page that is as it was in a site of the same shape, what it said there.
fn statements(site: &Site, earlier: Option<Earlier<'_>>) -> Vec<Arc<Statements>> {
    if site.facts.kinds.is_empty() {
        return vec![Arc::default(); site.pages.len()];
    }
    let ids: Vec<PageId> = site.page_ids().collect();
    let of = |id| {
        if let Some(earlier) = earlier.filter(|earlier| earlier::says_the_same(*earlier, site, id)) {
            return earlier.site.statements[id.0 as usize].clone();
        }
        Arc::new(statements_of(site, id))
    };
    ids.into_par_iter().map(of).collect()
}

/// What a page says of things.
fn statements_of(site: &Site, id: PageId) -> Statements {
    let Judged { verdicts, of_others } = verdicts::verdicts(site, id);
    Statements {
        links: name_links::name_links(site, id),
        values: values_of(site, id),
        views: views_of(site, id),
        verdicts,
        of_others,
    }
}

/// What each marker of a page names. Of a thing, no page shows an internal field.
fn values_of(site: &Site, id: PageId) -> Vec<Result<Named, Unnamed>> {
    let values = site.page(id).object.facts.values.iter();
    let shown = |named: Named| match named.field.and_then(|field| site.facts.kind_of(named.thing).fields.get(field.0)) {
        Some(field) if field.internal => Err(Unnamed::NoField(named.thing)),
        _ => Ok(named),
    };
    values.map(|value| site.names.fact(&site.facts, &value.names).and_then(shown)).collect()
}

/// What each view of a page shows.
fn views_of(site: &Site, id: PageId) -> Vec<Result<View, ViewProblem>> {
    let views = site.page(id).object.facts.views.iter();
    views.map(|view| facts::view(&site.facts, &site.names, &view.shows)).collect()
}

/// Records what the configuration says of sections that are not there, and a navigation that cannot be that of several.
fn unknown_sections(site: &mut Site) {
    let config = site.config.clone();
    for (section, span) in &config.sections {
        if !site.layout.mounts.iter().any(|mount| mount.name == *section) {
            site.lost.push(Lost { span: *span, text: section.clone(), why: LostWhy::NoSection });
        }
    }
    if let Some(span) = config.nav_key.filter(|_| site.layout.mounts.len() > 1) {
        site.lost.push(Lost { span, text: "nav".to_owned(), why: LostWhy::NavOfSeveral });
    }
}

/// The site's title: configured, else the home page's, else the name of its folder.
fn title(site: &Site, sources: &Sources) -> String {
    if let Some(title) = &site.config.title {
        return title.clone();
    }
    match site.home.page.map(|home| site.page(home)) {
        Some(home) if !home.object.exports.title.is_empty() => home.object.exports.title.clone(),
        _ => folder_title(sources.root.file_name().and_then(|name| name.to_str()).unwrap_or("Documentation")),
    }
}

/// A folder's name as people write it: `getting-started` is `Getting started`.
fn folder_title(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a reference counts as one page speaking of another.
fn is_mention(kind: RefKind) -> bool {
    !kind.is_asset()
}
