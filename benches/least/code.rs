//! Highlights the code blocks that factpress highlights: the same languages, the same caps, the same memory of blocks.

use std::sync::{Arc, Mutex};

use arborium::{GrammarStore, Highlighter};
use rustc_hash::FxHashMap;

use super::{language, tokens};

/// The largest block that is highlighted, in bytes.
const BLOCK_LIMIT: usize = 16 * 1024;

/// How many bytes of a page are highlighted.
pub(super) const PAGE_LIMIT: usize = 256 * 1024;

/// How many blocks are remembered.
const REMEMBERED: usize = 4096;

/// A language and a text in it.
type Block = (&'static str, Arc<str>);

/// Grammars read once, engines that are free, and blocks seen before.
#[derive(Default)]
pub(super) struct Blocks {
    grammars: Arc<GrammarStore>,
    idle: Mutex<Vec<Highlighter>>,
    seen: Mutex<FxHashMap<Block, Arc<str>>>,
}

/// A block as HTML, where it has a language and the budget of its page lasts.
pub(super) fn html(info: &str, code: &str, budget: &mut usize, blocks: &Blocks) -> Option<String> {
    let language = language::of(info, code)?;
    if code.len() > BLOCK_LIMIT || code.len() > *budget {
        return None;
    }
    *budget -= code.len();
    let tokens = blocks.tokens(language, code)?;
    let mut html = String::with_capacity(tokens.len() + 64);
    html.push_str("<pre><code class=\"language-");
    html.push_str(language);
    html.push_str("\">");
    html.push_str(&tokens);
    html.push_str("</code></pre>\n");
    Some(html)
}

impl Blocks {
    fn tokens(&self, language: &'static str, code: &str) -> Option<Arc<str>> {
        let key = (language, Arc::from(code));
        if let Some(html) = self.seen.lock().ok()?.get(&key) {
            return Some(html.clone());
        }
        let idle = self.idle.lock().ok()?.pop();
        let mut engine = idle.unwrap_or_else(|| Highlighter::with_store(self.grammars.clone()));
        let spans = engine.highlight_spans(language, code).ok();
        self.idle.lock().ok()?.push(engine);
        let html: Option<Arc<str>> = spans.and_then(|spans| tokens::html(code, spans)).map(Arc::from);
        let mut seen = self.seen.lock().ok()?;
        if let Some(html) = &html
            && seen.len() < REMEMBERED
        {
            seen.insert(key, html.clone());
        }
        html
    }
}
