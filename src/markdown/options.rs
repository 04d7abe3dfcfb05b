//! How pages are compiled.

use std::sync::Arc;

use crate::config::RawHtml;
use crate::digest::{Digest, Hasher};
use crate::sentence::Grammar;

use super::highlight::Highlighter;

/// What decides how a page is compiled, besides its text.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether `[[page#anchor]]` is a link.
    pub wikilinks: bool,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// The highlighter, with its memory of blocks.
    pub highlighter: Arc<Highlighter>,
    /// Whether the site has kinds of things, so that comments about facts are meant.
    pub facts: bool,
    /// The names and sentences that are looked for.
    pub grammar: Arc<Grammar>,
}

impl Options {
    /// The digest of everything here that shows in an object, and of the version of the compiler.
    pub fn digest(&self) -> Digest {
        let Self { wikilinks, raw_html, highlighter, facts, grammar } = self;
        Hasher::new()
            .text(env!("CARGO_PKG_VERSION"))
            .number(u64::from(*wikilinks))
            .number(u64::from(*raw_html == RawHtml::Escape))
            .number(u64::from(highlighter.is_on()))
            .number(u64::from(*facts))
            .digest(grammar.digest())
            .finish()
    }
}

/// What a page's HTML is dressed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// For the theme: anchors, captions, holes, raw HTML made to pair.
    Theme,
    /// For the theme, and without ids: headings are words in bold.
    Snippet,
    /// As the specifications' examples show it: no ids, no holes, no policies.
    Bare,
}
