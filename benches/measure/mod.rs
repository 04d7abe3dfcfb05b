//! Measures builds: where, of what, how, and what is printed.

pub(crate) mod build;
pub(crate) mod table;
