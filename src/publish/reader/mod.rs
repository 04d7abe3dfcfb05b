//! Reads a published folder back, knowing nothing of the compiler.

use std::path::Path;

use crate::error::{Error, Result};

/// What is wrong with a published folder, one line for each problem.
///
/// # Errors
/// Where the folder cannot be read.
pub fn read_back(folder: &Path) -> Result<Vec<String>> {
    Err(Error::Usage(format!("reading `{}` back is not there yet", folder.display())))
}
