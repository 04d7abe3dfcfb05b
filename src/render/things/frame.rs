//! What stands around the text of every page that is made of facts.

use std::borrow::Cow;

use serde::Serialize;

use crate::digest::{Digest, Hasher};
use crate::facts::Kind;
use crate::link::Site;
use crate::path::OutPath;
use crate::render::navigation::{Navigation, Tree};
use crate::render::page::canonical;
use crate::render::shell::Shell;
use crate::render::steps::{Link, Step};
use crate::render::urls::Urls;

/// What stands around a page.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    title: Cow<'a, str>,
    description: Cow<'a, str>,
    pub(super) out: &'a OutPath,
    shell: Digest,
    tree: Option<Tree<'a>>,
    crumbs: Vec<Step<'a>>,
    canonical: Option<String>,
}

/// The same as templates see it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FrameContext<'a> {
    kind: &'static str,
    pub(in crate::render) title: &'a str,
    description: &'a str,
    heading: String,
    url: &'a str,
    root: String,
    canonical: Option<String>,
    internal: bool,
    navigation: Option<String>,
    tab: Option<u16>,
    crumbs: Vec<Link<'a>>,
    pub(in crate::render) icons: String,
}

impl<'a> Frame<'a> {
    /// The frame of a page. Where several sites are published together, no tree is more at home on it than another.
    pub(super) fn new(
        site: &'a Site,
        (shell, navigation): (&Shell, &'a Navigation),
        out: &'a OutPath,
        (title, description): (Cow<'a, str>, Cow<'a, str>),
        crumbs: Vec<Step<'a>>,
    ) -> Self {
        let one = site.layout.mounts.len() < 2;
        Self {
            title,
            description,
            out,
            shell: shell.digest,
            tree: if one { navigation.of_mount(site, 0, out) } else { None },
            crumbs,
            canonical: canonical(site, out),
        }
    }

    /// The step to the list of a kind.
    pub(super) fn step_to_kind(site: &'a Site, kind: usize) -> Step<'a> {
        Step { title: &site.facts.kinds[kind].plural, out: site.kinds[kind].out.as_ref() }
    }

    /// The parts of the page's key that the frame is, by name.
    pub(super) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { title, description, out, shell, tree, crumbs, canonical } = self;
        let mut place = Hasher::new();
        place.text(title).text(description).text(out.as_str()).option(canonical.as_deref());
        let mut navigation = Hasher::new();
        if let Some(tree) = tree {
            tree.hash(&mut navigation);
        }
        crumbs.iter().for_each(|step| step.hash(&mut navigation));
        vec![("place", place.finish()), ("navigation", navigation.finish()), ("theme", *shell)]
    }

    /// The frame as it stands on the page, but for its icons.
    pub(super) fn context(&self, kind: &'static str) -> FrameContext<'_> {
        let urls = Urls::relative(self.out);
        let mut heading = String::new();
        crate::render::title::breakable(&mut heading, &self.title, LONG);
        FrameContext {
            kind,
            title: &self.title,
            description: &self.description,
            heading,
            url: self.out.as_str(),
            root: urls.root(),
            canonical: self.canonical.clone(),
            internal: false,
            navigation: self.tree.as_ref().map(Tree::html),
            tab: None,
            crumbs: self.crumbs.iter().map(|step| step.link(&urls)).collect(),
            icons: String::new(),
        }
    }
}

/// In headings, words longer than this may break inside.
const LONG: usize = 24;

/// The mark of a kind: its title, with a colour and an icon of the theme, or else its first letter.
#[derive(Debug)]
pub(super) struct Mark<'a> {
    title: &'a str,
    hue: Option<&'static str>,
}

/// The same as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct MarkContext<'a> {
    title: &'a str,
    hue: Option<&'static str>,
    letter: String,
}

/// The kinds that the theme has colours and icons for.
const HUES: [&str; 4] = ["service", "role", "policy", "permission"];

impl<'a> Mark<'a> {
    /// The mark of a kind. `service_linked_role` looks like a `role`.
    pub(super) fn of(kind: &'a Kind) -> Self {
        let last = kind.name.rsplit('_').next().unwrap_or("");
        Self { title: &kind.title, hue: HUES.into_iter().find(|hue| *hue == last) }
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { title, hue } = self;
        hasher.text(title).option(*hue);
    }

    /// The mark as templates see it.
    pub(super) fn context(&self) -> MarkContext<'a> {
        let letter = self.title.chars().next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
        MarkContext { title: self.title, hue: self.hue, letter }
    }

    /// The reference by which the page's icons are found.
    pub(super) fn icon(&self) -> String {
        self.hue.map(|hue| format!("#i-{hue}\"")).unwrap_or_default()
    }
}
