//! Chooses the fixes that can be made together.

use std::collections::BTreeMap;

use crate::finding::{Edit, Finding};
use crate::rule::Level;
use crate::span::FileId;

/// The fixes of a run, file by file.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    /// The edits of each file, in the order of their places; none overlaps another, and equal ones are there once.
    pub files: BTreeMap<FileId, Vec<&'a Edit>>,
    /// The findings whose fix is made.
    pub fixed: Vec<&'a Finding>,
    /// The findings whose fix is left, as it overlaps that of an earlier finding.
    pub left: Vec<&'a Finding>,
}

impl Plan<'_> {
    /// How many edits there are in all files.
    pub fn edits(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

/// The edits accepted for one file, by start, then end. An insertion stands before what begins at its place.
type Accepted<'a> = BTreeMap<(u32, u32), &'a Edit>;

/// Chooses fixes in the order of the findings. A fix is made whole or not at all: where one of its edits overlaps an
/// edit chosen before, all of it is left. An edit that another finding asks for in the same words is made once.
pub fn plan(findings: &[Finding]) -> Plan<'_> {
    let mut files: BTreeMap<FileId, Accepted<'_>> = BTreeMap::new();
    let mut plan = Plan::default();
    for finding in findings.iter().filter(|finding| finding.level != Level::Off) {
        let Some(fix) = &finding.fix else { continue };
        if fix.edits.iter().all(|edit| files.get(&edit.span.file).is_none_or(|accepted| fits(accepted, edit))) {
            for edit in &fix.edits {
                files.entry(edit.span.file).or_default().insert((edit.span.start, edit.span.end), edit);
            }
            plan.fixed.push(finding);
        } else {
            plan.left.push(finding);
        }
    }
    plan.files = files.into_iter().map(|(file, edits)| (file, edits.into_values().collect())).collect();
    plan
}

/// Whether an edit overlaps none of those accepted, or equals one of them.
fn fits(accepted: &Accepted<'_>, edit: &Edit) -> bool {
    let place = (edit.span.start, edit.span.end);
    if let Some(same) = accepted.get(&place) {
        return same.text == edit.text;
    }
    // Accepted edits do not overlap each other, so only the nearest on either side can overlap this one.
    let before = accepted.range(..place).next_back().map(|(range, _)| *range);
    let after = accepted.range(place..).next().map(|(range, _)| *range);
    before.is_none_or(|range| range.1 <= place.0) && after.is_none_or(|range| range.0 >= place.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::links::BROKEN_LINK;
    use crate::span::Span;

    fn finding(edits: &[(u32, usize, usize, &str)]) -> Finding {
        let edit = |(file, start, end, text): &(u32, usize, usize, &str)| Edit {
            span: Span::new(FileId(*file), *start, *end),
            text: (*text).into(),
        };
        let mut finding = Finding::new(&BROKEN_LINK, Span::whole(FileId(0)), "m").fix("t", Span::whole(FileId(0)), "");
        if let Some(fix) = &mut finding.fix {
            fix.edits = edits.iter().map(edit).collect();
        }
        finding
    }

    #[test]
    fn the_first_wins() {
        let findings = [
            finding(&[(0, 5, 8, "a")]),
            finding(&[(0, 5, 8, "a"), (1, 0, 1, "b")]),
            finding(&[(0, 7, 9, "c"), (1, 4, 5, "never made alone")]),
            finding(&[(0, 5, 8, "other words")]),
            finding(&[(0, 8, 9, "touches")]),
            finding(&[(0, 5, 5, "before")]),
            finding(&[(0, 5, 5, "also before")]),
            finding(&[(0, 6, 6, "inside")]),
            finding(&[(0, 0, 20, "around")]),
        ];
        let plan = plan(&findings);
        let texts = |file| -> Vec<&str> { plan.files[&FileId(file)].iter().map(|edit| edit.text.as_str()).collect() };
        assert_eq!(texts(0), ["before", "a", "touches"]);
        assert_eq!(texts(1), ["b"]);
        assert_eq!((plan.fixed.len(), plan.left.len(), plan.edits()), (4, 5, 4));
    }
}
