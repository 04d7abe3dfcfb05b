//! Patterns: what whole values look like, what is looked for in texts, and which of it can be there at all.
//!
//! The only module that names the crates for regular expressions and for sets of literals.
//!
//! Invariant: matching takes time as the length of the text does, whatever the pattern.

mod ecma;
mod fixed;
mod literals;
mod search;
mod value;

pub use ecma::literal as ecma_literal;
pub use fixed::{Fixed, fixed};
pub use literals::Literals;
pub use search::{Found, Search, escaped};
pub use value::Pattern;

/// The largest pattern, compiled, in bytes.
const LARGEST: usize = 1024 * 1024;

/// The reason in a message of several lines, which draws the pattern above it.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message);
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
