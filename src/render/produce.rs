//! Makes one output.

use super::lists::ListInputs;
use super::origins::origins;
use super::page::PageInputs;
use super::plan::Plan;
use super::redirect::RedirectInputs;
use super::sitemap;
use super::theme::{Bytes, Failure, Theme, sentence};
use super::things::{self, CompareInputs, KindInputs, ThingInputs};
use super::what::{Planned, What};
use crate::finding::Finding;
use crate::link::{Generated, Site};
use crate::markdown::escape;
use crate::output::Content;
use crate::path::OutPath;
use crate::rule::site::TEMPLATE_ERROR;
use crate::source::Sources;
use crate::span::Span;

/// Makes one output. A template that fails gives a finding, and a page without the theme around it.
pub fn produce(site: &Site, theme: &Theme, plan: &Plan, sources: &Sources, index: usize) -> (Content, Vec<Finding>) {
    let nothing = || (Content::Bytes(Vec::new()), Vec::new());
    let Some(planned) = plan.outputs.get(index) else { return nothing() };
    let Planned { out, what } = planned;
    let (shell, navigation) = (&plan.shell, &plan.navigation);
    let made = match what {
        What::Page(id) => {
            let inputs = PageInputs::new(site, shell, navigation, *id);
            let mut page = inputs.context();
            page.icons = theme.icons(&[&page.html, &inputs.icons()]);
            theme
                .render("doc.html", &shell.value, &page)
                .map_err(|failure| (failure, bare(site, page.title, page.heading(), &page.html)))
        }
        What::Home(_) | What::Index | What::NotFound => {
            let Some(list) = ListInputs::new(site, shell, navigation, what, out) else { return nothing() };
            let mut page = list.context();
            page.icons = theme.icons(&[]);
            theme
                .render(list.template(), &shell.value, &page)
                .map_err(|failure| (failure, bare(site, page.title, (None, None), &page.plain())))
        }
        What::Redirect(number) => {
            let Some(redirect) = site.redirects.get(*number as usize) else { return nothing() };
            let page = RedirectInputs::new(site, shell, redirect);
            theme
                .render("redirect.html", &shell.value, &page)
                .map_err(|failure| (failure, bare(site, &page.title, (None, None), &page.anchor())))
        }
        What::Thing(id) => {
            let thing = ThingInputs::new(site, shell, navigation, *id, out);
            let mut page = thing.context();
            page.frame.icons = theme.icons(&[&thing.icons()]);
            theme
                .render("thing.html", &shell.value, &page)
                .map_err(|failure| (failure, bare(site, page.frame.title, (None, None), &thing.plain())))
        }
        What::Kind(number) => {
            let kind = KindInputs::new(site, shell, navigation, *number, out);
            let mut page = kind.context();
            page.frame.icons = theme.icons(&[&kind.icons()]);
            theme
                .render("kind.html", &shell.value, &page)
                .map_err(|failure| (failure, bare(site, page.frame.title, (None, None), &kind.plain())))
        }
        What::Compare(number) => {
            let Some(comparison) = site.comparisons.get(*number as usize) else { return nothing() };
            let both = CompareInputs::new(site, shell, navigation, comparison);
            let mut page = both.context();
            page.frame.icons = theme.icons(&[&both.icons()]);
            theme
                .render("compare.html", &shell.value, &page)
                .map_err(|failure| (failure, bare(site, page.frame.title, (None, None), &both.plain())))
        }
        What::Facts => Ok(things::json(site, out).into_bytes()),
        What::ThingData(id) => Ok(things::thing_json(site, *id, out).into_bytes()),
        What::Asset(number) => {
            let path = site.assets.get(*number as usize).map(|asset| sources.disk(&asset.path));
            return path.map_or_else(nothing, |path| (Content::File(path), Vec::new()));
        }
        What::Static(number) => return (file(theme, sources, *number), Vec::new()),
        What::Sitemap => Ok(sitemap::sitemap(site).into_bytes()),
        What::Robots => Ok(sitemap::robots(site).into_bytes()),
        What::Search(number) => Ok(plan.search.script(*number).into_bytes()),
    };
    match made {
        Ok(bytes) => (Content::Bytes(bytes), Vec::new()),
        Err((failure, bare)) => {
            let finding = finding(site, theme, planned, &failure);
            (Content::Bytes(bare.into_bytes()), finding.into_iter().collect())
        }
    }
}

