//! Typed facts: what kinds of things there are, which things, and what is stated of each.
//!
//! Takes the files below the facts folder as texts; gives [`Kind`]s and entities, with a place for every key and value, and
//! findings. A mistake leaves out the one thing it is in, so that all of them are told at once.
//!
//! Invariant: never fails; reads no page and no file, and resolves nothing.

mod entity;
mod kind;
mod read_entity;
mod read_kind;
pub mod related;
mod value;

pub use entity::{About, Entity, Source};
pub use kind::{
    Autolink, Choice, Field, FieldId, FieldType, Kind, Placed, Reference, RequiredLinks, Sentence, Stating,
    UnknownNames,
};
pub use read_entity::{Of, entities, one};
pub use read_kind::kind;
pub use value::{Stated, Typed, Value};
