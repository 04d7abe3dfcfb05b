//! Where the parts of a site lie.
#![expect(clippy::disallowed_methods, reason = "finds the folders of a site")]

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::path::SourcePath;
use crate::span::Span;

/// The name of the configuration file.
pub const CONFIG: &str = "factpress.yaml";

/// The content folder that may hold several guides.
const GUIDES: &str = "doc_source";

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

/// Nothing where a path is a folder that can be read.
///
/// # Errors
/// Where it is not.
pub fn is_folder(path: &Path) -> Result<()> {
    std::fs::read_dir(path).map(|_| ()).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// Finds the parts of the site at `root`.
///
/// Without a `content` key and a `content/` folder, the content is `doc_source/`, `src/` where it holds `SUMMARY.md`,
/// `docs/`, the sections of a folder that holds several such sites, or the folder itself, in this order. A `doc_source/` that
/// holds several guides has a section for each.
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
            Some(content) => mounts_of(root, "", content),
            None => sections(root),
        },
    };
    // In a folder that is its own content, `static/` and `templates/` are folders of pages like any other.
    let apart = mounts.iter().all(|mount| !mount.content.as_str().is_empty());
    let config_file = root.join(CONFIG).is_file();
    let beside = |named: &Option<(SourcePath, Span)>, usual: &str| match named {
        Some((path, _)) => Some(path.clone()).filter(|path| folder(path.as_str())),
        None if apart || config_file => at(usual),
        None => None,
    };
    let facts = match &config.facts {
        Some((path, _)) => Some(path.clone()).filter(|path| folder(path.as_str())),
        None => mounts
            .iter()
            .filter_map(|mount| mount.content.join("facts").ok())
            .find(|facts| folder(&format!("{facts}/kinds")) || (!config.kinds.is_empty() && folder(facts.as_str()))),
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
    } else if folder(GUIDES) {
        Some(GUIDES)
    } else if root.join("src/SUMMARY.md").is_file() {
        Some("src")
    } else if folder("docs") {
        Some("docs")
    } else {
        None
    }
}

/// The mounts of one site: its content, or each of the guides in it. `name` is the site's folder below `root`, empty where
/// it is the root itself.
fn mounts_of(root: &Path, name: &str, content: &str) -> Vec<Mount> {
    let Ok(path) = SourcePath::new(&format!("{name}/{content}")) else { return Vec::new() };
    let guides = if content == GUIDES { guides_in(&root.join(path.as_str())) } else { Vec::new() };
    if guides.len() < 2 {
        return vec![Mount { name: name.to_owned(), content: path }];
    }
    let mount = |guide: String| {
        let content = path.join(&guide).ok()?;
        let name = SourcePath::new(&format!("{name}/{guide}")).ok()?;
        Some(Mount { name: name.as_str().to_owned(), content })
    };
    guides.into_iter().filter_map(mount).collect()
}

/// The guides in a content folder that holds no page itself: folders with an `index.md`. None where a folder has pages
/// and no `index.md`: then they are parts of one guide.
fn guides_in(content: &Path) -> Vec<String> {
    let mut guides = Vec::new();
    for entry in walk(content).max_depth(Some(2)).build().flatten() {
        let path = entry.path();
        let page = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        match entry.depth() {
            1 if page => return Vec::new(),
            1 if path.join("index.md").is_file() => guides.extend(entry.file_name().to_str().map(ToOwned::to_owned)),
            2 if page && !path.with_file_name("index.md").is_file() => return Vec::new(),
            _ => {}
        }
    }
    guides
}

/// The sections of a folder of several sites; the folder itself where it holds fewer than two, or pages of its own
/// besides. What git ignores is no section.
fn sections(root: &Path) -> Vec<Mount> {
    let whole = || vec![Mount { name: String::new(), content: SourcePath::default() }];
    let folders = walk(root).max_depth(Some(1)).build().flatten().filter(|entry| entry.depth() == 1);
    let mut mounts: Vec<Mount> = folders
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?;
            Some(mounts_of(root, name, content_of(entry.path())?))
        })
        .flatten()
        .collect();
    mounts.sort_by(|a, b| a.name.cmp(&b.name));
    if mounts.len() < 2 || has_other_pages(root, &mounts) { whole() } else { mounts }
}

/// Whether any page lies outside of all sections' folders. A repository's own papers at its top are no pages of a site.
fn has_other_pages(root: &Path, mounts: &[Mount]) -> bool {
    let first = |path: &str| path.split('/').next().unwrap_or("").to_owned();
    let folders: Vec<PathBuf> = mounts.iter().map(|mount| root.join(first(&mount.name))).collect();
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

#[cfg(test)]
mod tests {
    use super::find;
    use crate::config::Config;

    /// The mounts of a folder with these files.
    fn mounts(files: &[&str]) -> Vec<(String, String)> {
        let root = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "# Title\n").expect("a file");
        }
        let layout = find(root.path(), &Config::default()).expect("a layout");
        layout.mounts.into_iter().map(|mount| (mount.name, mount.content.as_str().to_owned())).collect()
    }

    fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, content)| ((*name).to_owned(), (*content).to_owned())).collect()
    }

    #[test]
    fn several_guides_in_one_content_folder() {
        let two = ["doc_source/bees/index.md", "doc_source/wasps/index.md", "doc_source/wasps/nest.md"];
        let sections = [("bees", "doc_source/bees"), ("wasps", "doc_source/wasps")];
        assert_eq!(mounts(&two), named(&sections));
        assert_eq!(mounts(&[&two[..], &["doc_source/images/a.png", "README.md"]].concat()), named(&sections));

        let whole = [("", "doc_source")];
        for other in ["doc_source/index.md", "doc_source/ants/nest.md"] {
            assert_eq!(mounts(&[&two[..], &[other]].concat()), named(&whole), "{other}");
        }
        assert_eq!(mounts(&two[..1]), named(&whole));
        assert_eq!(mounts(&["docs/bees/index.md", "docs/wasps/index.md"]), named(&[("", "docs")]));
    }

    #[test]
    fn guides_of_a_folder_of_several_sites() {
        let files = ["insects/doc_source/bees/index.md", "insects/doc_source/wasps/index.md", "birds/docs/a.md"];
        assert_eq!(
            mounts(&files),
            named(&[
                ("birds", "birds/docs"),
                ("insects/bees", "insects/doc_source/bees"),
                ("insects/wasps", "insects/doc_source/wasps"),
            ])
        );
    }
}
