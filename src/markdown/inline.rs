//! What stands in lines: text, code spans, links, images, line breaks.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::writer::{OpenAlt, Piece, Writer, is_auto};
use super::{HoleKind, RefKind, Reference, ValueKind, autolink, character_names, destination, pictures, signs};
use crate::address::Address;
use crate::dialect::Dialect;
use crate::finding::Finding;
use crate::rule::{links, pages};

/// A link being written.
pub(super) struct OpenLink {
    reference: Option<u32>,
    kind: LinkType,
    /// The label of its definition, for reference links.
    label: String,
    /// Where its text begins in the block's plain text.
    text_start: usize,
    /// Where its text begins in the HTML, to see whether it has any.
    html_start: usize,
}

impl<'a> Writer<'a> {
    /// Takes a piece of text. Pieces that adjoin wait for each other, so that an address is not cut in two.
    pub(super) fn text_event(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if self.code.is_some() {
            self.code_text(&text, range);
            return;
        }
        if self.alt.is_some() {
            self.alt_text(&text);
            return;
        }
        if let Some(last) = self.run.last() {
            // Between two pieces at most a backslash is missing: the one that escaped the second's first character.
            let adjoins = last.range.end == range.start
                || (last.range.end + 1 == range.start && self.text.as_bytes().get(last.range.end) == Some(&b'\\'));
            if !adjoins {
                self.flush_run();
            }
        }
        self.run.push(Piece { text, range });
    }

