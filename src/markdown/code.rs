//! Code blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr};

use super::highlight::{self, language};
use super::writer::Writer;

/// How many bytes of a page are highlighted at the most; what comes after them is shown plain.
const PAGE_LIMIT: usize = 256 * 1024;

/// A code block being read.
pub(super) struct CodeBlock<'a> {
    info: CowStr<'a>,
    text: String,
}

impl<'a> Writer<'a> {
    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'a>, _range: Range<usize>) {
        self.flush_block();
        self.begun = true;
        self.says_something = true;
        let info = match kind {
            CodeBlockKind::Indented => "".into(),
            CodeBlockKind::Fenced(info) => info,
        };
        self.code = Some(CodeBlock { info, text: String::new() });
    }

    pub(super) fn code_text(&mut self, text: &str) {
        let Some(code) = &mut self.code else { return };
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
        let named = language::named(word);
        let found = named.or_else(|| if word.is_empty() { language::guess(&code.text) } else { None });
        let label = title(&code.info)
            .or_else(|| found.map(|language| language.label.to_owned()))
            .unwrap_or_else(|| if word.is_empty() { "Code".to_owned() } else { word.to_owned() });
        self.out.raw("<figure class=\"code\"><figcaption>");
        self.out.text(&label);
        self.out.raw("</figcaption><pre");
        if code.text.lines().any(|line| line.len() > 72) {
            self.out.raw(" tabindex=\"0\"");
        }
        self.out.raw("><code>");
        let fits = code.text.len() <= highlight::BLOCK_LIMIT && self.highlighted + code.text.len() <= PAGE_LIMIT;
        match found.filter(|_| fits) {
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
