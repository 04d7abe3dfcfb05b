//! The numbers of one run: how much there was, and what was not looked at.

/// The numbers of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Pages compiled.
    pub pages: usize,
    /// References of all kinds, to pages, anchors, files and addresses.
    pub links: usize,
    /// Anchors that links can lead to.
    pub anchors: usize,
    /// Facts.
    pub facts: usize,
    /// Sentences of pages that agree with a fact.
    pub sentences_agreeing: usize,
    /// Findings at the level of an error.
    pub errors: usize,
    /// Findings at the level of a warning.
    pub warnings: usize,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
}

/// Something that was not checked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NotChecked {
    /// What, in the plural: `external links`.
    pub what: String,
    /// How many.
    pub count: usize,
    /// Why, or what to say to have it checked: `--external`.
    pub reason: String,
}
