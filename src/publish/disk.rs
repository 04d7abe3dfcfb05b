//! The file system, as far as publishing needs more of it than the standard library says in one word.
#![expect(clippy::disallowed_methods, reason = "the file system calls that publishing is made of")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::digest::Digest;

/// Whether anything stands at `path`, a dangling link included.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Opens a regular file for reading. Never waits for the other end of a pipe; `follow` says whether a symbolic link as
/// the last part of the path counts as the file it leads to.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidInput`] where it is no regular file.
pub(crate) fn open(path: &Path, follow: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let mut flags = rustix::fs::OFlags::NONBLOCK;
        if !follow {
            flags |= rustix::fs::OFlags::NOFOLLOW;
        }
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    #[cfg(not(unix))]
    if !follow && fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a symbolic link"));
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// The digest of a regular file's content; none where there is no such file or it cannot be read.
pub(crate) fn digest(path: &Path) -> Option<Digest> {
    Digest::of_read(open(path, false).ok()?).ok()
}

/// Makes a file that is not there yet, and the folders above it.
///
/// # Errors
/// What the system says; also where something stands there.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let create = || OpenOptions::new().write(true).create_new(true).open(path);
    match (create(), path.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            create()
        }
        (result, _) => result,
    }
}

/// A reader that writes what passes through it to a file, and keeps apart which side failed.
pub(crate) struct Tee<'a, R> {
    /// Where bytes come from.
    pub(crate) from: R,
    /// Where they also go.
    pub(crate) to: &'a mut File,
    /// Whether it was writing that failed.
    pub(crate) write_failed: bool,
}

impl<R: Read> Read for Tee<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.to.write_all(&buffer[..read]).inspect_err(|_| self.write_failed = true)?;
        Ok(read)
    }
}

/// Makes `to` the same file as `from` by a hard link, or a copy of it where `links` is false or the file system
/// refuses. A symbolic link stays one and leads where it led.
///
/// # Errors
/// What the system says of the copy.
pub(crate) fn link_or_copy(from: &Path, to: &Path, links: bool) -> io::Result<()> {
    if links && fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let known = fs::symlink_metadata(from)?;
    if known.is_symlink() {
        return copy_link(from, to);
    }
    if !known.is_file() {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "neither file nor folder, and cannot be linked"));
    }
    fs::copy(from, to)?;
    // The time is kept as far as the system lets us: it is a courtesy to `rsync`, not a promise we can break a build for.
    if let (Ok(time), Ok(copy)) = (known.modified(), OpenOptions::new().write(true).open(to)) {
        let _ = copy.set_modified(time);
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "a symbolic link, which cannot be copied here"))
}

/// Gives folder `to` the permissions of `from` and, as far as we may, its owner.
pub(crate) fn copy_folder_mode(from: &Path, to: &Path) {
    let (Ok(wanted), Ok(present)) = (fs::symlink_metadata(from), fs::symlink_metadata(to)) else { return };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if (wanted.uid(), wanted.gid()) != (present.uid(), present.gid()) {
            let _ = std::os::unix::fs::lchown(to, Some(wanted.uid()), Some(wanted.gid()));
        }
    }
    if wanted.permissions() != present.permissions() {
        let _ = fs::set_permissions(to, wanted.permissions());
    }
}

/// Removes a folder and all in it, following no link; also folders that are write-protected. What is not there is
/// removed already.
///
/// # Errors
/// What the system says.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let known = match fs::symlink_metadata(path) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if !known.is_dir() {
        return fs::remove_file(path);
    }
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            unprotect(path);
            fs::remove_dir_all(path)
        }
        result => result,
    }
}

/// Lets the owner write to every folder below `path`.
fn unprotect(path: &Path) {
    #[cfg(unix)]
    for entry in walkdir::WalkDir::new(path).into_iter().flatten().filter(|entry| entry.file_type().is_dir()) {
        use std::os::unix::fs::PermissionsExt as _;
        let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o700));
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Whether a folder is a mount point, which can be neither renamed nor removed with what is mounted on it.
pub(crate) fn is_mount(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let flags = AtFlags::NO_AUTOMOUNT | AtFlags::SYMLINK_NOFOLLOW;
        if let Ok(known) = statx(CWD, path, flags, StatxFlags::empty())
            && known.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return known.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let device = |path: &Path| fs::symlink_metadata(path).ok().map(|known| known.dev());
        path.parent().is_some_and(|parent| device(parent) != device(path))
    }
    #[cfg(not(unix))]
    false
}

/// Exchanges two folders in one step; `Ok(false)` where the system or the file system cannot.
///
/// # Errors
/// What the system says of any other failure.
pub(crate) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP].contains(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    {
        let _ = (one, other);
        Ok(false)
    }
}
