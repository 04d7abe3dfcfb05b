//! Links and assets: what did not resolve, and why.

use crate::address::Address;
use crate::finding::Finding;
use crate::link::{Answer, Claim, LostWhy, Page, PageId, Site, Unresolved};
use crate::markdown::Reference;
use crate::path::SourcePath;
use crate::rule::{Rule, links, site as site_rules};
use crate::source::{Role, Sources};
use crate::span::{FileId, Span};

use super::anchors;
use super::suggest::{Suggest, name_of, relative};

/// Reports every reference that leads nowhere, every alias and redirect that cannot be made, and every entry of a written
/// navigation that has no page.
pub(super) fn check(site: &Site, sources: &Sources, findings: &mut Vec<Finding>) {
    let suggest = Suggest::new(site, sources);
    for id in site.page_ids() {
        let page = site.page(id);
        for (reference, answer) in page.object.imports.iter().zip(site.answers(id)) {
            match answer {
                // Of two sources for one output, the one that gave way is reported by itself.
                Answer::Unresolved(Unresolved::Unpublished { file }) if displaced(site, *file) => {}
                Answer::Unresolved(why) => findings.push(unresolved(site, sources, &suggest, page, reference, why)),
                Answer::Page { page: target, missing: Some(anchor), .. } => {
                    findings.push(anchors::missing(site, &suggest, id, reference, *target, anchor));
                }
                _ => {}
            }
        }
    }
    lost(site, &suggest, findings);
}

fn unresolved(
    site: &Site,
    sources: &Sources,
    suggest: &Suggest<'_>,
    page: &Page,
    reference: &Reference,
    why: &Unresolved,
) -> Finding {
    let dest = &*reference.dest;
    match why {
        Unresolved::NotFound { wanted } => not_found(suggest, page, reference, wanted),
        Unresolved::Case { wanted, actual } => {
            let actual = sources.get(*actual).map(|file| file.path.clone()).unwrap_or_default();
            let message = format!("`{wanted}` differs from the file `{actual}` in case");
            let finding = Finding::new(&links::CASE_MISMATCH, reference.span, message)
                .help("file systems and hosts that heed case do not find it")
                .cause(wanted.as_str());
            with_path(finding, page, reference, wanted, &actual, true)
        }
        Unresolved::Directory { wanted } => {
            let message = format!("the folder `{wanted}` has no page of its own");
            let finding = Finding::new(&links::DIRECTORY_WITHOUT_INDEX, reference.span, message).cause(wanted.as_str());
            match first_page_in(site, wanted) {
                Some(inside) => {
                    finding.help(format!("add `{wanted}/index.md`, or link to a page in it, such as `{}`", inside.path))
                }
                None => finding.help(format!("add `{wanted}/index.md`")),
            }
        }
        Unresolved::Outside => {
            Finding::new(&links::OUTSIDE_SITE, reference.span, format!("`{dest}` leads out of the site's content"))
                .help("link to where it is published, or bring it into the content folder")
                .cause(dest)
        }
        Unresolved::Unpublished { file } => {
            let path = name_of(sources, *file);
            let why = match sources.get(*file).map(|file| file.role) {
                Some(Role::Page(_)) => "it is a draft",
                Some(Role::Part) => "it is only there to be included, as its name begins with `_`",
                Some(Role::Summary(_)) => "it is the navigation, and no page itself",
                Some(Role::Unusable) => "it cannot be read",
                Some(Role::Facts) => "it describes no thing that has a page",
                _ => "it does not lie among the pages",
            };
            Finding::new(&links::BROKEN_LINK, reference.span, format!("`{path}` is not published"))
                .help(why)
                .cause(path)
        }
        Unresolved::Thing { file, kind, id } => {
            let path = name_of(sources, *file);
            let message = format!("`{path}` describes no `{id}`");
            let finding = Finding::new(&links::MISSING_ANCHOR, reference.span, message).cause(format!("{path}#{id}"));
            let ids = site.kinds[*kind].things.iter().map(|thing| &*site.facts.entity(*thing).id.value);
            match crate::nearest::nearest(id, ids) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            }
        }
        Unresolved::Scheme => unsafe_scheme(dest, reference.span),
        Unresolved::Empty => {
            let message = if reference.text.is_empty() {
                "the link has no destination".to_owned()
            } else {
                format!("the link `{}` has no destination", reference.text)
            };
            Finding::new(&links::EMPTY_LINK, reference.span, message).help("say where it leads")
        }
        Unresolved::Invalid(why) => {
            Finding::new(&links::INVALID_ADDRESS, reference.span, format!("no browser can follow `{dest}`: {why}"))
                .cause(dest)
        }
    }
}

/// The finding for an address whose scheme may not stand in a page.
pub(super) fn unsafe_scheme(dest: &str, span: Span) -> Finding {
    let scheme = match Address::parse(dest) {
        Address::External { scheme, .. } => scheme.split_whitespace().collect::<String>().to_lowercase(),
        _ => String::new(),
    };
    Finding::new(&links::UNSAFE_SCHEME, span, format!("the scheme `{scheme}` is not allowed"))
        .help("allowed are http, https, mailto, tel and relative addresses; the link is shown as text")
        .cause(format!("{scheme}:"))
}

