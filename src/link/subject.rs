//! Whom a sentence speaks of.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Kind;
use crate::markdown::{FilledWith, PageObject, Passage, PassageKind, Prose, Said};
use crate::sentence::{Grammar, Slot};

/// Whom a sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Their names in small letters; several where the words mean each of them, or any.
    pub names: BTreeSet<String>,
    /// How they were found.
    pub how: How,
}

/// How the subject of a sentence was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The sentence names it.
    Named,
    /// No other is named before it in the sentence.
    Sentence,
    /// No other is named in the block.
    Block,
    /// No other is named in the section.
    Section,
    /// The page is its own, or about it.
    Own,
    /// No other is named on the page.
    Page,
}

/// What is known of a page and a kind besides its text.
pub struct Context<'a> {
    /// The field that names things of the kind.
    pub label: Slot,
    /// The last word of what several of the kind are called, where it tells several from one.
    pub plural: Option<String>,
    /// The names, in small letters, of the things whose page it is, or that it is about.
    pub own: BTreeSet<String>,
    /// The names, in small letters, of the things whose place is a section, or one around it.
    pub of_section: &'a dyn Fn(u32) -> BTreeSet<String>,
    /// The name by which a thing is known that a token means, in small letters.
    pub known_as: &'a dyn Fn(&str) -> String,
}

/// The names of things of one kind on a page, by where they stand. Those in code do not count.
pub struct NamesOn {
    /// By passage, sentence and place.
    by_place: Vec<(u32, u32, u32, String)>,
    by_group: BTreeMap<u32, BTreeSet<String>>,
    by_section: BTreeMap<u32, BTreeSet<String>>,
    all: BTreeSet<String>,
}

impl NamesOn {
    /// The names of things of the kind that a field names.
    pub fn new(page: &PageObject, grammar: &Grammar, context: &Context<'_>) -> Self {
        let Prose { passages, names, .. } = &page.prose;
        let mut on =
            Self { by_place: Vec::new(), by_group: BTreeMap::new(), by_section: BTreeMap::new(), all: BTreeSet::new() };
        for named in names.iter().filter(|named| !named.prefix) {
            let is_label = grammar.name(named.name).is_some_and(|name| name.slot == context.label);
            let passage = passages.get(named.passage as usize).filter(|passage| passage.what != PassageKind::Code);
            let Some(passage) = passage.filter(|_| is_label) else { continue };
            let name = (context.known_as)(&named.text);
            on.by_group.entry(passage.group).or_default().insert(name.clone());
            if let Some(section) = passage.heading {
                on.by_section.entry(section).or_default().insert(name.clone());
            }
            on.all.insert(name.clone());
            on.by_place.push((named.passage, named.sentence, named.at, name));
        }
        on.by_place.sort();
        on
    }

    /// The names in a sentence of a passage before a place.
    fn before(&self, passage: u32, sentence: u32, end: u32) -> BTreeSet<&str> {
        let from = self.by_place.partition_point(|it| (it.0, it.1) < (passage, sentence));
        let here = self.by_place[from..].iter().take_while(|it| (it.0, it.1) == (passage, sentence) && it.2 < end);
        let mut names = BTreeSet::new();
        for (.., name) in here {
            names.insert(name.as_str());
            // More than a few are told apart by none.
            if names.len() > FEW {
                break;
            }
        }
        names
    }

    /// The names in the nearest heading around a section that has any.
    fn around(&self, page: &PageObject, heading: u32) -> BTreeSet<String> {
        let mut at = heading;
        while let Some(outer) = above(page, at) {
            let inside = |(number, passage): (u32, &Passage)| {
                (passage.what == PassageKind::Heading && passage.heading == Some(outer)).then_some(number)
            };
            let named = (0..).zip(&page.prose.passages).filter_map(inside).flat_map(|passage| self.in_passage(passage));
            let named: BTreeSet<String> = named.map(str::to_owned).collect();
            if !named.is_empty() {
                return named;
            }
            at = outer;
        }
        BTreeSet::new()
    }

    /// The names in a passage.
    fn in_passage(&self, passage: u32) -> BTreeSet<&str> {
        let from = self.by_place.partition_point(|it| it.0 < passage);
        self.by_place[from..].iter().take_while(|it| it.0 == passage).take(FEW).map(|it| it.3.as_str()).collect()
    }
}

/// The most names that are held apart in one sentence.
const FEW: usize = 16;