    /// Writes the pieces of text that have waited.
    pub(super) fn flush_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let held = run.iter().fold(0, |held, piece| held | signs::signs(&piece.text));
        if held & (signs::BRACE | signs::BLOCK) != 0 {
            self.says_something |= self.note_foreign(&run);
        } else {
            self.says_something |= run.iter().any(|piece| !piece.text.trim().is_empty());
        }
        if held & signs::REFERENCE != 0 && self.themed() {
            for piece in &run {
                self.check_character_references(piece);
            }
        }
        if held & signs::CARET != 0 && self.themed() {
            self.note_footnotes(&run);
        }
        // An exporter writes each link as one: an address that is none is an example.
        let bare = self.themed() && self.dialect != Dialect::Aws;
        let addresses = bare && self.links.is_empty() && held & signs::ADDRESS != 0;
        if !addresses || !run.iter().any(|piece| might_hold_address(&piece.text)) {
            for piece in &run {
                self.plain_text(&piece.text, || piece.range.clone());
            }
            // The vector is kept: most pieces come alone, and millions of them.
            self.run = run;
            self.run.clear();
            return;
        }
        let whole: String = run.iter().map(|piece| &*piece.text).collect();
        let mut from = 0;
        let place = |part: Range<usize>| source_of(&run, part.start).start..source_of(&run, part.end.max(1) - 1).end;
        for bare in autolink::find(&whole) {
            self.plain_text(&whole[from..bare.range.start], || place(from..bare.range.start));
            let source = source_of(&run, bare.range.start).start..source_of(&run, bare.range.end - 1).end;
            self.bare_link(&whole[bare.range.clone()], bare.prefix, source);
            from = bare.range.end;
        }
        self.plain_text(&whole[from..], || place(from..whole.len()));
    }

    /// Writes text. `source` answers where it stands in the page.
    fn plain_text(&mut self, text: &str, source: impl FnOnce() -> Range<usize>) {
        if self.reads() && !text.is_empty() {
            let html = self.linkable_from();
            self.block.comes_from(text.len(), source(), html);
            self.strike(text.len());
        }
        self.block.text.push_str(text);
        self.out.text(text);
    }

    /// `&name;` that stands in the source as it stands in the text was no character's name.
    fn check_character_references(&mut self, piece: &Piece<'_>) {
        let mut from = 0;
        while let Some(at) = piece.text[from..].find('&') {
            let start = from + at;
            let name = piece.text[start + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            let end = start + 1 + name;
            from = start + 1;
            let reference = name > 0 && piece.text.as_bytes().get(end) == Some(&b';');
            let source = piece.range.start + start..piece.range.start + end + 1;
            if reference && self.text.get(source.clone()) == piece.text.get(start..=end) {
                let text = &piece.text[start..=end];
                let mut finding = Finding::new(
                    &pages::UNKNOWN_CHARACTER_REFERENCE,
                    self.span(source),
                    format!("`{text}` is no character's name"),
                )
                .cause(text);
                if let Some(near) = character_names::nearest_name(&text[1..text.len() - 1]) {
                    finding = finding.help(format!("did you mean `&{near};`?")).remedy(format!("{text} -> &{near};"));
                }
                self.findings.push(finding.help(format!("write `&amp;{}` if the text is meant", &text[1..])));
            }
        }
    }

    pub(super) fn line_break(&mut self, hard: bool) {
        if self.alt.is_some() {
            self.alt_text(" ");
            return;
        }
        self.block.text.push(if hard { '\n' } else { ' ' });
        self.out.raw(match (hard, self.themed()) {
            (false, _) => "\n",
            (true, true) => "<br>\n",
            (true, false) => "<br />\n",
        });
    }

    /// Begins emphasis, which may stand before a marker.
    pub(super) fn open_emphasis(&mut self, tag: &str) {
        self.emphases.push((self.block.text.len(), self.out.html.len()));
        self.inline_tag(tag);
    }

    pub(super) fn close_emphasis(&mut self, tag: &str) {
        self.inline_tag(tag);
        if let Some((text, html)) = self.emphases.pop() {
            self.note_before(text, html, ValueKind::Words);
        }
    }

    pub(super) fn inline_tag(&mut self, tag: &str) {
        if self.alt.is_none() {
            self.out.raw(tag);
        }
    }

    /// The section being written: the index of its heading.
    pub(super) fn section(&self) -> Option<u32> {
        u32::try_from(self.headings.len()).ok().and_then(|count| count.checked_sub(1))
    }

    /// Notes a reference and gives its number.
    pub(super) fn refer(&mut self, kind: RefKind, dest: &str, title: &str, range: Range<usize>) -> u32 {
        let number = u32::try_from(self.imports.len()).unwrap_or(u32::MAX);
        self.imports.push(Reference {
            kind,
            dest: dest.into(),
            span: self.span(range),
            text: "".into(),
            title: title.into(),
            heading: self.section(),
            excerpt: None,
        });
        number
    }

    fn bare_link(&mut self, text: &str, prefix: &str, source: Range<usize>) {
        let reference = self.refer(RefKind::Auto, &format!("{prefix}{text}"), "", source.clone());
        self.imports[reference as usize].text = text.into();
        self.out.hole(HoleKind::LinkOpen(reference));
        if self.reads() {
            self.block.comes_from(text.len(), source, None);
        }
        self.block.text.push_str(text);
        self.out.text(text);
        self.out.hole(HoleKind::LinkClose(reference));
    }

    pub(super) fn start_link(
        &mut self,
        kind: LinkType,
        dest: &str,
        title: &str,
        label: CowStr<'_>,
        range: Range<usize>,
    ) {
        self.inner_end = range.start + 1;
        self.says_something = true;
        let mut reference = None;
        if self.alt.is_some() {
        } else if self.themed() {
            let ref_kind = match kind {
                LinkType::WikiLink { .. } => RefKind::Wiki,
                kind if is_auto(kind) => RefKind::Auto,
                _ => RefKind::Link,
            };
            let mailto = if kind == LinkType::Email && !dest.starts_with("mailto:") { "mailto:" } else { "" };
            let number = self.refer(ref_kind, &format!("{mailto}{dest}"), title, range);
            self.out.hole(HoleKind::LinkOpen(number));
            reference = Some(number);
        } else {
            let mailto = if kind == LinkType::Email { "mailto:" } else { "" };
            self.bare_tag_start("<a href=\"", &format!("{mailto}{dest}"), title);
        }
        self.links.push(OpenLink {
            reference,
            kind,
            label: label.to_string(),
            text_start: self.block.text.len(),
            html_start: self.out.html.len(),
        });
    }

    pub(super) fn end_link(&mut self, range: Range<usize>, definition: &dyn Fn(&str) -> Option<Range<usize>>) {
        let Some(open) = self.links.pop() else { return };
        let Some(number) = open.reference else {
            if self.alt.is_none() {
                self.out.raw("</a>");
            }
            return;
        };
        let text = self.block.text.get(open.text_start..).unwrap_or("").trim().to_owned();
        let empty = text.is_empty() && self.out.html.len() == open.html_start;
        let dest = self.destination(open.kind, &open.label, &range, definition);
        let span = self.span(dest.clone());
        if self.reads() {
            self.block.addresses.push((self.imports[number as usize].dest.clone(), open.text_start, dest));
        }
        let text = self.label(number, open.text_start, open.html_start).unwrap_or(text);
        let reference = &mut self.imports[number as usize];
        reference.span = span;
        reference.text = text.as_str().into();
        let local = Address::parse(&reference.dest).is_local() || reference.kind == RefKind::Wiki;
        if local {
            self.block.links.push((number, open.text_start..self.block.text.len()));
        }
        if empty && !matches!(open.kind, LinkType::WikiLink { .. }) {
            let dest = self.imports[number as usize].dest.clone();
            let finding =
                Finding::new(&links::EMPTY_LINK, self.span(range), format!("the link to `{dest}` has no text"))
                    .help("give it a text that says where it leads")
                    .cause(&*dest);
            self.findings.push(finding);
        }
        self.outline_entry(&text, Some(number));
        self.out.hole(HoleKind::LinkClose(number));
        self.note_before(open.text_start, open.html_start, ValueKind::Link);
    }

    fn destination(
        &self,
        kind: LinkType,
        label: &str,
        whole: &Range<usize>,
        definition: &dyn Fn(&str) -> Option<Range<usize>>,
    ) -> Range<usize> {
        match kind {
            LinkType::Inline => destination::inline(self.text, whole, self.inner_end),
            LinkType::Autolink | LinkType::Email => whole.start + 1..whole.end.saturating_sub(1).max(whole.start + 1),
            LinkType::WikiLink { .. } => destination::wiki(self.text, whole),
            _ => definition(label)
                .map_or_else(|| whole.clone(), |definition| destination::definition(self.text, &definition)),
        }
    }

    pub(super) fn start_image(
        &mut self,
        kind: LinkType,
        dest: &str,
        title: &str,
        label: CowStr<'_>,
        range: Range<usize>,
    ) {
        self.says_something = true;
        if let Some(alt) = &mut self.alt {
            alt.depth += 1;
            return;
        }
        self.inner_end = range.start + 2;
        self.links.push(OpenLink { reference: None, kind, label: label.to_string(), text_start: 0, html_start: 0 });
        self.alt = Some(OpenAlt {
            depth: 1,
            text: String::new(),
            reference: None,
            title: title.to_owned(),
            dest: dest.to_owned(),
        });
    }

    pub(super) fn end_image(&mut self, range: Range<usize>, definition: &dyn Fn(&str) -> Option<Range<usize>>) {
        let Some(mut alt) = self.alt.take() else { return };
        alt.depth -= 1;
        if alt.depth > 0 {
            self.alt = Some(alt);
            return;
        }
        let Some(open) = self.links.pop() else { return };
        if !self.themed() {
            self.bare_image(&alt);
            return;
        }
        let aws = self.dialect == Dialect::Aws;
        if aws
            && self.table.is_some()
            && let Some(icon) = pictures::icon(&alt.dest)
        {
            self.icon(icon, pictures::alt(&alt.text), range.end);
            return;
        }
        let text = if aws { pictures::alt(&alt.text) } else { alt.text.trim() };
        let dest = self.destination(open.kind, &open.label, &range, definition);
        let end = range.end;
        let number = self.refer(RefKind::Image, &alt.dest, &alt.title, dest);
        self.imports[number as usize].text = text.into();
        if text.is_empty() {
            let finding =
                Finding::new(&pages::MISSING_ALT, self.span(range), format!("the image `{}` has no text", alt.dest))
                    .help("say between the brackets what the image shows")
                    .cause(alt.dest.as_str());
            self.findings.push(finding);
        }
        if aws && pictures::is_elsewhere(&alt.dest) {
            self.picture(number, text, end);
            return;
        }
        self.block.text.push_str(text);
        self.out.hole(HoleKind::ImageOpen(number));
        self.out.text(text);
        self.out.hole(HoleKind::ImageClose(number));
    }

    pub(super) fn alt_text(&mut self, text: &str) {
        if let Some(alt) = &mut self.alt {
            alt.text.push_str(text);
        }
    }

    fn bare_image(&mut self, alt: &OpenAlt) {
        debug_assert!(alt.reference.is_none());
        self.out.raw("<img src=\"");
        self.out.raw(&bare_url(&alt.dest));
        self.out.raw("\" alt=\"");
        self.out.text(&alt.text);
        self.out.raw("\"");
        if !alt.title.is_empty() {
            self.out.raw(" title=\"");
            self.out.text(&alt.title);
            self.out.raw("\"");
        }
        self.out.raw(" />");
    }

    fn bare_tag_start(&mut self, tag: &str, dest: &str, title: &str) {
        self.out.raw(tag);
        self.out.raw(&bare_url(dest));
        self.out.raw("\"");
        if !title.is_empty() {
            self.out.raw(" title=\"");
            self.out.text(title);
            self.out.raw("\"");
        }
        self.out.raw(">");
    }
}

fn might_hold_address(text: &str) -> bool {
    autolink::possible(text)
        || text.ends_with("http")
        || text.ends_with("https")
        || text.ends_with("http:")
        || text.ends_with("https:")
        || text.ends_with("www")
}

/// The source of the byte at `at` of the pieces put together: from the first byte of its piece on where the piece is
/// shorter in the source than in the text, else exactly.
fn source_of(run: &[Piece<'_>], at: usize) -> Range<usize> {
    let mut before = 0;
    for piece in run {
        if at < before + piece.text.len() {
            if piece.text.len() == piece.range.len() {
                let start = piece.range.start + (at - before);
                return start..start + 1;
            }
            return piece.range.clone();
        }
        before += piece.text.len();
    }
    run.last().map_or(0..0, |piece| piece.range.clone())
}

/// A destination as the specification's examples write it: percent-encoded where it must be, then escaped.
fn bare_url(dest: &str) -> String {
    let mut out = String::with_capacity(dest.len());
    for byte in dest.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'_' | b'.' | b'+' | b'!' | b'*' | b'(' | b')' | b',' | b'%' | b'#' | b'@' | b'?' | b'=' | b';'
            | b':' | b'/' | b'$' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
