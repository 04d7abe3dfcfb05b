//! YAML as a tree with a span on every key and value. The only layer that names the YAML crate.
//!
//! [`parse`] takes a text and where it stands in its file; it gives a tree and findings (`yaml-syntax`,
//! `duplicate-key`, `too-large`). [`allows`] reads the excuses in comments. A [`Reader`]
//! takes values of wanted types out of a tree and reports what does not fit, and a [`Schema`] says the same to editors. What
//! values mean:
//!
//! - Booleans are `true` and `false` only; `yes`, `no`, `on`, `off` and `True` are texts.
//! - Numbers are those of YAML 1.2, but digits after a leading zero (`010`, an account number) are a text. A number keeps
//!   its source text at its span, so that `1.10` stays `1.10` where a text is wanted.
//! - `~`, `null` and nothing are null. Dates and times are texts.
//! - Refused: merge keys (`<<`), tags but those of YAML itself, keys that are no single value, a second document.
//!
//! Invariant: never fails; knows no key by name.

mod allow;
mod build;
mod node;
mod reader;
mod scalar;
mod schema;
mod syntax;

pub use allow::allows;
pub use build::parse;
pub use node::{Key, Node, Value};
pub use reader::Reader;
pub use schema::Schema;

#[cfg(test)]
mod tests;
