//! The key of each output.

use rayon::prelude::*;

use super::inputs::inputs;
use super::origins::origins;
use super::plan::Plan;
use super::theme::Theme;
use super::what::Planned;
use crate::digest::Digest;
use crate::link::Site;
use crate::output::Wanted;
use crate::path::OutPath;
use crate::source::Sources;

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
