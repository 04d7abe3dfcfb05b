//! The guides that are measured, and where they are copied to.

use std::error::Error;

pub(crate) mod corpus;

pub(crate) mod place;

/// Anything that can go wrong.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;
