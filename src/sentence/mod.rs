//! Sentence patterns and names: what is looked for in the text of pages.
//!
//! Takes the patterns of kinds; gives a [`Grammar`], which finds in a plain text every name of a known form and every sentence
//! that states something, each with its place. A pattern is tried only where the literal stands that all its matches hold.
//!
//! Invariant: knows forms and no values; finds and never judges.

mod bounds;
mod expression;
mod form;
mod grammar;
mod literal;
mod reader;
mod syntax;
mod token;

pub use bounds::{Bounds, conditions, is_denied};
pub use form::{Form, FormId, Origin, Place, Slot, Value};
pub use grammar::{Filled, FoundName, FoundSentence, Grammar, Name, NameId, Reading};
pub use literal::has_word;
pub use syntax::{Part, Problem, parse};

#[cfg(test)]
mod tests;
