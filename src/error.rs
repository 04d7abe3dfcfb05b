//! What can go wrong with the environment. What can go wrong with content is a [`crate::finding::Finding`].

use std::path::PathBuf;

/// A failure of the environment or of the command line; the process ends with exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// What was read.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// What was written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The output folder must not be written to; nothing was touched.
    #[error("refusing to write to `{}`: {reason}", path.display())]
    Refused {
        /// The output folder.
        path: PathBuf,
        /// Why it is dangerous.
        reason: String,
    },
    /// Another build holds the output folder.
    #[error("another build is writing to `{}`", path.display())]
    Locked {
        /// The output folder.
        path: PathBuf,
    },
    /// The preview could not listen.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        reason: String,
    },
    /// The command line asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
}

/// What most functions that touch the environment return.
pub type Result<T> = std::result::Result<T, Error>;
