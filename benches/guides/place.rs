//! Where builds are measured.

use std::path::Path;

use tempfile::TempDir;

use super::Failure;

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// A folder of its own in memory or on disk, removed at the end.
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) folder: TempDir,
    /// Whether outputs stay until the end: for minutes ext4 steps around the inodes of removed files one by one, which
    /// makes the next build's files many times as slow to create.
    pub(crate) keeps_outputs: bool,
}

impl Place {
    /// Both places, or the disk alone where no files can be kept in memory.
    pub(crate) fn all() -> Result<Vec<Self>, Failure> {
        let mut places = Vec::new();
        match Self::new("in memory", Path::new(MEMORY), false) {
            Ok(place) => places.push(place),
            Err(error) => println!("in memory: skipped, {MEMORY}: {error}"),
        }
        places.push(Self::new("on disk", Path::new(env!("CARGO_TARGET_TMPDIR")), true)?);
        Ok(places)
    }

    fn new(name: &'static str, parent: &Path, keeps_outputs: bool) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("factpress-bench-").tempdir_in(parent)?;
        Ok(Self { name, folder, keeps_outputs })
    }
}
