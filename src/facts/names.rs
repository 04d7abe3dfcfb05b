//! Names of things: what a written one means.

use rustc_hash::FxHashMap;

use super::entity::EntityId;
use super::kind::FieldId;
use super::{Facts, FieldType};

/// All names of a site's things, made once.
#[derive(Debug, Default)]
pub struct Names {
    /// Things by id, kind by kind.
    ids: Vec<FxHashMap<String, EntityId>>,
    /// Things by id, label and alias.
    words: FxHashMap<String, Vec<EntityId>>,
}

/// What a written name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The thing.
    pub thing: EntityId,
    /// Its field, where the name goes on with one.
    pub field: Option<FieldId>,
}

/// Why a written name means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// No thing is called so.
    Nothing,
    /// Several are.
    Several(Vec<EntityId>),
    /// The thing is there, and its kind has no such field.
    NoField(EntityId),
}

impl Names {
    /// The names of all things.
    pub fn new(facts: &Facts) -> Self {
        let mut names = Self { ids: vec![FxHashMap::default(); facts.kinds.len()], words: FxHashMap::default() };
        for id in facts.ids() {
            let entity = facts.entity(id);
            if let Some(ids) = names.ids.get_mut(entity.kind) {
                ids.entry(entity.id.value.clone()).or_insert(id);
            }
            names.add(&entity.id.value, id);
            names.add(facts.label(id), id);
            for alias in &entity.about.aliases {
                names.add(&alias.value, id);
            }
        }
        names
    }

    fn add(&mut self, word: &str, id: EntityId) {
        match self.words.get_mut(word) {
            Some(things) if things.last() == Some(&id) => {}
            Some(things) => things.push(id),
            None => {
                self.words.insert(word.to_owned(), vec![id]);
            }
        }
    }

    /// The thing of a kind with an id.
    pub fn by_id(&self, kind: usize, id: &str) -> Option<EntityId> {
        self.ids.get(kind)?.get(id).copied()
    }

    /// The thing that a value of a `ref` field names: an id, with its kind in front or without.
    pub fn by_ref(&self, facts: &Facts, to: &str, written: &str) -> Option<EntityId> {
        let kind = facts.kind_named(to)?;
        let id = written.strip_prefix(to).and_then(|rest| rest.strip_prefix('/')).unwrap_or(written);
        self.by_id(kind, id)
    }

    /// The id of the only thing of a kind that has a word as its id, label or alias.
    pub(crate) fn called<'f>(&self, facts: &'f Facts, kind: &str, word: &str) -> Option<&'f str> {
        let kind = facts.kind_named(kind)?;
        let mut things = self.words.get(word)?.iter().filter(|thing| facts.entity(**thing).kind == kind);
        match (things.next(), things.next()) {
            (Some(only), None) => Some(&facts.entity(*only).id.value),
            _ => None,
        }
    }

    /// The thing that a name means: `kind/id`, or an id, label or alias that only one has.
    ///
    /// # Errors
    /// Where none or several are called so.
    pub fn thing(&self, facts: &Facts, written: &str) -> Result<EntityId, Unnamed> {
        let exact = written.split_once('/').and_then(|(kind, id)| self.by_id(facts.kind_named(kind)?, id));
        match (exact, self.words.get(written).map(Vec::as_slice)) {
            (Some(thing), _) | (None, Some(&[thing])) => Ok(thing),
            (None, Some(several)) => Err(Unnamed::Several(several.to_vec())),
            (None, None) => Err(Unnamed::Nothing),
        }
    }

    /// The thing, or the fact of one, that a name means. The whole name first: only where it means nothing is what follows
    /// its last dot a field.
    ///
    /// # Errors
    /// Where none or several are called so, or the thing has no such field.
    pub fn fact(&self, facts: &Facts, written: &str) -> Result<Named, Unnamed> {
        let whole = self.thing(facts, written);
        let (Err(Unnamed::Nothing), Some((name, field))) = (&whole, written.rsplit_once('.')) else {
            return whole.map(|thing| Named { thing, field: None });
        };
        let thing = self.thing(facts, name)?;
        match facts.kind_of(thing).field(field) {
            Some(field) => Ok(Named { thing, field: Some(field) }),
            None => Err(Unnamed::NoField(thing)),
        }
    }

    /// All names that one thing or several have.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

