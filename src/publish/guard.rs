//! Which folders may be written to. All of it happens before anything is touched.
//!
//! Refused is a folder that is, holds or lies in the sources; that is or holds the site's root, the current folder or
//! the home folder; the root of the file system; and a folder that is in use and not ours. Paths are compared as the
//! system resolves them (links followed, `..` climbed), as names without case and Unicode form (what is two folders
//! here is one on another machine), and by the folders' identity on disk (a folder mounted twice is one folder).
#![expect(clippy::disallowed_methods, reason = "looks at the folders that a build may not write to")]

use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Error, Result};
use crate::publish::{disk, manifest};

/// Files that hosts and git expect in a published folder: a folder that holds nothing else is as good as empty.
const EXPECTED: [&str; 8] =
    [".git", ".gitattributes", ".gitignore", ".gitkeep", ".keep", ".nojekyll", ".well-known", "CNAME"];

/// Whether `out` may be written to.
///
/// `root` is the folder of the command line: the output may lie in it, and may not be or hold it. `sources` are the
/// folders and files that the site is read from: content, templates, static files, facts, configuration. Where the
/// root itself is the content, leave it out of `sources`, and out of the scan whatever lies in an output folder (one
/// with a valid manifest): the output then may lie beside the pages, and is still refused where it is in use and not
/// ours.
///
/// # Errors
/// [`Error::Refused`] with the reason; [`Error::Read`] where the folders cannot be looked at.
pub fn guard(out: &Path, root: &Path, sources: &[PathBuf]) -> Result<()> {
    place(out, root, sources).map(drop)
}

/// As [`guard`]; gives the output folder as an absolute path with no link in it. An output folder that is a symbolic
/// link is the folder it leads to: that one is exchanged, and the link stays.
pub(crate) fn place(out: &Path, root: &Path, sources: &[PathBuf]) -> Result<PathBuf> {
    let refused = |reason: String| Error::Refused { path: out.to_owned(), reason };
    let real = resolve(out).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused("it is a link that leads nowhere".to_owned()),
        _ => refused(format!("it cannot be resolved: {error}")),
    })?;
    if real.parent().is_none() {
        return Err(refused("it is the root of the file system".to_owned()));
    }
    let there = Known::new(&real);
    let mut kept = vec![("the site's root", root.to_owned())];
    kept.extend(env::current_dir().ok().map(|path| ("the current folder", path)));
    kept.extend(home().map(|path| ("the home folder", path)));
    for (what, path) in &kept {
        let path = Known::new(&resolve(path).map_err(|source| Error::Read { path: path.clone(), source })?);
        if path.is_in(&there) {
            return Err(refused(if there.is_in(&path) { format!("it is {what}") } else { format!("it holds {what}") }));
        }
    }
    for path in sources {
        let source = Known::new(&resolve(path).map_err(|source| Error::Read { path: path.clone(), source })?);
        let how = match (there.is_in(&source), source.is_in(&there)) {
            (true, true) => "it is a source of the site",
            (true, false) => "it lies in a source of the site",
            (false, true) => "it holds a source of the site",
            (false, false) => continue,
        };
        return Err(refused(format!("{how}, `{}`", path.display())));
    }
    ours(&real, out)?;
    Ok(real)
}

/// Whether the folder is missing, as good as empty, or has our manifest. `shown` is how the user named it.
///
/// # Errors
/// [`Error::Refused`] where it is none of these, [`Error::Read`] where it cannot be listed.
pub(crate) fn ours(real: &Path, shown: &Path) -> Result<()> {
    let refused = |reason: &str| Err(Error::Refused { path: shown.to_owned(), reason: reason.to_owned() });
    match fs::symlink_metadata(real) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::Read { path: shown.to_owned(), source }),
        Ok(known) if !known.is_dir() => return refused("it is a file, not a folder"),
        Ok(_) => {}
    }
    if disk::is_mount(real) {
        return refused("it is a mount point, which cannot be exchanged as a whole; name a folder inside it");
    }
    let failed = |source| Error::Read { path: shown.to_owned(), source };
    let mut in_use = false;
    for entry in fs::read_dir(real).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        in_use |= !EXPECTED.iter().any(|expected| name == *expected);
    }
    if !in_use || manifest::read(real).is_some() {
        return Ok(());
    }
    refused(if disk::exists(&real.join(manifest::NAME)) {
        "it holds files, and its manifest.json is not one that this version of factpress can read; \
         empty the folder or name another one"
    } else {
        "it holds files that factpress did not make; empty the folder or name another one"
    })
}

fn home() -> Option<PathBuf> {
    env::home_dir().filter(|path| path.is_absolute())
}

/// The absolute path the system would come to: links followed, `..` climbed; parts that do not exist stay as written.
///
/// # Errors
/// Where a link leads nowhere or in a circle, or a folder on the way cannot be entered.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => real.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Normal(name) => {
                real.push(name);
                match fs::symlink_metadata(&real) {
                    Ok(known) if known.is_symlink() => real = fs::canonicalize(&real)?,
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    Ok(_) | Err(_) => {}
                }
            }
        }
    }
    Ok(real)
}

/// A path, as far as it can be compared with others.
struct Known {
    /// Its parts, without case and Unicode form.
    folded: Vec<String>,
    /// The identity on disk of it and of each folder it lies in; its own is the first, where it exists.
    ids: Vec<Option<(u64, u64)>>,
}

impl Known {
    fn new(real: &Path) -> Self {
        let fold = |part: Component<'_>| part.as_os_str().to_string_lossy().nfc().collect::<String>().to_lowercase();
        Self { folded: real.components().map(fold).collect(), ids: real.ancestors().map(identity).collect() }
    }

    /// Whether this path is `folder` or lies in it.
    fn is_in(&self, folder: &Known) -> bool {
        let same = folder.ids.first().copied().flatten();
        self.folded.starts_with(&folder.folded) || same.is_some_and(|id| self.ids.contains(&Some(id)))
    }
}

/// What tells a folder from all others on this machine.
fn identity(path: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        fs::symlink_metadata(path).ok().map(|known| (known.dev(), known.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
