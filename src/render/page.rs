//! Pages of authors: what one shows, as its key sees it and as its template does.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fill::Filling;
use super::mentions::{Backlink, MENTIONS, Mention};
use super::navigation::{self, Navigation, Tree};
use super::shell::Shell;
use super::shown_facts::ShownFacts;
use super::steps::{Entry, Link, Listed, Step};
use super::target::Target;
use super::things::{Parts, PartsContext};
use super::urls::Urls;
use crate::digest::{Digest, Hasher};
use crate::link::{Answer, HOME, PageId, Site};
use crate::markdown::{HoleKind, Panel, RefKind};
use crate::path::OutPath;

/// How many entries above a page it shows, the nearest.
const CRUMBS: usize = 12;

/// Everything that a page shows.
#[derive(Debug)]
pub(super) struct PageInputs<'a> {
    page: &'a crate::link::Page,
    /// Whether it is the home page of the site.
    home: bool,
    /// The digest of the shell around the page.
    shell: Digest,
    targets: Vec<Target<'a>>,
    facts: ShownFacts<'a>,
    tree: Option<Tree<'a>>,
    /// The mount the page belongs to, where there are several.
    tab: Option<u16>,
    crumbs: Vec<Step<'a>>,
    previous: Option<Step<'a>>,
    next: Option<Step<'a>>,
    children: Vec<Entry<'a>>,
    mentions: Vec<Mention<'a>>,
    /// How many pages speak of the page.
    mentioned: usize,
    edit: Option<String>,
    canonical: Option<String>,
    /// What is shown of the things whose own page it is.
    things: Vec<Parts<'a>>,
}

impl<'a> PageInputs<'a> {
    /// Collects what a page shows.
    pub(super) fn new(site: &'a Site, shell: &Shell, navigation: &'a Navigation, id: PageId) -> Self {
        let page = site.page(id);
        let (previous, next) = site.nav.order.get(id.0 as usize).copied().unwrap_or_default();
        let step = |page: PageId| Step::to(site, page);
        let links = site.backlinks(id);
        Self {
            page,
            home: site.home.page == Some(id),
            shell: shell.digest,
            targets: targets(site, id),
            facts: ShownFacts::new(site, id),
            tree: navigation.of_page(site, id),
            tab: (site.layout.mounts.len() > 1).then_some(page.mount),
            crumbs: crumbs(site, id),
            previous: previous.map(step),
            next: next.map(step),
            children: children(site, id),
            mentions: links.iter().take(MENTIONS).map(|link| Mention::new(site, link)).collect(),
            mentioned: links.len(),
            edit: site.config.edit_url.as_deref().map(|pattern| edit_url(pattern, page.path.as_str())),
            canonical: canonical(site, &page.out),
            things: own_things(site, id),
        }
    }

