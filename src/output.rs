//! What an output is made of, between the layer that makes it and the layers that write or serve it.

use std::path::PathBuf;

use crate::digest::Digest;
use crate::path::{OutPath, SourcePath};

/// The content of one output.
#[derive(Debug)]
pub enum Content {
    /// Made here.
    Bytes(Vec<u8>),
    /// A file on disk, published as it is.
    File(PathBuf),
}

/// One output that a build wants, before it is made.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where it lies.
    pub out: OutPath,
    /// The digest of everything it shows: equal keys mean equal bytes.
    pub key: Digest,
    /// The sources it is made from, for people; the first is its own.
    pub from: Vec<SourcePath>,
}
