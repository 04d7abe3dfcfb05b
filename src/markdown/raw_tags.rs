//! Which raw HTML tags are open. Every question is answered without looking at all of them: a page may hold thousands.

use rustc_hash::FxHashMap;

use crate::span::Span;

/// A raw HTML tag that is open.
#[derive(Debug)]
pub(super) struct RawTag {
    pub(super) name: String,
    /// How many containers were open around it; it ends with the innermost of them.
    pub(super) depth: usize,
    pub(super) span: Span,
    /// What stands for it in the output.
    pub(super) shown: TagOutput,
    /// Where its inside begins in the output.
    pub(super) inside: usize,
}

/// What stands in the output for a raw HTML tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagOutput {
    /// The tag.
    Tag,
    /// Its text, as its author wrote it.
    Text,
    /// Nothing.
    Nothing,
}

/// The open tags, innermost last; their depths never decrease.
#[derive(Debug, Default)]
pub(super) struct RawTags {
    open: Vec<RawTag>,
    /// By name, where in `open` its tags stand.
    places: FxHashMap<String, Vec<usize>>,
}

impl RawTags {
    pub(super) fn push(&mut self, tag: RawTag) {
        self.places.entry(tag.name.clone()).or_default().push(self.open.len());
        self.open.push(tag);
    }

    pub(super) fn pop(&mut self) -> Option<RawTag> {
        let tag = self.open.pop()?;
        if let Some(places) = self.places.get_mut(&tag.name) {
            places.pop();
        }
        Some(tag)
    }

    pub(super) fn last(&self) -> Option<&RawTag> {
        self.open.last()
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// Where the inside of the innermost open tag begins in the output; 0 where none is open. A tag that took the place of
    /// another one begins elsewhere.
    pub(super) fn inside(&self) -> usize {
        self.open.last().map_or(0, |tag| tag.inside)
    }

    /// The innermost tag of a name, where it was opened so deep.
    pub(super) fn place(&self, name: &str, depth: usize) -> Option<usize> {
        self.places.get(name)?.last().copied().filter(|at| self.open[*at].depth == depth)
    }

    /// The innermost tag of any of some names, where it was opened so deep.
    pub(super) fn innermost(&self, names: &[&str], depth: usize) -> Option<usize> {
        names.iter().filter_map(|name| self.place(name, depth)).max()
    }

    /// The innermost tag of any of some names.
    pub(super) fn last_of(&self, names: &[&str]) -> Option<usize> {
        names.iter().filter_map(|name| self.places.get(*name)?.last().copied()).max()
    }

    /// Whether nothing but tags has been written inside a tag so far.
    pub(super) fn says_nothing(&self, at: usize, written: &str) -> bool {
        let inside = self.open.get(at).and_then(|tag| written.get(tag.inside..)).unwrap_or("");
        // Tags and what stands between them take turns.
        inside.split(['<', '>']).step_by(2).all(|between| between.trim().is_empty())
    }

    /// Whether an `svg` or `math` element is open: their own elements are many, and stand only inside them.
    pub(super) fn in_drawing(&self) -> bool {
        ["svg", "math"].iter().any(|name| self.places.get(*name).is_some_and(|places| !places.is_empty()))
    }

    /// The open element inside which browsers see no tags but its own end.
    pub(super) fn raw_text(&self) -> Option<&RawTag> {
        let raw = |name: &str| matches!(name, "script" | "style" | "textarea" | "iframe" | "title");
        self.last().filter(|tag| tag.shown == TagOutput::Tag && raw(&tag.name))
    }
}