    /// The parts of the page's key, by name.
    pub(super) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self {
            page,
            home,
            shell,
            targets,
            facts,
            tree,
            tab,
            crumbs,
            previous,
            next,
            children,
            mentions,
            mentioned,
            edit,
            canonical,
            things,
        } = self;
        let crate::link::Page { file: _, path, out, mount: _, object } = page;
        let part = |fill: &dyn Fn(&mut Hasher)| {
            let mut hasher = Hasher::new();
            fill(&mut hasher);
            hasher.finish()
        };
        let place = part(&|hasher| {
            hasher.text(path.as_str()).text(out.as_str()).option(edit.as_deref()).option(canonical.as_deref());
            hasher.number(u64::from(*home));
        });
        let links = part(&|hasher| {
            targets.iter().for_each(|target| target.hash(hasher));
            facts.hash(hasher);
        });
        let navigation = part(&|hasher| {
            if let Some(tree) = tree {
                tree.hash(hasher);
            }
            hasher.number(tab.map_or(0, |tab| u64::from(tab) + 1)).number(crumbs.len() as u64);
            crumbs.iter().for_each(|step| step.hash(hasher));
            for step in [previous, next] {
                hasher.number(u64::from(step.is_some()));
                step.iter().for_each(|step| step.hash(hasher));
            }
        });
        let section = part(&|hasher| children.iter().for_each(|entry| entry.hash(hasher)));
        let backlinks = part(&|hasher| {
            hasher.number(*mentioned as u64);
            mentions.iter().for_each(|mention| mention.hash(hasher));
        });
        let facts = part(&|hasher| things.iter().for_each(|thing| thing.hash(hasher)));
        vec![
            ("page", object.key),
            ("place", place),
            ("links", links),
            ("navigation", navigation),
            ("section", section),
            ("backlinks", backlinks),
            ("facts", facts),
            ("theme", *shell),
        ]
    }

    /// What shows which icons the page needs beside those of its text.
    pub(super) fn icons(&self) -> String {
        let mut icons = String::new();
        self.things.iter().for_each(|thing| thing.icons(&mut icons));
        icons
    }

    /// The page as its template sees it, but for its icons.
    pub(super) fn context(&self) -> PageContext<'_> {
        let page = self.page;
        let object = &*page.object;
        let urls = Urls::relative(&page.out);
        let filling = Filling { imports: &object.imports, targets: &self.targets, facts: &self.facts, urls };
        let heading = filling.title(&object.body);
        // A first heading further down is the page's own; only a page without any is given one.
        let shown = heading.is_some() || object.exports.headings.iter().any(|heading| heading.level == 1);
        let html = filling.rest(&object.body);
        let panel = if self.things.is_empty() { Panel::None } else { object.front.panel };
        PageContext {
            kind: if self.home { "home" } else { "page" },
            title: page.title(),
            heading: match heading {
                Some(html) if html == escaped(page.title()) => Some(title(page.title())),
                Some(html) => Some(html),
                None if shown => None,
                None => Some(title(page.title())),
            },
            heading_id: Some(object.body.title_id.as_str()).filter(|id| !id.is_empty()),
            description: &object.exports.summary,
            lead: object.front.description.as_deref(),
            opened: (panel == Panel::Page).then(|| opened(&html)),
            html,
            url: page.out.as_str(),
            root: urls.root(),
            canonical: self.canonical.clone(),
            internal: object.front.internal,
            navigation: self.tree.as_ref().map(Tree::html),
            tab: self.tab,
            crumbs: self.crumbs.iter().map(|step| step.link(&urls)).collect(),
            previous: self.previous.map(|step| step.link(&urls)),
            next: self.next.map(|step| step.link(&urls)),
            toc: toc(object, &self.things, panel),
            panel: match panel {
                Panel::Page => Some("page"),
                Panel::Aside => Some("aside"),
                Panel::None => None,
            },
            things: self.things.iter().map(|thing| thing.context(&urls)).collect(),
            children: self.children.iter().map(|entry| entry.listed(&urls)).collect(),
            backlinks: self.mentions.iter().map(|mention| mention.link(&urls)).collect(),
            more_backlinks: self.mentioned - self.mentions.len(),
            source: page.path.as_str(),
            edit_url: self.edit.clone(),
            owner: object.front.owner.as_deref(),
            reviewed: object.front.reviewed.as_ref().map(|(day, _)| day.as_str()),
            extra: &object.front.extra,
            icons: String::new(),
        }
    }
}

/// The `page` of a template's context.
#[derive(Debug, Serialize)]
pub(super) struct PageContext<'a> {
    kind: &'static str,
    pub(super) title: &'a str,
    heading: Option<String>,
    heading_id: Option<&'a str>,
    description: &'a str,
    lead: Option<&'a str>,
    pub(super) html: String,
    /// The page up to the end of its first paragraph, and after it, where the facts stand between the two.
    opened: Option<[String; 2]>,
    /// Where the facts of its things stand: `page` or `aside`.
    panel: Option<&'static str>,
    things: Vec<PartsContext<'a>>,
    url: &'a str,
    root: String,
    canonical: Option<String>,
    internal: bool,
    pub(super) navigation: Option<String>,
    tab: Option<u16>,
    crumbs: Vec<Link<'a>>,
    previous: Option<Link<'a>>,
    next: Option<Link<'a>>,
    toc: Vec<TocEntry<'a>>,
    children: Vec<Listed<'a>>,
    backlinks: Vec<Backlink<'a>>,
    more_backlinks: usize,
    source: &'a str,
    edit_url: Option<String>,
    owner: Option<&'a str>,
    reviewed: Option<&'a str>,
    extra: &'a BTreeMap<String, serde_json::Value>,
    pub(super) icons: String,
}

impl PageContext<'_> {
    /// The id of the page's heading, and its inside.
    pub(super) fn heading(&self) -> (Option<&str>, Option<&str>) {
        (self.heading_id, self.heading.as_deref())
    }
}

/// A section of a page.
#[derive(Debug, Serialize)]
struct TocEntry<'a> {
    level: u8,
    id: &'a str,
    text: &'a str,
}

/// What the references of a page lead to.
fn targets(site: &Site, id: PageId) -> Vec<Target<'_>> {
    let object = &site.page(id).object;
    let answers = site.answers(id);
    let mut targets: Vec<Target<'_>> =
        object.imports.iter().zip(answers).map(|(to, answer)| Target::new(site, &to.dest, answer)).collect();
    for hole in &object.body.holes {
        if let HoleKind::Label(number) = hole.what
            && let (Some(target), Some(answer)) = (targets.get_mut(number as usize), answers.get(number as usize))
        {
            *target = target.labelled(site, answer);
        }
    }
    targets
}

