//! Raw HTML in pages: read tag by tag, its addresses and ids noted, its tags made to pair, so that nothing a page holds can
//! reach the page around it.

use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::html_block::HtmlBlock;
use super::html_tags::{ends_paragraph, is_element, is_page_level, is_void};
use super::options::Dress;
use super::raw_attributes::value_range;
use super::raw_tags::{RawTag, TagOutput};
use super::writer::Writer;
use crate::config::RawHtml;
use crate::finding::Finding;
use crate::rule::pages;
use crate::span::Span;

impl Writer<'_> {
    /// Raw HTML in running text: one tag or comment.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.alt.is_some() {
            return;
        }
        if !self.themed() {
            self.out.raw(html);
            return;
        }
        let as_tag = self.raw_tags.raw_text().is_none();
        if let Some(id) = plain_anchor(html).filter(|_| as_tag) {
            let at = html.len() - id.len() - "\">".len();
            let place = range.start + at..range.start + at + id.len();
            self.open_anchor(id, place, range);
        } else if html == "</a>" && as_tag && self.options.raw_html == RawHtml::Allow {
            self.end_tag("a", html, range);
        } else {
            if self.heading.is_none() && separates(html) {
                self.block.text.push(' ');
            }
            let block = HtmlBlock { raw: html.to_owned(), lines: vec![(0, range.start)] };
            self.raw_html(&block, false);
        }
    }

    /// `<a name="id">`: the id of the heading it stands in, or a place in the text. `place` is that of the id.
    fn open_anchor(&mut self, id: &str, place: Range<usize>, range: Range<usize>) {
        let span = self.span(range);
        let mut shown = TagOutput::Nothing;
        // A snippet may stand on any page, and several times.
        if self.dress == Dress::Snippet {
            self.open_tag("a", span, shown);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.more.push((id.to_owned(), place));
        } else if self.give_id(id, self.span(place), self.section()) {
            self.out.raw("<a id=\"");
            self.out.text(id);
            self.out.raw("\">");
            shown = TagOutput::Tag;
        }
        self.open_tag("a", span, shown);
    }

    fn open_tag(&mut self, name: &str, span: Span, shown: TagOutput) {
        let inside = self.out.html.len();
        self.raw_tags.push(RawTag { name: name.to_owned(), depth: self.depth, span, shown, inside });
    }

    /// Raw HTML of any length.
    pub(super) fn raw_html(&mut self, block: &HtmlBlock, is_block: bool) {
        let escaped = self.options.raw_html == RawHtml::Escape;
        if let Some(open) = self.raw_tags.raw_text() {
            // Opened in an earlier piece, and nothing but its end is a tag.
            let end = end_of(&block.raw, &open.name);
            self.visible(&block.raw[..end.unwrap_or(block.raw.len())]);
            if let Some(at) = end.filter(|at| *at > 0) {
                return self.raw_html(&block.after(at), is_block);
            } else if end.is_none() {
                return;
            }
        }
        let raw = block.raw.as_str();
        if !crate::tags::are_bounded(raw.as_bytes()) {
            self.visible(raw);
            let span = self.span(block.place(0)..block.place(raw.len()));
            self.unbalanced(span, "a tag with too many attributes".to_owned(), "it is shown as text");
            return;
        }
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut done = 0;
        for token in Tokenizer::new_with_emitter(raw, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let range = within(raw, tag.span.start..tag.span.end);
                    done = range.end;
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    if escaped && !(name == "a" && self.bare_anchor(&tag, block, &range)) {
                        self.visible(&raw[range.clone()]);
                        if name == "a" && !tag.self_closing {
                            // Its end is text as well, and no end of an anchor around it.
                            let span = self.span(block.range(range.clone()));
                            self.open_tag("a", span, TagOutput::Text);
                        }
                    } else if !escaped {
                        self.start_tag(&name, &tag, block, range);
                    }
                }
                Token::EndTag(tag) => {
                    let range = within(raw, tag.span.start..tag.span.end);
                    done = range.end;
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let ours = self.raw_tags.last().is_some_and(|open| open.name == name && open.depth == self.depth);
                    if escaped && !ours {
                        self.visible(&raw[range]);
                    } else {
                        let place = block.range(range.clone());
                        self.end_tag(&name, &raw[range], place);
                    }
                }
                Token::String(text) => {
                    done = done.max(text.span.end.min(raw.len()));
                    let text = String::from_utf8_lossy(&text);
                    // Inside a drawing a browser reads them like any other element.
                    let verbatim = self.raw_tags.raw_text().is_some_and(|tag| tag.name != "textarea");
                    if verbatim && !self.raw_tags.in_drawing() {
                        self.out.raw(&text);
                    } else {
                        self.visible(&text);
                    }
                }
                Token::Comment(comment) => {
                    let range = within(raw, comment.span.start..comment.span.end);
                    done = done.max(range.end);
                    let text = String::from_utf8_lossy(&comment);
                    let place = block.range(range.clone());
                    self.comment(&text, place, is_block);
                }
                Token::Doctype(doctype) => done = done.max(doctype.span.end.min(raw.len())),
                Token::Error(_) => {}
            }
        }
        let rest = within(raw, done..raw.len());
        if raw[rest.clone()].contains('<') && !raw[rest.clone()].trim_start().starts_with("<!") {
            // A tag that never ends: its text is shown, so that it swallows nothing.
            self.visible(&raw[rest.clone()]);
            let span = self.span(block.place(rest.start)..block.place(rest.end));
            self.unbalanced(span, "a tag that never ends".to_owned(), "end it with `>`, or write `&lt;`");
        }
    }

    pub(super) fn visible(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.says_something = true;
        }
        self.block.text.push_str(text);
        self.out.text(text);
    }

    /// In a site that shows raw HTML as text, `<a name>` still gives anchors: it shows nothing.
    fn bare_anchor(&mut self, tag: &StartTag<usize>, block: &HtmlBlock, range: &Range<usize>) -> bool {
        let id = tag.attributes.get(&b"name"[..]).or_else(|| tag.attributes.get(&b"id"[..]));
        match id {
            Some(id) if tag.attributes.len() == 1 => {
                let place = block.range(value_range(&block.raw, range, id.span.start));
                let id = String::from_utf8_lossy(id).into_owned();
                self.open_anchor(&id, place, block.range(range.clone()));
                if tag.self_closing {
                    self.end_tag("a", "", block.range(range.clone()));
                }
                true
            }
            _ => false,
        }
    }

    fn start_tag(&mut self, name: &str, tag: &StartTag<usize>, block: &HtmlBlock, range: Range<usize>) {
        let span = self.span(block.range(range.clone()));
        if self.raw_tags.raw_text().is_some() {
            self.visible(&block.raw[range]);
            return;
        }
        let drawing = self.raw_tags.in_drawing();
        if !is_element(name) && !drawing {
            // A placeholder that was not escaped: as a tag it would vanish, and its text with it.
            let message = format!("`<{}>` is no HTML tag", as_written(&block.raw, &range, name));
            self.visible(&block.raw[range]);
            self.unbalanced(span, message, "it is shown as text; write `&lt;`, or put it in code");
            return;
        }
        if is_page_level(name) && !(drawing && name == "title") {
            self.unbalanced(
                span,
                format!("`<{}>` cannot stand inside a page", as_written(&block.raw, &range, name)),
                "leave it out",
            );
            if !is_void(name) {
                self.open_tag(name, span, TagOutput::Nothing);
            }
            return;
        }
        if self.paragraph.is_some() && ends_paragraph(name) && !drawing {
            // A browser would end the paragraph here, and what follows would stand outside of it.
            let message = format!("`<{}>` cannot stand inside a paragraph", as_written(&block.raw, &range, name));
            self.visible(&block.raw[range]);
            let help = "put it on a line of its own; if it is text, write `&lt;` or put it in code";
            self.unbalanced(span, message, help);
            if !is_void(name) {
                self.open_tag(name, span, TagOutput::Text);
            }
            return;
        }
        if !drawing {
            self.imply_ends(name);
        }
        let anchor = name == "a" && !tag.attributes.contains_key(&b"href"[..]);
        if let Some(heading) = &mut self.heading
            && anchor
        {
            let ids = [b"id".as_slice(), b"name".as_slice()].into_iter().filter_map(|key| tag.attributes.get(key));
            let mut ids: Vec<(String, Range<usize>)> = ids
                .map(|id| {
                    let place = value_range(&block.raw, &range, id.span.start);
                    (String::from_utf8_lossy(id).into_owned(), block.range(place))
                })
                .collect();
            ids.dedup_by(|second, first| second.0 == first.0);
            heading.more.extend(ids);
            if !tag.self_closing {
                self.open_tag(name, span, TagOutput::Nothing);
            }
            return;
        }
        self.says_something |= !anchor;
        self.out.raw("<");
        self.out.raw(name);
        self.attributes(name, tag, block, &range, span);
        self.out.raw(">");
        if is_void(name) {
            return;
        }
        if tag.self_closing {
            // HTML ignores the slash, and people mean it.
            self.out.raw(&format!("</{name}>"));
            return;
        }
        self.open_tag(name, span, TagOutput::Tag);
    }

    pub(super) fn unbalanced(&mut self, span: Span, message: String, help: &str) {
        self.findings.push(Finding::new(&pages::UNBALANCED_HTML, span, message).help(help));
    }
}

