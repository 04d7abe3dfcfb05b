//! Things: pages that they name and that are not there, names that mean none, and reviews that are due.

use super::destinations::unsafe_scheme;
use super::suggest::Suggest;
use crate::address::{Address, is_safe};
use crate::date::Date;
use crate::facts::{EntityId, Unnamed};
use crate::finding::Finding;
use crate::link::{LostPage, NotNamed, PageId, Site};
use crate::nearest::nearest;
use crate::rule::{facts, links, pages};
use crate::source::Sources;

/// How many things a message names.
const NAMED: usize = 4;

/// Reports what things name and what names them without being there, and reviews of them that are due.
pub(super) fn check(site: &Site, sources: &Sources, today: Option<Date>, findings: &mut Vec<Finding>) {
    if !site.lost_pages.is_empty() {
        let suggest = Suggest::new(site, sources);
        findings.extend(site.lost_pages.iter().map(|lost| lost_page(site, &suggest, lost)));
    }
    findings.extend(site.not_named.iter().map(|name| not_named(site, name)));
    if let Some(today) = today {
        findings.extend(site.facts.ids().filter_map(|id| review(site, id, today)));
    }
}

fn lost_page(site: &Site, suggest: &Suggest<'_>, lost: &LostPage) -> Finding {
    let LostPage { span, alone, text, page } = lost;
    let (path, anchor) = text.split_once('#').map_or((text.as_str(), None), |(path, anchor)| (path, Some(anchor)));
    if let (Some(page), Some(anchor)) = (page, anchor) {
        return lost_anchor(site, suggest, lost, (*page, path, anchor));
    }
    if matches!(Address::parse(text), Address::External { scheme, .. } if !is_safe(scheme)) {
        return unsafe_scheme(text, *span);
    }
    let finding = Finding::new(&links::BROKEN_LINK, *span, format!("there is no page `{path}`")).cause(path);
    let content = site.layout.mounts.first().map(|mount| &mount.content);
    let near = content.and_then(|content| suggest.path(&content.join(path).ok()?));
    let (Some(near), Some(content)) = (near, content) else {
        return finding.help("write the path of a page below the content folder");
    };
    let meant = near.path.below(content.as_str()).unwrap_or(near.path.as_str());
    let written = anchor.map_or_else(|| meant.to_owned(), |anchor| format!("{meant}#{anchor}"));
    let finding = finding.help(format!("did you mean `{written}`?")).remedy(format!("{path} -> {meant}"));
    if near.certain && *alone { finding.fix(format!("write `{written}`"), *span, written) } else { finding }
}

fn lost_anchor(
    site: &Site,
    suggest: &Suggest<'_>,
    lost: &LostPage,
    (page, path, anchor): (PageId, &str, &str),
) -> Finding {
    let source = &site.page(page).path;
    let message = format!("there is no anchor `#{anchor}` on `{source}`");
    let finding = Finding::new(&links::MISSING_ANCHOR, lost.span, message).cause(format!("{source}#{anchor}"));
    if let Some(same) = suggest.same_anchor(page, anchor) {
        let written = format!("{path}#{}", same.output_id());
        let finding = finding.help(format!("did you mean `{written}`?"));
        let fixed = |finding: Finding| finding.fix(format!("write `{written}`"), lost.span, &*written);
        return if lost.alone { fixed(finding) } else { finding };
    }
    match suggest.near_anchor(page, anchor) {
        Some(near) => finding.help(format!("did you mean `{path}#{}`?", near.output_id())),
        None => finding,
    }
}

pub(super) fn not_named(site: &Site, name: &NotNamed) -> Finding {
    let NotNamed { span, text, why } = name;
    match why {
        Unnamed::Several(things) => several(site, name, things),
        Unnamed::Nothing | Unnamed::NoField(_) => {
            let finding =
                Finding::new(&facts::UNKNOWN_ENTITY, *span, format!("no thing is called `{text}`")).cause(text);
            let kind = text.split_once('/').and_then(|(kind, _)| site.facts.kind_named(kind));
            let near = match kind {
                Some(kind) => {
                    let full: Vec<String> = site.kinds[kind].things.iter().map(|thing| full(site, *thing)).collect();
                    nearest(text, full.iter().map(String::as_str)).map(str::to_owned)
                }
                None => nearest(text, site.names.all()).map(str::to_owned),
            };
            match near {
                Some(near) => {
                    let finding = finding.help(format!("did you mean `{near}`?"));
                    // Others would need quotes in YAML.
                    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/');
                    if !near.chars().all(plain) || !near.starts_with(char::is_alphanumeric) {
                        return finding;
                    }
                    finding.fix(format!("write `{near}`"), *span, near)
                }
                None => finding.help("write the id or the name of a thing, or `kind/id`"),
            }
        }
    }
}

/// Some names, of which a message can name all: the first, and how many more there are.
pub(super) fn few(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAMED);
    if more > 0 {
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    names
}

fn several(site: &Site, name: &NotNamed, things: &[EntityId]) -> Finding {
    let shown: Vec<String> = things.iter().take(NAMED).map(|thing| format!("`{}`", full(site, *thing))).collect();
    let message = format!("`{}` is the name of several things", name.text);
    let finding = Finding::new(&facts::AMBIGUOUS_ENTITY, name.span, message).cause(&name.text);
    let finding = finding.help(format!("write {}", shown.join(" or ")));
    things.iter().take(NAMED).fold(finding, |finding, thing| {
        finding.related(site.facts.entity(*thing).id.span, format!("`{}` stands here", full(site, *thing)))
    })
}

/// The full name of a thing: `kind/id`.
pub(super) fn full(site: &Site, thing: EntityId) -> String {
    format!("{}/{}", site.facts.kind_of(thing).name, site.facts.entity(thing).id.value)
}

fn review(site: &Site, id: EntityId, today: Date) -> Option<Finding> {
    let about = &site.facts.entity(id).about;
    let reviewed = about.reviewed.as_ref()?;
    let due = reviewed.value.plus(about.review_every?);
    // What the front matter of the thing's own page says is the page's review.
    let of_page = site.thing(id).place.as_ref().and_then(|place| site.page(place.page).object.front.reviewed.as_ref());
    if due >= today || of_page.is_some_and(|(_, span)| *span == reviewed.span) {
        return None;
    }
    let message = format!("`{}` was to be reviewed by {due}", full(site, id));
    let finding = Finding::new(&pages::REVIEW_DUE, reviewed.span, message)
        .help("compare it with its source, mend it, and set `reviewed` to the day");
    Some(match &about.owner {
        Some(owner) => finding.cause(owner.as_str()),
        None => finding,
    })
}
