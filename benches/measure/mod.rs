//! Measures builds: where, of what, how, and what is printed.

pub(crate) mod build;
pub(crate) mod corpus;
pub(crate) mod place;
pub(crate) mod table;
