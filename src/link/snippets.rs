//! The Markdown of facts, and what its links lead to.

use super::resolve::Index;
use super::things::{LostPage, Place, place};
use super::{Answer, Unresolved, shown};
use crate::facts::{EntityId, FieldId};
use crate::markdown::{Reference, Snippet};
use crate::path::SourcePath;

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
    match place(index, dest, *span, lost) {
        Some(Place { page, anchor }) => Answer::Page { page, anchor, query: None, missing: None },
        None => Answer::Unresolved(Unresolved::NotFound { wanted: SourcePath::new(dest).unwrap_or_default() }),
    }
}

/// The snippet that a value is, as an index into snippets in the order of their values.
pub(super) fn find(snippets: &[LinkedSnippet], value: ValueId) -> Option<usize> {
    snippets.binary_search_by_key(&value, |snippet| snippet.value).ok()
}
