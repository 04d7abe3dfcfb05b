//! The list of outputs: what is published where, and the key of each for whom it is wanted.

use std::sync::Arc;

use rayon::prelude::*;

use super::inputs::inputs;
use super::navigation::Navigation;
use super::origins::origins;
use super::search::Search;
use super::shell::Shell;
use super::theme::Theme;
use crate::digest::Digest;
use crate::facts::EntityId;
use crate::link::{Generated, PageId, Site, Thing};
use crate::output::Wanted;
use crate::path::OutPath;
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
    pub(super) search: Arc<Search>,
}

/// One output, before it is made.
#[derive(Debug)]
pub struct Planned {
    /// Where it lies.
    pub out: OutPath,
    /// What it is.
    pub what: What,
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

/// Lists the outputs of a site. `earlier` is a site from the same files with its plan: what is equal in it is not made again.
pub fn plan(site: &Site, theme: &Theme, earlier: Option<(&Site, &Plan)>) -> Plan {
    let listed = listed(site, theme);
    let taken = |out: &OutPath| listed.binary_search_by(|planned| planned.out.cmp(out)).is_ok();
    let earlier = earlier.map(|(site, plan)| (site, &*plan.search));
    let (navigation, search) = rayon::join(|| Navigation::new(site), || Search::new(site, &taken, earlier));
    ordered(site, theme, listed, Arc::new(navigation), Arc::new(search))
}

/// Lists them with another theme whose files have the same paths, beside the plan for the same site.
pub fn with_theme(plan: &Plan, site: &Site, theme: &Theme) -> Plan {
    ordered(site, theme, listed(site, theme), plan.navigation.clone(), plan.search.clone())
}

/// All outputs in the order of their paths, those of the search index among them.
fn ordered(
    site: &Site,
    theme: &Theme,
    mut outputs: Vec<Planned>,
    navigation: Arc<Navigation>,
    search: Arc<Search>,
) -> Plan {
    outputs
        .extend((0..).zip(search.outs()).map(|(number, out)| Planned { out: out.clone(), what: What::Search(number) }));
    outputs.sort_by(|a, b| a.out.cmp(&b.out));
    // Of two claims on a path, which are findings of their own, the first stays.
    outputs.dedup_by(|later, first| later.out == first.out);
    let shell = Shell::new(site, theme, search.outs().next());
    Plan { outputs, shell, navigation, search }
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
    let Planned { out, what } = planned;
    let from = origins(site, theme, what);
    let from = from.into_iter().filter_map(|file| Some(sources.get(file)?.path.clone())).collect();
    Wanted::new(out.clone(), inputs(site, theme, plan, sources, what, out), from)
}

impl Plan {
    /// Which of the outputs lies at a path.
    pub fn at(&self, out: &OutPath) -> Option<usize> {
        self.outputs.binary_search_by(|planned| planned.out.cmp(out)).ok()
    }
}

/// All outputs but the search index, in the order of their paths. Authors' pages come first: of two claims on a path, which are
/// findings of their own, the first stays.
fn listed(site: &Site, theme: &Theme) -> Vec<Planned> {
    let mut outputs: Vec<Planned> = Vec::with_capacity(site.pages.len() + site.assets.len() + 64);
    outputs.extend(site.page_ids().map(|id| Planned { out: site.page(id).out.clone(), what: What::Page(id) }));
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
        outputs.extend(OutPath::new(generated.name()).map(|out| Planned { out, what }));
    }
    let mut add = |out: &OutPath, what| outputs.push(Planned { out: out.clone(), what });
    (0..).zip(&site.redirects).for_each(|(number, redirect)| add(&redirect.out, What::Redirect(number)));
    (0..).zip(&site.assets).for_each(|(number, asset)| add(&asset.out, What::Asset(number)));
    (0..).zip(&theme.files).for_each(|(number, file)| add(&file.out, What::Static(number)));
    let sections = site.homes.iter().zip(0..).filter(|_| site.homes.len() > 1);
    let homes = sections.map(|(home, number)| (home, Some(number))).chain([(&site.home, None)]);
    homes.filter(|(home, _)| home.made).for_each(|(home, of)| add(&home.out, What::Home(of)));
    // The pages that are made of facts.
    for id in site.facts.ids() {
        let Thing { made, data, .. } = site.thing(id);
        made.iter().for_each(|out| add(out, What::Thing(id)));
        data.iter().for_each(|out| add(out, What::ThingData(id)));
    }
    for (number, kind) in site.kinds.iter().enumerate() {
        kind.out.iter().for_each(|out| add(out, What::Kind(number)));
    }
    (0..).zip(&site.comparisons).for_each(|(number, comparison)| add(&comparison.out, What::Compare(number)));
    outputs.sort_by(|a, b| a.out.cmp(&b.out));
    outputs
}
