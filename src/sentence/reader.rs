//! The search for names and sentences in one text.

use std::ops::Range;

use super::bounds::{Bounds, ends_inside, is_denied, is_negation};
use super::form::{Form, FormId, Place, Slot, Value};
use super::grammar::{Filled, FoundName, FoundSentence, Grammar, NameId, Reading};
use super::token::around_in;
use crate::pattern::Found;

use rustc_hash::FxHashMap;

/// How many names may be joined to another before it.
const JOINED: usize = 16;

impl Grammar {
    /// Reads a plain text: that of a block, without markup. `code` are the parts of it that stand in code spans, in order.
    pub fn read(&self, text: &str, code: &[Range<usize>]) -> Reading {
        let mut reading = Reading::default();
        let Some((literals, sought)) = self.literals() else { return reading };
        let mut names: Vec<(NameId, Range<usize>)> = Vec::new();
        // Where the last token of each name ended: one that holds a literal several times is looked at once.
        let mut looked_at: FxHashMap<NameId, usize> = FxHashMap::default();
        let mut seen: Vec<bool> = Vec::new();
        literals.each(text, |number, at| {
            seen.resize(sought.of.len(), false);
            seen[number] = true;
            for id in &sought.of[number].names {
                if looked_at.get(id).is_some_and(|end| at < *end) {
                    continue;
                }
                if let Some(token) = token(self, *id, text, code, at) {
                    looked_at.insert(*id, token.end);
                    names.push((*id, token));
                }
            }
        });
        let is_there = |literal: &usize| seen.get(*literal).is_some_and(|seen| *seen);
        let holders = sought.of.iter().zip(&seen).filter(|(_, seen)| **seen).map(|(holders, _)| holders);
        let mut forms: Vec<FormId> = holders.flat_map(|holders| holders.forms.iter().copied()).collect();
        // A pattern is tried where all of its words are.
        forms.retain(|id| {
            let words = sought.words.get(id.0 as usize);
            words.is_some_and(|words| words.iter().all(|ways| ways.iter().any(is_there)))
        });
        forms.sort_unstable();
        forms.dedup();
        if names.is_empty() && forms.is_empty() {
            return reading;
        }
        names.sort_by_key(|(name, token)| (token.start, *name));
        names.dedup();
        let mut reader = Reader { grammar: self, text, code, bounds: Bounds::new(text) };
        for (name, at) in names.into_iter().filter(|(name, at)| self.is_name(*name, text, code, at)) {
            let prefix = text[at.end..].starts_with('*');
            let sentence = reader.bounds.around(at.start).start;
            reading.names.push(FoundName { name, at, prefix, sentence });
        }
        for id in forms {
            let signs = sought.names.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
            let missing = signs.iter().filter(|signs| !signs.iter().any(is_there)).count();
            reader.sentences(id, missing, &mut reading.sentences);
        }
        reading
    }

    /// Whether some bytes of a text are a name of a form, as a whole.
    fn is_name(&self, id: NameId, text: &str, code: &[Range<usize>], at: &Range<usize>) -> bool {
        self.name(id).is_some_and(|name| {
            let token = &text[at.clone()];
            around_in(text, at.clone(), &name.signs, code) == *at
                && (name.pattern.matches(token) || name.any_case.as_ref().is_some_and(|form| form.matches(token)))
                && !name.except.as_ref().is_some_and(|except| except.matches(token))
        })
    }
}

/// The token around a literal of a name.
fn token(grammar: &Grammar, id: NameId, text: &str, code: &[Range<usize>], at: usize) -> Option<Range<usize>> {
    let name = grammar.name(id)?;
    let length = name.literal.as_ref().map_or(0, String::len);
    Some(around_in(text, at..at + length, &name.signs, code))
}

struct Reader<'t> {
    grammar: &'t Grammar,
    text: &'t str,
    code: &'t [Range<usize>],
    bounds: Bounds,
}

