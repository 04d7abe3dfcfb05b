//! The list of outputs: what is published where.

use std::sync::Arc;

use super::navigation::Navigation;
use super::search::Search;
use super::shell::Shell;
use super::theme::Theme;
use super::what::{Planned, What};
use crate::link::{Generated, Site, Thing};
use crate::path::OutPath;

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
