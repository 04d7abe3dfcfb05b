//! Which output each source becomes, and who else claims that place.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::{Claim, Collision, Compiled, Generated, HOME, Page, Site};
use crate::config::UrlStyle;
use crate::path::{OutPath, SourcePath};
use crate::source::{Layout, Role, Sources};

/// Who claims each output path.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// By path as file systems that ignore case and Unicode forms see it: the path as it was claimed, and by whom.
    taken: FxHashMap<OutPath, (OutPath, Claim)>,
    collisions: Vec<Collision>,
}

/// A path as a file system sees it that ignores case and Unicode forms.
pub(super) fn fold(path: &str) -> Cow<'_, str> {
    if !path.is_ascii() {
        return path.nfc().flat_map(char::to_lowercase).collect::<String>().into();
    }
    if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return path.to_ascii_lowercase().into();
    }
    path.into()
}

impl Claims {
    /// Claims a path. False, and a collision, where it is taken.
    pub(super) fn claim(&mut self, out: &OutPath, claim: Claim) -> bool {
        let folded = fold(out.as_str());
        if let Some((first, holder)) = self.taken.get(&*folded) {
            let alike = first != out;
            self.collisions.push(Collision { out: out.clone(), first: holder.clone(), second: claim, alike });
            return false;
        }
        let key = match folded {
            Cow::Borrowed(_) => out.clone(),
            Cow::Owned(folded) => OutPath::new(&folded).unwrap_or_else(|_| out.clone()),
        };
        self.taken.insert(key, (out.clone(), claim));
        true
    }

    /// Who holds a path.
    pub(super) fn holder(&self, out: &str) -> Option<&Claim> {
        let (path, claim) = self.taken.get(&*fold(out))?;
        (path.as_str() == out).then_some(claim)
    }

    /// Claims what factpress makes by itself at the root.
    pub(super) fn generated(&mut self, site: &Site) {
        for generated in Generated::ROOT.into_iter().filter(|generated| generated.is_made(site)) {
            if let Ok(out) = OutPath::new(generated.name()) {
                self.claim(&out, Claim::Generated(generated));
            }
        }
    }

    /// Claims the site's static files, which are published at the root.
    pub(super) fn statics(&mut self, layout: &Layout, sources: &Sources) {
        let Some(folder) = &layout.statics else { return };
        for file in sources.iter().filter(|file| file.role == Role::Static) {
            let out = file.path.below(folder.as_str()).and_then(|below| OutPath::new(below).ok());
            // Files that override the theme's are published under the theme's own names.
            if let Some(out) = out {
                self.claim(&out, Claim::File(file.id));
            }
        }
    }

    pub(super) fn into_collisions(self) -> Vec<Collision> {
        self.collisions
    }
}

/// Gives each page its output path; the pages come back sorted by it. A page whose place is taken is no page.
pub(super) fn pages(mut compiled: Vec<Compiled>, layout: &Layout, style: UrlStyle) -> (Vec<Page>, Claims) {
    let mut claims = Claims::default();
    let indexed: FxHashSet<String> = compiled
        .iter()
        .filter(|page| page.path.name().eq_ignore_ascii_case("index.md"))
        .map(|page| page.path.parent().to_owned())
        .collect();
    compiled.sort_by(|a, b| a.path.cmp(&b.path));
    let mut pages: Vec<Page> = Vec::with_capacity(compiled.len());
    for Compiled { file, path, mount, object } in compiled {
        let Some(out) = out_path(&path, mount, layout, style, indexed.contains(path.parent())) else { continue };
        if claims.claim(&out, Claim::File(file)) {
            pages.push(Page { file, path, out, mount, object });
        }
    }
    pages.sort_by(|a, b| a.out.cmp(&b.out));
    (pages, claims)
}

/// Where a page's output lies. `README.md` is the page of its folder where no `index.md` is.
fn out_path(path: &SourcePath, mount: u16, layout: &Layout, style: UrlStyle, indexed: bool) -> Option<OutPath> {
    let mount = layout.mounts.get(mount as usize)?;
    let below = path.below(mount.content.as_str())?;
    let below = OutPath::new(&format!("{}/{below}", mount.name)).ok()?;
    let stem = below.stem();
    let index = stem.eq_ignore_ascii_case("index") || (stem == "README" && !indexed);
    let name = match (index, style) {
        (true, _) => HOME.to_owned(),
        (false, UrlStyle::File) => format!("{stem}.html"),
        (false, UrlStyle::Directory) => format!("{stem}/{HOME}"),
    };
    below.sibling(&name).ok()
}

/// Where a file that is published as it is lies.
pub(super) fn asset_out(path: &SourcePath, mount: u16, layout: &Layout) -> Option<OutPath> {
    let mount = layout.mounts.get(mount as usize)?;
    let below = path.below(mount.content.as_str())?;
    OutPath::new(&format!("{}/{below}", mount.name)).ok()
}
