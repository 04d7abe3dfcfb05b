//! Lists the files of a site, in the order of their paths; follows symbolic links that stay inside.
#![expect(clippy::disallowed_methods, reason = "walks the site's folders")]

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Layout, Role};
use crate::path::SourcePath;

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: SourcePath,
    pub(super) role: Role,
}

/// Something that is wrong with a path.
#[derive(Debug)]
pub(super) struct Trouble {
    /// The path, made printable.
    pub(super) path: SourcePath,
    pub(super) what: What,
}

/// What is wrong with a path.
#[derive(Debug)]
pub(super) enum What {
    /// A symbolic link that leads nowhere.
    Dangling,
    /// A symbolic link that leads to a folder around it.
    Loop,
    /// A symbolic link that leads out of the site.
    Outside,
    /// Neither a file nor a folder: a pipe, a socket, a device.
    Special,
    /// A name that is not UTF-8, or holds a backslash or a control character.
    Name,
    /// The system refused.
    Refused(std::io::Error),
}

/// What lies in a site.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Vec<Found>,
    /// Symbolic links to files of the site's content: another name for a file that is there already.
    pub(super) aliases: Vec<(SourcePath, SourcePath)>,
    pub(super) troubles: Vec<Trouble>,
}

/// Lists the files of the site at `root`; `out` is its output folder, which is none of its sources.
pub(super) fn list(root: &Path, layout: &Layout, out: &Path) -> Listing {
    let mut walk = Walk {
        root: root.to_owned(),
        real_root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
        real_out: out.canonicalize().ok(),
        layout,
        listing: Listing::default(),
    };
    for (index, mount) in layout.mounts.iter().enumerate() {
        walk.mount(u16::try_from(index).unwrap_or(u16::MAX), &mount.content);
    }
    for (folder, role) in [(&layout.templates, Role::Template), (&layout.statics, Role::Static)] {
        if let Some(folder) = folder {
            walk.folder(folder, &|_| Some(role));
        }
    }
    if let Some(facts) = &layout.facts {
        walk.folder(facts, &|path| matches!(path.extension(), "yaml" | "yml").then_some(Role::Facts));
    }
    let mut listing = walk.listing;
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    listing.files.dedup_by(|later, first| later.path == first.path);
    listing.troubles.sort_by(|a, b| a.path.cmp(&b.path));
    listing
}

struct Walk<'a> {
    root: PathBuf,
    real_root: PathBuf,
    real_out: Option<PathBuf>,
    layout: &'a Layout,
    listing: Listing,
}

