//! Compiles pages. Takes a prepared text; gives a [`PageObject`]: an interface (title, headings, anchors), every
//! reference with the place of its destination, and a body of HTML with holes that the linker's answers fill.
//!
//! [`compile()`] is one walk over the parser's events, done by `writer`; the files beside it each write one kind of
//! thing. The only layer that names the Markdown crate.
//!
//! Invariant: compiling never fails and sees one page with its includes, and nothing else.

mod compile;
mod front_matter;
mod hidden;
mod object;
mod options;
mod prose;
mod slug;
mod snippet;

mod writer;

mod allow;
mod block;
mod block_text;
mod code;
mod code_links;
mod code_span;
mod footnotes;
mod foreign;
mod html_block;
mod html_tags;
mod inline;
mod labels;
mod marks;
mod notes;
mod pictures;
mod raw_attributes;
mod raw_ends;
mod raw_html;
mod raw_tags;
mod statements;
mod table;
mod undefined;

mod autolink;
mod buffer;
mod character_names;
mod destination;
mod escape;
mod excerpt;
mod fact_marks;
mod highlight;
mod signs;

pub use compile::{Extensions, compile, conformance_html};
pub use escape::escape;
pub use fact_marks::{FactMarks, FactValue, FactView, ValueKind};
pub use front_matter::{front_matter, front_matter_yaml};
pub use highlight::Highlighter;
pub use object::*;
pub use options::Options;
pub use pictures::file_name;
pub use prose::*;
pub use slug::slug;
pub use snippet::{Snippet, snippet};

#[cfg(test)]
mod tests;
