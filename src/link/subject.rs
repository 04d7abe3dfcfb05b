//! Whom a sentence speaks of.

use std::collections::BTreeSet;

use crate::facts::Kind;
use crate::markdown::{FilledWith, Named, PageObject, PassageKind, Prose, Said};
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
    /// The names, in small letters, of the things whose page it is, or that it is about.
    pub own: BTreeSet<String>,
    /// The name of a thing, in small letters, whose place is a section.
    pub of_section: &'a dyn Fn(u32) -> BTreeSet<String>,
    /// The name by which a thing is known that a token means, in small letters.
    pub known_as: &'a dyn Fn(&str) -> String,
}

/// Whom a sentence of a page speaks of; none where that cannot be told.
pub fn subject(page: &PageObject, grammar: &Grammar, said: &Said, about: &Context<'_>) -> Option<Subject> {
    let prose = &page.prose;
    let passage = prose.passages.get(said.passage as usize)?;
    let is_key =
        |named: &&Named| grammar.name(named.name).is_some_and(|name| name.slot == about.label) && !named.prefix;
    let known = |named: &Named| (about.known_as)(&named.text);
    let of = |names: &dyn Fn(&Named) -> bool| -> BTreeSet<String> {
        let text =
            |named: &&Named| prose.passages.get(named.passage as usize).is_some_and(|p| p.what != PassageKind::Code);
        prose.names.iter().filter(is_key).filter(text).filter(|named| names(named)).map(known).collect()
    };
    let keys: Vec<_> = said.filled.iter().filter(|filled| filled.slot == about.label).collect();
    if keys.iter().any(|key| key.what == FilledWith::Refused) {
        return None;
    }
    let mut named: BTreeSet<String> =
        keys.iter().filter(|key| key.what == FilledWith::Value).map(|key| (about.known_as)(&key.text)).collect();
    if !named.is_empty() {
        // `A and B trust …`: what is said of the one may be said of the other.
        named.extend(of(&|it| it.passage == said.passage && it.sentence == said.sentence && it.at < said.at.start));
        return Some(Subject { names: named, how: How::Named });
    }
    let phrase = keys.iter().find(|key| key.what == FilledWith::Called);
    let several = phrase.is_some_and(|phrase| is_plural(&phrase.text));
    let end = phrase.map_or(said.at.end, |phrase| phrase.end);
    let decided = |names: BTreeSet<String>, how: How| -> Option<Option<Subject>> {
        match names.len() {
            0 => None,
            1 => Some(Some(Subject { names, how })),
            _ => Some(several.then_some(Subject { names, how })),
        }
    };
    let in_sentence = of(&|it| {
        (it.passage == said.passage && it.sentence == said.sentence && it.at < end) || Some(it.passage) == said.lead
    });
    let group = |it: &Named| prose.passages.get(it.passage as usize).map(|passage| passage.group);
    let heading = |it: &Named| prose.passages.get(it.passage as usize).and_then(|passage| passage.heading);
    if let Some(decided) = decided(in_sentence, How::Sentence) {
        return decided;
    }
    if let Some(decided) = decided(of(&|it| group(it) == Some(passage.group)), How::Block) {
        return decided;
    }
    if let Some(section) = passage.heading {
        let mut names = of(&|it| heading(it) == Some(section));
        if names.is_empty() {
            names = (about.of_section)(section);
        }
        if let Some(decided) = decided(names, How::Section) {
            return decided;
        }
    }
    match about.own.len() {
        0 => decided(of(&|_| true), How::Page)?,
        1 => Some(Subject { names: about.own.clone(), how: How::Own }),
        // Of a page that holds several, any may be meant.
        _ => Some(Subject { names: about.own.clone(), how: How::Own }),
    }
}

/// The value that a phrase speaks of: that of the nearest heading around it with exactly one.
pub fn called_value(page: &PageObject, grammar: &Grammar, said: &Said, slot: Slot) -> Option<String> {
    let Prose { passages, names, .. } = &page.prose;
    let headings = &page.exports.headings;
    let mut at = passages.get(said.passage as usize)?.heading?;
    loop {
        let inside = |named: &&Named| {
            passages
                .get(named.passage as usize)
                .is_some_and(|it| it.what == PassageKind::Heading && it.heading == Some(at))
        };
        let of_slot = |named: &&Named| grammar.name(named.name).is_some_and(|name| name.slot == slot);
        let found: BTreeSet<&str> = names.iter().filter(of_slot).filter(inside).map(|named| &*named.text).collect();
        if let (Some(only), 1) = (found.first(), found.len()) {
            return Some((*only).to_owned());
        }
        // The next heading above of a higher level.
        let level = headings.get(at as usize)?.level;
        let above = headings.get(..at as usize)?.iter().rposition(|heading| heading.level < level)?;
        at = u32::try_from(above).ok()?;
    }
}

fn is_plural(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or("");
    ["these", "those", "both", "all"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// The field that names the things of a kind, where its values can be found in pages.
pub fn label(kind: &Kind, number: usize) -> Option<Slot> {
    kind.label.map(|label| super::slot(number, label))
}
