//! What a page says in the words that kinds of things look for: names, and sentences that state something.

use std::ops::Range;

use super::Excerpt;
use crate::sentence::{FormId, NameId, Slot};
use crate::span::Span;

/// All of it, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The parts of the page in which anything was found.
    pub passages: Vec<Passage>,
    /// Names.
    pub names: Vec<NameToken>,
    /// Sentences.
    pub sentences: Vec<Said>,
}

/// A paragraph, heading, cell, or block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What belongs together: all blocks of a list item, all cells of a row; any other block is by itself.
    pub group: u32,
    /// The section it stands in, as an index into [`super::Exports::headings`]; a heading stands in its own.
    pub heading: Option<u32>,
    /// What it is.
    pub what: PassageKind,
}

/// What a part of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// Running text.
    Text,
    /// A heading.
    Heading,
    /// A block of code.
    Code,
}

/// A token that has the form of a name.
#[derive(Clone, Debug)]
pub struct NameToken {
    /// The form.
    pub name: NameId,
    /// The token.
    pub text: Box<str>,
    /// The passage it stands in, as an index into [`Prose::passages`].
    pub passage: u32,
    /// Where it begins in the plain text of the passage, and where its sentence does.
    pub at: u32,
    /// Where its sentence begins.
    pub sentence: u32,
    /// Where it stands in the file.
    pub span: Span,
    /// How it is written there.
    pub written: Written,
    /// Whether a `*` follows, so that it is only how names begin.
    pub prefix: bool,
    /// Whether holes were left around it, so that it can become a link.
    pub linkable: bool,
    /// The sentence around it.
    pub excerpt: Option<Box<Excerpt>>,
}

/// How a part of the text is written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As it is.
    AsIs,
    /// With escapes.
    Escaped,
    /// With marks or tags inside, so that it may be more than one word.
    Marked,
    /// In the address of a link.
    InAddress,
}

/// A sentence that states something.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its form.
    pub form: FormId,
    /// The passage it ends in, as an index into [`Prose::passages`].
    pub passage: u32,
    /// Its bytes in the plain text of the passage; of one that begins in the paragraph before a list, from 0 on.
    pub at: Range<u32>,
    /// Where the sentence around it begins in that text.
    pub sentence: u32,
    /// Where it stands in the file.
    pub span: Span,
    /// What stands in the places of its fields.
    pub filled: Vec<FilledAt>,
    /// Whether it is said of some cases only, or denied.
    pub void: bool,
    /// The words that say it.
    pub text: Box<str>,
    /// For one that begins in the paragraph before a list: that paragraph, as an index into [`Prose::passages`].
    pub lead: Option<u32>,
}

/// What stands in the place of a field, and where.
#[derive(Clone, Debug)]
pub struct FilledAt {
    /// The field.
    pub slot: Slot,
    /// What it is.
    pub what: FilledWith,
    /// It.
    pub text: Box<str>,
    /// Where it ends in the plain text of the passage.
    pub end: u32,
    /// Where it stands in the file.
    pub span: Span,
    /// How it is written there.
    pub written: Written,
}

/// What stands in the place of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledWith {
    /// A value.
    Value,
    /// A name that stands before a value and is joined to it, as in `a, b and c`.
    Joined,
    /// A phrase that speaks of a value without naming it.
    Called,
    /// What is written like a value and does not have its form.
    Refused,
}
