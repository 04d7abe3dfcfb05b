//! The files that are published as they are: those that pages refer to.

use std::collections::BTreeMap;

use super::address::{Claims, asset_out};
use super::{Answer, Asset, Claim, Redirect, Unresolved};
use crate::source::{Layout, Role, Sources};
use crate::span::FileId;

/// Collects the files that answers lead to, by output path, and numbers the answers accordingly. Those of redirects are
/// among the answers; a redirect to a file that cannot be published is none.
pub(super) fn assets(
    answers: &mut [Vec<Answer>],
    redirects: &mut Vec<Redirect>,
    layout: &Layout,
    sources: &Sources,
    claims: &mut Claims,
) -> Vec<Asset> {
    let mut wanted: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for answer in answers.iter().flatten().chain(redirects.iter().map(|redirect| &redirect.to)) {
        if let Answer::Asset { asset: file, .. } = answer {
            wanted.insert(*file, None);
        }
    }
    let mut assets: Vec<Asset> = wanted
        .keys()
        .filter_map(|file| {
            let file = sources.get(FileId(*file))?;
            let Role::Asset(mount) = file.role else { return None };
            let out = asset_out(&file.path, mount, layout)?;
            Some(Asset { file: file.id, path: file.path.clone(), out, size: file.size })
        })
        .collect();
    assets.sort_by(|a, b| a.out.cmp(&b.out));
    assets.retain(|asset| claims.claim(&asset.out, Claim::File(asset.file)));
    for (number, asset) in (0..).zip(&assets) {
        wanted.insert(asset.file.0, Some(number));
    }
    let of_redirects = redirects.iter_mut().map(|redirect| &mut redirect.to);
    for answer in answers.iter_mut().flatten().chain(of_redirects) {
        if let Answer::Asset { asset: file, .. } = answer {
            match wanted.get(file).copied().flatten() {
                Some(number) => *file = number,
                // Its place was taken by another source, which is reported by itself.
                None => *answer = Answer::Unresolved(Unresolved::Unpublished { file: FileId(*file) }),
            }
        }
    }
    redirects.retain(|redirect| !matches!(redirect.to, Answer::Unresolved(_)));
    assets
}