/// The page that stands in for missing ones, on the host of the preview, where a site lies as its `base_url` says, and else at the
/// root. A page whose template fails is one without the theme around it.
pub fn missing(site: &Site, theme: &Theme, plan: &Plan) -> Content {
    let what = What::NotFound;
    let out = OutPath::new(Generated::Missing.name()).unwrap_or_default();
    let list = ListInputs::new(site, &plan.shell, &plan.navigation, &what, &out);
    let list = list.map(|list| if site.config.base_url.is_none() { list.at_root_of_host() } else { list });
    let Some(list) = list else { return Content::Bytes(Vec::new()) };
    let mut page = list.context();
    page.icons = theme.icons(&[]);
    let made = theme.render(list.template(), &plan.shell.value, &page);
    Content::Bytes(made.unwrap_or_else(|_| bare(site, page.title, (None, None), &page.plain()).into_bytes()))
}

/// A file of the theme.
fn file(theme: &Theme, sources: &Sources, number: u32) -> Content {
    match theme.files.get(number as usize).map(|file| &file.bytes) {
        Some(Bytes::BuiltIn(bytes)) => Content::Bytes(bytes.to_vec()),
        Some(Bytes::Own(id)) => match sources.get(*id) {
            Some(file) => Content::File(sources.disk(&file.path)),
            None => Content::Bytes(Vec::new()),
        },
        None => Content::Bytes(Vec::new()),
    }
}

/// A page without the theme around it. Without a heading of its own, with an id, its title is one.
fn bare(site: &Site, title: &str, (id, heading): (Option<&str>, Option<&str>), html: &str) -> String {
    let mut out = "<!DOCTYPE html>\n<html lang=\"".to_owned();
    escape(&mut out, site.config.language.as_deref().unwrap_or("en"));
    out.push_str("\"><head><meta charset=\"utf-8\"><title>");
    escape(&mut out, title);
    out.push_str("</title></head>\n<body><main><h1");
    if let Some(id) = id {
        out.push_str(" id=\"");
        escape(&mut out, id);
        out.push('"');
    }
    out.push('>');
    match heading {
        Some(heading) => out.push_str(heading),
        None => escape(&mut out, title),
    }
    out.push_str("</h1>\n");
    out.push_str(html);
    out.push_str("</main></body></html>\n");
    out
}

/// The finding for a template that failed: in the site's own template, else where the page comes from.
fn finding(site: &Site, theme: &Theme, planned: &Planned, failure: &Failure) -> Option<Finding> {
    let Failure { template, range, message } = failure;
    // The engine says what is wrong first, and then what there is to choose from.
    let (fact, rest) = message.split_once(". ").unwrap_or((message, ""));
    let message = format!("{fact}, while making `{}`", planned.out);
    let helped = |finding: Finding| if rest.is_empty() { finding } else { finding.help(sentence(rest)) };
    if let Some(file) = theme.origin(template) {
        return Some(helped(Finding::new(&TEMPLATE_ERROR, Span::new(file, range.start, range.end), message)));
    }
    // A built-in template fails where one of the site's own gives it what it cannot show.
    let own = theme.own_templates().next();
    let file = own.or_else(|| origins(site, theme, &planned.what).first().copied())?;
    Some(helped(Finding::new(&TEMPLATE_ERROR, Span::whole(file), format!("`{template}`: {message}"))))
}
