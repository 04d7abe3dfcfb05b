//! One page by itself: compiled, and what must be true of whatever comes out.

use std::sync::{Arc, LazyLock};

use factpress::config::RawHtml;
use factpress::dialect::{Dialect, Page, Prepared, prepare};
use factpress::digest::Digest;
use factpress::facts::{self, File};
use factpress::markdown::{self, Highlighter, HoleKind, Options, PageObject};
use factpress::path::SourcePath;
use factpress::sentence::Grammar;
use factpress::span::{FileId, Span};
use html5gum::{DefaultEmitter, Token, Tokenizer};

static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options {
    wikilinks: true,
    raw_html: RawHtml::Allow,
    highlighter: Arc::new(Highlighter::on()),
    facts: true,
    grammar: grammar(),
});

/// The grammar of the kinds that come with the program.
fn grammar() -> Arc<Grammar> {
    let paths: Vec<String> = facts::builtins().map(|name| format!("kinds/{name}.yaml")).collect();
    let texts = facts::builtins().filter_map(facts::builtin);
    let files = (0..).zip(&paths).zip(texts).map(|((id, path), text)| File { id: FileId(id), path, text });
    facts::read(files, []).0.grammar
}

/// Compiles a plain page as a site does, front matter and all. It can include itself and nothing else.
pub(crate) fn compile(text: &str) -> PageObject {
    compile_in(Dialect::Plain, text)
}

/// The same for a page in a dialect.
pub(crate) fn compile_in(dialect: Dialect, text: &str) -> PageObject {
    let (front, start, findings) = markdown::front_matter(FileId(0), text);
    let path = SourcePath::new("page.md").expect("a path");
    let prepared = prepared(dialect, &path, text, start);
    markdown::compile(FileId(0), prepared, (front, findings), &OPTIONS, Digest::default())
}

/// What the Markdown parser is given of a page whose Markdown begins at `start`.
pub(crate) fn prepared<'a>(dialect: Dialect, path: &'a SourcePath, text: &'a str, start: usize) -> Prepared<'a> {
    prepare(Page { file: FileId(0), path, text, start, dialect }, |_| None)
}

/// What is wrong with an object as such.
pub(crate) fn unsound(text: &str, object: &PageObject) -> Vec<String> {
    let mut wrong = Vec::new();
    for (what, span) in spans(object) {
        if text.get(span.range()).is_none() {
            wrong.push(format!("{what}: {span:?} is no part of the page"));
        }
    }
    let html = &object.body.html;
    let mut last = 0;
    for hole in &object.body.holes {
        let at = hole.at as usize;
        if at < last || !html.is_char_boundary(at) {
            wrong.push(format!("a hole at {at} after one at {last}"));
        }
        last = at;
    }
    if !html.is_char_boundary(object.body.title_end) {
        wrong.push(format!("the title ends at {}", object.body.title_end));
    }
    for reference in &object.imports {
        if let Some(excerpt) = &reference.excerpt
            && excerpt.text.get(excerpt.mark.start as usize..excerpt.mark.end as usize).is_none()
        {
            wrong.push(format!("the mark {:?} is no part of {:?}", excerpt.mark, excerpt.text));
        }
    }
    if wrong.is_empty() {
        wrong.extend(unpaired(&filled(object)));
    }
    wrong
}

/// Every place an object names.
fn spans(object: &PageObject) -> Vec<(&'static str, Span)> {
    let mut spans = Vec::new();
    for finding in &object.findings {
        spans.push((finding.rule.name, finding.span));
        spans.extend(finding.related.iter().map(|label| ("a related place", label.span)));
        spans.extend(finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| ("an edit", edit.span)));
    }
    spans.extend(object.prose.names.iter().map(|named| ("a name", named.span)));
    spans.extend(object.prose.sentences.iter().map(|said| ("a sentence", said.span)));
    let filled = object.prose.sentences.iter().flat_map(|said| &said.filled);
    spans.extend(filled.map(|filled| ("what stands in a sentence", filled.span)));
    spans.extend(object.facts.values.iter().flat_map(|it| [("a marker", it.span), ("a value", it.place)]));
    spans.extend(object.facts.views.iter().map(|view| ("a view", view.span)));
    let between = object.facts.views.iter().filter_map(|view| view.between.as_ref());
    spans.extend(between.map(|(_, span)| ("the text of a view", *span)));
    spans.extend(object.imports.iter().map(|reference| ("a reference", reference.span)));
    spans.extend(object.exports.headings.iter().map(|heading| ("a heading", heading.span)));
    spans.extend(object.exports.anchors.iter().map(|anchor| ("an anchor", anchor.span)));
    spans.extend(object.exports.aliases.iter().map(|(_, span)| ("an alias", *span)));
    spans.extend(object.exports.title_span.map(|span| ("the title", span)));
    spans.extend(object.allows.iter().map(|allow| ("an excuse", allow.covers)));
    spans
}

/// The body with something in its holes. Links are left out: raw HTML may stand around them as it likes.
fn filled(object: &PageObject) -> String {
    let mut out = String::new();
    let mut from = 0;
    for hole in &object.body.holes {
        out.push_str(&object.body.html[from..hole.at as usize]);
        from = hole.at as usize;
        out.push_str(match hole.what {
            HoleKind::LinkOpen(_) | HoleKind::LinkClose(_) | HoleKind::Label(_) => "",
            HoleKind::NameOpen(_) | HoleKind::FactOpen(_) => "<a href=\"x\">",
            HoleKind::NameClose(_) | HoleKind::FactClose(_) => "</a>",
            HoleKind::View(_) => "<table></table>",
            HoleKind::ImageOpen(_) | HoleKind::PictureOpen(_) => "<img alt=\"",
            HoleKind::ImageClose(_) | HoleKind::PictureClose(_) => "\">",
            HoleKind::Attribute(..) => " href=\"x\"",
            HoleKind::Srcset(_) => " srcset=\"x, y 2x\"",
        });
    }
    out + &object.body.html[from..]
}

/// The words that a reader sees of a body, without white space.
pub(crate) fn words(object: &PageObject) -> String {
    let html = filled(object);
    let characters = Tokenizer::new(&html).filter_map(|Ok(token)| match token {
        Token::String(text) => Some(String::from_utf8_lossy(&text).split_whitespace().collect::<String>()),
        _ => None,
    });
    characters.collect()
}

/// The first tag of some HTML that does not pair, as a browser's tokenizer reads it.
fn unpaired(html: &str) -> Option<String> {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let last = open.pop();
                if last.as_deref() != Some(name.as_str()) {
                    return Some(format!("</{name}> where {last:?} is open, in {html}"));
                }
            }
            _ => {}
        }
    }
    open.pop().map(|name| format!("<{name}> is never closed in {html}"))
}