/// Where the end tag of an element begins in some HTML.
fn end_of(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        let rest = &html.as_bytes()[at + 2..];
        let (head, after) = rest.split_at(name.len().min(rest.len()));
        let ended = after.first().is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        head.eq_ignore_ascii_case(name.as_bytes()) && ended
    })
}

/// Whether a tag in running text sets apart what stands before it from what follows: a line end, or small letters above or
/// below the line.
fn separates(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    ["br", "sup", "sub", "img", "hr"].iter().any(|it| name[..end].eq_ignore_ascii_case(it))
}

/// The id of `<a name="id">` or `<a id="id">` in just this form, which guides hold by the thousand.
fn plain_anchor(html: &str) -> Option<&str> {
    let rest = html.strip_prefix("<a name=\"").or_else(|| html.strip_prefix("<a id=\""))?;
    let id = rest.strip_suffix("\">")?;
    let plain = !id.is_empty() && !id.contains(['"', '&', '<', '>', '\0']) && !id.contains(char::is_whitespace);
    plain.then_some(id)
}

/// The name of a start tag in its author's letters.
fn as_written<'a>(raw: &'a str, tag: &Range<usize>, name: &'a str) -> &'a str {
    let start = tag.start + 1;
    raw.get(start..start + name.len()).filter(|written| written.eq_ignore_ascii_case(name)).unwrap_or(name)
}

/// A range cut to the text it points into.
fn within(raw: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(raw.len());
    while !raw.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, raw.len());
    while !raw.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
