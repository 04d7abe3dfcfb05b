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
        let name = Shown::thing(site, thing).text;
        return if name == text || ends_with(value, name) { Marked::Right } else { Marked::Wrong };
    };
    let fact = ShownFact::of(site, thing, field);
    let stated = site.facts.entity(thing).stated(field).values();
    let is = |(at, shown): (usize, &Shown<'_>)| {
        let written = stated.get(at);
        let number = match written.map(|value| &value.what) {
            Some(Typed::Number(number)) => text.replace(',', "").parse() == Ok(*number),
            _ => false,
        };
        shown.text == text
            || ends_with(value, shown.text)
            || number
            || written.is_some_and(|value| value.written == text)
    };
    match fact.state {
        State::Unstated | State::Undocumented => Marked::Unstated,
        _ if !fact.values.iter().enumerate().any(is) => Marked::Wrong,
        State::Default => Marked::Default,
        State::Stated => Marked::Right,
    }
}

/// Whether the running text before a marker ends with a value of several words.
fn ends_with(value: &FactValue, wanted: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (Some(before), wanted) = (&value.before, folded(wanted)) else { return false };
    let before = folded(before);
    let rest = before.strip_suffix(&*wanted).filter(|_| !wanted.is_empty());
    rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}
