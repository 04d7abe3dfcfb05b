//! Things, and what is stated of each.

use super::kind::{FieldId, Placed};
use super::value::Stated;
use crate::date::{Date, Period};
use crate::span::FileId;

/// A thing, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A thing of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its kind, as an index into the kinds.
    pub kind: usize,
    /// Its name among the things of its kind, where that is written. Where it is the stem of a file, its place is the file as
    /// a whole; of a page, the kind that its front matter names.
    pub id: Placed<String>,
    /// The page whose front matter describes it.
    pub page: Option<FileId>,
    /// What is stated, by field.
    pub facts: Vec<Stated>,
    /// What is said of it as of any thing.
    pub about: About,
}

impl Entity {
    /// What is stated of a field.
    pub fn stated(&self, field: FieldId) -> &Stated {
        self.facts.get(field.0).unwrap_or(&Stated::Not)
    }
}

/// What may be said of any thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// What it is called on a page, where that is not its label.
    pub title: Option<String>,
    /// A sentence about it.
    pub summary: Option<String>,
    /// Other names by which pages may mean it.
    pub aliases: Vec<Placed<String>>,
    /// Where its facts come from.
    pub source: Option<Source>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<Placed<Date>>,
    /// How often it is to be.
    pub review_every: Option<Period>,
    /// Its page, with an anchor where that holds several things; none where its own page describes it.
    pub page: Option<Placed<String>>,
}

/// Where facts come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its address.
    pub url: Option<Placed<String>>,
    /// When it was read.
    pub checked: Option<Placed<Date>>,
    /// By whom.
    pub by: Option<String>,
}
