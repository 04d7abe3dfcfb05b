//! The files that are published as they are: those that pages refer to.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::{Claims, asset_out};
use super::{Answer, Asset, Claim, Redirect, Unresolved};
use crate::source::{Layout, Role, Sources};
use crate::span::FileId;

/// Collects the files that answers lead to, by output path. Those of redirects are among the answers; a redirect to a file
/// that cannot be published is none.
pub(super) fn assets(
    answers: &mut [Arc<[Answer]>],
    redirects: &mut Vec<Redirect>,
    layout: &Layout,
    sources: &Sources,
    claims: &mut Claims,
) -> Vec<Asset> {
    let file_of = |answer: &Answer| if let Answer::Asset { file, .. } = answer { Some(*file) } else { None };
    let of_pages = answers.iter().flat_map(|of_page| &**of_page);
    let wanted: FxHashSet<FileId> =
        of_pages.chain(redirects.iter().map(|redirect| &redirect.to)).filter_map(file_of).collect();
    let published = |file: &FileId| {
        let file = sources.get(*file)?;
        let Role::Asset(mount) = file.role else { return None };
        let out = asset_out(&file.path, mount, layout)?;
        Some(Asset { file: file.id, path: file.path.clone(), out, size: file.size })
    };
    let mut assets: Vec<Asset> = wanted.iter().filter_map(published).collect();
    assets.sort_by(|a, b| (&a.out, &a.path).cmp(&(&b.out, &b.path)));
    assets.retain(|asset| claims.claim(&asset.out, Claim::File(asset.file)));
    if assets.len() < wanted.len() {
        let published: FxHashSet<FileId> = assets.iter().map(|asset| asset.file).collect();
        let is_lost = |answer: &Answer| file_of(answer).is_some_and(|file| !published.contains(&file));
        // Its place was taken by another source, which is reported by itself.
        let lose = |answer: &mut Answer| {
            if let Some(file) = file_of(answer).filter(|file| !published.contains(file)) {
                *answer = Answer::Unresolved(Unresolved::Unpublished { file });
            }
        };
        let losing = answers.iter_mut().filter(|of_page| of_page.iter().any(is_lost));
        let of_redirects = redirects.iter_mut().map(|redirect| &mut redirect.to);
        losing.flat_map(Arc::make_mut).chain(of_redirects).for_each(lose);
    }
    redirects.retain(|redirect| !matches!(redirect.to, Answer::Unresolved(_)));
    assets
}

/// Which of the published files is which file.
pub(super) fn by_file(assets: &[Asset]) -> FxHashMap<FileId, u32> {
    (0..).zip(assets).map(|(number, asset)| (asset.file, number)).collect()
}
