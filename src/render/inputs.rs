//! What the key of an output is made of.

use super::lists::ListInputs;
use super::page::PageInputs;
use super::plan::Plan;
use super::redirect::RedirectInputs;
use super::things::{self, CompareInputs, KindInputs, ThingInputs};
use super::what::What;
use super::{Theme, sitemap};
use crate::digest::Digest;
use crate::link::Site;
use crate::output::Input;
use crate::path::OutPath;
use crate::source::Sources;

/// The inputs that make up the key of an output, by name.
pub(super) fn inputs(
    site: &Site,
    theme: &Theme,
    plan: &Plan,
    sources: &Sources,
    what: &What,
    out: &OutPath,
) -> Vec<Input> {
    let bytes = |digest| vec![("bytes", digest)];
    let parts = match what {
        What::Page(id) => PageInputs::new(site, &plan.shell, &plan.navigation, *id).parts(),
        What::Home(_) | What::Index | What::NotFound => {
            ListInputs::new(site, &plan.shell, &plan.navigation, what, out).map_or_else(Vec::new, |list| list.parts())
        }
        What::Redirect(number) => site
            .redirects
            .get(*number as usize)
            .map_or_else(Vec::new, |redirect| RedirectInputs::new(site, &plan.shell, redirect).parts()),
        What::Asset(number) => {
            let file = site.assets.get(*number as usize).and_then(|asset| sources.get(asset.file));
            bytes(file.map_or(Digest::default(), |file| file.digest))
        }
        What::Static(number) => bytes(theme.files.get(*number as usize).map_or(Digest::default(), |file| file.digest)),
        What::Thing(id) => ThingInputs::new(site, &plan.shell, &plan.navigation, *id, out).parts(),
        What::Kind(number) => KindInputs::new(site, &plan.shell, &plan.navigation, *number, out).parts(),
        What::Compare(number) => site.comparisons.get(*number as usize).map_or_else(Vec::new, |comparison| {
            CompareInputs::new(site, &plan.shell, &plan.navigation, comparison).parts()
        }),
        What::Facts => bytes(Digest::of(things::json(site, out).as_bytes())),
        What::ThingData(id) => bytes(Digest::of(things::thing_json(site, *id, out).as_bytes())),
        What::Sitemap => bytes(Digest::of(sitemap::sitemap(site).as_bytes())),
        What::Robots => bytes(Digest::of(sitemap::robots(site).as_bytes())),
        What::Search(number) => bytes(Digest::of(plan.search.script(*number).as_bytes())),
    };
    parts.into_iter().map(|(name, digest)| Input { name, digest }).collect()
}
