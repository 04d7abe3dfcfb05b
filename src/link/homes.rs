//! The home pages: of the site, and of each of its sections. The one place that knows where they lie.

use super::address::Claims;
use super::{Claim, Generated, HOME, Home, Page, PageId};
use crate::path::OutPath;
use crate::source::Layout;

/// The home of the whole site, and that of each mount. The site of one folder and its mount share theirs.
pub(super) fn homes(pages: &[Page], layout: &Layout) -> (Home, Vec<Home>) {
    let at = |folder: &str| {
        let out = OutPath::new(&format!("{folder}/{HOME}")).unwrap_or_default();
        let page = pages.binary_search_by(|page| page.out.cmp(&out)).ok();
        let page = page.and_then(|at| u32::try_from(at).ok()).map(PageId);
        Home { out, page, made: false }
    };
    (at(""), layout.mounts.iter().map(|mount| at(&mount.name)).collect())
}

/// Claims the homes that nothing else has become: no page, no file, no redirect.
pub(super) fn claim(home: &mut Home, homes: &mut [Home], claims: &mut Claims) {
    let mut claim = |home: &mut Home| {
        if claims.holder(home.out.as_str()).is_none() {
            home.made = claims.claim(&home.out, Claim::Generated(Generated::Home));
        }
    };
    claim(home);
    match homes {
        [only] => only.made = home.made,
        several => several.iter_mut().for_each(claim),
    }
}
