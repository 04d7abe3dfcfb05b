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
            None => sections(root)?,
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

/// The sections of a folder of several sites; the folder itself where it holds fewer than two.
fn sections(root: &Path) -> Result<Vec<Mount>> {
    let read = |source| Error::Read { path: root.to_owned(), source };
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(root).map_err(read)? {
        folders.push(entry.map_err(read)?.path());
    }
    folders.sort();
    let mounts: Vec<Mount> = folders
        .iter()
        .filter_map(|folder| {
            let name = folder.file_name()?.to_str().filter(|name| !name.starts_with('.'))?;
            let content = content_of(folder)?;
            let content = SourcePath::new(&format!("{name}/{content}")).ok()?;
            Some(Mount { name: name.to_owned(), content })
        })
        .collect();
    if mounts.len() >= 2 {
        return Ok(mounts);
    }
    Ok(vec![Mount { name: String::new(), content: SourcePath::default() }])
}
