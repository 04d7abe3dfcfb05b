//! Attributes of raw HTML tags: addresses become references, ids anchors; what else is harmless is written as it is.

use std::ops::Range;

use html5gum::StartTag;

use super::html_block::HtmlBlock;
use super::html_tags::{asset_attribute, link_attribute};
use super::writer::Writer;
use super::{Candidate, HoleKind, RefKind};
use crate::finding::Finding;
use crate::rule::pages;
use crate::span::Span;

impl Writer<'_> {
    /// Writes the attributes of a tag that stands at `range` of its block.
    pub(super) fn attributes(
        &mut self,
        name: &str,
        tag: &StartTag<usize>,
        block: &HtmlBlock,
        range: &Range<usize>,
        span: Span,
    ) {
        let mut described = false;
        let mut source = None;
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).into_owned();
            let text = String::from_utf8_lossy(value).into_owned();
            let written = value_range(&block.raw, range, value.span.start);
            let place = block.range(written.clone());
            if key == "id" || (key == "name" && name == "a") {
                let id = tag.attributes.get(&b"id"[..]).filter(|_| key == "name");
                let again = id.is_some_and(|id| String::from_utf8_lossy(id) == text);
                if !again && self.give_id(&text, self.span(place), self.section()) {
                    self.attribute(if id.is_some() { "name" } else { "id" }, &text);
                }
            } else if let Some(attribute) = link_attribute(&key) {
                let reference = self.refer(RefKind::HtmlLink, text.trim(), "", place);
                self.out.hole(HoleKind::Attribute(reference, attribute));
            } else if key == "srcset" {
                source.get_or_insert_with(|| text.clone());
                self.srcset(&text, written, block);
            } else if let Some(attribute) = asset_attribute(&key) {
                source.get_or_insert_with(|| text.clone());
                let reference = self.refer(RefKind::HtmlAsset, text.trim(), "", place);
                self.out.hole(HoleKind::Attribute(reference, attribute));
            } else if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
            {
                described |= key == "alt" || key == "aria-hidden" || (key == "role" && text == "presentation");
                self.attribute(&key, &text);
            }
        }
        if name == "img" && !described {
            let source = source.unwrap_or_default();
            let finding = Finding::new(&pages::MISSING_ALT, span, format!("the image `{source}` has no text"))
                .help("add `alt=\"…\"`; an empty one if the image only decorates")
                .cause(source);
            self.findings.push(finding);
        }
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.raw(" ");
        self.out.raw(key);
        self.out.raw("=\"");
        self.out.text(value);
        self.out.raw("\"");
    }

    /// Notes each picture of a `srcset` that stands at `written` of its block.
    fn srcset(&mut self, value: &str, written: Range<usize>, block: &HtmlBlock) {
        let meant = candidates(value);
        // A character reference may stand for a comma or a space: then the list as written is another one.
        let source = candidates(&block.raw[written.clone()]);
        let each = source.len() == meant.len();
        let mut list = Vec::with_capacity(meant.len());
        for (at, (url, descriptor)) in meant.into_iter().enumerate() {
            let place = match source.get(at) {
                Some((url, _)) if each => written.start + url.start..written.start + url.end,
                _ => written.clone(),
            };
            let reference = self.refer(RefKind::HtmlAsset, &value[url], "", block.range(place));
            list.push(Candidate { reference, descriptor: value[descriptor].into() });
        }
        let number = u32::try_from(self.srcsets.len()).unwrap_or(u32::MAX);
        self.srcsets.push(list);
        self.out.hole(HoleKind::Srcset(number));
    }
}

