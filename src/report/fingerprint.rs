//! Names for findings that stay the same while lines move: for baselines, the preview, and tools that follow a finding
//! from one run to the next.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::digest::{Digest, Hasher};
use crate::finding::Finding;
use crate::source::Sources;

/// The name of a finding: made from its rule, its path, what stands there, and its cause; not from its line.
///
/// Findings that agree in all of these are told apart by their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The name that is written so, if any is.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        digits.then(|| u64::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl fmt::Display for Fingerprint {
    /// Sixteen lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Names findings one after the other, in the order of the report.
pub struct Fingerprints<'a> {
    sources: &'a Sources,
    seen: FxHashMap<Digest, u64>,
}

impl<'a> Fingerprints<'a> {
    /// None named yet.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, seen: FxHashMap::default() }
    }

    /// The name of the next finding.
    pub fn next(&mut self, finding: &Finding) -> Fingerprint {
        let text = self.sources.text(finding.span.file).get(finding.span.range()).unwrap_or("");
        let mut hasher = Hasher::new();
        hasher.text(finding.rule.name).text(self.sources.path(finding.span.file)).text(text).text(&finding.cause);
        let mut digest = hasher.finish();
        let earlier = self.seen.entry(digest).or_insert(0);
        if *earlier > 0 {
            digest = Hasher::new().digest(digest).number(*earlier).finish();
        }
        *earlier += 1;
        let mut head = [0; 8];
        head.copy_from_slice(&digest.0[..8]);
        Fingerprint(u64::from_be_bytes(head))
    }
}
