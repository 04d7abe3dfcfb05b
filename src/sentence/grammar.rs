//! Everything that is looked for in the text of a page, and the search for it.

use std::ops::Range;

use super::form::{Form, FormId, Slot};
use crate::digest::{Digest, Hasher};
use crate::pattern::{Literals, Pattern};

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
    sought: Sought,
    digest: Digest,
}

/// What is looked for before any pattern is tried.
#[derive(Debug, Default)]
pub(super) struct Sought {
    literals: Vec<String>,
    /// What each literal belongs to.
    pub(super) of: Vec<Holders>,
    /// By form: the words that every match holds, each as the literals of which one must be there.
    pub(super) words: Vec<Vec<Vec<usize>>>,
    /// By form: the names that every match holds, or phrases for them, each as the literals of which one must be there.
    pub(super) names: Vec<Vec<Vec<usize>>>,
}

/// What a literal belongs to.
#[derive(Debug, Default)]
pub(super) struct Holders {
    pub(super) names: Vec<NameId>,
    /// The forms whose longest word it is.
    pub(super) forms: Vec<FormId>,
}

impl Sought {
    /// The number of a literal.
    fn literal(&mut self, literal: &str) -> usize {
        if let Some(at) = self.literals.iter().position(|known| known.eq_ignore_ascii_case(literal)) {
            return at;
        }
        self.literals.push(literal.to_owned());
        self.of.push(Holders::default());
        self.literals.len() - 1
    }
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
    /// Where its sentence begins.
    pub sentence: usize,
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
    /// Where the sentence around it begins.
    pub sentence: usize,
}

/// What stands in the place of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A value.
    Value(Range<usize>),
    /// A name that stands before the value and is joined to it, as in `a, b and c`.
    Joined(Range<usize>),
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
        let mut sought = Sought::default();
        for (id, name) in (0..).zip(&names) {
            if let Some(literal) = &name.literal {
                let at = sought.literal(literal);
                sought.of[at].names.push(NameId(id));
            }
        }
        for (id, form) in (0..).zip(&forms) {
            let mut words = Vec::with_capacity(form.literals.len());
            for ways in &form.literals {
                words.push(ways.iter().map(|way| sought.literal(way)).collect());
            }
            for first in words.first().map_or(&[][..], Vec::as_slice) {
                sought.of[*first].forms.push(FormId(id));
            }
            sought.words.push(words);
            let signs = form.names.iter().filter_map(|signs| {
                let literal = names.get(signs.name.0 as usize)?.literal.as_deref()?;
                let signs = std::iter::once(literal).chain(signs.phrases.iter().map(String::as_str));
                Some(signs.map(|sign| sought.literal(sign)).collect())
            });
            let signs = signs.collect();
            sought.names.push(signs);
        }
        let literals = (!sought.literals.is_empty()).then(|| Literals::new(&sought.literals));
        let digest = digest(&names, &forms);
        Self { names, forms, literals, sought, digest }
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

    /// What each literal belongs to, and the search for all of them.
    pub(super) fn literals(&self) -> Option<(&Literals, &Sought)> {
        self.literals.as_ref().map(|literals| (literals, &self.sought))
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
        let Form {
            kind,
            sentence,
            written,
            states,
            conditions: _,
            literals: _,
            names: _,
            strict,
            loose: _,
            places,
            gaps: _,
        } = form;
        hasher.number(u64::from(*kind)).number(u64::from(*sentence)).text(written).number(u64::from(*states));
        hasher.text(strict.as_str());
        for place in places {
            hasher.number(u64::from(place.slot.kind)).number(u64::from(place.slot.field));
            hasher.number(u64::from(place.list));
        }
    }
    hasher.finish()
}