/// The candidates of a `srcset` (HTML Standard, 4.8.4.3.10): for each its address, and its descriptors, which may be empty.
fn candidates(value: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let bytes = value.as_bytes();
    let length = |from: usize, wanted: fn(&u8) -> bool| bytes[from..].iter().take_while(|byte| wanted(byte)).count();
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += length(at, |byte| byte.is_ascii_whitespace() || *byte == b',');
        if at >= bytes.len() {
            return found;
        }
        let start = at;
        // An address may hold commas, as those with `data:` do, but not end with one.
        at += length(at, |byte| !byte.is_ascii_whitespace());
        let url = value[start..at].trim_end_matches(',').len();
        let mut descriptors = at..at;
        if start + url == at {
            at += length(at, u8::is_ascii_whitespace);
            let from = at;
            let mut inside = false;
            while let Some(byte) = bytes.get(at).filter(|byte| inside || **byte != b',') {
                inside = if inside { *byte != b')' } else { *byte == b'(' };
                at += 1;
            }
            descriptors = from..from + value[from..at].trim_ascii_end().len();
        }
        found.push((start..start + url, descriptors));
    }
}

/// Where the value of an attribute stands in its tag as written, without its quotes; the whole tag where it has none.
/// `name` is where its name begins.
pub(super) fn value_range(raw: &str, tag: &Range<usize>, name: usize) -> Range<usize> {
    find_value(&raw.as_bytes()[..tag.end.min(raw.len())], name.max(tag.start))
        .filter(|found| found.start < found.end && raw.get(found.clone()).is_some())
        .unwrap_or_else(|| tag.clone())
}

fn find_value(tag: &[u8], name: usize) -> Option<Range<usize>> {
    let skip = |from: usize, wanted: fn(&u8) -> bool| -> Option<usize> {
        Some(from + tag.get(from..)?.iter().take_while(|byte| wanted(byte)).count())
    };
    let named = skip(name, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>'))?;
    let equals = skip(named, u8::is_ascii_whitespace)?;
    tag.get(equals).filter(|byte| **byte == b'=')?;
    let start = skip(equals + 1, u8::is_ascii_whitespace)?;
    let (start, end) = match tag.get(start)? {
        b'"' => (start + 1, skip(start + 1, |byte| *byte != b'"')?),
        b'\'' => (start + 1, skip(start + 1, |byte| *byte != b'\'')?),
        _ => (start, skip(start, |byte| !byte.is_ascii_whitespace() && *byte != b'>')?),
    };
    let value = &tag[start..end];
    let end = start + value.trim_ascii_end().len();
    Some(end - value.trim_ascii().len()..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_as_browsers_find_them() {
        for (list, wanted) in [
            ("", &[][..]),
            (" , ,", &[]),
            ("a.png", &[("a.png", "")]),
            ("a.png, b.png 2x", &[("a.png", ""), ("b.png", "2x")]),
            ("a.png 1x,b.png\t2x ,", &[("a.png", "1x"), ("b.png", "2x")]),
            ("a,b.png 2x", &[("a,b.png", "2x")]),
            ("a.png,, b.png", &[("a.png", ""), ("b.png", "")]),
            (
                "data:image/png;base64,AA== 1x, b.png 100w 50h",
                &[("data:image/png;base64,AA==", "1x"), ("b.png", "100w 50h")],
            ),
            ("a.png f(1, 2), é.png", &[("a.png", "f(1, 2)"), ("é.png", "")]),
            ("a.png f(1", &[("a.png", "f(1")]),
        ] {
            let found: Vec<_> = candidates(list).into_iter().map(|(url, more)| (&list[url], &list[more])).collect();
            assert_eq!(found, wanted, "{list}");
        }
    }

    #[test]
    fn values_as_written() {
        for (tag, wanted) in [
            ("<a href=\"b&amp;c\">", "b&amp;c"),
            ("<a href = ' b c\n'>", "b c"),
            ("<a HREF=b/c>", "b/c"),
            ("<a href>", "<a href>"),
            ("<a href=\"\">", "<a href=\"\">"),
            ("<a href=\"é", "é"),
        ] {
            assert_eq!(&tag[value_range(tag, &(0..tag.len()), 3)], wanted, "{tag}");
        }
    }
}
