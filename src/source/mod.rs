//! The files of a site. Takes a folder; gives [`Sources`]: ids, bytes, digests, and what each file is for.
//!
//! [`layout`] finds where content lies, `walk` lists what lies there, [`scan`] reads it. Problems with single files
//! (not UTF-8, unreadable, links that lead outside) come out as findings; only a root that cannot be read at all is an
//! error.
//!
//! Invariant: the only layer that reads the author's files. It never looks inside them.

mod absent;
mod again;
mod files;
pub mod layout;
mod read;
mod scan;
mod walk;

pub use absent::absent;
pub use again::{changed, read_again};
pub use files::{Role, SourceFile, Sources, Text};
pub use layout::{CONFIG, Layout, Mount, find, is_folder};
pub use read::{digest, inspect_assets, read_config, read_texts, recall};
pub use scan::scan;
