//! Everything that is looked for in the text of a page, and the search for it.

use std::ops::Range;

use super::bounds::{is_conditional, is_denied, is_negation, sentence};
use super::form::{Form, FormId, Slot, Value};
use super::token::around;
use crate::digest::{Digest, Hasher};
use crate::pattern::{Found, Literals, Pattern};

/// A form of names, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// A form of names: the identifiers of one field.
#[derive(Clone, Debug)]
pub struct Name {
    /// The field.
    pub slot: Slot,
    /// What they look like.
    pub pattern: Pattern,
    /// The same in any case of letters, where names are known by how they begin.
    pub any_case: Option<Pattern>,
    /// What looks like one and is none.
    pub except: Option<Pattern>,
    /// A literal that each of them holds; without one they are only found in sentences.
    pub literal: Option<String>,
    /// Signs besides those of any name that they may hold.
    pub signs: String,
}

/// All names and sentences that are looked for.
#[derive(Debug, Default)]
pub struct Grammar {
    names: Vec<Name>,
    forms: Vec<Form>,
    literals: Option<Literals>,
    /// What each literal belongs to.
    of: Vec<Held>,
    digest: Digest,
}

/// What a literal is held by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A name.
    Name(NameId),
    /// A sentence.
    Form(FormId),
}

/// What a text holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// Names, in the order of the text.
    pub names: Vec<FoundName>,
    /// Sentences, in the order of their forms and of the text.
    pub sentences: Vec<FoundSentence>,
}

/// A token that has the form of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// The form.
    pub name: NameId,
    /// Where it stands.
    pub at: Range<usize>,
    /// Whether a `*` follows, so that it is only how names begin.
    pub prefix: bool,
}

/// A sentence that states something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSentence {
    /// Its form.
    pub form: FormId,
    /// Where it stands.
    pub at: Range<usize>,
    /// What stands in the places of its fields.
    pub filled: Vec<(Slot, Filled)>,
    /// Whether it is said of some cases only, or denied.
    pub void: bool,
}

/// What stands in the place of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A value.
    Value(Range<usize>),
    /// A phrase that speaks of a value without naming it.
    Called(Range<usize>),
    /// What is written like a value and does not have its form.
    Refused(Range<usize>),
}

impl PartialEq for Grammar {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Grammar {
    /// The grammar of some names and forms.
    pub fn new(names: Vec<Name>, forms: Vec<Form>) -> Self {
        let mut literals: Vec<&str> = Vec::new();
        let mut of = Vec::new();
        for (id, name) in (0..).zip(&names) {
            if let Some(literal) = &name.literal {
                literals.push(literal);
                of.push(Held::Name(NameId(id)));
            }
        }
        for (id, form) in (0..).zip(&forms) {
            literals.push(&form.literal);
            of.push(Held::Form(FormId(id)));
        }
        let literals = (!literals.is_empty()).then(|| Literals::new(&literals));
        let digest = digest(&names, &forms);
        Self { names, forms, literals, of, digest }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.literals.is_none()
    }

    /// The digest of all that is looked for.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// A form of names.
    pub fn name(&self, id: NameId) -> Option<&Name> {
        self.names.get(id.0 as usize)
    }

    /// A form of a sentence.
    pub fn form(&self, id: FormId) -> Option<&Form> {
        self.forms.get(id.0 as usize)
    }

    /// Reads a plain text: that of a block, without markup. `code` are the parts of it that stand in code spans, in order.
    pub fn read(&self, text: &str, code: &[Range<usize>]) -> Reading {
        let mut reading = Reading::default();
        let Some(literals) = &self.literals else { return reading };
        let mut forms: Vec<FormId> = Vec::new();
        literals.each(text, |number, at| match self.of.get(number) {
            Some(Held::Name(id)) => reading.names.extend(self.token(*id, text, at)),
            Some(Held::Form(id)) => forms.push(*id),
            None => {}
        });
        reading.names.sort_by_key(|found| (found.at.start, found.name));
        reading.names.dedup();
        forms.sort_unstable();
        forms.dedup();
        for id in forms {
            self.sentences(id, text, code, &mut reading.sentences);
        }
        reading
    }

    /// The name around a literal of it.
    fn token(&self, id: NameId, text: &str, at: usize) -> Option<FoundName> {
        let name = self.name(id)?;
        let length = name.literal.as_ref().map_or(0, String::len);
        let at = around(text, at..at + length, &name.signs);
        let token = &text[at.clone()];
        let has_form = name.pattern.matches(token) || name.any_case.as_ref().is_some_and(|form| form.matches(token));
        let is_none = name.except.as_ref().is_some_and(|except| except.matches(token));
        let prefix = text[at.end..].starts_with('*');
        (has_form && !is_none).then_some(FoundName { name: id, at, prefix })
    }

    /// Whether some bytes of a text are a name of a form, as a whole.
    fn is_name(&self, id: NameId, text: &str, at: &Range<usize>) -> bool {
        self.name(id).is_some_and(|name| {
            let token = &text[at.clone()];
            around(text, at.clone(), &name.signs) == *at
                && (name.pattern.matches(token) || name.any_case.as_ref().is_some_and(|form| form.matches(token)))
                && !name.except.as_ref().is_some_and(|except| except.matches(token))
        })
    }

