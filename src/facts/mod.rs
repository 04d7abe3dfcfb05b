//! Typed facts: what kinds of things there are, which things, and what is stated of each.
//!
//! Takes the files below the facts folder and the front matter of pages as texts; gives [`Kind`]s and entities, with a place
//! for every key and value, the grammar by which pages are read, and findings. A mistake leaves out the one thing it is in, so
//! that all of them are told at once. [`schema`] tells editors what the files take.
//!
//! Invariant: never fails; reads no page and no file, and resolves nothing.

mod builtin;
mod entity;
mod folder;
mod grammar;
mod kind;
mod names;
mod read_entity;
mod read_kind;
mod read_page;
mod related;
mod restate;
pub mod schema;
mod sense;
mod value;
mod view;
mod word;

pub use builtin::{builtin, builtins};
pub use entity::{About, Entity, EntityId, Source};
pub use folder::{File, read};
pub use kind::{
    Autolink, Choice, Field, FieldId, FieldType, Kind, Placed, Reference, RequiredLinks, Sentence, Stating,
    UnknownNames,
};
pub use names::{Named, Names, Unnamed};
pub use read_page::Page;
pub use restate::{Described, Restated, restate, restated, takes};
pub(crate) use sense::{Sense, means, same};
pub(crate) use value::fits;
pub use value::{Stated, Typed, Value};
pub use view::{View, ViewForm, ViewProblem, ViewWhy, view};

use std::sync::Arc;

use crate::sentence::Grammar;

/// All that is stated on a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The kinds, by name.
    pub kinds: Vec<Kind>,
    /// The things, in the order of their files; each names its kind by its place among them.
    pub entities: Vec<Entity>,
    /// The names and sentences of all kinds, as they are looked for in pages.
    pub grammar: Arc<Grammar>,
}

impl Facts {
    /// The thing with an id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The kind of a thing.
    pub fn kind_of(&self, id: EntityId) -> &Kind {
        &self.kinds[self.entity(id).kind]
    }

    /// The ids of all things, in their order.
    pub fn ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..u32::try_from(self.entities.len()).unwrap_or(u32::MAX)).map(EntityId)
    }

    /// How many facts there are: fields of things that state something.
    pub fn count(&self) -> usize {
        let stated = self.entities.iter().flat_map(|entity| &entity.facts);
        stated.filter(|stated| !stated.values().is_empty()).count()
    }
}
