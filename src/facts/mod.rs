//! Typed facts: what kinds of things there are, which things, and what is stated of each.
//!
//! Takes the files below the facts folder as texts; gives [`Kind`]s, with a place for every key and value, and findings. A
//! mistake leaves out the one thing it is in, so that all of them are told at once.
//!
//! Invariant: never fails; reads no page and no file, and resolves nothing.

mod kind;
mod read;

pub use kind::{
    Autolink, Choice, Field, FieldId, FieldType, Kind, Placed, Reference, RequiredLinks, Sentence, Stating,
    UnknownNames,
};
pub use read::{kind, related};
