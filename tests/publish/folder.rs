//! A site's folders for one test, a way to build into them, and pictures of what lies on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use factpress::digest::Digest;
use factpress::error::Result;
use factpress::output::{Content, Input, Wanted};
use factpress::path::{OutPath, SourcePath};
use factpress::publish::{Job, Means, Outcome, Record, Staged, stage_with};

/// All ways a build can use the file system.
pub(crate) const MEANS: [(bool, bool); 4] = [(true, true), (false, true), (true, false), (false, false)];

/// Outputs and their text.
pub(crate) type Site = BTreeMap<String, String>;

/// A site from pairs.
pub(crate) fn site(outputs: &[(&str, &str)]) -> Site {
    outputs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Folders for one test: `root` with `content`, and `root/public` for the output.
pub(crate) struct Folders {
    pub temporary: tempfile::TempDir,
    pub root: PathBuf,
    pub out: PathBuf,
}

impl Folders {
    pub(crate) fn new() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let root = fs::canonicalize(temporary.path()).expect("its path").join("site");
        fs::create_dir_all(root.join("content/guide")).expect("content");
        fs::write(root.join("content/guide/a.md"), "# A").expect("a page");
        fs::write(root.join("factpress.yaml"), "title: T").expect("a configuration");
        let out = root.join("public");
        Self { temporary, root, out }
    }

    pub(crate) fn sources(&self) -> Vec<PathBuf> {
        vec![self.root.join("content"), self.root.join("factpress.yaml"), self.root.join("templates")]
    }

    /// Builds with everything the file system has.
    pub(crate) fn build(&self, site: &Site) -> Result<Outcome> {
        self.build_with(site, Means::default())
    }

    pub(crate) fn build_with(&self, site: &Site, means: Means<'_>) -> Result<Outcome> {
        self.build_to(&self.out, site, means)
    }

    pub(crate) fn build_to(&self, out: &Path, site: &Site, means: Means<'_>) -> Result<Outcome> {
        let built = Build { folders: self, out, site, means, produced: &Mutex::new(Vec::new()), tells: &|_| {} };
        built.stage(|staged| staged.commit(Record { value: serde_json::json!({ "n": 1 }), again: &[] }))
    }

    /// Puts a file into the output folder as a user would.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let place = self.out.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
        fs::write(place, text).expect("a file");
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Names beside the output folder that a build uses.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.out.parent().expect("a parent"))
            .expect("the folder of the output")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("factpress-"))
            .collect();
        names.sort();
        names
    }
}

/// One build, in parts.
pub(crate) struct Build<'a> {
    pub folders: &'a Folders,
    pub out: &'a Path,
    pub site: &'a Site,
    pub means: Means<'a>,
    /// Which outputs were asked for.
    pub produced: &'a Mutex<Vec<String>>,
    /// Told how many outputs were asked for, before each is made.
    pub tells: &'a (dyn Fn(usize) + Sync),
}

impl Build<'_> {
    pub(crate) fn stage<T>(&self, then: impl FnOnce(Staged<'_>) -> Result<T>) -> Result<T> {
        let wanted: Vec<Wanted> = self.site.iter().map(|(path, text)| wanted(path, text)).collect();
        let wanted: Vec<&Wanted> = wanted.iter().collect();
        let texts: Vec<&String> = self.site.values().collect();
        let count = AtomicUsize::new(0);
        let produce = |index: usize| {
            (self.tells)(count.fetch_add(1, Ordering::SeqCst));
            self.produced.lock().expect("the list").push(wanted[index].out.to_string());
            match texts[index].strip_prefix("file:") {
                Some(path) => Content::File(PathBuf::from(path)),
                None => Content::Bytes(texts[index].clone().into_bytes()),
            }
        };
        let sources = self.folders.sources();
        let job = Job {
            out: self.out,
            root: &self.folders.root,
            sources: &sources,
            outputs: &wanted,
            produce: &produce,
            inputs: inputs(self.site),
        };
        then(stage_with(job, self.means)?)
    }
}

/// An output whose key is the digest of its text.
fn wanted(path: &str, text: &str) -> Wanted {
    let out = OutPath::new(path).expect("an output path");
    let inputs = vec![Input { name: "text", digest: Digest::of(text.as_bytes()) }];
    Wanted::new(out, inputs, vec![SourcePath::new("content/guide/a.md").expect("a source path")])
}

pub(crate) fn inputs(site: &Site) -> Digest {
    Digest::of(format!("{site:?}").as_bytes())
}

/// What lies at a path of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum There {
    Folder,
    File(Vec<u8>),
    Link(PathBuf),
    Other,
}

/// Everything below a folder, by path; empty where there is none.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, There> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().flatten() {
        let kind = entry.file_type();
        let there = if kind.is_dir() {
            There::Folder
        } else if kind.is_symlink() {
            There::Link(fs::read_link(entry.path()).expect("a link"))
        } else if kind.is_file() {
            There::File(fs::read(entry.path()).expect("a file"))
        } else {
            There::Other
        };
        tree.insert(entry.path().strip_prefix(folder).expect("below").to_owned(), there);
    }
    tree
}

/// The files of a folder as text, without the manifest.
pub(crate) fn files(folder: &Path) -> Site {
    tree(folder)
        .into_iter()
        .filter_map(|(path, there)| match there {
            There::File(bytes) => {
                Some((path.to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned()))
            }
            There::Folder | There::Link(_) | There::Other => None,
        })
        .filter(|(path, _)| path != "manifest.json")
        .collect()
}

/// Inode, time of change and time of status change of everything below a folder, itself included.
#[cfg(unix)]
pub(crate) fn stamps(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64, i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .map(|entry| {
            let known = fs::symlink_metadata(entry.path()).expect("an entry");
            let stamp = (known.ino(), known.mtime(), known.mtime_nsec(), known.ctime(), known.ctime_nsec());
            (entry.path().to_owned(), stamp)
        })
        .collect()
}
