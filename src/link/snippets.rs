//! The Markdown of facts, and what its links lead to.

use super::resolve::Index;
use super::things::{LostPage, Place, place};
use super::{Answer, Unresolved, shown};
use crate::address::{Address, is_safe};
use crate::facts::{EntityId, FieldId};
use crate::markdown::{Reference, Snippet};
use crate::path::{PathError, SourcePath};
use crate::span::Span;

/// The value of a fact: the thing, the field, and which of its values.
pub type ValueId = (EntityId, FieldId, usize);

/// A snippet as it is linked.
#[derive(Clone, Debug)]
pub struct LinkedSnippet {
    /// Whose value it is.
    pub value: ValueId,
    /// The snippet.
    pub snippet: Snippet,
    /// What each of its references leads to.
    pub answers: Vec<Answer>,
}

/// Finds what the links of snippets lead to: addresses elsewhere, and pages, written as facts name them.
pub(super) fn linked(
    index: &Index<'_>,
    snippets: Vec<(ValueId, Snippet)>,
    lost: &mut Vec<LostPage>,
) -> Vec<LinkedSnippet> {
    let linked = snippets.into_iter().map(|(value, snippet)| {
        let answers = snippet.imports.iter().map(|reference| answer(index, reference, lost)).collect();
        LinkedSnippet { value, snippet, answers }
    });
    linked.collect()
}

fn answer(index: &Index<'_>, reference: &Reference, lost: &mut Vec<LostPage>) -> Answer {
    let Reference { dest, span, .. } = reference;
    if matches!(shown::web(dest), shown::To::Web(_)) {
        return Answer::External;
    }
    let before = lost.len();
    let place = place(index, dest, *span, lost);
    for lost in lost.iter_mut().skip(before) {
        let part = part(index, *span, dest);
        (lost.span, lost.alone) = (part.unwrap_or(*span), part.is_some());
    }
    match place {
        Some(Place { page, anchor }) => Answer::Page { page, anchor, query: None, missing: None },
        None => Answer::Unresolved(unresolved(dest)),
    }
}

/// Where a destination stands in the source of its snippet; none where it stands there several times, or in other signs.
fn part(index: &Index<'_>, snippet: Span, dest: &str) -> Option<Span> {
    let source = index.sources.text(snippet.file).get(snippet.range())?;
    let mut found = source.match_indices(dest).map(|(at, _)| snippet.start as usize + at);
    let at = found.next().filter(|_| found.next().is_none())?;
    Some(Span::new(snippet.file, at, at + dest.len()))
}

/// Why a destination leads nowhere.
fn unresolved(dest: &str) -> Unresolved {
    match Address::parse(dest) {
        Address::Empty => Unresolved::Empty,
        Address::External { scheme, .. } if is_safe(scheme) => Unresolved::Invalid("no browser can follow it"),
        Address::External { .. } => Unresolved::Scheme,
        Address::Network(_) => Unresolved::Invalid("`https:` is missing before it"),
        Address::Fragment(_) => Unresolved::Invalid("it has no page before its anchor"),
        Address::Path { path, .. } => match SourcePath::new(path) {
            Ok(wanted) => Unresolved::NotFound { wanted },
            Err(PathError::Outside) => Unresolved::Outside,
            Err(PathError::Invalid) => Unresolved::Invalid("it is no path"),
        },
    }
}

/// The snippet that a value is, as an index into snippets in the order of their values.
pub(super) fn find(snippets: &[LinkedSnippet], value: ValueId) -> Option<usize> {
    snippets.binary_search_by_key(&value, |snippet| snippet.value).ok()
}
