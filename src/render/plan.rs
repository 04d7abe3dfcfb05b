//! The list of outputs: what is published where, and the key of each for whom it is wanted.

use std::sync::Arc;

use rayon::prelude::*;

use super::inputs::inputs;
use super::navigation::Navigation;
use super::search::{self, Shard};
use super::shell::Shell;
use super::theme::{Bytes, Theme};
use crate::digest::Digest;
use crate::facts::EntityId;
use crate::link::{Generated, PageId, Site, Thing};
use crate::output::Wanted;
use crate::path::{OutPath, SourcePath};
use crate::source::Sources;

/// The name of the index of all pages.
pub(super) const INDEX: &str = Generated::Index.name();

/// All outputs of a site, in the order of their paths.
#[derive(Debug)]
pub struct Plan {
    /// What is published where.
    pub outputs: Vec<Planned>,
    /// What pages share: written once, used by many.
    pub(super) shell: Shell,
    pub(super) navigation: Arc<Navigation>,
    pub(super) shards: Arc<[Shard]>,
}

/// One output, before it is made.
#[derive(Debug)]
pub struct Planned {
    /// Where it lies.
    pub out: OutPath,
    /// What it is.
    pub what: What,
    /// The sources it is made from, for people; the first is its own.
    pub from: Vec<SourcePath>,
}

/// What an output is.
#[derive(Clone, Debug)]
pub enum What {
    /// A page of an author.
    Page(PageId),
    /// The list of a mount's or the site's pages, where no author wrote a home page.
    Home(Option<u16>),
    /// A published file, as an index into [`Site::assets`].
    Asset(u32),
    /// A file of the theme or of the site's `static/`, as an index into the theme's files.
    Static(u32),
    /// A redirect, as an index into [`Site::redirects`].
    Redirect(u32),
    /// The page of a thing that has none of its own.
    Thing(EntityId),
    /// The facts of such a thing as data.
    ThingData(EntityId),
    /// The list of the things of a kind, by its place among the kinds.
    Kind(usize),
    /// Two things side by side, as an index into [`Site::comparisons`].
    Compare(u32),
    /// `facts.json`.
    Facts,
    /// `a-z.html`.
    Index,
    /// `404.html`.
    NotFound,
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// A shard of the search index.
    Search(u32),
}

impl What {
    /// Whether a template makes it.
    pub fn has_template(&self) -> bool {
        use What::{Compare, Home, Index, Kind, NotFound, Page, Redirect, Thing};
        matches!(self, Page(_) | Home(_) | Redirect(_) | Thing(_) | Kind(_) | Compare(_) | Index | NotFound)
    }
}

/// Lists the outputs of a site.
pub fn plan(site: &Site, theme: &Theme, sources: &Sources) -> Plan {
    let (navigation, (listed, shards)) = rayon::join(
        || Navigation::new(site),
        || {
            let listed = listed(site, theme, sources);
            let taken = |out: &OutPath| listed.iter().any(|(path, _, _)| path == out);
            let shards = search::shards(site, &taken);
            (listed, shards)
        },
    );
    ordered(site, theme, listed, Arc::new(navigation), shards.into())
}

/// Lists them with another theme whose files have the same paths, beside the plan for the same site.
pub fn with_theme(plan: &Plan, site: &Site, theme: &Theme, sources: &Sources) -> Plan {
    let listed = listed(site, theme, sources);
    ordered(site, theme, listed, plan.navigation.clone(), plan.shards.clone())
}

/// All outputs in the order of their paths, those of the search index among them.
fn ordered(
    site: &Site,
    theme: &Theme,
    mut listed: Vec<Listed>,
    navigation: Arc<Navigation>,
    shards: Arc<[Shard]>,
) -> Plan {
    listed.extend((0..).zip(&*shards).map(|(number, shard)| (shard.out.clone(), What::Search(number), Vec::new())));
    // Of two claims on a path, which are findings of their own, the first stays.
    listed.sort_by(|a, b| a.0.cmp(&b.0));
    listed.dedup_by(|later, first| later.0 == first.0);
    let shell = Shell::new(site, theme, shards.first().map(|shard| &shard.out));
    let outputs = listed.into_iter().map(|(out, what, from)| Planned { out, what, from }).collect();
    Plan { outputs, shell, navigation, shards }
}

/// All outputs with their keys, in their order.
pub fn wanted(site: &Site, theme: &Theme, plan: &Plan, sources: &Sources) -> Vec<Wanted> {
    plan.outputs.par_iter().map(|planned| keyed(site, theme, plan, sources, planned)).collect()
}

