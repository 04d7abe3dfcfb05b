//! Panes, of which one is seen at a time: `------`, a heading `#### [ Console ]`, what it shows, and so on to the last `------`.

use std::ops::Range;

use super::super::Marked;
use super::line::{self, Line};
use super::page::{EndOfTabs, Last, Page};
use super::place::Begins;

/// Whether a line parts panes.
pub(super) fn is_delimiter(text: &str) -> bool {
    line::is_run(text, b'-', 6)
}

/// The title of a pane that a text is, in bytes of it, whatever anchors stand behind.
pub(super) fn pane_title(text: &str) -> Option<Range<usize>> {
    let inside = text[..line::anchors_at_end(text)].trim_end().strip_prefix("#### [")?.strip_suffix(']')?;
    let words = inside.trim();
    let start = "#### [".len() + inside.len() - inside.trim_start().len();
    (!words.is_empty()).then(|| start..start + words.len())
}

impl Page<'_> {
    /// A line of dashes at line `at`. Gives the line after what it stands for.
    pub(super) fn tab_delimiter(&mut self, at: usize, line: &Line) -> usize {
        let next = self.next_words(at + 1);
        let title = next.filter(|next| {
            let line = &self.lines[*next];
            line.indent == 0 && pane_title(self.body(line)).is_some()
        });
        let open = self.frames.find(Marked::Tabs);
        let Some(title) = title else {
            match open {
                Some(tabs) => {
                    self.rest_of_anchors(line.whole.start);
                    self.close_to(tabs);
                    self.blank = false;
                    self.goes_on = false;
                }
                None => {
                    self.close_to(0);
                    self.rule(line);
                }
            }
            return at + 1;
        };
        match open {
            Some(tabs) => {
                self.rest_of_anchors(line.whole.start);
                self.close_to(tabs + 1);
            }
            None => {
                self.place_tabs(title, line);
                self.rest_of_anchors(line.whole.start);
                self.open(Marked::Tabs, line, false);
            }
        }
        self.open(Marked::Pane, line, false);
        self.pane_title(title);
        title + 1
    }

    fn pane_title(&mut self, at: usize) {
        let line = self.lines[at].clone();
        let body = self.body(&line);
        let Some(title) = pane_title(body) else { return };
        let anchors = line.body.start + line::anchors_at_end(body)..line.body.end;
        if !anchors.is_empty() {
            self.anchors.push(anchors);
        }
        let start = self.out.len();
        let words = line.body.start + title.start..line.body.start + title.end;
        let inner = Line { body: words.clone(), ..line.clone() };
        self.blank = true;
        self.begin(&Line { indent: usize::MAX, ..inner }, true);
        self.words(words);
        self.out.put("\n", line.body.end);
        self.written(&line, Last::Words);
        self.frames.mark(Marked::PaneTitle, start..self.out.len());
    }

    /// Decides which list item a group of panes stands in: its delimiters are always printed at the first column, and what its
    /// first pane shows is indented as the item is.
    fn place_tabs(&mut self, title: usize, line: &Line) {
        self.after_blank(line, Begins::Words);
        self.no_term();
        let inside = self.next_words(title + 1).map_or(0, |at| self.lines[at].indent);
        if inside >= 2 {
            self.close_items(inside);
            return;
        }
        let Some(end) = self.end_of_tabs(title) else { return self.close_items(0) };
        let column = match self.next_words(end + 1).map(|at| &self.lines[at]) {
            Some(after) if after.indent >= 2 => after.indent,
            Some(after) if line::marker(self.body(after)).is_some_and(|(_, ordered)| ordered) => after.indent + 1,
            _ if self.blank => 0,
            _ => return,
        };
        self.close_items(column);
    }

    /// The line of dashes that ends the group of panes whose first title stands at line `title`. A heading ends one without.
    fn end_of_tabs(&mut self, title: usize) -> Option<usize> {
        if let Some(known) = self.end_of_tabs.as_ref().filter(|known| known.lines.contains(&title)) {
            return known.end;
        }
        let is_title = |at: usize| pane_title(self.body(&self.lines[at])).is_some();
        let last = (title + 1..self.lines.len()).find(|at| {
            let line = &self.lines[*at];
            let body = self.body(line);
            let dashes = is_delimiter(body) && self.next_words(at + 1).is_none_or(|next| !is_title(next));
            line.indent == 0 && (dashes || (line::heading(body).is_some() && !is_title(*at)))
        });
        let end = last.filter(|at| is_delimiter(self.body(&self.lines[*at])));
        self.end_of_tabs = Some(EndOfTabs { lines: title..last.unwrap_or(self.lines.len()), end });
        end
    }

    /// A thematic break.
    pub(super) fn rule(&mut self, line: &Line) {
        self.rest_of_anchors(line.whole.start);
        self.begin(line, true);
        self.out.keep(line.body.clone());
        self.end(line, Last::Apart);
    }
}
