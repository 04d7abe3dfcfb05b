//! What a page compiles to.

use super::*;
use crate::dialect::prepare;
use crate::digest::Digest;
use crate::span::FileId;
use std::sync::Arc;

fn options() -> Options {
    Options {
        wikilinks: true,
        raw_html: crate::config::RawHtml::Allow,
        highlighter: Arc::new(Highlighter::on()),
        facts: false,
        grammar: Arc::default(),
    }
}

fn object(text: &str) -> PageObject {
    let path = crate::path::SourcePath::new("a.md").expect("a path");
    let page =
        crate::dialect::Page { file: FileId(0), path: &path, text, start: 0, dialect: crate::dialect::Dialect::Plain };
    compile(FileId(0), prepare(page, |_| None), (FrontMatter::default(), Vec::new()), &options(), Digest::default())
}

#[test]
fn tags_that_are_none_are_shown_as_written() {
    let html = object("Give <Name>it</Name > to <Other-Name/>.").body.html;
    assert_eq!(html, "<p>Give &lt;Name&gt;it&lt;/Name &gt; to <other-name></other-name>.</p>\n");
}

/// The body of a page and the rules of its findings.
fn body(text: &str) -> (String, Vec<&'static str>) {
    let object = object(text);
    let rules = object.findings.iter().map(|finding| finding.rule.name).filter(|name| *name != "missing-title");
    (object.body.html, rules.collect())
}

#[test]
fn scripts_and_styles_cannot_swallow_the_page() {
    // Inside a script that holds `<!--<script`, one `</script>` is not enough.
    assert_eq!(body("<script>\n<!-- <script>\n").0, "<script>\n<!-- <script>\n--></script>");
    // In a drawing a style is read like any other element.
    let (html, _) = body("<div><svg><style>a > b {}</div></style></svg></div>\n");
    assert_eq!(html, "<div><svg><style>a &gt; b {}&lt;/div&gt;</style></svg></div>\n");
    // A script that goes on in another block ends where it says so, and nowhere else.
    let (html, _) = body("<!-- a --><script>\n<![CDATA[ ><style></script>\n");
    assert_eq!(html, "<script>\n&lt;![CDATA[ &gt;&lt;style&gt;</script>\n");
    // In a box of text, tags are text.
    assert_eq!(body("a <textarea><b>c</textarea>").0, "<p>a <textarea>&lt;b&gt;c</textarea></p>\n");
}

#[test]
fn drawings_may_have_titles() {
    let (html, rules) = body("<svg><title>A</title><g></g></svg>\n");
    assert!(rules.is_empty(), "{rules:?}");
    assert!(html.starts_with("<p><svg><title>A<"), "{html}");
}

#[test]
fn an_anchor_may_have_an_id_and_a_name() {
    for text in ["<a id=\"x\" name=\"x\"></a>a", "# T <a id=\"x\" name=\"x\"></a>"] {
        assert_eq!(body(text).1, Vec::<&str>::new(), "{text}");
    }
    assert_eq!(body("<a id=\"x\" name=\"y\"></a>a").0, "<p><a id=\"x\" name=\"y\"></a>a</p>\n");
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

#[test]
fn start_tags_end_what_they_imply() {
    for (text, html) in [
        ("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("<dl><dt>a<dd>b<p>c<dt>d</dl>", "<dl><dt>a</dt><dd>b<p>c</p></dd><dt>d</dt></dl>"),
        (
            "<table><thead><tr><th>a<th>b<tbody><tr><td>c<tr><td><table><tr><td>d</table><td>e</table>",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td></tr><tr><td><table><tr><td>d</td></tr>\
             </table></td><td>e</td></tr></tbody></table>",
        ),
        (
            "<div><select><optgroup label=a><option>b<option>c<optgroup label=d><option>e</select></div>",
            "<div><select><optgroup label=\"a\"><option>b</option><option>c</option></optgroup><optgroup label=\"d\">\
             <option>e</option></optgroup></select></div>",
        ),
        ("<div><ruby>a<rp>(<rt>b<rp>)</ruby></div>", "<div><ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby></div>"),
        ("<p>a<div>b</div></p>", "<p>a</p><div>b</div>"),
    ] {
        assert_eq!(body(&format!("{text}\n")), (format!("{html}\n"), vec![]), "{text}");
    }
    // What is not of those is reported where it is left open.
    assert_eq!(body("<ul><li><div>a<li>b</ul>\n").1, ["unbalanced-html"]);
}
