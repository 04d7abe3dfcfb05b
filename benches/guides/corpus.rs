//! The sets S, M and L: real guides beside the checkout, copied to where they are built.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Failure;
use super::place::Place;

/// A set of guides.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    guides: &'static [&'static str],
    /// How often it is built: small sets often, as they are soon done and vary more.
    pub(crate) rounds: usize,
}

/// All sets, the smallest first.
pub(crate) const SETS: [Set; 3] = [
    Set { name: "S", guides: &["aws-support-user-guide"], rounds: 20 },
    Set { name: "M", guides: &["amazon-s3-userguide", "iam-user-guide"], rounds: 10 },
    Set {
        name: "L",
        guides: &[
            "amazon-s3-userguide",
            "aws-cloudformation-user-guide",
            "aws-organizations-docs",
            "aws-support-user-guide",
            "iam-user-guide",
        ],
        rounds: 5,
    },
];

/// Where a guide keeps its pages.
const CONTENT: &str = "doc_source";

/// Where the guides are looked for: where `FACTPRESS_CORPORA` says, else beside the checkout.
pub(crate) fn expected() -> PathBuf {
    match std::env::var_os("FACTPRESS_CORPORA") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"),
    }
}

/// Where the guides are, if they are.
pub(crate) fn folder() -> Option<PathBuf> {
    Some(expected()).filter(|folder| folder.is_dir())
}

/// A set in a place.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    /// The site: the guide, or the folder of several.
    pub(crate) root: PathBuf,
    pub(crate) pages: usize,
    pub(crate) bytes: u64,
}

impl Corpus {
    /// Copies the pages of a set. None where one of its guides is not there.
    pub(crate) fn copy(set: &Set, guides: &Path, place: &Place) -> Result<Option<Self>, Failure> {
        let folder = place.folder.path().join(set.name);
        let mut corpus = Self { name: set.name, root: folder.clone(), pages: 0, bytes: 0 };
        for guide in set.guides {
            let from = guides.join(guide).join(CONTENT);
            if !from.is_dir() {
                return Ok(None);
            }
            let to = folder.join(guide).join(CONTENT);
            for entry in WalkDir::new(&from) {
                let entry = entry?;
                let target = to.join(entry.path().strip_prefix(&from)?);
                if entry.file_type().is_dir() {
                    fs::create_dir_all(&target)?;
                } else if target.extension().is_some_and(|extension| extension == "md") {
                    corpus.bytes += fs::copy(entry.path(), &target)?;
                    corpus.pages += 1;
                }
            }
        }
        if let [guide] = set.guides {
            corpus.root.push(guide);
        }
        Ok(Some(corpus))
    }
}
