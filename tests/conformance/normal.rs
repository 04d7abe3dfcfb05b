//! HTML brought to one form, as the runner of the CommonMark suite does (`test/normalize.py` of commonmark-spec): white
//! space outside `<pre>` is one space and none beside a block, attributes are sorted, character references are undone.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::plain::Undress;

/// How two texts are read before they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As the suite's own runner does.
    Exact,
    /// The same, without what every page of ours is dressed in.
    Undressed,
}

/// The normal form.
pub(crate) fn normal(html: &str, reading: Reading) -> String {
    let mut form = Form::default();
    let mut undress = (reading == Reading::Undressed).then(Undress::default);
    for (chunk, verbatim) in chunks(html) {
        if verbatim {
            form.out.push_str(chunk);
            continue;
        }
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(chunk, emitter) {
            let token = match &mut undress {
                Some(undress) => undress.token(token),
                None => Some(token),
            };
            if let Some(token) = token {
                form.token(token);
            }
        }
    }
    if reading == Reading::Undressed {
        form.out.truncate(form.out.trim_end().len());
    }
    form.out
}

/// A text cut at its CDATA sections, which are compared as they are; true for a section.
fn chunks(html: &str) -> Vec<(&str, bool)> {
    let mut chunks = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<![CDATA[") {
        let end = rest[at..].find("]]>").map_or(rest.len(), |length| at + length + "]]>".len());
        chunks.extend([(&rest[..at], false), (&rest[at..end], true)]);
        rest = &rest[end..];
    }
    chunks.push((rest, false));
    chunks
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Start,
    End,
    Text,
    Other,
}

/// What has been written, and what stood last.
#[derive(Default)]
struct Form {
    out: String,
    in_pre: bool,
    last: Last,
    last_tag: String,
}

impl Form {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                self.in_pre |= name == "pre";
                self.before_block(&name);
                self.out.push('<');
                self.out.push_str(&name);
                for (key, value) in &tag.attributes {
                    let value = escaped(&String::from_utf8_lossy(value));
                    self.out.push_str(&format!(" {}=\"{value}\"", String::from_utf8_lossy(key)));
                }
                self.out.push('>');
                self.last = if tag.self_closing { Last::End } else { Last::Start };
                self.last_tag = name;
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "pre" {
                    self.in_pre = false;
                } else {
                    self.before_block(&name);
                }
                self.out.push_str(&format!("</{name}>"));
                self.last = Last::End;
                self.last_tag = name;
            }
            Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
            Token::Comment(text) => {
                self.out.push_str(&format!("<!--{}-->", String::from_utf8_lossy(&text)));
                self.last = Last::Other;
            }
            Token::Doctype(doctype) => {
                self.out.push_str(&format!("<!DOCTYPE {}>", String::from_utf8_lossy(&doctype.name)));
                self.last = Last::Other;
            }
            Token::Error(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        let after_tag = matches!(self.last, Last::Start | Last::End);
        let mut text = text;
        if after_tag && self.last_tag == "br" {
            text = text.trim_start_matches('\n');
        }
        let folded = if self.in_pre { text.to_owned() } else { fold(text) };
        let mut text = folded.as_str();
        if after_tag && is_block(&self.last_tag) && !self.in_pre {
            text = match self.last {
                Last::Start => text.trim_start_matches(' '),
                _ => text.trim_matches(' '),
            };
        }
        self.out.push_str(&escaped(text));
        self.last = Last::Text;
    }

    fn before_block(&mut self, name: &str) {
        if is_block(name) {
            let end = self.out.trim_end_matches(|c: char| c.is_ascii_whitespace()).len();
            self.out.truncate(end);
        }
    }
}

/// Each run of white space as one space.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_space = false;
    for c in text.chars() {
        let space = c.is_ascii_whitespace();
        if !space {
            out.push(c);
        } else if !in_space {
            out.push(' ');
        }
        in_space = space;
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 47] = [
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "canvas",
        "caption",
        "col",
        "colgroup",
        "dd",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
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
        "hgroup",
        "hr",
        "iframe",
        "li",
        "map",
        "object",
        "ol",
        "output",
        "p",
        "pre",
        "progress",
        "script",
        "section",
        "style",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
    ];
    matches!(name, "tr" | "ul" | "video") || BLOCKS.contains(&name)
}

#[test]
fn white_space_attributes_and_references() {
    for (one, other, same) in [
        ("<p>a  \t b</p>", "<p>a b</p>", true),
        ("<p>a  \t\nb </p>", "<p>a b</p>", true),
        (" <p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>", true),
        ("<a href=x title=\"t\">", "<a title='t' href='x'>", true),
        ("<p>&forall;&amp;&gt;&quot;</p>", "<p>\u{2200}&amp;&gt;\"</p>", true),
        ("<hr />", "<hr>", true),
        ("<pre>a  b</pre>", "<pre>a b</pre>", false),
        ("<p>a\u{a0}</p>", "<p>a</p>", false),
        ("<em>a </em>", "<em>a</em>", false),
        ("<p>&lt;b></p>", "<p><b></p>", false),
        ("<![CDATA[a  b]]>", "<![CDATA[a b]]>", false),
    ] {
        assert_eq!(normal(one, Reading::Exact) == normal(other, Reading::Exact), same, "{one} {other}");
    }
}
