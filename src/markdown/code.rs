//! Code blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr};

use super::code_links;
use super::highlight::{self, language};
use super::writer::Writer;
use crate::dialect::Dialect;

/// How many bytes of a page are highlighted at the most; what comes after them is shown plain.
const PAGE_LIMIT: usize = 256 * 1024;

/// A code block being read.
pub(super) struct CodeBlock<'a> {
    info: CowStr<'a>,
    text: String,
    /// Where each piece begins in `text`, and where it stands in the page; only where links in it are looked for.
    pieces: Vec<(usize, Range<usize>)>,
}

impl CodeBlock<'_> {
    /// Where a part of the text stands in the page. Of a piece that is not there as it is written, all.
    fn source(&self, part: &Range<usize>) -> Range<usize> {
        let next = self.pieces.partition_point(|(start, _)| *start <= part.start);
        let Some((start, range)) = self.pieces[..next].last() else { return 0..0 };
        let end = self.pieces.get(next).map_or(self.text.len(), |(start, _)| *start);
        if end - start != range.len() || part.end > end {
            return range.clone();
        }
        range.start + (part.start - start)..range.start + (part.end - start)
    }
}

impl<'a> Writer<'a> {
    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'a>, _range: Range<usize>) {
        self.flush_block();
        self.lead = None;
        self.begun = true;
        self.says_something = true;
        let info = match kind {
            CodeBlockKind::Indented => "".into(),
            CodeBlockKind::Fenced(info) => info,
        };
        self.code = Some(CodeBlock { info, text: String::new(), pieces: Vec::new() });
    }

    pub(super) fn code_text(&mut self, text: &str, range: Range<usize>) {
        let reads = self.reads();
        let Some(code) = &mut self.code else { return };
        if self.dialect == Dialect::Aws || reads {
            code.pieces.push((code.text.len(), range));
        }
        // Line ends are one kind in the output, whatever the author's editor writes.
        if text.contains('\r') {
            code.text.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            code.text.push_str(text);
        }
    }

    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        self.out.line();
        let mut words = code.info.split([' ', '\t', ',', '{']).filter(|word| !word.is_empty());
        let word = words.next().unwrap_or("");
        if !self.themed() {
            self.out.raw("<pre><code");
            if !word.is_empty() {
                self.out.raw(" class=\"language-");
                self.out.text(code.info.split_whitespace().next().unwrap_or(""));
                self.out.raw("\"");
            }
            self.out.raw(">");
            self.out.text(&code.text);
            self.out.raw("</code></pre>\n");
            return;
        }
        self.read_code(&code.text, |part| code.source(part));
        let links = match self.dialect {
            Dialect::Aws => code_links::find(&code.text),
            Dialect::Plain => Vec::new(),
        };
        let without_links = (!links.is_empty()).then(|| code_links::shown(&code.text, &links));
        let shown = without_links.as_deref().unwrap_or(&code.text);
        let named = language::named(word);
        let found = named.or_else(|| if word.is_empty() { language::guess(shown) } else { None });
        let label = title(&code.info)
            .or_else(|| found.map(|language| language.label.to_owned()))
            .unwrap_or_else(|| if word.is_empty() { "Code".to_owned() } else { word.to_owned() });
        self.out.raw("<figure class=\"code\"><figcaption>");
        self.out.text(&label);
        self.out.raw("</figcaption><pre");
        if shown.lines().any(|line| line.len() > 72) {
            self.out.raw(" tabindex=\"0\"");
        }
        self.out.raw("><code>");
        let fits = code.text.len() <= highlight::BLOCK_LIMIT && self.highlighted + code.text.len() <= PAGE_LIMIT;
        match found.filter(|_| fits) {
            // The colours of a word that is a link are those of links; around them the rest stays as it is.
            _ if !links.is_empty() => self.linked_code(&code.text, &links, |part| code.source(part)),
            Some(language) => {
                self.highlighted += code.text.len();
                self.options.highlighter.write(&mut self.out.html, language, &code.text);
            }
            None => self.out.text(&code.text),
        }
        self.out.raw("</code></pre></figure>\n");
    }
}

/// `title="…"` or `title=…` of an info string.
fn title(info: &str) -> Option<String> {
    let at = info.find("title=")?;
    let value = &info[at + "title=".len()..];
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or(""),
        None => value.split([' ', '}']).next().unwrap_or(""),
    };
    (!value.is_empty()).then(|| value.to_owned())
}
