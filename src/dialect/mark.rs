//! Block marks: what parts of a prepared text are, beyond what their Markdown says.

use std::ops::Range;

/// A part of a prepared text that is something its Markdown alone does not say.
///
/// The marks of a page are ordered by where they begin, an outer one before those inside it. A container holds every block
/// that begins in its range, and ends at the latest where the list item that it began in ends; it may hold nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the prepared text, whole lines.
    pub range: Range<usize>,
    /// What it is.
    pub what: Marked,
}

/// What a mark says of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// A container: a note or the like. Its label is not part of the text.
    Admonition(Label),
    /// A container: a titled example.
    Example,
    /// A container: a list of terms, in which terms and definitions follow each other.
    Terms,
    /// A container inside [`Marked::Terms`]: what is said of the term before it.
    Definition,
    /// A container: the table of contents that an author wrote, a list of links. Its label, the word here, is not part of the
    /// text.
    Contents(&'static str),
    /// A container: the licence that stands before the contents of a guide.
    Licence,
    /// A container: panes, of which one is seen at a time.
    Tabs,
    /// A container inside [`Marked::Tabs`]. Its first block is its [`Marked::PaneTitle`].
    Pane,
    /// A paragraph: the title of the pane.
    PaneTitle,
    /// A paragraph: a term of a list of terms.
    Term,
    /// A paragraph that heads what follows, without being a heading of the page.
    Title,
    /// The same over the steps of a procedure.
    Procedure,
    /// The same at the beginning of an example.
    ExampleTitle,
    /// A paragraph: the caption of the table, or of the [`Marked::Omitted`] table, that follows.
    Caption,
    /// A paragraph: the link that stands where a table was left out of the source.
    Omitted,
}

/// The label of an admonition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What kind of admonition.
    pub kind: Admonition,
    /// The word as its author wrote it: `Notes`.
    pub word: &'static str,
}

impl Label {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self { kind: Admonition::Note, word: "Note" },
        Self { kind: Admonition::Note, word: "Notes" },
        Self { kind: Admonition::Important, word: "Important" },
        Self { kind: Admonition::Tip, word: "Tip" },
        Self { kind: Admonition::Tip, word: "Tips" },
        Self { kind: Admonition::Warning, word: "Warning" },
        Self { kind: Admonition::Caution, word: "Caution" },
    ];
}

/// The kinds of admonitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admonition {
    /// Worth knowing.
    Note,
    /// Makes things easier.
    Tip,
    /// Not to be passed over.
    Important,
    /// Something can go wrong.
    Warning,
    /// Something can be lost.
    Caution,
}

impl Marked {
    /// Whether it holds blocks, rather than being one paragraph.
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Admonition(_)
                | Self::Example
                | Self::Terms
                | Self::Definition
                | Self::Contents(_)
                | Self::Licence
                | Self::Tabs
                | Self::Pane
        )
    }
}