/// The key of one output; none where nothing is planned there.
pub fn key(site: &Site, theme: &Theme, plan: &Plan, sources: &Sources, out: &OutPath) -> Option<Digest> {
    let planned = plan.at(out).and_then(|at| plan.outputs.get(at))?;
    Some(keyed(site, theme, plan, sources, planned).key)
}

fn keyed(site: &Site, theme: &Theme, plan: &Plan, sources: &Sources, planned: &Planned) -> Wanted {
    let Planned { out, what, from } = planned;
    Wanted::new(out.clone(), inputs(site, theme, plan, sources, what, out), from.clone())
}

impl Plan {
    /// Which of the outputs lies at a path.
    pub fn at(&self, out: &OutPath) -> Option<usize> {
        self.outputs.binary_search_by(|planned| planned.out.cmp(out)).ok()
    }
}

/// An output: where it lies, what it is, and the sources it is made from.
type Listed = (OutPath, What, Vec<SourcePath>);

/// All outputs but the search index. Authors' pages come first: where a path is claimed twice, they stay.
fn listed(site: &Site, theme: &Theme, sources: &Sources) -> Vec<Listed> {
    let mut outputs: Vec<Listed> = Vec::with_capacity(site.pages.len() + 64);
    for id in site.page_ids() {
        let page = site.page(id);
        let facts = site
            .own_things(id)
            .flat_map(|thing| [site.facts.entity(thing).id.span.file, site.facts.kind_of(thing).span.file].into_iter());
        let others = page.object.includes.iter().copied().chain(facts).filter(|file| *file != page.file);
        let others = others.filter_map(|file| sources.get(file)).map(|file| &file.path);
        let from = std::iter::once(&page.path).chain(others).cloned().collect();
        outputs.push((page.out.clone(), What::Page(id), from));
    }
    for generated in Generated::ROOT.into_iter().filter(|generated| generated.is_made(site)) {
        let what = match generated {
            Generated::Missing => What::NotFound,
            Generated::Index => What::Index,
            Generated::Sitemap => What::Sitemap,
            Generated::Robots => What::Robots,
            Generated::Facts => What::Facts,
            // The search index is written when all other outputs are known, homes are listed below, and the record of
            // the build is its own.
            Generated::Search | Generated::Home | Generated::Manifest => continue,
        };
        outputs.extend(OutPath::new(generated.name()).map(|out| (out, what, Vec::new())));
    }
    for (number, redirect) in (0..).zip(&site.redirects) {
        outputs.push((redirect.out.clone(), What::Redirect(number), Vec::new()));
    }
    for (number, asset) in (0..).zip(&site.assets) {
        outputs.push((asset.out.clone(), What::Asset(number), vec![asset.path.clone()]));
    }
    for (number, file) in (0..).zip(&theme.files) {
        let from = match &file.bytes {
            Bytes::Own(file) => sources.get(*file).map(|file| file.path.clone()).into_iter().collect(),
            Bytes::BuiltIn(_) => Vec::new(),
        };
        outputs.push((file.out.clone(), What::Static(number), from));
    }
    let sections = site.homes.iter().zip(0..).filter(|_| site.homes.len() > 1);
    let homes = sections.map(|(home, number)| (home, Some(number))).chain([(&site.home, None)]);
    for (home, of) in homes.filter(|(home, _)| home.made) {
        outputs.push((home.out.clone(), What::Home(of), Vec::new()));
    }
    outputs.extend(of_facts(site, sources));
    outputs
}

/// The pages that are made of facts. Each comes from where its things and their kind are described.
fn of_facts<'a>(site: &'a Site, sources: &'a Sources) -> impl Iterator<Item = Listed> + 'a {
    let path = move |file| sources.get(file).map(|file| file.path.clone());
    let thing = move |id: EntityId| path(site.facts.entity(id).id.span.file);
    let kind = move |number: usize| path(site.facts.kinds[number].span.file);
    let things = site.facts.ids().flat_map(move |id| {
        let from: Vec<SourcePath> = thing(id).into_iter().chain(kind(site.facts.entity(id).kind)).collect();
        let Thing { made, data, .. } = site.thing(id);
        let data = data.clone().map(|out| (out, What::ThingData(id), from.clone()));
        made.clone().map(|out| (out, What::Thing(id), from)).into_iter().chain(data)
    });
    let kinds = site.kinds.iter().enumerate().filter_map(move |(number, page)| {
        Some((page.out.clone()?, What::Kind(number), kind(number).into_iter().collect()))
    });
    let comparisons = (0..).zip(&site.comparisons).map(move |(number, comparison)| {
        let from = thing(comparison.a).into_iter().chain(thing(comparison.b));
        (comparison.out.clone(), What::Compare(number), from.collect())
    });
    things.chain(kinds).chain(comparisons)
}
