//! Pages among each other: addresses, titles, and whether anybody finds them.

use rustc_hash::FxHashMap;

use crate::date::Date;
use crate::finding::Finding;
use crate::link::{Backlink, Claim, Collision, Mention, Page, PageId, Site};
use crate::markdown::ValueKind;
use crate::rule::pages;
use crate::span::Span;

/// Reports colliding addresses, titles given twice, pages nobody finds, and reviews that are due.
pub(super) fn check(site: &Site, today: Option<Date>, findings: &mut Vec<Finding>) {
    findings.extend(site.collisions.iter().map(collision));
    titles(site, findings);
    for id in site.page_ids() {
        if let Some(finding) = unreachable(site, id) {
            findings.push(finding);
        }
        if let Some(today) = today {
            findings.extend(review(site.page(id), today));
        }
    }
}

fn collision(collision: &Collision) -> Finding {
    let Collision { out, first, second, alike } = collision;
    let span = |claim: &Claim| match claim {
        Claim::File(file) => Some(Span::whole(*file)),
        Claim::Redirect(span) | Claim::Facts(span) => Some(*span),
        Claim::Generated(_) => None,
    };
    let generated = [first, second].into_iter().any(|claim| matches!(claim, Claim::Generated(_) | Claim::Facts(_)));
    let message = match (second, generated, alike) {
        (Claim::Facts(_), _, true) => {
            format!(
                "`{out}`, the place of the page that is made of this, differs from another in case or Unicode form only"
            )
        }
        (Claim::Facts(_), _, false) => format!("`{out}`, the place of the page that is made of this, is taken"),
        (_, true, _) => format!("`{out}` is the place of a page that factpress makes"),
        (_, _, true) => format!("`{out}` and another output differ in case or Unicode form only"),
        (_, _, false) => format!("`{out}` is made from two sources"),
    };
    // A generated page has no place in the sources: the finding stands at whoever else wants its path.
    let place = span(second).or_else(|| span(first));
    let mut finding = match place {
        Some(place) => Finding::new(&pages::OUTPUT_COLLISION, place, message),
        None => Finding::new(&pages::OUTPUT_COLLISION, Span::whole(crate::span::FileId(0)), message),
    };
    if let (Some(other), Some(_)) = (span(first), span(second)) {
        finding = finding.related(other, "the other source");
    }
    let rename = if generated { "rename it" } else { "rename one of them" };
    finding.help(format!("{rename}; nothing is published before that")).cause(out.as_str())
}

fn titles(site: &Site, findings: &mut Vec<Finding>) {
    let mut seen: FxHashMap<(u16, &str), PageId> = FxHashMap::default();
    for id in site.page_ids() {
        let page = site.page(id);
        let title = page.object.exports.title.as_str();
        if title.is_empty() {
            continue;
        }
        match seen.get(&(page.mount, title)) {
            None => {
                seen.insert((page.mount, title), id);
            }
            Some(first) => {
                let first = site.page(*first);
                let message = format!("the title `{title}` is that of `{}` too", first.path);
                findings.push(
                    Finding::new(&pages::DUPLICATE_TITLE, title_span(page), message)
                        .related(title_span(first), "first used here")
                        .help("say in each title what tells the pages apart")
                        .cause(title),
                );
            }
        }
    }
}

fn title_span(page: &Page) -> Span {
    page.object.exports.title_span.unwrap_or(Span::whole(page.file))
}

fn unreachable(site: &Site, id: PageId) -> Option<Finding> {
    if site.nav.entry(id).is_some() {
        return None;
    }
    let page = site.page(id);
    // A page that is named and not linked to is not reached; a value leads to its fact where it is not a link already.
    let leads = |link: &Backlink| match link.mention {
        Mention::Link(_) => true,
        Mention::Name { linked, .. } => linked,
        Mention::Value(number) => {
            let value = site.page(link.from).object.facts.values.get(number as usize);
            value.is_some_and(|it| matches!(it.what, ValueKind::Code | ValueKind::Words | ValueKind::Word(_)))
        }
    };
    if !site.backlinks(id).iter().any(leads) {
        let message = "neither a link nor the navigation leads to this page";
        return Some(
            Finding::new(&pages::NO_LINKS_TO_PAGE, Span::whole(page.file), message)
                .help("link to it, add it to the navigation, or remove it")
                .cause(page.path.as_str()),
        );
    }
    let message = "the navigation leaves this page out";
    Some(Finding::new(&pages::NOT_IN_NAV, Span::whole(page.file), message).cause(page.path.as_str()))
}

fn review(page: &Page, today: Date) -> Option<Finding> {
    let front = &page.object.front;
    let (reviewed, span) = front.reviewed.as_ref()?;
    let due = Date::parse(reviewed)?.plus(front.review_every?);
    if due >= today {
        return None;
    }
    let finding = Finding::new(&pages::REVIEW_DUE, *span, format!("the page was to be reviewed by {due}"))
        .help("read it, mend it, and set `reviewed` to the day");
    Some(match &front.owner {
        Some(owner) => finding.cause(owner.as_str()),
        None => finding,
    })
}
