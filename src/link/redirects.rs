//! Former addresses that lead to where things are now: aliases of pages, and redirects of the configuration.

use super::address::Claims;
use super::resolve::Index;
use super::{Answer, Claim, HOME, Lost, LostWhy, PageId, Redirect, Site, Unresolved};
use crate::config::UrlStyle;
use crate::path::OutPath;
use crate::source::Sources;
use crate::span::Span;

/// Adds the site's redirects, and records those that cannot be made.
pub(super) fn redirects(site: &mut Site, sources: &Sources, claims: &mut Claims) {
    let pages = site.page_ids().zip(&site.pages);
    let aliases: Vec<(PageId, u16, String, Span)> = pages
        .flat_map(|(id, page)| {
            let aliases = page.object.exports.aliases.iter();
            aliases.map(move |(alias, span)| (id, page.mount, alias.clone(), *span))
        })
        .collect();
    for (page, mount, alias, span) in aliases {
        let to = Answer::Page { page, anchor: None, query: None, missing: None };
        add(site, claims, Wanted { from: &alias, dest: "", span }, mount, to);
    }
    configured(site, sources, claims);
    site.redirects.sort_by(|a, b| a.out.cmp(&b.out));
}

/// Adds the redirects of the configuration. What they lead to is resolved as links are; one may lead to another, which
/// then has to be there first.
fn configured(site: &mut Site, sources: &Sources, claims: &mut Claims) {
    let config = site.config.clone();
    let mut waiting: Vec<&(String, String, Span)> = config.redirects.iter().collect();
    while !waiting.is_empty() {
        site.redirects.sort_by(|a, b| a.out.cmp(&b.out));
        let index = Index::new(site, sources, claims);
        let answers: Vec<Answer> = waiting.iter().map(|(_, to, _)| index.redirect(to)).collect();
        let mut left: Vec<(&(String, String, Span), Unresolved)> = Vec::new();
        let before = waiting.len();
        for (redirect, answer) in waiting.into_iter().zip(answers) {
            let (from, dest, span) = redirect;
            match answer {
                Answer::Unresolved(why) => left.push((redirect, why)),
                to => add(site, claims, Wanted { from, dest, span: *span }, u16::MAX, to),
            }
        }
        if left.len() == before {
            for ((from, dest, span), why) in left {
                let same = former(site, dest, u16::MAX).is_some_and(|to| former(site, from, u16::MAX) == Some(to));
                let why = match why {
                    _ if same => LostWhy::Itself,
                    Unresolved::Unpublished { .. } => LostWhy::Unpublished,
                    _ => LostWhy::NoTarget,
                };
                site.lost.push(Lost { span: *span, text: dest.clone(), why });
            }
            return;
        }
        waiting = left.into_iter().map(|(redirect, _)| redirect).collect();
    }
}

/// A redirect as it is asked for.
struct Wanted<'a> {
    from: &'a str,
    dest: &'a str,
    span: Span,
}

fn add(site: &mut Site, claims: &mut Claims, wanted: Wanted<'_>, mount: u16, to: Answer) {
    let Wanted { from, dest, span } = wanted;
    let Some(out) = former(site, from, mount) else {
        site.lost.push(Lost { span, text: from.to_owned(), why: LostWhy::BadPath });
        return;
    };
    let itself = match &to {
        Answer::Page { page, .. } => site.page(*page).out == out,
        Answer::Output { out: to, .. } => *to == out,
        _ => false,
    };
    if itself {
        site.lost.push(Lost { span, text: from.to_owned(), why: LostWhy::Itself });
        return;
    }
    // It leads to the page as a whole then, as a link would.
    if let Answer::Page { missing: Some(_), .. } = &to {
        site.lost.push(Lost { span, text: dest.to_owned(), why: LostWhy::NoAnchor });
    }
    if claims.claim(&out, Claim::Redirect(span)) {
        site.redirects.push(Redirect { out, dest: dest.into(), to, span });
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