impl Reader<'_> {
    fn is_name(&self, id: NameId, at: &Range<usize>) -> bool {
        self.grammar.is_name(id, self.text, self.code, at)
    }

    /// Finds the sentences of a form in a text where so many of its names are missing.
    fn sentences(&mut self, id: FormId, missing: usize, out: &mut Vec<FoundSentence>) {
        let Some(form) = self.grammar.form(id).filter(|_| missing < 2) else { return };
        let first = out.len();
        let strict = (missing == 0).then(|| form.strict.each(self.text));
        for found in strict.into_iter().flatten() {
            if let Some(filled) = self.filled(form, &found, true) {
                let sentence = self.finish(id, form, found.range(), filled);
                out.push(sentence);
            }
        }
        // The matches of a pattern come in order.
        let taken: Vec<Range<usize>> = out[first..].iter().map(|it| it.at.clone()).collect();
        let hides = |at: &Range<usize>| {
            let next = taken.partition_point(|it| it.end <= at.start);
            taken.get(next).is_some_and(|it| it.start < at.end)
        };
        let Some(loose) = form.loose.as_ref().filter(|_| !self.code.is_empty() || has_inner_dot(self.text)) else {
            return;
        };
        let mut refused = Vec::new();
        for found in loose.each(self.text) {
            let filled = self.filled(form, &found, false);
            // With two, the sentence is about something else.
            let one = |filled: &Vec<(Slot, Filled)>| {
                filled.iter().filter(|(_, it)| matches!(it, Filled::Refused(_))).count() == 1
            };
            if let Some(filled) = filled.filter(one)
                && refused.len() < MOST
                && !hides(&found.range())
            {
                let sentence = self.finish(id, form, found.range(), filled);
                refused.push(sentence);
            }
        }
        out.extend(refused);
    }

    /// What stands in the places of a match; none where something stands there that cannot, or a gap denies or ends the
    /// sentence.
    fn filled(&self, form: &Form, found: &Found<'_>, strict: bool) -> Option<Vec<(Slot, Filled)>> {
        for gap in 0..form.gaps {
            let Some(at) = found.group(&format!("g{gap}")) else { continue };
            if self.text[at.clone()].split_whitespace().any(is_negation) || ends_inside(self.text, at) {
                return None;
            }
        }
        let mut filled = Vec::with_capacity(form.places.len());
        for (number, place) in form.places.iter().enumerate() {
            if let Some(at) = found.group(&format!("s{number}")) {
                self.fill(place, at, strict, &mut filled)?;
            } else if let Some(at) = found.group(&format!("c{number}")) {
                if self.names_another(place, &at) {
                    return None;
                }
                filled.push((place.slot, Filled::Called(at)));
            }
        }
        Some(filled)
    }

    /// Whether a phrase has code in it that is no name of the field: `the X service-linked role`, where X is something else.
    fn names_another(&self, place: &Place, phrase: &Range<usize>) -> bool {
        let Value::Name(name, ..) = &place.value else { return false };
        let from = self.code.partition_point(|span| span.start < phrase.start);
        let mut inside = self.code[from..].iter().take_while(|span| span.end <= phrase.end);
        inside.any(|span| !self.is_name(*name, span))
    }

    /// Takes what stands in the place of a field; none where it cannot stand there.
    fn fill(&self, place: &Place, at: Range<usize>, strict: bool, out: &mut Vec<(Slot, Filled)>) -> Option<()> {
        let values: Vec<Range<usize>> = match &place.each {
            Some(each) if strict => {
                let inside = each.each(&self.text[at.clone()]);
                inside.map(|found| found.range().start + at.start..found.range().end + at.start).collect()
            }
            _ => vec![at],
        };
        for at in values {
            let value = match &place.value {
                Value::Name(name, ..) if self.is_name(*name, &at) => {
                    if !place.list {
                        out.extend(self.joined(*name, at.start).into_iter().map(|at| (place.slot, Filled::Joined(at))));
                    }
                    Filled::Value(at)
                }
                Value::Name(name, ..) if !strict => {
                    let signs = self.grammar.name(*name).map_or("", |name| &name.signs);
                    let token = around_in(self.text, at.clone(), signs, self.code);
                    let whole = self
                        .code
                        .binary_search_by_key(&at.start, |span| span.start)
                        .is_ok_and(|it| self.code[it] == at);
                    let refused = whole || (token == at && self.text[token].contains('.'));
                    refused.then_some(Filled::Refused(at))?
                }
                Value::Name(..) => return None,
                Value::Number(_) => stands_alone(self.text, &at).then_some(Filled::Value(at))?,
                Value::Pattern(_) => Filled::Value(at),
            };
            out.push((place.slot, value));
        }
        Some(())
    }

    /// The names that stand before one as in a list, `a, b and c`: what is said of the last may be said of all.
    fn joined(&self, id: NameId, start: usize) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::new();
        let signs = self.grammar.name(id).map_or("", |name| &name.signs);
        let mut start = start;
        while joined.len() < JOINED {
            let before = self.text[..start].trim_end();
            let word = ["and", "or"]
                .iter()
                .find_map(|word| before.strip_suffix(word).filter(|rest| rest.ends_with([' ', ',', '\n', '\u{a0}'])));
            let rest = word.unwrap_or(before).trim_end();
            let comma = rest.strip_suffix(',').map(str::trim_end);
            // The last of a list has a word before it.
            let Some(rest) = comma.or(word.map(|_| rest)).filter(|_| word.is_some() || !joined.is_empty()) else {
                break;
            };
            let Some(last) = rest.chars().next_back() else { break };
            let at = around_in(self.text, rest.len() - last.len_utf8()..rest.len(), signs, self.code);
            if at.end != rest.len() || !self.is_name(id, &at) {
                break;
            }
            start = at.start;
            joined.push(at);
        }
        joined
    }

    fn finish(&mut self, id: FormId, form: &Form, at: Range<usize>, filled: Vec<(Slot, Filled)>) -> FoundSentence {
        let whole = self.bounds.around(at.start);
        let void = is_denied(&self.text[whole.start.min(at.start)..at.start])
            || (form.states && self.bounds.conditions(self.text, at.start) & !form.conditions != 0);
        FoundSentence { form: id, at, filled, void, sentence: whole.start }
    }
}

/// The most places of a text that one form finds something refused in.
const MOST: usize = 64;

/// Whether a token with a dot in it stands in a text.
fn has_inner_dot(text: &str) -> bool {
    text.match_indices('.').any(|(at, _)| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(u8::is_ascii_alphanumeric) && at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric()
    })
}

/// Whether a number is not a part of a longer one.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let before: Vec<char> = text[..at.start].chars().rev().take(2).collect();
    let after: Vec<char> = text[at.end..].chars().take(2).collect();
    let part = |near: &[char]| match near {
        ['.' | ',' | ':' | '/' | '-', beyond, ..] => beyond.is_ascii_digit(),
        [near, ..] => near.is_alphanumeric() || *near == '_',
        [] => false,
    };
    !part(&before) && !part(&after)
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    #[test]
    fn whole_numbers() {
        for (text, number, alone) in [
            ("12 seats", "12", true),
            ("12.", "12", true),
            ("12.5", "12", false),
            ("1.120", "120", false),
            ("12:30", "12", false),
            ("a12", "12", false),
            ("(12), 13", "12", true),
            ("of 12, 13", "12", true),
            ("2-12", "12", false),
        ] {
            let at = text.find(number).expect("the number");
            assert_eq!(stands_alone(text, &(at..at + number.len())), alone, "{text}");
        }
    }
}