/// The entries above a page; the root of its mount only where there are several mounts.
fn crumbs(site: &Site, id: PageId) -> Vec<Step<'_>> {
    let Some(entry) = site.nav.entry(id) else { return Vec::new() };
    let above = site.nav.ancestors(entry);
    let skipped = usize::from(site.layout.mounts.len() < 2).max(above.len().saturating_sub(CRUMBS));
    above.into_iter().skip(skipped).map(|above| Step::of(site, above)).collect()
}

/// The pages below a page, where it does not lead to most of them itself.
fn children(site: &Site, id: PageId) -> Vec<Entry<'_>> {
    let Some(entry) = site.nav.entry(id) else { return Vec::new() };
    let children = &site.nav.node(entry).children;
    if children.is_empty() || site.nav.written.contains(&id) {
        return Vec::new();
    }
    let mut named: Vec<PageId> = site
        .answers(id)
        .iter()
        .zip(&site.page(id).object.imports)
        .filter(|(_, reference)| reference.kind != RefKind::Image)
        .filter_map(|(answer, _)| if let Answer::Page { page, .. } = answer { Some(*page) } else { None })
        .collect();
    named.sort_unstable();
    let unnamed = |page: &PageId| named.binary_search(page).is_err();
    // A heading is named where all pages below it are.
    let missing = children.iter().filter(|child| match site.nav.node(**child).page {
        Some(page) => unnamed(&page),
        None => site.nav.reading(**child).iter().any(unnamed),
    });
    if missing.count() * 3 <= children.len() {
        return Vec::new();
    }
    let entries = children.iter().map(|child| {
        let node = site.nav.node(*child);
        match node.page {
            // As in the navigation, a heading leads to the first page below it.
            None => Entry { step: Step { title: &node.title, out: navigation::first(site, *child) }, summary: "" },
            Some(_) => Entry::new(site, *child),
        }
    });
    entries.collect()
}

/// What is shown of the things whose own page this is. The ids of their facts give way to the page's own anchors, and those
/// of further things to those of the first.
fn own_things(site: &Site, id: PageId) -> Vec<Parts<'_>> {
    let anchors = &site.page(id).object.exports.anchors;
    let things = site.own_things(id).enumerate();
    things.map(|(at, thing)| Parts::new(site, thing, &|row| at > 0 || anchors.get(row).is_some())).collect()
}

/// A page's text up to the end of the paragraph that it begins with, and from there on.
fn opened(html: &str) -> [String; 2] {
    const END: &str = "</p>";
    let begins = html.trim_start().starts_with("<p>");
    let end = html.find(END).filter(|_| begins).map_or(0, |at| at + END.len());
    [html[..end].to_owned(), html[end..].to_owned()]
}

/// The headings a reader chooses from: those of levels two and three, and those of the facts.
fn toc<'a>(object: &'a crate::markdown::PageObject, things: &[Parts<'_>], panel: Panel) -> Vec<TocEntry<'a>> {
    let headings = object.exports.headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    let facts = (panel == Panel::Page).then_some(TocEntry { level: 2, id: "Fp-Facts", text: "Facts" });
    let related = things.iter().any(Parts::has_relations);
    let relations = related.then_some(TocEntry { level: 2, id: "Fp-Relations", text: "Relations" });
    let headings = headings.map(|heading| TocEntry { level: heading.level, id: &heading.id, text: &heading.text });
    facts.into_iter().chain(headings).chain(relations).collect()
}

/// The address at which a source can be edited.
fn edit_url(pattern: &str, path: &str) -> String {
    let path = OutPath::new(path).map(|path| path.encoded()).unwrap_or_default();
    pattern.replace("{path}", &path)
}

/// The address that search engines are told.
pub(super) fn canonical(site: &Site, out: &OutPath) -> Option<String> {
    let base = site.config.base_url.as_deref()?;
    // The address of a folder and of its index are one; the shorter is the one people share.
    let encoded = out.encoded();
    let short = match encoded.strip_suffix(HOME) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => encoded.as_str(),
    };
    Some(format!("{base}{short}"))
}

/// A title as the page's heading: names so long that they fill a line of a phone break between their parts.
fn title(text: &str) -> String {
    let mut out = String::new();
    super::title::breakable(&mut out, text, 24);
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    crate::markdown::escape(&mut out, text);
    out
}
