//! What an output is made of, between the layer that makes it and the layers that write or serve it.

use std::path::PathBuf;

use crate::digest::{Digest, Hasher};
use crate::path::{OutPath, SourcePath};

/// The name of the record of a build in an output folder; no output may have it.
pub const MANIFEST: &str = "manifest.json";

/// The content of one output.
#[derive(Debug)]
pub enum Content {
    /// Made here.
    Bytes(Vec<u8>),
    /// A file on disk, published as it is.
    File(PathBuf),
}

/// One part of what an output shows, as `factpress why` names it.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is: `page`, `links`, `navigation` …
    pub name: &'static str,
    /// Its digest.
    pub digest: Digest,
}

/// One output that a build wants, before it is made.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where it lies.
    pub out: OutPath,
    /// The digest of everything it shows: equal keys mean equal bytes.
    pub key: Digest,
    /// What the key is made of.
    pub inputs: Vec<Input>,
    /// The sources it is made from, for people; the first is its own.
    pub from: Vec<SourcePath>,
}

impl Wanted {
    /// An output whose key is the digest of these inputs.
    pub fn new(out: OutPath, inputs: Vec<Input>, from: Vec<SourcePath>) -> Self {
        let mut hasher = Hasher::new();
        for Input { name, digest } in &inputs {
            hasher.text(name).digest(*digest);
        }
        Self { out, key: hasher.finish(), inputs, from }
    }
}
