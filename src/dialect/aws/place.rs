//! Where a line belongs: what it closes of what is open.

use super::super::Marked;
use super::frames::Frame;
use super::line::{self, Line};
use super::page::{Page, Resumes};

/// What a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    Words,
    /// An item of a list without numbers.
    Point,
    /// An item of a list with numbers.
    Step,
    /// Code. It cannot follow on words without a blank line, as a step cannot.
    Code,
    /// The same of a table or a picture.
    Apart,
}

impl Page<'_> {
    /// Closes containers that a blank line before this line has ended (R3): all but those in whose list the line goes on, and
    /// one that said it goes on, where the line begins what a blank line always stands before.
    pub(super) fn after_blank(&mut self, line: &Line, begins: Begins) {
        if !self.blank {
            return;
        }
        while let Some((at, container)) = self.frames.container() {
            if container.is_lasting() {
                break;
            }
            let marker = matches!(begins, Begins::Point | Begins::Step);
            let goes_on = |column: usize| line.indent > column || (marker && line.indent == column);
            // An example shows some code, whatever its words say of going on.
            let shown = begins == Begins::Code && container.what == Marked::Example && !container.coded;
            let goes_on_with = shown || (self.goes_on && self.goes_on_with(at, begins));
            if self.frames.items().any(|item| goes_on(item.column)) || goes_on_with {
                break;
            }
            // Between the label of a table of contents and its list a line may be left free.
            if marker && matches!(container.what, Marked::Contents(_)) && self.frames.is_empty(container) {
                break;
            }
            // A list of terms may go on after the blank line; whether it does, the next line says.
            if container.what == Marked::Terms {
                break;
            }
            self.close_to(at);
        }
    }

    /// Whether what begins behind a blank line belongs to the container at place `at`, which said that it goes on.
    fn goes_on_with(&self, at: usize, begins: Begins) -> bool {
        let Some((_, container)) = self.frames.container_below(at + 1) else { return false };
        match begins {
            Begins::Code | Begins::Apart => true,
            // The next step of the list that the container stands in looks the same.
            Begins::Step => self.frames.item_below(at).is_none(),
            // Under its title alone an example has not begun.
            Begins::Words => container.what == Marked::Example && self.frames.holds_one(container),
            Begins::Point => false,
        }
    }

    /// A list of terms that waits for its next term, which has not come.
    pub(super) fn no_term(&mut self) {
        while let Some(Frame::Container(container)) = self.frames.top()
            && container.what == Marked::Terms
        {
            self.close_to(self.frames.len() - 1);
            if self.blank && !self.goes_on_in_list() {
                self.close_ended();
            }
        }
    }

    fn goes_on_in_list(&self) -> bool {
        self.frames.items().next().is_some()
    }

    /// Closes containers around a list of terms, which the same blank line has ended.
    fn close_ended(&mut self) {
        while let Some((at, container)) = self.frames.container() {
            if container.is_lasting() || container.what == Marked::Terms {
                break;
            }
            self.close_to(at);
        }
    }

    /// An admonition at the first column in a list item ends where the item's own column comes again.
    pub(super) fn back_in_item(&mut self, line: &Line) {
        while let Some((at, container)) = self.frames.container()
            && container.is_admonition()
            && let Some((_, item)) = self.frames.item_below(at)
            && at > 0
            && line.indent >= 2
            && line.indent > item.column
            && line.indent > container.column
            && self.frames.items().next().is_none()
        {
            self.close_to(at);
        }
    }

    /// Closes the items that a line of words does not stand in. Glued to the line before, at the first column, it stands in
    /// the innermost one (R4), save in a definition, whose own lines those are; `sticks` are blocks that are always printed
    /// at that column.
    pub(super) fn in_item(&mut self, line: &Line, sticks: bool) {
        let floor = self.frames.floor();
        if !self.blank && line.indent == 0 {
            let own = self.frames.container().is_some_and(|(_, container)| !container.is_lasting());
            if own && !sticks {
                self.close_to(floor);
            }
            return;
        }
        self.close_items(line.indent);
    }

    /// Closes the items above the innermost container whose marker stands at a column or to the right of it.
    pub(super) fn close_items(&mut self, column: usize) {
        let floor = self.frames.floor();
        while self.frames.len() > floor
            && let Some((at, item)) = self.frames.item()
            && item.column >= column
        {
            self.close_to(at);
        }
    }

    /// Whether the open list goes on after blocks that are always printed at the first column, of which the line `at` is one.
    pub(super) fn resumes(&mut self, at: usize) -> bool {
        if self.frames.items().next().is_none() {
            return false;
        }
        if let Some(known) = self.resumes
            && at < known.until
        {
            return known.answer;
        }
        let columns: Vec<usize> = self.frames.items().filter(|item| item.ordered).map(|item| item.column).collect();
        let mut next = at + 1;
        let mut answer = false;
        while let Some(line) = self.line(next) {
            let body = self.body(line);
            let passed = body.is_empty()
                || (line.indent == 0
                    && (body.starts_with('|')
                        || body.starts_with("![")
                        || (body.starts_with("<!--") && body.ends_with("-->"))
                        || line::is_run(body, b'*', 4)
                        || super::block::is_omitted(body)));
            if !passed {
                let item = line::marker(body).is_some_and(|(_, ordered)| ordered && columns.contains(&line.indent));
                answer = item || (line.indent >= 2 && columns.iter().any(|column| line.indent > *column));
                break;
            }
            next += 1;
        }
        self.resumes = Some(Resumes { until: next, answer });
        answer
    }
}
