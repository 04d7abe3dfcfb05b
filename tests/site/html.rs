//! HTML made readable: the inside of `<main>`, one line for each block, without drawings.

use html5gum::{Token, Tokenizer};

/// Elements that begin on a line of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// The inside of the page's `<main>`, or the whole page where it has none. Each block begins a line; `<svg>` is left out;
/// text in `<pre>` keeps its lines.
pub fn readable(page: &str) -> String {
    let inside = inside_main(page).unwrap_or(page);
    let mut out = String::new();
    let mut drawing = 0_usize;
    for Ok(token) in Tokenizer::new(inside) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "svg" {
                    drawing += usize::from(!tag.self_closing);
                }
                if drawing > 0 || name == "svg" {
                    continue;
                }
                if BLOCKS.contains(&name.as_str()) {
                    new_line(&mut out);
                }
                out.push_str(&format!("<{name}"));
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    if value.is_empty() {
                        out.push_str(&format!(" {key}"));
                    } else {
                        out.push_str(&format!(" {key}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;")));
                    }
                }
                out.push('>');
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "svg" {
                    drawing = drawing.saturating_sub(1);
                } else if drawing == 0 {
                    out.push_str(&format!("</{name}>"));
                }
            }
            Token::String(text) if drawing == 0 => {
                let text =
                    String::from_utf8_lossy(&text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                out.push_str(&text);
            }
            Token::Comment(text) if drawing == 0 => out.push_str(&format!("<!--{}-->", String::from_utf8_lossy(&text))),
            _ => {}
        }
    }
    let lines = out.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn inside_main(page: &str) -> Option<&str> {
    let open = page.find("<main")?;
    let start = open + page[open..].find('>')? + 1;
    let end = page.rfind("</main>").filter(|end| *end >= start)?;
    Some(&page[start..end])
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}