impl Walk<'_> {
    fn mount(&mut self, index: u16, content: &SourcePath) {
        let facts = self.layout.facts.clone();
        let role = move |path: &SourcePath| {
            if facts.as_ref().is_some_and(|facts| path.below(facts.as_str()).is_some()) {
                return None;
            }
            Some(if path.as_str() == super::layout::CONFIG {
                return None;
            } else if is_markdown(path) && path.as_str().split('/').any(|part| part.starts_with('_')) {
                Role::Part
            } else if path.name() == "SUMMARY.md" {
                Role::Summary(index)
            } else if is_markdown(path) {
                Role::Page(index)
            } else {
                Role::Asset(index)
            })
        };
        if content.as_str().is_empty() {
            self.ignoring(&role);
        } else {
            self.folder(content, &role);
        }
    }

    /// A folder that is its own content: hidden files and what git ignores are left out.
    fn ignoring(&mut self, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        let walk = super::layout::walk(&self.root).build();
        let apart: Vec<PathBuf> = [&self.layout.templates, &self.layout.statics]
            .into_iter()
            .flatten()
            .map(|path| self.root.join(path.as_str()))
            .collect();
        for entry in walk {
            match entry {
                Ok(entry) if apart.iter().any(|folder| entry.path().starts_with(folder)) => {}
                Ok(entry) if self.is_output(entry.path()) => {}
                Ok(entry) => {
                    let Some(kind) = entry.file_type() else { continue };
                    self.entry(entry.path().to_owned(), kind, role);
                }
                Err(error) => {
                    let refused =
                        What::Refused(error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into()));
                    self.listing.troubles.push(Trouble { path: SourcePath::default(), what: refused });
                }
            }
        }
    }

    fn folder(&mut self, folder: &SourcePath, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        self.disk_folder(self.root.join(folder.as_str()), role);
    }

    fn disk_folder(&mut self, folder: PathBuf, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        let mut walk = WalkDir::new(&folder).follow_links(false).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => {
                    let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
                    if hidden || self.is_output(entry.path()) {
                        if entry.file_type().is_dir() {
                            walk.skip_current_dir();
                        }
                        continue;
                    }
                    self.entry(entry.path().to_owned(), entry.file_type(), role);
                }
                Err(error) => {
                    let path = error.path().map(|path| self.printable(path)).unwrap_or_default();
                    let source = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
                    self.listing.troubles.push(Trouble { path, what: What::Refused(source) });
                }
            }
        }
    }

    /// The output folder may lie in a site that is its own content, or below it; it is never one of its sources.
    fn is_output(&self, path: &Path) -> bool {
        self.real_out
            .as_deref()
            .is_some_and(|out| path.file_name() == out.file_name() && path.canonicalize().is_ok_and(|path| path == out))
    }

    fn entry(&mut self, disk: PathBuf, kind: std::fs::FileType, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        if kind.is_dir() {
            return;
        }
        let Some(path) = self.source_path(&disk) else {
            let path = self.printable(&disk);
            self.listing.troubles.push(Trouble { path, what: What::Name });
            return;
        };
        if kind.is_symlink() {
            self.symlink(&disk, path, role);
        } else if !kind.is_file() {
            self.listing.troubles.push(Trouble { path, what: What::Special });
        } else if let Some(role) = role(&path) {
            self.listing.files.push(Found { path, role });
        }
    }

    fn symlink(&mut self, disk: &Path, path: SourcePath, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        let trouble = |what| Trouble { path: path.clone(), what };
        let target = match disk.canonicalize() {
            Ok(target) => target,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.listing.troubles.push(trouble(What::Dangling));
                return;
            }
            // The system says "too many levels" of a link that leads to itself.
            Err(_) => {
                self.listing.troubles.push(trouble(What::Loop));
                return;
            }
        };
        let Ok(inside) = target.strip_prefix(&self.real_root) else {
            self.listing.troubles.push(trouble(What::Outside));
            return;
        };
        let inside = inside.to_owned();
        if target.is_dir() {
            let around = disk.parent().and_then(|parent| parent.canonicalize().ok());
            if around.is_some_and(|around| around.starts_with(&target)) {
                self.listing.troubles.push(trouble(What::Loop));
                return;
            }
            self.linked_folder(&target, &path, role);
            return;
        }
        if !target.is_file() {
            self.listing.troubles.push(trouble(What::Special));
            return;
        }
        self.linked_file(&inside, path, role);
    }

    /// A link to a file: another name for a file of the content, or a file of its own where it comes from elsewhere in the
    /// site.
    fn linked_file(&mut self, inside: &Path, path: SourcePath, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        let target = inside.to_str().and_then(|text| SourcePath::new(text).ok());
        match target {
            Some(target) if self.layout.mounts.iter().any(|mount| target.below(mount.content.as_str()).is_some()) => {
                self.listing.aliases.push((path, target));
            }
            _ => {
                if let Some(role) = role(&path) {
                    self.listing.files.push(Found { path, role });
                }
            }
        }
    }

    /// A link to a folder of the site: every file in it under the link's name. Links in it are not followed further.
    fn linked_folder(&mut self, target: &Path, path: &SourcePath, role: &dyn Fn(&SourcePath) -> Option<Role>) {
        for entry in WalkDir::new(target).follow_links(false).sort_by_file_name().into_iter().flatten() {
            if !entry.file_type().is_file() {
                continue;
            }
            let below = entry.path().strip_prefix(target).ok().and_then(Path::to_str);
            let Some(name) = below.and_then(|below| path.join(below).ok()) else { continue };
            let Ok(inside) = entry.path().strip_prefix(&self.real_root) else { continue };
            let inside = inside.to_owned();
            self.linked_file(&inside, name, role);
        }
    }

    fn source_path(&self, disk: &Path) -> Option<SourcePath> {
        let text = disk.strip_prefix(&self.root).ok()?.to_str()?;
        let path = SourcePath::new(text).ok()?;
        (path.as_str() == text.replace(std::path::MAIN_SEPARATOR, "/")).then_some(path)
    }

    /// A path that cannot be a source's, so that it can be named in a finding.
    fn printable(&self, disk: &Path) -> SourcePath {
        let text = disk.strip_prefix(&self.root).unwrap_or(disk).to_string_lossy();
        let clean: String = text.chars().map(|c| if c.is_control() || c == '\\' { '?' } else { c }).collect();
        SourcePath::new(&clean).unwrap_or_default()
    }
}

fn is_markdown(path: &SourcePath) -> bool {
    path.extension().eq_ignore_ascii_case("md") || path.extension().eq_ignore_ascii_case("markdown")
}
