//! Includes of files that are not there.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::suggest::{nearest_path, relative_path};
use crate::finding::Finding;
use crate::link::Site;
use crate::markdown::LostInclude;
use crate::nearest::nearest;
use crate::path::SourcePath;
use crate::rule::pages;
use crate::source::{Role, Sources};

/// How many different missing files are compared with every name of the site, so that a site with everything broken is still
/// checked in time.
const COMPARED: usize = 2000;

/// Reports includes of files that are not there, with the nearest one.
pub(super) fn check(site: &Site, sources: &Sources, findings: &mut Vec<Finding>) {
    let lost: Vec<&LostInclude> = site.pages.iter().flat_map(|page| &page.object.lost_includes).collect();
    if lost.is_empty() {
        return;
    }
    let mut by_name: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
    for file in sources.iter().filter(|file| matches!(file.role, Role::Page(_) | Role::Part | Role::Asset(_))) {
        by_name.entry(file.path.name()).or_default().push(&file.path);
    }
    let mut known: FxHashMap<&SourcePath, Option<SourcePath>> = FxHashMap::default();
    for include in lost {
        if !known.contains_key(&include.wanted) && known.len() < COMPARED {
            let name = nearest(include.wanted.name(), by_name.keys().copied());
            let paths = name.and_then(|name| by_name.get(name));
            known.insert(&include.wanted, paths.and_then(|paths| nearest_path(&include.wanted, paths)));
        }
        let near = known.get(&include.wanted).and_then(Option::as_ref);
        findings.push(finding(include, near.filter(|near| **near != include.from)));
    }
}

fn finding(include: &LostInclude, near: Option<&SourcePath>) -> Finding {
    let message = format!("there is no file `{}` to include", include.wanted);
    let finding = Finding::new(&pages::BAD_INCLUDE, include.span, message).cause(&*include.written);
    match near {
        Some(near) => finding
            .help(format!("did you mean `{}`?", relative_path(&include.from, near)))
            .remedy(format!("{} -> {near}", include.wanted)),
        None => finding.help("the path starts at the folder of the file that holds the include"),
    }
}
