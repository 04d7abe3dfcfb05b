//! Markdown that stands on pages and is none itself: the value of a fact.

use pulldown_cmark::Options as P;

use super::compile::walk;
use super::hidden::Hidden;
use super::options::Dress;
use super::writer::Writer;
use super::{Body, Options, Reference};
use crate::dialect::OffsetMap;
use crate::span::Span;

/// A snippet, compiled.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Its HTML, with holes. It gives no ids: it may stand on any page, and several times.
    pub body: Body,
    /// Its references, each at the place of the whole snippet.
    pub imports: Vec<Reference>,
}

/// Compiles a snippet that is written at a place. Headings are words in bold, and there are no footnotes.
pub fn snippet(text: &str, place: Span, options: &Options) -> Snippet {
    let map = OffsetMap::new(place.file, place.start as usize);
    let hidden = Hidden::of(text);
    let mut writer = Writer::new(text, &map, options, Dress::Snippet);
    walk(
        &mut writer,
        hidden.as_ref(),
        P::ENABLE_TABLES | P::ENABLE_STRIKETHROUGH | P::ENABLE_TASKLISTS | P::ENABLE_GFM,
    );
    writer.flush_block();
    writer.close_raw_tags();
    let mut imports = writer.imports;
    imports.iter_mut().for_each(|reference| reference.span = place);
    let out = writer.out;
    let body =
        Body { html: out.html, title_end: 0, title_id: String::new(), holes: out.holes, srcsets: writer.srcsets };
    Snippet { body, imports }
}
