//! Walks a site's folders and reads its files.

/// Reads.
pub fn scan() {}
