//! Highlights code. The only module that names the highlighting crate.

pub(super) mod language;

use std::fmt;
use std::sync::{Arc, Mutex};

use arborium::GrammarStore;
use rustc_hash::FxHashMap;

use crate::digest::Digest;
use crate::markdown::escape::escape;
use language::Language;

/// The largest block that is highlighted, in bytes: the grammars take quadratic time on hostile input.
pub(super) const BLOCK_LIMIT: usize = 16 * 1024;

/// How many blocks are remembered; guides repeat themselves a lot, and no build should hold them all.
const REMEMBERED: usize = 4096;

/// The highlighter of a session: grammars read once, and blocks seen before.
///
/// What it gives depends on the block and the language alone, so its memory never shows.
pub struct Highlighter {
    grammars: Option<Arc<GrammarStore>>,
    idle: Mutex<Vec<arborium::Highlighter>>,
    seen: Mutex<FxHashMap<Digest, Arc<str>>>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter").field("on", &self.is_on()).finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that highlights.
    pub fn on() -> Self {
        Self { grammars: Some(Arc::new(GrammarStore::new())), idle: Mutex::default(), seen: Mutex::default() }
    }

    /// A highlighter that leaves code as it is.
    pub fn off() -> Self {
        Self { grammars: None, idle: Mutex::default(), seen: Mutex::default() }
    }

    /// Whether it highlights.
    pub fn is_on(&self) -> bool {
        self.grammars.is_some()
    }

    /// Appends `code`, escaped and with a `<span class>` around each token.
    pub(super) fn write(&self, out: &mut String, language: Language, code: &str) {
        let Some(grammars) = &self.grammars else { return escape(out, code) };
        let digest = crate::digest::Hasher::new().text(language.grammar).text(code).finish();
        if let Some(html) = self.seen.lock().ok().and_then(|seen| seen.get(&digest).cloned()) {
            out.push_str(&html);
            return;
        }
        let mut engine = self
            .idle
            .lock()
            .ok()
            .and_then(|mut idle| idle.pop())
            .unwrap_or_else(|| arborium::Highlighter::with_store(grammars.clone()));
        let start = out.len();
        match engine.highlight_spans(language.grammar, code) {
            Ok(spans) => write_tokens(out, code, spans),
            Err(_) => escape(out, code),
        }
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(engine);
        }
        if let Ok(mut seen) = self.seen.lock()
            && seen.len() < REMEMBERED
        {
            seen.insert(digest, out[start..].into());
        }
    }
}

/// The class of a token, from the name its grammar gives it; none for what is shown plain.
fn class(capture: &str) -> Option<&'static str> {
    let mut parts = capture.split('.');
    Some(match (parts.next()?, parts.next()) {
        ("comment", _) => "c",
        ("keyword" | "include" | "conditional" | "repeat" | "exception" | "storageclass", _) => "k",
        ("string" | "character", Some("special")) if capture.contains("key") => "p",
        ("string" | "character", _) => "s",
        ("number" | "float" | "boolean", _) | ("constant", Some("builtin")) => "n",
        ("property" | "attribute" | "label" | "field", _) => "p",
        ("variable", Some("member")) => "p",
        ("function" | "method" | "constructor", _) => "f",
        ("tag", _) => "k",
        ("type", _) => "f",
        _ => return None,
    })
}

/// Writes the tokens: where several cover a byte, the one that begins last wins, of those the shortest, of those the one
/// whose pattern comes last (as in tree-sitter's own highlighter).
fn write_tokens(out: &mut String, code: &str, spans: Vec<arborium::advanced::Span>) {
    let mut tokens: Vec<(usize, usize, u32, &'static str)> = spans
        .iter()
        .filter_map(|span| {
            let (start, end) = (span.start as usize, span.end as usize);
            let class = class(&span.capture)?;
            let sound = start < end && code.is_char_boundary(start) && end <= code.len() && code.is_char_boundary(end);
            sound.then_some((start, end, span.pattern_index, class))
        })
        .collect();
    tokens.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    // A stack of open tokens; text belongs to the innermost.
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    let piece = |out: &mut String, text: &str, class: Option<&str>| {
        if text.is_empty() {
            return;
        }
        match class {
            Some(class) if !text.trim().is_empty() => {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
                escape(out, text);
                out.push_str("</span>");
            }
            _ => escape(out, text),
        }
    };
    for (start, end, _, class) in tokens {
        while let Some((until, inner)) = open.last().copied() {
            if until > start {
                break;
            }
            piece(out, &code[at..until.max(at)], Some(inner));
            at = until.max(at);
            open.pop();
        }
        piece(out, &code[at..start.max(at)], open.last().map(|(_, class)| *class));
        at = start.max(at);
        let end = open.last().map_or(end, |(until, _)| end.min(*until));
        open.push((end, class));
    }
    while let Some((until, inner)) = open.pop() {
        piece(out, &code[at..until.max(at)], Some(inner));
        at = until.max(at);
    }
    escape(out, &code[at..]);
}
