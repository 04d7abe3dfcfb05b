//! Outputs that were made and asked for lately. An output is the same while its key is, so it is made once for all the pages that
//! show it, and again when the key is another.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::digest::Digest;
use crate::path::OutPath;

/// How many bytes are kept.
const MOST: usize = 16 << 20;

/// The outputs that are kept.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    outputs: FxHashMap<OutPath, (Digest, Arc<[u8]>)>,
    /// The outputs from the one that was kept first.
    order: VecDeque<OutPath>,
    bytes: usize,
}

impl Kept {
    /// What an output is, where it was kept under this key.
    pub(super) fn get(&self, out: &OutPath, key: Digest) -> Option<Arc<[u8]>> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.outputs.get(out).filter(|(known, _)| *known == key).map(|(_, bytes)| bytes.clone())
    }

    /// Keeps an output under its key, and lets go of the oldest ones where there are too many.
    pub(super) fn put(&self, out: &OutPath, key: Digest, bytes: &[u8]) {
        if bytes.len() > MOST / 4 {
            return;
        }
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.bytes += bytes.len();
        match inner.outputs.insert(out.clone(), (key, bytes.into())) {
            Some((_, before)) => inner.bytes -= before.len(),
            None => inner.order.push_back(out.clone()),
        }
        while inner.bytes > MOST {
            let Some(oldest) = inner.order.pop_front() else { return };
            if let Some((_, bytes)) = inner.outputs.remove(&oldest) {
                inner.bytes -= bytes.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_key_and_not_without_end() {
        let kept = Kept::default();
        let out = |number: usize| OutPath::new(&format!("{number}.html")).expect("a path");
        let (old, new) = (Digest::of(b"old"), Digest::of(b"new"));
        kept.put(&out(0), old, b"old");
        assert_eq!(kept.get(&out(0), old).as_deref(), Some(&b"old"[..]));
        assert_eq!(kept.get(&out(0), new), None);
        kept.put(&out(0), new, b"new");
        assert_eq!((kept.get(&out(0), old), kept.get(&out(0), new).as_deref()), (None, Some(&b"new"[..])));
        let page = vec![0; 1 << 20];
        (1..40).for_each(|number| kept.put(&out(number), new, &page));
        let inner = kept.0.lock().expect("kept");
        assert!(inner.bytes <= MOST && inner.outputs.len() == inner.order.len(), "{}", inner.bytes);
        assert!(inner.outputs.contains_key(&out(39)) && !inner.outputs.contains_key(&out(1)));
    }
}
