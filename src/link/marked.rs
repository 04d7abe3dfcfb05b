//! Whether a value before a marker is that of its fact.

use super::{Shown, ShownFact, Site, State};
use crate::facts::{Named, same};
use crate::markdown::{FactValue, ValueKind};
use crate::one_line::on_one_line;

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

/// Holds a value against what its marker names. White space is as good as a space.
pub fn marked(site: &Site, value: &FactValue, named: Named) -> Marked {
    let text = on_one_line(&value.text);
    let Named { thing, field } = named;
    let shows = |wanted: &str| on_one_line(wanted) == text || ends_with(value, wanted);
    let Some(field) = field else {
        return if shows(Shown::thing(site, thing).text) { Marked::Right } else { Marked::Wrong };
    };
    let fact = ShownFact::of(site, thing, field);
    let stated = site.facts.entity(thing).stated(field).values();
    let of = site.facts.kind_of(thing).fields.get(field.0);
    let endings = endings(value);
    let said = |written: &str| {
        let same = |text: &str| of.is_some_and(|of| same(of, written, text));
        same(&text) && alone(value) || endings.iter().any(|ending| same(ending))
    };
    let is = |(at, shown): (usize, &Shown<'_>)| {
        shows(shown.text) || stated.get(at).is_some_and(|value| said(&value.written))
    };
    match fact.state {
        State::Unstated | State::Undocumented => Marked::Unstated,
        _ if !fact.values.iter().enumerate().any(is) => Marked::Wrong,
        State::Default => Marked::Default,
        State::Stated => Marked::Right,
    }
}

/// Whether the running text before a marker ends with a value, but for the signs behind it.
fn ends_with(value: &FactValue, wanted: &str) -> bool {
    let (ValueKind::Word(before), wanted) = (&value.what, on_one_line(wanted)) else { return false };
    let before = on_one_line(before);
    let inner = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = |text: &str| text.strip_suffix(&*wanted).is_some_and(|rest| is_border(rest, &wanted));
    !wanted.is_empty() && (ends(&before) || ends(inner))
}

/// The last words of running text before a marker, two and more together: a value may be spelled in several.
fn endings(value: &FactValue) -> Vec<String> {
    let ValueKind::Word(before) = &value.what else { return Vec::new() };
    let is_sign = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = before.trim_end_matches(is_sign).split_whitespace().collect();
    let from = words.len().saturating_sub(MOST_WORDS);
    let ending = |start: usize| words[start..].join(" ").trim_start_matches(is_sign).to_owned();
    (from..words.len().saturating_sub(1)).map(ending).collect()
}

/// The most words that are tried as another spelling of a value.
const MOST_WORDS: usize = 8;

/// Whether the last word before a marker is no part of a longer number: `1,120` is not `120`.
fn alone(value: &FactValue) -> bool {
    let ValueKind::Word(before) = &value.what else { return true };
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    before.strip_suffix(&*value.text).is_some_and(|rest| is_border(rest, &value.text))
}

/// Whether a value can begin behind a text.
fn is_border(before: &str, value: &str) -> bool {
    let mut back = before.chars().rev();
    let (last, beyond) = (back.next(), back.next());
    let number = value.starts_with(|c: char| c.is_ascii_digit());
    match last {
        None => true,
        Some(c) if c.is_alphanumeric() || c == '_' => false,
        Some('.' | ',' | ':' | '/' | '\'' | '’' | '-' | '‑' | '–') if beyond.is_some_and(char::is_alphanumeric) => {
            false
        }
        Some('-' | '−' | '.') if number => false,
        Some(_) => true,
    }
}
