//! Where builds are measured.

use std::path::Path;

use tempfile::TempDir;

use crate::least::Failure;

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// A folder of its own in memory or on disk, removed at the end.
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) folder: TempDir,
}

impl Place {
    /// Both places, or the disk alone where no files can be kept in memory.
    pub(crate) fn all() -> Result<Vec<Self>, Failure> {
        let mut places = Vec::new();
        match Self::new("in memory", Path::new(MEMORY)) {
            Ok(place) => places.push(place),
            Err(error) => println!("in memory: skipped, {MEMORY}: {error}"),
        }
        places.push(Self::new("on disk", Path::new(env!("CARGO_TARGET_TMPDIR")))?);
        Ok(places)
    }

    fn new(name: &'static str, parent: &Path) -> Result<Self, Failure> {
        Ok(Self { name, folder: tempfile::Builder::new().prefix("factpress-bench-").tempdir_in(parent)? })
    }
}
