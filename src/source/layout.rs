//! Where the parts of a site lie.
#![expect(clippy::disallowed_methods, reason = "finds the folders of a site")]

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::path::SourcePath;

/// The name of the configuration file.
pub const CONFIG: &str = "factpress.yaml";

/// One folder of content: the whole site, or one section of a folder that holds several sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The first part of its outputs' paths; empty where the site is this one folder.
    pub name: String,
    /// The folder its pages lie in; the empty path is the root itself.
    pub content: SourcePath,
}

/// The parts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The folders of content, by name.
    pub mounts: Vec<Mount>,
    /// `factpress.yaml`, where there is one.
    pub config: Option<SourcePath>,
    /// Overriding templates.
    pub templates: Option<SourcePath>,
    /// Overriding and additional static files.
    pub statics: Option<SourcePath>,
    /// Typed facts.
    pub facts: Option<SourcePath>,
}

/// Finds the parts of the site at `root`.
///
/// Without a `content` key and a `content/` folder, the content is `doc_source/`, `src/` where it holds `SUMMARY.md`,
/// `docs/`, the sections of a folder that holds several such sites, or the folder itself, in this order.
///
/// # Errors
/// Where `root` is no folder that can be read, or the configuration names a content folder that is not there.
pub fn find(root: &Path, config: &Config) -> Result<Layout> {
    std::fs::read_dir(root).map_err(|source| Error::Read { path: root.to_owned(), source })?;
    let folder = |path: &str| root.join(path).is_dir();
    let at = |path: &str| SourcePath::new(path).ok().filter(|path| folder(path.as_str()));
    let mounts = match &config.content {
        Some(content) if folder(content.as_str()) => vec![Mount { name: String::new(), content: content.clone() }],
        Some(content) => {
            let source =
                std::io::Error::new(std::io::ErrorKind::NotFound, "the configuration names this content folder");
            return Err(Error::Read { path: root.join(content.as_str()), source });
        }
        None => match content_of(root) {
            Some(content) => vec![Mount { name: String::new(), content: SourcePath::new(content).unwrap_or_default() }],
            None => sections(root),
        },
    };
    // In a folder that is its own content, `static/` and `templates/` are folders of pages like any other.
    let apart = mounts.iter().all(|mount| !mount.content.as_str().is_empty());
    let config_file = root.join(CONFIG).is_file();
    let beside = |named: &Option<SourcePath>, usual: &str| match named {
        Some(path) => Some(path.clone()).filter(|path| folder(path.as_str())),
        None if apart || config_file => at(usual),
        None => None,
    };
    let facts = match &config.facts {
        Some(path) => Some(path.clone()),
        None => mounts
            .iter()
            .filter_map(|mount| mount.content.join("facts").ok())
            .find(|facts| folder(&format!("{facts}/kinds"))),
    };
    Ok(Layout {
        config: config_file.then(|| SourcePath::new(CONFIG).unwrap_or_default()),
        templates: beside(&config.templates, "templates"),
        statics: beside(&config.statics, "static"),
        facts,
        mounts,
    })
}

/// The content folder of a single site.
fn content_of(root: &Path) -> Option<&'static str> {
    let folder = |name: &str| root.join(name).is_dir();
    if folder("content") {
        Some("content")
    } else if folder("doc_source") {
        Some("doc_source")
    } else if root.join("src/SUMMARY.md").is_file() {
        Some("src")
    } else if folder("docs") {
        Some("docs")
    } else {
        None
    }
}

/// The sections of a folder of several sites; the folder itself where it holds fewer than two, or pages of its own
/// besides. What git ignores is no section.
fn sections(root: &Path) -> Vec<Mount> {
    let whole = || vec![Mount { name: String::new(), content: SourcePath::default() }];
    let folders = walk(root).max_depth(Some(1)).build().flatten().filter(|entry| entry.depth() == 1);
    let mut mounts: Vec<Mount> = folders
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?;
            let content = content_of(entry.path())?;
            let content = SourcePath::new(&format!("{name}/{content}")).ok()?;
            Some(Mount { name: name.to_owned(), content })
        })
        .collect();
    mounts.sort_by(|a, b| a.name.cmp(&b.name));
    if mounts.len() < 2 || has_other_pages(root, &mounts) { whole() } else { mounts }
}

/// Whether any page lies outside of all sections' folders. A repository's own papers at its top are no pages of a site.
fn has_other_pages(root: &Path, mounts: &[Mount]) -> bool {
    let folders: Vec<PathBuf> = mounts.iter().map(|mount| root.join(&mount.name)).collect();
    let mut walk = walk(root);
    walk.filter_entry(move |entry| !folders.iter().any(|folder| folder == entry.path()));
    walk.build().flatten().any(|entry| {
        let path = entry.path();
        let page = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_ascii_lowercase();
        let paper = entry.depth() == 1 && PAPERS.contains(&stem.as_str());
        page && !paper && entry.file_type().is_some_and(|kind| kind.is_file())
    })
}

/// Names of what a repository says of itself, in small letters and without `.md`.
const PAPERS: [&str; 9] = [
    "readme",
    "contributing",
    "changelog",
    "code_of_conduct",
    "security",
    "support",
    "governance",
    "license",
    "notice",
];

/// All that git does not ignore and that is not hidden, in the order of names.
pub(super) fn walk(root: &Path) -> ignore::WalkBuilder {
    let mut walk = ignore::WalkBuilder::new(root);
    walk.require_git(false)
        .git_global(false)
        .parents(false)
        .follow_links(false)
        .sort_by_file_name(std::ffi::OsStr::cmp);
    walk
}
