//! What a page compiles to.

use super::*;
use crate::dialect::prepare;
use crate::digest::Digest;
use crate::span::FileId;
use std::sync::Arc;

fn options() -> Options {
    Options { wikilinks: true, raw_html: crate::config::RawHtml::Allow, highlighter: Arc::new(Highlighter::on()) }
}

fn object(text: &str) -> PageObject {
    let path = crate::path::SourcePath::new("a.md").expect("a path");
    let page = crate::dialect::Page { file: FileId(0), path: &path, text, start: 0 };
    compile(FileId(0), prepare(page, |_| None), (FrontMatter::default(), Vec::new()), &options(), Digest::default())
}

#[test]
fn tags_that_are_none_are_shown_as_written() {
    let html = object("Give <Name>it</Name > to <Other-Name/>.").body.html;
    assert_eq!(html, "<p>Give &lt;Name&gt;it&lt;/Name &gt; to <other-name></other-name>.</p>\n");
}

#[test]
fn many_attributes_do_not_exhaust_the_stack() {
    let run = || {
        for text in [
            format!("<a {}>", "b ".repeat(511)),
            format!("<a {}>", "b='c' ".repeat(255)),
            format!("<a {}>", "b ".repeat(100_000)),
        ] {
            assert!(!object(&text).body.html.is_empty());
        }
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(run).expect("a thread").join().expect("no overflow");
}
