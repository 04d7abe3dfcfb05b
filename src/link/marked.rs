//! Whether a value before a marker is that of its fact.

use super::{Shown, ShownFact, Site, State};
use crate::facts::{Named, Typed};
use crate::markdown::FactValue;

/// How a value before a marker stands to its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// It is the value, or one of several, or the name of the thing.
    Right,
    /// It is what the kind says where nothing is stated.
    Default,
    /// It is another one.
    Wrong,
    /// Nothing is known of the field.
    Unstated,
}

/// Holds a value against what its marker names.
pub fn marked(site: &Site, value: &FactValue, named: Named) -> Marked {
    let text = value.text.trim();
    let Named { thing, field } = named;
    let Some(field) = field else {
        return if Shown::thing(site, thing).text == text { Marked::Right } else { Marked::Wrong };
    };
    let fact = ShownFact::of(site, thing, field);
    let stated = site.facts.entity(thing).stated(field).values();
    let is = |(at, shown): (usize, &Shown<'_>)| {
        let written = stated.get(at);
        let number = match written.map(|value| &value.what) {
            Some(Typed::Number(number)) => text.replace(',', "").parse() == Ok(*number),
            _ => false,
        };
        shown.text == text || number || written.is_some_and(|value| value.written == text)
    };
    match fact.state {
        State::Unstated | State::Undocumented => Marked::Unstated,
        _ if !fact.values.iter().enumerate().any(is) => Marked::Wrong,
        State::Default => Marked::Default,
        State::Stated => Marked::Right,
    }
}
