//! Where values were read, as people name places.

use rustc_hash::FxHashMap;

use super::reading::Reading;
use crate::source::Sources;
use crate::span::{FileId, LineIndex};

/// How many places of a value are named; more are counted.
const NAMED: usize = 3;

/// The lines of the files in which values were read.
pub(super) struct Places<'s> {
    sources: &'s Sources,
    lines: FxHashMap<FileId, LineIndex>,
}

impl<'s> Places<'s> {
    /// Those of some files, whose texts must be there.
    pub(super) fn new(sources: &'s Sources, files: impl IntoIterator<Item = FileId>) -> Self {
        let index = |file: FileId| (file, LineIndex::new(sources.text(file).as_bytes()));
        Self { sources, lines: files.into_iter().map(index).collect() }
    }

    /// Where some of the readings stand: `path:line`, a few of them.
    pub(super) fn of(&self, readings: &[Reading], at: &[usize]) -> String {
        let place = |at: &usize| {
            let span = readings.get(*at)?.span;
            let text = self.sources.text(span.file);
            let line = self.lines.get(&span.file)?.line_col(text.as_bytes(), span.start).line;
            Some((self.sources.path(span.file), line))
        };
        let mut places: Vec<_> = at.iter().filter_map(place).collect();
        places.sort_unstable();
        places.dedup();
        let shown: Vec<String> = places.iter().take(NAMED).map(|(path, line)| format!("{path}:{line}")).collect();
        let more = places.len().saturating_sub(NAMED);
        if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
    }
}