impl Facts {
    /// The kind with a name, as an index.
    pub fn kind_named(&self, name: &str) -> Option<usize> {
        self.kinds.binary_search_by(|kind| kind.name.as_str().cmp(name)).ok()
    }

    /// The name by which pages mean a thing: the value of its kind's label, else its id.
    pub fn label(&self, id: EntityId) -> &str {
        let entity = self.entity(id);
        let label = self.kind_of(id).label.and_then(|field| entity.stated(field).values().first());
        label.map_or(&*entity.id.value, |value| &value.written)
    }

    /// What a thing is called on a page: its title, else its label, else its id. A label that is not published is no name.
    pub fn name(&self, id: EntityId) -> &str {
        let entity = self.entity(id);
        let label = if self.has_public_label(id) { self.label(id) } else { &entity.id.value };
        entity.about.title.as_deref().unwrap_or(label)
    }

    fn has_public_label(&self, id: EntityId) -> bool {
        let kind = self.kind_of(id);
        kind.label.and_then(|field| kind.fields.get(field.0)).is_some_and(|field| !field.internal)
    }

    /// Whether the name of a thing is an identifier, and so stands as code.
    pub fn is_code(&self, id: EntityId) -> bool {
        let kind = self.kind_of(id);
        let label = kind.label.and_then(|field| kind.fields.get(field.0));
        let identifier = label.is_some_and(|field| matches!(field.what, FieldType::Identifier { .. }));
        identifier && self.has_public_label(id) && self.entity(id).about.title.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{File, read};
    use crate::span::FileId;

    fn facts() -> Facts {
        let file = |id, path, text| File { id: FileId(id), path, text };
        let kind = "label: name\nfields: { name: text, gates: integer }\n";
        let piers = "north: { name: Pier A.gates, aliases: [old] }\nsouth: { name: Pier B, aliases: [old] }\n";
        let (facts, findings) = read(
            [
                file(0, "kinds/pier.yaml", kind),
                file(1, "pier.yaml", piers),
                file(2, "kinds/ferry.yaml", "fields: { gates: text }"),
                file(3, "ferry.yaml", "south: { gates: x }\nPier A: {}\n"),
            ],
            [],
        );
        assert!(findings.is_empty(), "{findings:?}");
        facts
    }

    #[test]
    fn the_whole_name_comes_first() {
        let facts = facts();
        let names = Names::new(&facts);
        let told = |written: &str| match names.fact(&facts, written) {
            Ok(Named { thing, field }) => {
                let kind = facts.kind_of(thing);
                let field = field.map(|field| kind.fields[field.0].name.value.clone()).unwrap_or_default();
                format!("{}/{} {field}", kind.name, facts.entity(thing).id.value)
            }
            Err(Unnamed::Nothing) => "nothing".to_owned(),
            Err(Unnamed::Several(things)) => format!("{} things", things.len()),
            Err(Unnamed::NoField(thing)) => format!("no field of {}", facts.label(thing)),
        };
        for (written, meant) in [
            ("north", "pier/north "),
            ("Pier A.gates", "pier/north "),
            ("Pier A.gates.gates", "pier/north gates"),
            ("Pier A", "ferry/Pier A "),
            ("south", "2 things"),
            ("south.gates", "2 things"),
            ("pier/south", "pier/south "),
            ("pier/south.gates", "pier/south gates"),
            ("old", "2 things"),
            ("north.gate", "no field of Pier A.gates"),
            ("east", "nothing"),
            ("pier/east.gates", "nothing"),
            ("", "nothing"),
            ("/", "nothing"),
            (".", "nothing"),
        ] {
            assert_eq!(told(written), meant, "{written}");
        }
    }
}
