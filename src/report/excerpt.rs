//! The few lines of a file that a finding is shown in: harmless for a terminal, and never longer than a person reads.

use std::ops::Range;

use super::inert;
use crate::span::LineIndex;

/// The longest line that is shown whole, in bytes.
const LONG: usize = 300;

/// How many scalar values of a longer line are shown before the place.
const BEFORE: usize = 60;

/// How many scalar values of a longer line are shown from the place on.
const AFTER: usize = 140;

/// How many lines, and bytes, may lie between two places that are shown in one excerpt.
const TOGETHER: (u32, usize) = (6, 2000);

/// Some whole or cut lines, ready to be shown.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, separated by LF.
    pub text: String,
    /// The number of the first one, from 1.
    pub first_line: u32,
    /// The places, in bytes of `text`, in the order they were asked for. Each is cut at the end of its first line.
    pub marks: Vec<Range<usize>>,
    /// How many columns were cut off before the one place of a long line.
    pub cut_columns: usize,
}

/// Whether two places are near enough to be shown in one excerpt.
pub(super) fn together(text: &str, index: &LineIndex, a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, last) = (line(text, index, a.start.min(b.start)), line(text, index, a.start.max(b.start)));
    let bytes = index.line_range(text.as_bytes(), last).end - index.line_range(text.as_bytes(), first).start;
    last - first <= TOGETHER.0 && bytes <= TOGETHER.1
}

/// Cuts the lines of `places` (bytes of `text`) out of a file. Lines are cut to a window only around a single place.
pub(super) fn cut(text: &str, index: &LineIndex, places: &[Range<usize>]) -> Excerpt {
    let lines = places.iter().map(|place| line(text, index, place.start));
    let first = lines.clone().min().unwrap_or(1);
    let last = lines.max().unwrap_or(1);
    let mut excerpt =
        Excerpt { text: String::new(), first_line: first, marks: vec![0..0; places.len()], cut_columns: 0 };
    for number in first..=last {
        let whole = content(text, index, number);
        let here: Vec<(usize, Range<usize>)> = places
            .iter()
            .enumerate()
            .filter(|(_, place)| line(text, index, place.start) == number)
            .map(|(at, place)| (at, within(text, &whole, place)))
            .collect();
        let shown = match here.as_slice() {
            [(_, only)] if places.len() == 1 && whole.len() > LONG => window(text, &whole, only),
            _ => whole.clone(),
        };
        excerpt.cut_columns = text[whole.start..shown.start].chars().count();
        if number > first {
            excerpt.text.push('\n');
        }
        excerpt.line(text, shown, &here);
    }
    excerpt
}

impl Excerpt {
    /// Adds the bytes `shown` of `text`, and sets the marks of the places in them.
    fn line(&mut self, text: &str, shown: Range<usize>, places: &[(usize, Range<usize>)]) {
        let start = self.text.len();
        let mut at = shown.start;
        for c in text[shown.clone()].chars() {
            self.mark(at, places);
            // One for one, so that columns in the excerpt are columns in the file.
            self.text.push(if c == '\t' { c } else { inert::shown(c) });
            at += c.len_utf8();
        }
        if self.text.len() == start && !places.is_empty() {
            // A caret needs something to stand under.
            self.text.push(' ');
            places.iter().for_each(|(place, _)| self.marks[*place] = start..start);
            return;
        }
        self.mark(shown.end, places);
        for (place, range) in places {
            if range.end > shown.end {
                self.marks[*place].end = self.text.len();
            }
        }
    }

    /// Notes where byte `at` of the file came to lie.
    fn mark(&mut self, at: usize, places: &[(usize, Range<usize>)]) {
        for (place, range) in places {
            if range.start == at {
                self.marks[*place].start = self.text.len();
            }
            if range.end == at {
                self.marks[*place].end = self.text.len();
            }
        }
    }
}

fn line(text: &str, index: &LineIndex, at: usize) -> u32 {
    index.line_col(text.as_bytes(), u32::try_from(at).unwrap_or(u32::MAX)).line
}

/// The bytes of a line without its line end, and without a byte order mark.
fn content(text: &str, index: &LineIndex, number: u32) -> Range<usize> {
    let range = index.line_range(text.as_bytes(), number);
    let line = &text[range.clone()];
    let start = if range.start == 0 && line.starts_with('\u{FEFF}') { 3 } else { range.start };
    start..range.start + line.trim_end_matches(['\r', '\n']).len().max(start - range.start)
}

/// The part of a place that lies in a line, on character borders.
fn within(text: &str, line: &Range<usize>, place: &Range<usize>) -> Range<usize> {
    let start = border(text, place.start.clamp(line.start, line.end));
    start..border(text, place.end.clamp(start, line.end))
}

/// The character border at or before `at`.
fn border(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The part of a long line around a place.
fn window(text: &str, line: &Range<usize>, place: &Range<usize>) -> Range<usize> {
    let before = text[line.start..place.start].char_indices().rev().take(BEFORE).last();
    let after = text[place.start..line.end].char_indices().nth(AFTER);
    before.map_or(place.start, |(at, _)| line.start + at)..after.map_or(line.end, |(at, _)| place.start + at)
}
