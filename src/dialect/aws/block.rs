//! What a line is, and what is done with it.

use super::super::Marked;
use super::label::label;
use super::line::{self, Line};
use super::page::{Last, Page};
use super::place::Begins;
use super::{tabs, tokens};
use crate::finding::Finding;
use crate::rule::pages;

/// Whether a text is the link that stands where a table was left out of the export.
pub(super) fn is_omitted(text: &str) -> bool {
    text.strip_prefix(tokens::OMITTED).is_some_and(|rest| rest.starts_with("](") && rest.ends_with(')'))
}

impl Page<'_> {
    /// Writes what begins at line `at`, which is not blank. Gives the line after it.
    pub(super) fn block(&mut self, at: usize, line: &Line) -> usize {
        let body = self.body(line);
        if let Some(fence) = line::opening_fence(body) {
            return self.fence(at, line, fence);
        }
        if line.indent == 0 {
            if let Some((level, words)) = line::heading(body) {
                self.heading(line, level, words);
                return at + 1;
            }
            if tabs::is_delimiter(body) {
                return self.tab_delimiter(at, line);
            }
        }
        if line::is_run(body, b'*', 4) {
            // The caption of a table that has none.
            return at + 1;
        }
        if self.is_table(at, line) {
            return self.table(at, line);
        }
        if line::is_run(body, b'-', 3) {
            self.close_to(0);
            self.rule(line);
            return at + 1;
        }
        if let Some((marker, ordered)) = line::marker(body) {
            return self.item(at, line, marker, ordered);
        }
        if body.starts_with("<!--") {
            return self.comment(at, line);
        }
        self.words_of(at, line);
        at + 1
    }

    /// A line of words.
    fn words_of(&mut self, at: usize, line: &Line) {
        // One space stands before a line that begins with an element, and is no indent.
        let flush = Line { indent: 0, ..line.clone() };
        let line = if line.indent == 1 { &flush } else { line };
        let body = self.body(line);
        let apart = is_omitted(body) || (line.indent == 0 && body.starts_with("![")) || self.is_caption(at, line);
        if !apart {
            self.after_blank(line, Begins::Words);
        }
        if let Some((label, rest)) = label(body) {
            self.admonition(line, Marked::Admonition(label), rest);
        } else if is_omitted(body) {
            self.omitted(at, line);
        } else if self.is_contents(at, line) {
            self.contents(line);
        } else if self.is_example(at, line) {
            self.example(line);
        } else if self.is_caption(at, line) {
            self.column_zero(at, line);
            self.paragraph(line, Some(Marked::Caption));
        } else if self.is_term(at, line) {
            self.term(line);
        } else {
            self.plain(at, line);
        }
    }

    /// Words that are nothing but that.
    fn plain(&mut self, at: usize, line: &Line) {
        let body = self.body(line);
        if body.starts_with("![") && line.indent == 0 {
            self.column_zero(at, line);
            return self.paragraph(line, None);
        }
        self.after_blank(line, Begins::Words);
        self.no_term();
        self.back_in_item(line);
        self.own_line_of_definition(body);
        if !(line::is_procedure(body) && self.steps_are_inside(at)) {
            self.in_item(line, false);
        }
        if let Some((at, container)) = self.frames.container()
            && matches!(container.what, Marked::Contents(_))
        {
            self.close_to(at);
        }
        let free = self.frames.container().is_none_or(|(_, container)| container.is_lasting());
        let title = (free && line::is_bold(body))
            .then(|| if line::is_procedure(body) { Marked::Procedure } else { Marked::Title });
        self.paragraph(line, title);
    }

    /// Whether the steps under the title at line `at` stand in the item that is open: then so does the title, though it is
    /// printed at the first column.
    fn steps_are_inside(&self, at: usize) -> bool {
        let next = self.next_words(at + 1).map(|next| self.lines[next].indent);
        next.is_some_and(|indent| indent >= 2 && self.frames.items().any(|item| item.column < indent))
    }

    /// Closes what stands inside the definition of a term with an anchor, notes and terms without one, at a line of its own:
    /// `*Type*: String`.
    fn own_line_of_definition(&mut self, body: &str) {
        let labelled = body.strip_prefix('*').and_then(|rest| rest.split_once("*:")).is_some_and(|(word, _)| {
            word.len() < 40 && word.starts_with(|c: char| c.is_ascii_uppercase()) && !word.contains('*')
        });
        if labelled && let Some(definition) = self.frames.named_definition() {
            self.close_to(definition + 1);
        }
    }

    fn heading(&mut self, line: &Line, level: usize, words: usize) {
        self.close_to(0);
        let body = self.body(line);
        let text = &body[words..];
        if text.is_empty() || line::anchors_at_end(text) == 0 {
            // A heading that says nothing is a place and no more.
            if !text.is_empty() {
                self.anchors.push(line.body.start + words..line.body.end);
            }
            self.blank = true;
            return;
        }
        self.begin(line, true);
        self.out.keep(line.body.start..line.body.start + level);
        self.out.keep(line.body.start + level..line.body.start + words);
        for anchor in std::mem::take(&mut self.anchors) {
            self.out.keep(anchor);
        }
        self.inner_words(line.body.start + words..line.body.end);
        self.end(line, Last::Apart);
    }

    /// A note or the like: its label is a sign, and what follows up to the next blank line is its words.
    fn admonition(&mut self, line: &Line, what: Marked, rest: usize) {
        self.after_blank(line, Begins::Words);
        self.no_term();
        while let Some((at, container)) = self.frames.container()
            && container.is_admonition()
            && self.frames.items().next().is_none()
        {
            self.close_to(at);
        }
        self.in_item(line, true);
        self.begin_container(line, what, rest);
    }

    fn begin_container(&mut self, line: &Line, what: Marked, rest: usize) {
        self.rest_of_anchors(line.whole.start);
        self.open(what, line, false);
        let anchors = line::anchors_at_start(&self.body(line)[rest..]);
        let start = line.body.start + rest;
        if anchors > 0 {
            self.anchors.push(start..start + anchors);
        }
        if start + anchors < line.body.end {
            let words = Line { body: start + anchors..line.body.end, indent: usize::MAX, ..line.clone() };
            self.paragraph(&words, None);
        } else {
            self.goes_on = true;
        }
        self.blank = false;
    }

    fn is_contents(&self, at: usize, line: &Line) -> bool {
        matches!(self.body(line), "**Topics**" | "**Contents**")
            && self.next_words(at + 1).is_some_and(|next| {
                let next = &self.lines[next];
                line::marker(self.body(next)).is_some() && next.indent == line.indent
            })
    }

    fn contents(&mut self, line: &Line) {
        let word = if self.body(line) == "**Topics**" { "Topics" } else { "Contents" };
        self.after_blank(line, Begins::Words);
        self.no_term();
        self.in_item(line, false);
        self.begin_container(line, Marked::Contents(word), line.body.len());
    }

    fn is_example(&self, at: usize, line: &Line) -> bool {
        let body = self.body(line);
        let title = &body[..line::anchors_at_end(body)];
        title.starts_with("**Example")
            && line::is_bold(title.trim_end())
            && (line.goes_on
                || title.ends_with("  ")
                || self.line(at + 1).is_some_and(|next| line::opening_fence(self.body(next)).is_some()))
    }

    fn example(&mut self, line: &Line) {
        self.after_blank(line, Begins::Words);
        self.no_term();
        if let Some((at, container)) = self.frames.container()
            && (container.what == Marked::Example || container.is_admonition())
        {
            self.close_to(at);
        }
        self.in_item(line, false);
        self.open(Marked::Example, line, false);
        self.paragraph(line, Some(Marked::ExampleTitle));
    }

    fn is_caption(&self, at: usize, line: &Line) -> bool {
        line.goes_on
            && line::is_bold(self.body(line))
            && self.next_words(at + 1).is_some_and(|next| {
                let line = &self.lines[next];
                self.is_table(next, line) || is_omitted(self.body(line))
            })
    }

    fn omitted(&mut self, at: usize, line: &Line) {
        self.column_zero(at, line);
        let start = self.out.len();
        self.begin(line, true);
        // The brackets in its text are a sign that something is missing, which is said in words.
        let body = self.body(line);
        let from = line.body.start;
        if let (Some(open), Some(close)) = (body.find("\\["), body.find("\\]")) {
            self.out.keep(from..from + open);
            self.out.keep(from + open + 2..from + close);
            self.out.keep(from + close + 2..line.body.end);
        }
        self.end(line, Last::Words);
        self.frames.mark(Marked::Omitted, start..self.out.len());
        let span = self.map.span(line.body.clone());
        let finding = Finding::new(&pages::OMITTED_TABLE, span, "a table is missing here")
            .help("the export left it out; write it in its place");
        self.findings.push(finding);
    }

    /// Places a block that is always printed at the first column, even where it stands in a list item (R4).
    pub(super) fn column_zero(&mut self, at: usize, line: &Line) {
        let stays = self.blank && line.indent == 0 && self.resumes(at);
        if !stays {
            self.after_blank(line, Begins::Apart);
            self.no_term();
            self.in_item(line, true);
        }
    }

    /// A comment is kept as it is, to the line where it ends. For what follows it is as if it were not there.
    fn comment(&mut self, at: usize, line: &Line) -> usize {
        let last = (at..self.lines.len() - 1).find(|at| self.body(&self.lines[*at]).contains("-->"));
        let last = last.unwrap_or(self.lines.len() - 1);
        let (blank, goes_on) = (self.blank, self.goes_on);
        self.column_zero(last, line);
        let columns = self.frames.inside();
        self.begin(line, true);
        for next in at..=last {
            let line = self.lines[next].clone();
            if next > at && !line.is_blank() {
                self.indent(&line, columns);
            }
            self.out.keep(line.body.clone());
            self.end(&line, Last::Words);
        }
        (self.blank, self.goes_on) = (blank, goes_on);
        last + 1
    }
}
