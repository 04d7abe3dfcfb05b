//! What a browser makes of a page: its tags and its text. Nothing in them may act.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::site;

/// Attributes whose value is an address.
const ADDRESSES: [&str; 12] = [
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "cite",
    "background",
    "ping",
    "srcset",
    "xlink:href",
    "manifest",
];

/// What a page consists of, one line for each tag with its attributes, text between two tags, or comment. Places where a
/// long word may break are left out, and so are the digests in the names of files.
pub(crate) fn parts(html: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let part = match token {
            Token::String(more) => {
                text.push_str(&String::from_utf8_lossy(&more));
                continue;
            }
            Token::StartTag(tag) if *tag.name == *b"wbr" => continue,
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| {
                    format!(" {}={:?}", String::from_utf8_lossy(name), site::unhashed(&String::from_utf8_lossy(value)))
                });
                format!("<{}{}>", String::from_utf8_lossy(&tag.name), attributes.collect::<String>())
            }
            Token::EndTag(tag) => format!("</{}>", String::from_utf8_lossy(&tag.name)),
            Token::Comment(comment) => format!("<!--{}-->", String::from_utf8_lossy(&comment)),
            Token::Doctype(_) | Token::Error(_) => continue,
        };
        if !text.is_empty() {
            parts.push(std::mem::take(&mut text));
        }
        parts.push(part);
    }
    parts.extend((!text.is_empty()).then_some(text));
    parts
}

/// What would act on a page: scripts besides those that come with the theme, attributes that hold one, addresses of a
/// scheme that is none of the harmless ones.
pub(crate) fn acting(html: &str) -> Vec<String> {
    let mut acting = Vec::new();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut script = false;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                script = name == "script";
                let names: BTreeSet<String> =
                    tag.attributes.keys().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
                let refresh = names.contains("http-equiv");
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    let address = match &*key {
                        "content" if refresh => value.split_once("url=").map(|(_, url)| url),
                        key if ADDRESSES.contains(&key) => Some(&*value),
                        _ => None,
                    };
                    if key.starts_with("on") || key == "srcdoc" || address.is_some_and(|it| !is_harmless(it)) {
                        acting.push(format!("<{name} {key}={:?}>", &*value));
                    }
                }
                if ["base", "iframe", "object", "embed"].contains(&name.as_str()) {
                    acting.push(format!("<{name}>"));
                }
            }
            Token::String(text) if script => {
                let text = String::from_utf8_lossy(&text);
                if text.contains("alert(") {
                    acting.push(format!("<script>{text}"));
                }
            }
            Token::EndTag(_) => script = false,
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    acting
}

/// Whether a browser takes an address for a relative one, or for one of the schemes that only lead somewhere. It drops tabs
/// and line ends in it, and controls and spaces before it.
fn is_harmless(address: &str) -> bool {
    let kept: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let kept = kept.trim_start_matches(|c: char| c <= ' ').to_lowercase();
    let Some((scheme, _)) = kept.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    !is_scheme || ["http", "https", "mailto", "tel"].contains(&scheme)
}

#[test]
fn what_acts_is_seen() {
    for html in [
        "<script>alert(1)</script>",
        "<p title=\"\"onclick=x>",
        "<a href=\" JaVa\tScRiPt:x\">",
        "<a href=\"\u{1}javascript:x\">",
        "<img src=data:text/html,x>",
        "<meta http-equiv=refresh content=\"0; url=javascript:x\">",
        "<iframe srcdoc=x>",
        "<base href=a.html>",
    ] {
        assert_ne!(acting(html), Vec::<String>::new(), "{html}");
    }
    for html in [
        "<p title=\"<script>alert(1)</script>\">&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<title><script>alert(1)</script></title>",
        "<a href=\"./s3:a.html#b:c\">javascript:alert(1)</a>",
        "<a href=\"https://x.example/?javascript:\">",
    ] {
        assert_eq!(acting(html), Vec::<String>::new(), "{html}");
    }
    assert_eq!(parts("a<b>c&lt;<wbr>d</b>"), ["a", "<b>", "c<d", "</b>"]);
}
