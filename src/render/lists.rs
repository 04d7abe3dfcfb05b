//! Pages that no author wrote: lists of pages, the index from A to Z, and the page that stands in for missing ones.

use std::collections::BTreeMap;

use serde::Serialize;

use super::navigation::{Navigation, Tree};
use super::page::canonical;
use super::shell::Shell;
use super::steps::{Entry, Listed, Step};
use super::urls::{Urls, path_of};
use super::what::What;
use crate::digest::{Digest, Hasher};
use crate::link::Site;
use crate::link::nav::NavId;
use crate::markdown::escape;
use crate::path::OutPath;

/// Everything that a generated page shows.
#[derive(Debug)]
pub(super) struct ListInputs<'a> {
    kind: &'static str,
    title: &'a str,
    out: &'a OutPath,
    shell: Digest,
    tree: Option<Tree<'a>>,
    tab: Option<u16>,
    groups: Vec<Group<'a>>,
    /// The path of the site on its host, for the page that is shown at any address.
    host_path: Option<&'a str>,
    canonical: Option<String>,
}

/// Entries under one heading; those without one stand first.
#[derive(Debug)]
struct Group<'a> {
    title: String,
    entries: Vec<Entry<'a>>,
}

impl<'a> ListInputs<'a> {
    /// Collects what a generated page shows; none for outputs of another kind.
    pub(super) fn new(
        site: &'a Site,
        shell: &Shell,
        navigation: &'a Navigation,
        what: &What,
        out: &'a OutPath,
    ) -> Option<Self> {
        let mount = if let What::Home(Some(mount)) = what { *mount } else { 0 };
        let several = site.layout.mounts.len() > 1;
        let root = site.nav.roots.get(mount as usize).copied();
        let (kind, title, groups) = match what {
            What::Home(None) if several => ("home", site.title.as_str(), sites(site)),
            What::Home(None) => ("home", site.title.as_str(), root.map_or_else(Vec::new, |root| below(site, root))),
            What::Home(Some(_)) => {
                let root = root?;
                ("section", site.nav.node(root).title.as_str(), below(site, root))
            }
            What::Index => ("index", "All pages, A to Z", by_letter(site)),
            What::NotFound => ("missing", "Page not found", Vec::new()),
            _ => return None,
        };
        let missing = matches!(what, What::NotFound);
        // Where several sites are published together, no tree is more at home on a page of all of them than another.
        let treeless = missing || (several && !matches!(what, What::Home(Some(_))));
        Some(Self {
            kind,
            title,
            out,
            shell: shell.digest,
            tree: if treeless { None } else { navigation.of_mount(site, mount, out) },
            tab: if let What::Home(tab) = what { *tab } else { None },
            groups,
            host_path: site.config.base_url.as_deref().filter(|_| missing).map(path_of),
            canonical: if missing { None } else { canonical(site, out) },
        })
    }

    /// The same page on a host whose root is the site.
    pub(super) fn at_root_of_host(self) -> Self {
        Self { host_path: Some("/"), ..self }
    }

    /// The parts of the page's key, by name.
    pub(super) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { kind, title, out, shell, tree, tab, groups, host_path, canonical } = self;
        let mut place = Hasher::new();
        place.text(kind).text(title).text(out.as_str()).option(*host_path).option(canonical.as_deref());
        let mut navigation = Hasher::new();
        if let Some(tree) = tree {
            tree.hash(&mut navigation);
        }
        navigation.number(tab.map_or(0, |tab| u64::from(tab) + 1));
        let mut pages = Hasher::new();
        for Group { title, entries } in groups {
            pages.text(title).number(entries.len() as u64);
            entries.iter().for_each(|entry| entry.hash(&mut pages));
        }
        vec![
            ("place", place.finish()),
            ("navigation", navigation.finish()),
            ("pages", pages.finish()),
            ("theme", *shell),
        ]
    }

    /// The template that the page is made by.
    pub(super) fn template(&self) -> &'static str {
        match self.kind {
            "home" => "home.html",
            "section" => "section.html",
            "index" => "a-z.html",
            _ => "404.html",
        }
    }

    /// The page as its template sees it, but for its icons.
    pub(super) fn context(&self) -> ListContext<'_> {
        let urls = match self.kind {
            "missing" => Urls::from_root(self.out, self.host_path),
            _ => Urls::relative(self.out),
        };
        ListContext {
            kind: self.kind,
            title: self.title,
            description: "",
            url: self.out.as_str(),
            root: urls.root(),
            canonical: self.canonical.clone(),
            internal: matches!(self.kind, "missing" | "index"),
            navigation: self.tree.as_ref().map(Tree::html),
            tab: self.tab,
            groups: self
                .groups
                .iter()
                .map(|Group { title, entries }| ListedGroup {
                    title,
                    entries: entries.iter().map(|entry| entry.listed(&urls)).collect(),
                })
                .collect(),
            letters: if self.kind == "index" { letters(&self.groups) } else { Vec::new() },
            icons: String::new(),
        }
    }
}