    fn sentences(&self, id: FormId, text: &str, code: &[Range<usize>], out: &mut Vec<FoundSentence>) {
        let Some(form) = self.form(id) else { return };
        let before = out.len();
        for found in form.strict.each(text) {
            let filled = self.filled(form, text, &found, |place, at| match &place.value {
                Value::Name(name, ..) => self.is_name(*name, text, &at).then_some(Filled::Value(at)),
                Value::Pattern(_) => Some(Filled::Value(at)),
            });
            if let Some(filled) = filled {
                out.push(self.finish(id, form, text, found.range(), filled));
            }
        }
        let Some(loose) = form.loose.as_ref().filter(|_| out.len() == before) else { return };
        for found in loose.each(text) {
            let filled = self.filled(form, text, &found, |place, at| match &place.value {
                Value::Name(name, ..) if self.is_name(*name, text, &at) => Some(Filled::Value(at)),
                Value::Name(name, ..) => {
                    let signs = self.name(*name).map_or("", |name| &name.signs);
                    let token = around(text, at.clone(), signs);
                    let refused = code.contains(&at) || (token == at && text[token.clone()].contains('.'));
                    refused.then_some(Filled::Refused(at))
                }
                Value::Pattern(_) => Some(Filled::Value(at)),
            });
            // With two, the sentence is about something else.
            let refused =
                |filled: &Vec<(Slot, Filled)>| filled.iter().filter(|(_, it)| matches!(it, Filled::Refused(_))).count();
            if let Some(filled) = filled.filter(|filled| refused(filled) < 2) {
                out.push(self.finish(id, form, text, found.range(), filled));
            }
        }
    }

    /// What stands in the places of a match; none where something stands there that cannot, or a gap denies.
    fn filled(
        &self,
        form: &Form,
        text: &str,
        found: &Found<'_>,
        fill: impl Fn(&super::Place, Range<usize>) -> Option<Filled>,
    ) -> Option<Vec<(Slot, Filled)>> {
        for gap in 0..form.gaps {
            let words = found.group(&format!("g{gap}")).map_or("", |at| &text[at]);
            if words.split_whitespace().any(is_negation) {
                return None;
            }
        }
        let mut filled = Vec::with_capacity(form.places.len());
        for (number, place) in form.places.iter().enumerate() {
            if let Some(at) = found.group(&format!("s{number}")) {
                let first = fill(place, at)?;
                let end = match &first {
                    Filled::Value(at) | Filled::Called(at) | Filled::Refused(at) => at.end,
                };
                filled.push((place.slot, first));
                if let Value::Name(name, ..) = &place.value
                    && found.range().end <= end
                {
                    filled.extend(self.listed(*name, text, end).into_iter().map(|at| (place.slot, Filled::Value(at))));
                }
            } else if let Some(at) = found.group(&format!("c{number}")) {
                filled.push((place.slot, Filled::Called(at)));
            }
        }
        Some(filled)
    }

    /// The names that follow one as in a list: `a, b, and c`.
    fn listed(&self, id: NameId, text: &str, end: usize) -> Vec<Range<usize>> {
        let mut listed = Vec::new();
        let mut end = end;
        let signs = self.name(id).map_or("", |name| &name.signs);
        loop {
            let rest = &text[end..];
            let next = rest.trim_start_matches([',', ' ', '\n']);
            let between = rest.len() - next.len();
            let next = next.strip_prefix("and ").or_else(|| next.strip_prefix("or ")).unwrap_or(next);
            let start = end + (rest.len() - next.len());
            let joined = between > 0 && (start > end + between || rest[..between].contains(','));
            let Some(first) = next.chars().next().filter(|_| joined) else { return listed };
            let at = around(text, start..start + first.len_utf8(), signs);
            if at.start != start || !self.is_name(id, text, &at) {
                return listed;
            }
            end = at.end;
            listed.push(at);
        }
    }

    fn finish(
        &self,
        id: FormId,
        form: &Form,
        text: &str,
        at: Range<usize>,
        filled: Vec<(Slot, Filled)>,
    ) -> FoundSentence {
        let whole = sentence(text, at.start);
        let void = is_denied(&text[whole.start.min(at.start)..at.start])
            || (form.states && is_conditional(&text[whole], &form.written));
        FoundSentence { form: id, at, filled, void }
    }
}

fn digest(names: &[Name], forms: &[Form]) -> Digest {
    let mut hasher = Hasher::new();
    for name in names {
        let Name { slot, pattern, any_case, except, literal, signs } = name;
        hasher.number(u64::from(slot.kind)).number(u64::from(slot.field)).text(pattern.as_str());
        hasher.number(u64::from(any_case.is_some())).option(except.as_ref().map(Pattern::as_str));
        hasher.option(literal.as_deref()).text(signs);
    }
    hasher.number(names.len() as u64);
    for form in forms {
        let Form { kind, sentence, written, states, literal: _, strict, loose: _, places, gaps: _ } = form;
        hasher.number(u64::from(*kind)).number(u64::from(*sentence)).text(written).number(u64::from(*states));
        hasher.text(strict.as_str());
        for place in places {
            hasher.number(u64::from(place.slot.kind)).number(u64::from(place.slot.field));
        }
    }
    hasher.finish()
}
