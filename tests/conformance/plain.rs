//! A compiled page as plain HTML: every hole filled with the destination as written, and what every page of ours is
//! dressed in taken off again.

use std::sync::{Arc, LazyLock};

use factpress::config::RawHtml;
use factpress::dialect::{Page, prepare};
use factpress::digest::Digest;
use factpress::markdown::{self, FrontMatter, Highlighter, HoleKind, Options, PageObject, escape};
use factpress::path::SourcePath;
use factpress::span::FileId;
use html5gum::{StartTag, Token};

/// The options of a site that configures nothing.
static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options {
    wikilinks: false,
    raw_html: RawHtml::Allow,
    highlighter: Arc::new(Highlighter::on()),
    facts: false,
    grammar: Arc::default(),
});

/// Compiles a page that has no front matter.
pub(crate) fn object(text: &str) -> PageObject {
    let path = SourcePath::new("page.md").expect("a path");
    let page = Page { file: FileId(0), path: &path, text, start: 0, dialect: factpress::dialect::Dialect::Plain };
    let front = (FrontMatter::default(), Vec::new());
    markdown::compile(FileId(0), prepare(page, |_| None), front, &OPTIONS, Digest::default())
}

/// A page as plain HTML.
pub(crate) fn page(text: &str) -> String {
    let object = object(text);
    let body = &object.body;
    let mut out = String::new();
    let titled = !body.title_id.is_empty();
    if titled {
        out.push_str("<h1>");
    }
    let mut from = 0;
    for at in body.holes.iter().map(|hole| (hole.at as usize, Some(hole.what))).chain([(body.html.len(), None)]) {
        let (end, what) = at;
        copy(&mut out, &body.html, from..end, titled.then_some(body.title_end));
        from = end;
        if let Some(what) = what {
            fill(&mut out, &object, what);
        }
    }
    out
}

/// Copies a part of a body; where the title ends in it, so does its heading. A hole at the very end belongs to the title.
fn copy(out: &mut String, html: &str, part: std::ops::Range<usize>, title_end: Option<usize>) {
    match title_end {
        Some(end) if part.start <= end && (end < part.end || part.end == html.len()) => {
            out.push_str(&html[part.start..end]);
            out.push_str("</h1>\n");
            out.push_str(&html[end..part.end]);
        }
        _ => out.push_str(&html[part]),
    }
}

fn fill(out: &mut String, object: &PageObject, what: HoleKind) {
    let attribute = |out: &mut String, name: &str, value: &str| {
        out.push_str(&format!(" {name}=\""));
        escape(out, value);
        out.push('"');
    };
    match what {
        HoleKind::LinkOpen(number) => {
            let reference = &object.imports[number as usize];
            out.push_str("<a");
            attribute(out, "href", &encoded(&reference.dest));
            if !reference.title.is_empty() {
                attribute(out, "title", &reference.title);
            }
            out.push('>');
        }
        HoleKind::LinkClose(_) => out.push_str("</a>"),
        HoleKind::ImageOpen(number) => {
            out.push_str("<img");
            attribute(out, "src", &encoded(&object.imports[number as usize].dest));
            out.push_str(" alt=\"");
        }
        HoleKind::ImageClose(number) => {
            out.push('"');
            let title = &object.imports[number as usize].title;
            if !title.is_empty() {
                attribute(out, "title", title);
            }
            out.push_str(" />");
        }
        // Plain pages have none of these.
        HoleKind::PictureOpen(_) | HoleKind::PictureClose(_) | HoleKind::Label(_) => {}
        HoleKind::Attribute(number, name) => attribute(out, name, &object.imports[number as usize].dest),
        HoleKind::NameOpen(_)
        | HoleKind::NameClose(_)
        | HoleKind::FactOpen(_)
        | HoleKind::FactClose(_)
        | HoleKind::View(_) => {}
        HoleKind::Srcset(number) => {
            let list = object.body.srcsets[number as usize].iter().map(|candidate| {
                let dest = &object.imports[candidate.reference as usize].dest;
                format!("{dest} {}", candidate.descriptor).trim_end().to_owned()
            });
            attribute(out, "srcset", &list.collect::<Vec<_>>().join(", "));
        }
    }
}

/// A destination percent-encoded where the examples of the suites encode it.
fn encoded(dest: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~&'".contains(&byte);
    dest.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Takes off what the theme is for: anchors at headings, captions and colours of code, frames of tables, names of boxes.
#[derive(Default)]
pub(crate) struct Undress {
    /// The element whose inside is left out.
    skips: Option<&'static str>,
    in_figure: bool,
    in_code: bool,
    /// The frame around a table is open, and whether its table has ended.
    frame: Option<bool>,
}

impl Undress {
    /// A token without its dress; none where it is nothing else.
    pub(crate) fn token(&mut self, token: Token<usize>) -> Option<Token<usize>> {
        match token {
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some(skipped) = self.skips {
                    self.skips = (skipped != name).then_some(skipped);
                    return None;
                }
                match name.as_str() {
                    "figure" if std::mem::take(&mut self.in_figure) => return None,
                    "span" if self.in_figure && self.in_code => return None,
                    "div" if self.frame == Some(true) => {
                        self.frame = None;
                        return None;
                    }
                    "code" => self.in_code = false,
                    "table" => self.frame = self.frame.map(|_| true),
                    _ => {}
                }
                Some(Token::EndTag(tag))
            }
            _ if self.skips.is_some() => None,
            Token::StartTag(tag) => self.start(tag).map(Token::StartTag),
            token => Some(token),
        }
    }

    fn start(&mut self, mut tag: StartTag<usize>) -> Option<StartTag<usize>> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let get = |tag: &StartTag<usize>, key: &str| {
            tag.attributes.get(key.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        let class = get(&tag, "class").unwrap_or_default();
        let mut drop = |key: &str| tag.attributes.remove(key.as_bytes());
        match name.as_str() {
            "a" if class == "anchor" => {
                self.skips = Some("a");
                return None;
            }
            "figcaption" if self.in_figure => {
                self.skips = Some("figcaption");
                return None;
            }
            "figure" if class == "code" => {
                self.in_figure = true;
                return None;
            }
            "span" if self.in_figure && self.in_code => return None,
            "div" if class == "tw" => {
                self.frame = Some(false);
                return None;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if class == "h" => {
                drop("class");
                drop("id");
            }
            "pre" if self.in_figure => drop("tabindex").map_or((), std::mem::drop),
            "code" => {
                self.in_code = true;
                // The language is said in the caption.
                if class.starts_with("language-") {
                    drop("class");
                }
            }
            "input" => drop("aria-label").map_or((), std::mem::drop),
            "th" | "td" => {
                drop("scope");
                if let Some(side) = drop("class").or_else(|| drop("align")) {
                    tag.attributes.insert(b"align".to_vec().into(), side);
                }
            }
            "br" | "hr" | "img" => tag.self_closing = true,
            _ => {}
        }
        Some(tag)
    }
}