/// Whether a file has lost its place in the output to another source.
fn displaced(site: &Site, file: FileId) -> bool {
    site.collisions.iter().any(|collision| matches!(collision.second, Claim::File(second) if second == file))
}

fn not_found(suggest: &Suggest<'_>, page: &Page, reference: &Reference, wanted: &SourcePath) -> Finding {
    let rule: &'static Rule =
        if reference.kind.is_asset() || !is_page(wanted) { &links::MISSING_ASSET } else { &links::BROKEN_LINK };
    let what = if rule == &links::BROKEN_LINK { "page" } else { "file" };
    let finding = Finding::new(rule, reference.span, format!("there is no {what} `{wanted}`")).cause(wanted.as_str());
    match suggest.path(wanted) {
        // A page that links to nothing did not mean itself.
        Some(near) if near.path != page.path => with_path(finding, page, reference, wanted, &near.path, near.certain),
        _ => finding,
    }
}

/// Whether a path looks like a page's rather than like a file to fetch.
fn is_page(path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "" | "md" | "markdown" | "html" | "htm")
        || path.extension().len() > 5
}

/// Adds the path that was probably meant, as a fix where it is certain.
fn with_path(
    finding: Finding,
    page: &Page,
    reference: &Reference,
    wanted: &SourcePath,
    actual: &SourcePath,
    certain: bool,
) -> Finding {
    let Address::Path { path, .. } = Address::parse(&reference.dest) else { return finding };
    let dest = &*reference.dest;
    let at = dest.find(path).unwrap_or(0);
    let rest = &dest[at + path.len()..];
    let text = format!("{}{rest}", relative(page, actual));
    let finding = finding.help(format!("did you mean `{text}`?")).remedy(format!("{wanted} -> {actual}"));
    if certain { finding.fix(format!("link to `{actual}`"), reference.span, text) } else { finding }
}

fn first_page_in<'a>(site: &'a Site, folder: &SourcePath) -> Option<&'a Page> {
    site.page_ids().map(|id: PageId| site.page(id)).find(|page| page.path.below(folder.as_str()).is_some())
}

/// Adds the page that an entry of the configuration or of a written navigation probably meant.
fn meant(site: &Site, suggest: &Suggest<'_>, finding: Finding, text: &str) -> Finding {
    let Some(near) = SourcePath::new(text).ok().and_then(|wanted| suggest.path(&wanted)) else { return finding };
    let content = site.layout.mounts.first().map_or("", |mount| mount.content.as_str());
    let path = near.path.below(content).unwrap_or(near.path.as_str());
    finding.help(format!("did you mean `{path}`?")).remedy(format!("{text} -> {path}"))
}

fn lost(site: &Site, suggest: &Suggest<'_>, findings: &mut Vec<Finding>) {
    for lost in &site.lost {
        let text = &lost.text;
        findings.push(
            match lost.why {
                LostWhy::Itself => {
                    Finding::new(&links::REDIRECT_TO_SELF, lost.span, format!("`{text}` is the page's own address"))
                        .help("leave it out")
                }
                LostWhy::BadPath => Finding::new(
                    &site_rules::BAD_CONFIG,
                    lost.span,
                    format!("`{text}` cannot be an address in this site"),
                )
                .help("write a path such as `old/page.html`"),
                LostWhy::NoSection => {
                    let sections: Vec<String> =
                        site.layout.mounts.iter().map(|mount| format!("`{}`", mount.name)).take(12).collect();
                    let help = match sections.len() {
                        0 | 1 => "the site has no sections: write the value alone".to_owned(),
                        _ => format!("sections are {}; `.` is the site itself", sections.join(", ")),
                    };
                    Finding::new(&site_rules::BAD_CONFIG, lost.span, format!("no section is called `{text}`"))
                        .help(help)
                }
                LostWhy::NavOfSeveral => {
                    let message = "a site of several sections has a navigation for each of them, and none of its own";
                    Finding::new(&site_rules::BAD_CONFIG, lost.span, message)
                        .help("write a `SUMMARY.md` in the content folder of a section")
                }
                LostWhy::Unpublished => {
                    let message = format!("the redirect leads to `{text}`, which is not published");
                    Finding::new(&links::BROKEN_LINK, lost.span, message)
                }
                LostWhy::NoAnchor => {
                    let message = format!("the redirect leads to `{text}`, an anchor that is not there");
                    Finding::new(&links::MISSING_ANCHOR, lost.span, message)
                        .help("the redirect leads to the page as a whole")
                }
                LostWhy::NoTarget => {
                    let message = format!("the redirect leads to `{text}`, which does not exist");
                    meant(site, suggest, Finding::new(&links::BROKEN_LINK, lost.span, message), text)
                }
            }
            .cause(text.as_str()),
        );
    }
    for (text, span) in &site.nav.lost {
        let message = format!("the navigation names `{text}`, which is no page");
        let finding = Finding::new(&links::BROKEN_LINK, *span, message).cause(text.as_str());
        // A list in a page is reported as the page's own link.
        if !site.nav.written.iter().any(|page| site.page(*page).file == span.file) {
            findings.push(meant(site, suggest, finding, text));
        }
    }
}
