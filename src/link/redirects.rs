//! Former addresses that lead to where things are now: aliases of pages, and redirects of the configuration.

use super::address::Claims;
use super::{Claim, HOME, Lost, LostWhy, PageId, Redirect, RedirectTarget, Site};
use crate::address::{Address, is_safe};
use crate::config::UrlStyle;
use crate::path::OutPath;
use crate::source::Sources;
use crate::span::Span;

/// Adds the site's redirects, and records those that cannot be made.
pub(super) fn redirects(site: &mut Site, sources: &Sources, claims: &mut Claims) {
    let mut wanted: Vec<(String, u16, RedirectTarget, Span)> = Vec::new();
    for (id, page) in site.page_ids().zip(&site.pages) {
        for (alias, span) in &page.object.exports.aliases {
            wanted.push((alias.clone(), page.mount, RedirectTarget::Page(id, None), *span));
        }
    }
    for (from, to, span) in &site.config.redirects {
        match target(site, sources, to) {
            Some(target) => wanted.push((from.clone(), u16::MAX, target, *span)),
            None => site.lost.push(Lost { span: *span, text: to.clone(), why: LostWhy::NoTarget }),
        }
    }
    for (from, mount, to, span) in wanted {
        let Some(out) = former(site, &from, mount) else {
            site.lost.push(Lost { span, text: from, why: LostWhy::BadPath });
            continue;
        };
        if let RedirectTarget::Page(page, _) = &to
            && site.page(*page).out == out
        {
            site.lost.push(Lost { span, text: from, why: LostWhy::Itself });
            continue;
        }
        if claims.claim(&out, Claim::Redirect(span)) {
            site.redirects.push(Redirect { out, to, span });
        }
    }
    site.redirects.sort_by(|a, b| a.out.cmp(&b.out));
}

/// What a redirect of the configuration leads to: an address, or a page by its source path below the content folder.
fn target(site: &Site, sources: &Sources, to: &str) -> Option<RedirectTarget> {
    match Address::parse(to) {
        Address::External { scheme, address } if is_safe(scheme) => Some(RedirectTarget::Address(address.into())),
        Address::Path { path, fragment, .. } => {
            let path = path.trim_start_matches('/');
            let page: PageId = site.layout.mounts.iter().find_map(|mount| {
                let wanted = mount.content.join(path).ok()?;
                site.by_file.get(&sources.at(wanted.as_str())?.id).copied()
            })?;
            let anchors = &site.page(page).object.exports.anchors;
            let anchor = fragment.map(|id| anchors.get(id).map(|anchor| anchor.output_id().into()));
            match anchor {
                None => Some(RedirectTarget::Page(page, None)),
                Some(Some(anchor)) => Some(RedirectTarget::Page(page, Some(anchor))),
                Some(None) => None,
            }
        }
        _ => None,
    }
}

/// The output path of a former address. A leading `/` means the site's root, else it is relative to the page's section.
///
/// `old.md` and `old.html` are files, `old/` is a folder, and `old` takes the form that the site's addresses have.
fn former(site: &Site, text: &str, mount: u16) -> Option<OutPath> {
    let section = match site.layout.mounts.get(mount as usize) {
        Some(mount) if !text.starts_with('/') => mount.name.as_str(),
        _ => "",
    };
    let decoded = crate::path::percent_decode(text)?;
    let folder = decoded.ends_with('/');
    if decoded.trim_start_matches('/').split('/').any(|part| !(is_portable(part) || part.is_empty() && folder)) {
        return None;
    }
    let path = OutPath::new(&format!("{section}/{decoded}")).ok()?;
    let name = if path.as_str().is_empty() || path.as_str() == section {
        HOME.to_owned()
    } else if folder {
        format!("{}/{HOME}", path.name())
    } else {
        match (path.extension(), site.config.urls) {
            ("md", UrlStyle::File) | ("", UrlStyle::File) => format!("{}.html", path.stem()),
            ("md", UrlStyle::Directory) | ("", UrlStyle::Directory) => format!("{}/{HOME}", path.stem()),
            _ => path.name().to_owned(),
        }
    };
    path.sibling(&name).ok()
}

/// Whether a part of a path can be a file's name on every system people publish from.
fn is_portable(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.as_bytes()[3].is_ascii_digit());
    !part.is_empty()
        && part != "."
        && part != ".."
        && part.len() <= 200
        && !device
        && !part.ends_with(['.', ' '])
        && !part.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
        && !part.chars().any(char::is_control)
}
