//! Changes the author's text where that was asked for. Takes fixes; gives changed text.
//!
//! [`plan`] chooses the fixes that can be made together, [`apply`] makes the edits of one file, [`preview`] shows them.
//!
//! Invariant: never touches a byte outside its edits.

mod apply;
mod plan;
mod preview;

pub use apply::{Overlap, apply};
pub use plan::{Plan, plan};
pub use preview::preview;
