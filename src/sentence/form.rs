//! A sentence pattern, ready to be looked for.

use super::bounds::conditions;
use super::expression::{Emitted, emit};
use super::grammar::NameId;
use super::literal::literals;
use super::syntax::Part;
use crate::pattern::Search;

/// A form of a sentence, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(pub u32);

/// A field of a kind, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The kind.
    pub kind: u16,
    /// The field among those of the kind.
    pub field: u16,
}

/// What may stand where a pattern has a field.
#[derive(Clone, Debug)]
pub struct Place {
    /// The field.
    pub slot: Slot,
    /// Its values.
    pub value: Value,
    /// Whether several values may stand there as in a list.
    pub list: bool,
    /// Finds each of several.
    pub(super) each: Option<Search>,
    /// Phrases that speak of its value without naming it.
    pub called: Vec<Vec<Part>>,
}

impl Place {
    /// The place of a field. `list` says whether several values may stand there.
    pub fn new(slot: Slot, value: Value, list: bool, called: Vec<Vec<Part>>) -> Self {
        let each = if list { Search::new(&value.expression()).ok() } else { None };
        Self { slot, value, list, each, called }
    }
}

/// What the values of a field look like.
#[derive(Clone, Debug)]
pub enum Value {
    /// A name of a form; its regular expression, and whether it is a name in any case.
    Name(NameId, String, bool),
    /// A number: what matches a regular expression, and is no part of a longer one.
    Number(String),
    /// Whatever matches a regular expression.
    Pattern(String),
}

impl Value {
    /// The expression that a value matches.
    pub(super) fn expression(&self) -> String {
        match self {
            Self::Name(_, pattern, false) => format!("(?-i:{pattern})"),
            Self::Name(_, pattern, true) | Self::Number(pattern) | Self::Pattern(pattern) => format!("(?:{pattern})"),
        }
    }
}

/// One form of a sentence.
#[derive(Clone, Debug)]
pub struct Form {
    /// The kind whose sentence it is.
    pub kind: u16,
    /// The sentence among those of its kind.
    pub sentence: u32,
    /// As its author wrote it.
    pub written: String,
    /// Whether the sentence states values besides the fields in it.
    pub(super) states: bool,
    /// The conditions that its own words have.
    pub(super) conditions: u8,
    /// Words that every match holds, the longest first, each in the ways in which it is looked for.
    pub(super) literals: Vec<Vec<String>>,
    /// What each of its names holds, or what the phrases for it do; by the names that every match has.
    pub(super) names: Vec<NameSigns>,
    /// Finds the form with values that have the form of their fields.
    pub(super) strict: Search,
    /// Finds it with anything in the places of names; none where it has no names.
    pub(super) loose: Option<Search>,
    /// The fields in it, in the order of their groups.
    pub(super) places: Vec<Place>,
    pub(super) gaps: usize,
}

/// By what the place of a name is known before any pattern is tried.
#[derive(Clone, Debug)]
pub(super) struct NameSigns {
    /// The name.
    pub(super) name: NameId,
    /// A word of each phrase that stands for it.
    pub(super) phrases: Vec<String>,
}

/// The places of names that a pattern has outside of its groups; one whose phrases cannot be known is left out.
fn name_signs(parts: &[Part], place: &dyn Fn(&str) -> Option<Place>) -> Vec<NameSigns> {
    let fields = parts.iter().filter_map(|part| if let Part::Field(name, _) = part { place(name) } else { None });
    let signs = fields.filter_map(|place| {
        let Value::Name(name, ..) = place.value else { return None };
        let word = |phrase: &Vec<Part>| literals(phrase).first().and_then(|ways| ways.first().cloned());
        let phrases: Option<Vec<String>> = place.called.iter().map(word).collect();
        Some(NameSigns { name, phrases: phrases? })
    });
    signs.collect()
}

/// Whose form it is, and how it is written.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'t> {
    /// The kind.
    pub kind: u16,
    /// The sentence among those of its kind.
    pub sentence: u32,
    /// As its author wrote it.
    pub written: &'t str,
    /// Whether the sentence states values besides the fields in it.
    pub states: bool,
}

impl Form {
    /// Whether it states something by its words alone, as `says` does.
    pub fn is_saying(&self) -> bool {
        self.states
    }

    /// A form from its parts. `place` answers what may stand where a field is named.
    ///
    /// # Errors
    /// Why it cannot be looked for, in a few words.
    pub fn new(origin: Origin<'_>, parts: &[Part], place: &dyn Fn(&str) -> Option<Place>) -> Result<Self, String> {
        let Origin { kind, sentence, written, states } = origin;
        let literals = literals(parts);
        if literals.is_empty() {
            return Err("no word of four letters or more stands in all of its forms".to_owned());
        }
        let conditions = conditions(written);
        let names = name_signs(parts, place);
        let Emitted { strict, loose, places, gaps } = emit(parts, place);
        let named = places.iter().any(|place| matches!(place.value, Value::Name(..)));
        let loose = if named { Some(Search::new(&loose)?) } else { None };
        let strict = Search::new(&strict)?;
        Ok(Self {
            kind,
            sentence,
            written: written.to_owned(),
            states,
            conditions,
            literals,
            names,
            strict,
            loose,
            places,
            gaps,
        })
    }
}