/// The `page` of a generated page's context.
#[derive(Debug, Serialize)]
pub(super) struct ListContext<'a> {
    kind: &'static str,
    pub(super) title: &'a str,
    description: &'static str,
    url: &'a str,
    root: String,
    canonical: Option<String>,
    internal: bool,
    pub(super) navigation: Option<String>,
    tab: Option<u16>,
    groups: Vec<ListedGroup<'a>>,
    letters: Vec<Letter>,
    pub(super) icons: String,
}

impl ListContext<'_> {
    /// The lists without the theme: links below their headings. Those of the index are anchors.
    pub(super) fn plain(&self) -> String {
        let mut out = String::new();
        for ListedGroup { title, entries } in &self.groups {
            if !title.is_empty() {
                out.push_str("<h2");
                if self.kind == "index" {
                    out.push_str(" id=\"");
                    escape(&mut out, title);
                    out.push('"');
                }
                out.push('>');
                escape(&mut out, title);
                out.push_str("</h2>\n");
            }
            out.push_str("<ul>\n");
            entries.iter().for_each(|entry| entry.plain(&mut out));
            out.push_str("</ul>\n");
        }
        out
    }
}

/// A group as templates see it.
#[derive(Debug, Serialize)]
struct ListedGroup<'a> {
    title: &'a str,
    entries: Vec<Listed<'a>>,
}

/// A letter of the index, and whether any title begins with it.
#[derive(Debug, Serialize)]
struct Letter {
    letter: String,
    used: bool,
}

/// The sites that are published together.
fn sites(site: &Site) -> Vec<Group<'_>> {
    let entries = site.nav.roots.iter().map(|root| Entry::new(site, *root)).collect();
    vec![Group { title: String::new(), entries }]
}

/// The pages below an entry: those without a heading above them first, then heading by heading.
fn below(site: &Site, root: NavId) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut waiting: Vec<(NavId, String)> = vec![(root, String::new())];
    while let Some((id, title)) = waiting.pop() {
        let (pages, headings): (Vec<NavId>, Vec<NavId>) =
            site.nav.node(id).children.iter().partition(|child| site.nav.node(**child).page.is_some());
        let entries: Vec<Entry<'_>> = pages.into_iter().map(|child| Entry::new(site, child)).collect();
        if !entries.is_empty() {
            groups.push(Group { title: title.clone(), entries });
        }
        for heading in headings.into_iter().rev() {
            let name = &site.nav.node(heading).title;
            waiting.push((heading, if title.is_empty() { name.clone() } else { format!("{title} / {name}") }));
        }
    }
    groups
}

/// All pages, and the things that have none of their own, by the first letter of their titles.
fn by_letter(site: &Site) -> Vec<Group<'_>> {
    let pages = site
        .page_ids()
        .map(|id| Entry { step: Step::to(site, id), summary: site.page(id).object.exports.summary.as_str() });
    let mut groups: BTreeMap<(bool, String), Vec<Entry<'_>>> = BTreeMap::new();
    for entry in pages.chain(Entry::of_facts(site)) {
        let letter = letter(entry.step.title);
        // What begins with no letter stands at the end.
        groups.entry((letter == OTHER, letter)).or_default().push(entry);
    }
    groups
        .into_iter()
        .map(|((_, title), mut entries)| {
            entries.sort_by_cached_key(|entry| (entry.step.title.to_lowercase(), entry.step.out));
            Group { title, entries }
        })
        .collect()
}

/// The group of titles that begin with no letter.
const OTHER: &str = "0-9";

fn letter(title: &str) -> String {
    match title.chars().find(|c| c.is_alphanumeric()) {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => OTHER.to_owned(),
    }
}

/// The letters of the alphabet and those that titles begin with besides.
fn letters(groups: &[Group<'_>]) -> Vec<Letter> {
    let used = |letter: &str| groups.iter().any(|group| group.title == letter);
    let mut letters: Vec<String> = ('A'..='Z').map(String::from).collect();
    letters.extend(
        groups.iter().map(|group| group.title.clone()).filter(|title| !letters.contains(title)).collect::<Vec<_>>(),
    );
    letters.into_iter().map(|letter| Letter { used: used(&letter), letter }).collect()
}
