//! Attributes of raw HTML tags: addresses become references, ids anchors; what else is harmless is written as it is.

use std::ops::Range;

use html5gum::StartTag;

use super::html_block::HtmlBlock;
use super::html_tags::{asset_attribute, link_attribute};
use super::writer::Writer;
use super::{HoleKind, RefKind};
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
            let place = block.range(value_range(&block.raw, range, value.span.start));
            if key == "id" || (key == "name" && name == "a") {
                let id = tag.attributes.get(&b"id"[..]).filter(|_| key == "name");
                let again = id.is_some_and(|id| String::from_utf8_lossy(id) == text);
                if !again && self.give_id(&text, self.span(place), self.section()) {
                    self.attribute(if id.is_some() { "name" } else { "id" }, &text);
                }
            } else if let Some(attribute) = link_attribute(&key) {
                let reference = self.refer(RefKind::HtmlLink, text.trim(), "", place);
                self.out.hole(HoleKind::Attribute(reference, attribute));
            } else if let Some(attribute) = asset_attribute(&key) {
                source.get_or_insert_with(|| text.clone());
                // Of a list of pictures for several densities only a single one can be followed.
                if attribute != "srcset" || !text.trim().contains([',', ' ']) {
                    let reference = self.refer(RefKind::HtmlAsset, text.trim(), "", place);
                    self.out.hole(HoleKind::Attribute(reference, attribute));
                }
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
