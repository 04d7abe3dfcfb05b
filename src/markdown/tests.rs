//! What a page compiles to.
#![expect(clippy::disallowed_methods, reason = "reads the suite of the CommonMark specification, where it is there")]

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
fn spike_commonmark() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/fixtures/commonmark/spec-0.31.2.json");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let fold = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><");
    let mut bad = 0;
    for case in cases.as_array().unwrap() {
        let got = conformance_html(case["markdown"].as_str().unwrap(), Extensions::default());
        if fold(&got) != fold(case["html"].as_str().unwrap()) {
            bad += 1;
            println!(
                "--- {}\n{:?}\n{}\n{}",
                case["example"],
                case["markdown"].as_str().unwrap(),
                case["html"].as_str().unwrap(),
                got
            );
        }
    }
    println!("bad {bad}");
}

#[test]
fn spike_print() {
    let object = object(
        "# T *x*<a name=\"top\"></a>\n\nSee [setup](a/b.md#c \"t\") and https://x.y/z. <b>bold\n\n## Two {#two}\n\n<div>\n\n- [ ] a\n- [x] b ![i](p.png)\n\n</div>\n\n```json\n{\"a\": 1}\n```\n\n[x][undef] [^1] &foo; {{x}}\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n> [!NOTE]\n> hi\n\n[[wiki#a]]\n<script>alert(\"1\")</script>\n\n[^1]: note\n",
    );
    println!("{}", object.body.html);
    println!("{:#?}", object.imports);
    for f in &object.findings {
        println!("{} {:?} {}", f.rule.name, f.span, f.message);
    }
    println!("{:?} {:?}", object.exports.title, object.exports.anchors);
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
