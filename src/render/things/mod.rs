//! What is made of facts: the panel on a thing's own page, pages of things without one, lists of kinds, comparisons, and the
//! facts as data.

mod compare;
mod drawing;
mod frame;
mod json;
mod kind;
mod panel;
mod parts;
mod relations;
mod snippet;
mod thing;
mod value;
mod view;

pub(super) use compare::CompareInputs;
pub(super) use json::{json, thing_json};
pub(super) use kind::KindInputs;
pub(super) use parts::{Parts, PartsContext};
pub(super) use thing::ThingInputs;
pub(super) use view::view;
