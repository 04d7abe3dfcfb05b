//! The files of a site, each with an id that stays its own for the whole session.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::digest::Digest;
use crate::path::SourcePath;
use crate::span::FileId;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `factpress.yaml`.
    Config,
    /// A Markdown page of the mount with this index (see [`super::Layout::mounts`]).
    Page(u16),
    /// Markdown that is only included: a file whose name, or a folder's above it, begins with `_`.
    Part,
    /// `SUMMARY.md` of a mount: its navigation, not a page.
    Summary(u16),
    /// Any other file below a mount's content: published as it is where a page refers to it, or lies beside pages.
    Asset(u16),
    /// A file of the site's `templates/`.
    Template,
    /// A file of the site's `static/`.
    Static,
    /// YAML below the facts folder.
    Facts,
    /// YAML that comes with the program.
    Builtin,
    /// Something that cannot be read; it has a finding and no content.
    Unusable,
}

/// What a text file holds, for layers that look inside.
///
/// Bytes that are not UTF-8 are each replaced by `?` (and the file has a finding), so that every position in the text
/// is the same position in the file.
pub type Text = Arc<str>;

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its id.
    pub id: FileId,
    /// Its path, relative to the folder of the command line.
    pub path: SourcePath,
    /// What it is for.
    pub role: Role,
    /// The text of pages, YAML, templates and stylesheets; none for assets, which stay on disk, and for what is too large.
    pub text: Option<Text>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub len: u64,
    /// Width and height in pixels, for images whose header says so.
    pub size: Option<(u32, u32)>,
}

/// All files of a site, by id and by path. Iterates in the order of the paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The folder of the command line.
    pub root: PathBuf,
    /// Files by id. A file that has gone leaves `None`: ids are never used again.
    files: Vec<Option<SourceFile>>,
    /// Every path that ever had an id.
    ids: FxHashMap<SourcePath, FileId>,
    /// Ids of the files that are there, by path.
    order: Vec<FileId>,
    /// Other names of files, by symbolic links.
    aliases: BTreeMap<SourcePath, SourcePath>,
    /// A folder that is part of the site and lies elsewhere.
    elsewhere: Option<Elsewhere>,
}

/// A folder that is part of the site and lies elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Elsewhere {
    /// Its path as if it lay in the site.
    pub(super) path: SourcePath,
    /// Where it lies.
    pub(super) folder: PathBuf,
}

impl Sources {
    /// No files yet, below `root`.
    pub fn new(root: PathBuf) -> Self {
        Self { root, ..Self::default() }
    }

    /// The id of a path: the one it had before in this session, or a new one.
    pub fn intern(&mut self, path: &SourcePath) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(None);
        self.ids.insert(path.clone(), id);
        id
    }

    /// Exchanges the files for a new set, whose ids come from [`Sources::intern`], and other names some of them have.
    pub fn set(&mut self, files: Vec<SourceFile>, aliases: Vec<(SourcePath, SourcePath)>) {
        self.aliases = aliases.into_iter().collect();
        self.files.iter_mut().for_each(|slot| *slot = None);
        self.order = files.iter().map(|file| file.id).collect();
        for file in files {
            let at = file.id.0 as usize;
            self.files[at] = Some(file);
        }
        let files = &self.files;
        self.order.sort_by(|a, b| {
            let path = |id: &FileId| files[id.0 as usize].as_ref().map(|file| &file.path);
            path(a).cmp(&path(b))
        });
    }

    /// Adds or replaces one file.
    pub fn put(&mut self, file: SourceFile) {
        let mut files: Vec<SourceFile> = self.iter().filter(|old| old.id != file.id).cloned().collect();
        files.push(file);
        let aliases = std::mem::take(&mut self.aliases).into_iter().collect();
        self.set(files, aliases);
    }

    /// Adds a file that comes with the program; its path says so. Gives its id.
    pub fn add_builtin(&mut self, path: &str, text: &str) -> Option<FileId> {
        let path = SourcePath::new(&format!("built-in/{path}")).ok()?;
        let id = self.intern(&path);
        let digest = Digest::of(text.as_bytes());
        let len = text.len() as u64;
        self.put(SourceFile { id, path, role: Role::Builtin, text: Some(text.into()), digest, len, size: None });
        Some(id)
    }

    /// Removes a file that has gone.
    pub fn remove(&mut self, path: &str) {
        let Some(id) = self.ids.get(path).copied() else { return };
        self.order.retain(|other| *other != id);
        if let Some(slot) = self.files.get_mut(id.0 as usize) {
            *slot = None;
        }
    }

    /// Replaces a file that is there by a newer reading of it.
    pub fn replace(&mut self, file: SourceFile) {
        if let Some(slot) = self.files.get_mut(file.id.0 as usize) {
            *slot = Some(file);
        }
    }

    /// Takes the text of a file that is not looked into any more; [`super::recall`] reads it again.
    pub fn release(&mut self, id: FileId) -> Option<Text> {
        self.files.get_mut(id.0 as usize)?.as_mut()?.text.take()
    }

    /// Gives a file its text back.
    pub fn restore(&mut self, id: FileId, text: Text) {
        if let Some(Some(file)) = self.files.get_mut(id.0 as usize) {
            file.text = Some(text);
        }
    }

    /// The file with an id, where it is still there.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)?.as_ref()
    }

    /// The file at a path, or at the end of a symbolic link that has this path.
    pub fn at(&self, path: &str) -> Option<&SourceFile> {
        let path = self.aliases.get(path).map_or(path, SourcePath::as_str);
        self.get(*self.ids.get(path)?)
    }

    /// Other names of files: the name, and the file's path.
    pub fn aliases(&self) -> impl Iterator<Item = (&SourcePath, &SourcePath)> + '_ {
        self.aliases.iter()
    }

    /// The path of a file, for output; of one that has gone, an empty path.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| file.path.as_str())
    }

    /// The text of a file; empty where it has none.
    pub fn text(&self, id: FileId) -> &str {
        self.get(id).and_then(|file| file.text.as_deref()).unwrap_or("")
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> + '_ {
        self.order.iter().filter_map(|id| self.get(*id))
    }

    /// Takes a folder that lies elsewhere as part of the site. Gives its path as if it lay there: its own but for what leads
    /// out of the site.
    pub fn take_in(&mut self, folder: &Path) -> SourcePath {
        let names = folder.components().filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        });
        let named = names.collect::<Vec<_>>().join("/");
        let path = SourcePath::new(&named).ok().filter(|path| !path.as_str().is_empty());
        let path = path.or_else(|| SourcePath::new("facts").ok()).unwrap_or_default();
        self.elsewhere = Some(Elsewhere { path: path.clone(), folder: folder.to_owned() });
        path
    }

    /// The folder that lies elsewhere.
    pub(super) fn elsewhere(&self) -> Option<&Elsewhere> {
        self.elsewhere.as_ref()
    }

    /// Whether a path is that of a file in the folder that lies elsewhere: then no way leads there from a page of the site.
    pub fn is_elsewhere(&self, path: &SourcePath) -> bool {
        self.elsewhere.as_ref().is_some_and(|elsewhere| path.below(elsewhere.path.as_str()).is_some())
    }

    /// Where the file lies on this machine.
    pub fn disk(&self, path: &SourcePath) -> PathBuf {
        if let Some(Elsewhere { path: of, folder }) = &self.elsewhere
            && let Some(below) = path.below(of.as_str())
        {
            return folder.join(below);
        }
        self.root.join(path.as_str())
    }
}
