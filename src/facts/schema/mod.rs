//! What kinds and things take, as JSON Schema for editors.
//!
//! [`kind`] is of `kinds/<kind>.yaml` and the same for every site. [`things`] is of `<kind>.yaml` and [`thing`] of
//! `<kind>/<id>.yaml`, made from the kind and the things that there are.

mod entity;
mod kind;

pub use entity::{thing, things};
pub use kind::kind;