/// Whom a sentence of a page speaks of; none where that cannot be told. `names` are those on the page.
pub fn subject(page: &PageObject, names: &NamesOn, said: &Said, context: &Context<'_>) -> Option<Subject> {
    let passage = page.prose.passages.get(said.passage as usize)?;
    let keys: Vec<_> = said.filled.iter().filter(|filled| filled.slot == context.label).collect();
    if keys.iter().any(|key| key.what == FilledWith::Refused) {
        return None;
    }
    let named = keys.iter().filter(|key| matches!(key.what, FilledWith::Value | FilledWith::Joined));
    let named: BTreeSet<String> = named.map(|key| (context.known_as)(&key.text)).collect();
    if !named.is_empty() {
        return Some(Subject { names: named, how: How::Named });
    }
    let phrase = keys.iter().find(|key| key.what == FilledWith::Called);
    let several = phrase.is_some_and(|phrase| is_plural(&phrase.text, context.plural.as_deref()));
    let end = phrase.map_or(said.at.end, |phrase| phrase.end);
    let mut in_sentence = names.before(said.passage, said.sentence, end);
    in_sentence.extend(said.lead.iter().flat_map(|lead| names.in_passage(*lead)));
    let in_sentence: BTreeSet<String> = in_sentence.into_iter().map(str::to_owned).collect();
    let empty = BTreeSet::new();
    let group = names.by_group.get(&passage.group).unwrap_or(&empty);
    let section = passage.heading.and_then(|section| names.by_section.get(&section)).unwrap_or(&empty);
    let of_section = match passage.heading {
        Some(heading) if section.is_empty() => (context.of_section)(heading),
        _ => BTreeSet::new(),
    };
    // Below the heading of one thing, a smaller heading that names none still speaks of it.
    let around = match passage.heading {
        Some(heading) if section.is_empty() && of_section.is_empty() => names.around(page, heading),
        _ => BTreeSet::new(),
    };
    let scopes = [
        (&in_sentence, How::Sentence),
        (group, How::Block),
        (section, How::Section),
        (&of_section, How::Section),
        (&around, How::Section),
        (&context.own, How::Own),
        (&names.all, How::Page),
    ];
    let (found, how) = scopes.into_iter().find(|(found, _)| !found.is_empty())?;
    // The page of several things may mean any of them.
    (found.len() == 1 || several || how == How::Own).then(|| Subject { names: found.clone(), how })
}

/// The value that a phrase speaks of: that of the nearest heading around it with exactly one.
pub fn called_value(page: &PageObject, grammar: &Grammar, said: &Said, slot: Slot) -> Option<String> {
    let Prose { passages, names, .. } = &page.prose;
    let mut at = passages.get(said.passage as usize)?.heading?;
    loop {
        let inside = |passage: u32| {
            let passage = passages.get(passage as usize);
            passage.is_some_and(|it| it.what == PassageKind::Heading && it.heading == Some(at))
        };
        let of_slot = names.iter().filter(|named| grammar.name(named.name).is_some_and(|name| name.slot == slot));
        let found: BTreeSet<&str> = of_slot.filter(|named| inside(named.passage)).map(|named| &*named.text).collect();
        if let (Some(only), 1) = (found.first(), found.len()) {
            return Some((*only).to_owned());
        }
        at = above(page, at)?;
    }
}

/// The heading around another one: the next above of a higher level.
pub(super) fn above(page: &PageObject, heading: u32) -> Option<u32> {
    let headings = &page.exports.headings;
    let level = headings.get(heading as usize)?.level;
    let above = headings.get(..heading as usize)?.iter().rposition(|it| it.level < level)?;
    u32::try_from(above).ok()
}

fn is_plural(phrase: &str, plural: Option<&str>) -> bool {
    let mut words = phrase.split_whitespace();
    let first = words.next().unwrap_or("");
    let last = words.next_back().unwrap_or(first);
    ["these", "those", "both", "all"].iter().any(|word| first.eq_ignore_ascii_case(word))
        || plural.is_some_and(|plural| last.to_lowercase() == plural)
}

/// The last word of what several things of a kind are called, where one is not called so.
pub fn plural(kind: &Kind) -> Option<String> {
    let last = |title: &str| title.split_whitespace().next_back().unwrap_or("").to_lowercase();
    Some(last(&kind.plural)).filter(|plural| !plural.is_empty() && *plural != last(&kind.title))
}

/// The field that names the things of a kind, where its values can be found in pages.
pub fn label(kind: &Kind, number: usize) -> Option<Slot> {
    kind.label.map(|label| super::slot(number, label))
}
