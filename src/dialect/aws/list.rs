//! Items of lists.

use super::frames::Item;
use super::line::{self, Line};
use super::page::{Last, Page};
use super::place::Begins;

impl Page<'_> {
    /// Line `at`, which begins with a list marker of so many bytes. Gives the line after what it stands for.
    pub(super) fn item(&mut self, at: usize, line: &Line, marker: usize, ordered: bool) -> usize {
        self.after_blank(line, if ordered { Begins::Step } else { Begins::Point });
        self.no_term();
        self.leave_for(line);
        let floor = self.frames.floor();
        self.close_items(line.indent + 1);
        let mut sibling = false;
        if self.frames.len() > floor
            && let Some((place, item)) = self.frames.item()
            && item.column == line.indent
        {
            sibling = item.ordered == ordered;
            self.close_to(place);
            if !sibling {
                self.frames.list_behind = false;
            }
        }
        let number = &self.text[line.body.start..line.body.start + marker];
        // A list that begins with another number cannot interrupt a paragraph (CommonMark 5.3).
        let apart = self.blank || (ordered && number != "1." && !sibling) || self.last == Last::Rows;
        if self.frames.list_behind && !sibling {
            let columns = " ".repeat(self.frames.inside());
            self.out.put(&format!("\n{columns}<!-- -->\n\n"), line.whole.start);
            self.frames.list_behind = false;
        }
        let outer = self.frames.inside();
        self.begin(line, apart);
        let end = line.body.start + marker;
        self.out.keep(line.body.start..end);
        self.frames.open_item(Item { column: line.indent, ordered, inside: outer + marker + 1 });
        let rest = &self.text[end..line.body.end];
        let words = rest.trim_start();
        let start = line.body.end - words.len();
        // Stars alone are emphasis of nothing.
        if words.is_empty() || line::is_run(words, b'*', 2) {
            self.out.put(" ", end);
            self.written(line, Last::Marker);
            return at + 1;
        }
        if start == end + 1 {
            self.out.keep(end..start);
        } else {
            self.out.put(" ", end);
        }
        if let Some(fence) = line::opening_fence(words) {
            self.written(line, Last::Marker);
            let indent = line.indent + start - line.body.start;
            return self.fence(at, &Line { body: start..line.body.end, indent, ..line.clone() }, fence);
        }
        self.words(start..line.body.end);
        self.end(line, Last::Words);
        at + 1
    }

    /// Closes the containers that an item does not stand in: a note that does not go on (R2), and one in an item of the list
    /// that goes on.
    fn leave_for(&mut self, line: &Line) {
        while let Some((at, container)) = self.frames.container() {
            if container.is_lasting() || self.frames.items().next().is_some() {
                break;
            }
            let outer = self
                .frames
                .item_below(at)
                .filter(|(item, _)| self.frames.container_below(at).is_none_or(|(around, _)| around < *item));
            let note = container.is_admonition() && !self.blank && !self.goes_on;
            if note || outer.is_some_and(|(_, item)| line.indent <= item.column && !self.goes_on) {
                self.close_to(at);
                continue;
            }
            break;
        }
        self.back_in_item(line);
    }
}
