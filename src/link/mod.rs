//! Links page objects into a site. Takes objects, files and the configuration; gives a [`Site`]: addresses, resolved
//! references, navigation, backlinks, redirects.
//!
//! What cannot be resolved is recorded with the reason; [`crate::check`] makes findings of it.
//!
//! Invariant: resolves and never reports; reads nothing but what it is given.

pub mod nav;
mod site;

pub use site::*;
