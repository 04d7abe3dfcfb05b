//! What a page of the output says.

use html5gum::{StartTag, Token, Tokenizer};

use super::dialect::Said;

/// What a page says before the link that stands where a table was left out.
const OMITTED_SAID: &str = "This table is not in the source.";

/// What a page says in its title and its own text.
pub(super) fn of_page(html: &str) -> Said {
    let mut said = Said::default();
    let title = between(html, "<h1", &["</h1>"]);
    let ends = ["<h2 class=\"h\" id=\"Fp-Pages\">", "<h2 class=\"h\" id=\"Fp-Backlinks\">", "<nav class=\"pager\""];
    let prose = between(html, "<div class=\"prose\"", &[ends.as_slice(), &["<div class=\"page-foot\">"]].concat());
    for part in [title, prose] {
        say(part, &mut said);
        said.text.push(' ');
    }
    said
}

/// What stands from a mark to the first of some others.
fn between<'a>(html: &'a str, start: &str, ends: &[&str]) -> &'a str {
    let rest = html.find(start).map_or("", |at| &html[at..]);
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    &rest[..end.unwrap_or(rest.len())]
}

/// Adds what some HTML says.
fn say(html: &str, said: &mut Said) {
    let (mut code, mut hidden) = (0_usize, 0_usize);
    // What the next text begins with and the source does not say.
    let mut said_before = "";
    let mut omitted = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"code" | b"pre" => code += 1,
                    b"figcaption" => hidden += 1,
                    _ => {}
                }
                if !is_inline(name) {
                    said.text.push(' ');
                }
                if name == b"caption" || (omitted && has_class(&tag, "title")) {
                    said.numbers[2] += 1;
                }
                let id = attribute(&tag, "id").map(|id| String::from_utf8_lossy(id).into_owned());
                said.anchors.extend(id);
                omitted = has_class(&tag, "omitted");
                for (at, class) in [(0, "pane"), (1, "adm"), (4, "omitted")] {
                    said.numbers[at] += usize::from(has_class(&tag, class));
                }
                said.numbers[3] += usize::from(name == b"dt" && attribute(&tag, "id").is_some());
                if has_class(&tag, "picture") {
                    said_before = "Image: ";
                }
            }
            Token::EndTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"code" | b"pre" => code -= 1,
                    b"figcaption" => hidden -= 1,
                    _ => {}
                }
                if !is_inline(name) {
                    said.text.push(' ');
                }
            }
            Token::String(text) if hidden == 0 => {
                let text = String::from_utf8_lossy(&text);
                let text = text.strip_prefix(std::mem::take(&mut said_before)).unwrap_or(&text);
                if code == 0 {
                    said.stars += text.matches('*').count();
                }
                said.text.push_str(text.strip_prefix(OMITTED_SAID).unwrap_or(text));
            }
            _ => {}
        }
    }
}

/// Whether an element is a part of words.
fn is_inline(name: &[u8]) -> bool {
    matches!(name, b"a" | b"b" | b"code" | b"em" | b"i" | b"span" | b"strong" | b"sub" | b"sup" | b"wbr")
}

fn attribute<'a>(tag: &'a StartTag<()>, name: &str) -> Option<&'a [u8]> {
    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
    found.map(|(_, value)| value.as_slice())
}

fn has_class(tag: &StartTag<()>, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split(|it| *it == b' ').any(|it| it == class.as_bytes()))
}
