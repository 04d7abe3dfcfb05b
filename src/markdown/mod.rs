//! Compiles pages. Takes a prepared text; gives a [`PageObject`]: an interface (title, headings, anchors), every
//! reference with the place of its destination, and a body of HTML with holes that the linker's answers fill.
//!
//! The only layer that names the Markdown crate.
//!
//! Invariant: compiling never fails and sees one page with its includes, and nothing else.

mod object;

pub use object::*;
