//! What YAML means here, where it stands, and what it must survive.
#![expect(clippy::disallowed_methods, reason = "holds parsing to a limit of time")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Node, Value, allows, parse};
use crate::span::{FileId, Span};

const FILE: FileId = FileId(7);

/// The tree of a text without mistakes.
fn tree(text: &str) -> Node {
    let (node, findings) = parse(FILE, 0, text);
    assert!(findings.is_empty(), "{text:?}: {findings:?}");
    node.expect("a tree")
}

/// Rule and text of each finding.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    let (_, findings) = parse(FILE, 0, text);
    findings.iter().map(|finding| (finding.rule.name, &text[finding.span.range()])).collect()
}

fn sources<'a>(node: &Node, text: &'a str, into: &mut Vec<&'a str>) {
    into.push(node.source(text));
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| sources(item, text, into)),
        Value::Map(entries) => {
            for (key, value) in entries {
                into.push(&text[key.span.range()]);
                sources(value, text, into);
            }
        }
        _ => {}
    }
}

#[test]
fn values_keep_their_places() {
    let text =
        "\u{FEFF}ü: é # c\nlist:\n  - 1.10\n  - 'it''s' \nflow: {a: [1, 2 ], b: }\nblock: |\n  # x\n  y\n\nlast:\n";
    let mut places = Vec::new();
    sources(&tree(text), text, &mut places);
    assert_eq!(
        places[1..],
        [
            "ü",
            "é",
            "list",
            "- 1.10\n  - 'it''s'",
            "1.10",
            "'it''s'",
            "flow",
            "{a: [1, 2 ], b: }",
            "a",
            "[1, 2 ]",
            "1",
            "2",
            "b",
            "",
            "block",
            "# x\n  y",
            "last",
            ""
        ]
    );
    assert_eq!(places[0], &text[3..text.len() - 1]);
}

#[test]
fn an_offset_moves_every_place() {
    let file = "---\nb: 1.10\nb: 2\n---\n";
    let (node, findings) = parse(FILE, 4, &file[4..17]);
    assert_eq!(node.expect("a tree").get("b").and_then(|value| value.as_text(file)), Some("1.10"));
    assert_eq!(&file[findings[0].span.range()], "b");
    assert_eq!((findings[0].span.start, findings[0].related[0].span.start), (12, 4));
}

#[test]
fn line_ends_of_all_kinds() {
    for text in ["a: 1\nb: [x]\n", "a: 1\r\nb: [x]\r\n", "a: 1\rb: [x]\r", "a: 1\nb: [x]"] {
        let node = tree(text);
        assert_eq!(node.get("a").map(|value| value.source(text)), Some("1"), "{text:?}");
        assert_eq!(node.get("b").map(|value| value.source(text)), Some("[x]"), "{text:?}");
    }
}

#[test]
fn scalars() {
    let text = |text: &str| Value::Text(text.to_owned());
    for (source, value) in [
        ("true", Value::Bool(true)),
        ("false", Value::Bool(false)),
        ("~", Value::Null),
        ("null", Value::Null),
        ("", Value::Null),
        ("12", Value::Integer(12)),
        ("-12", Value::Integer(-12)),
        ("+12", Value::Integer(12)),
        ("0", Value::Integer(0)),
        ("0x1F", Value::Integer(31)),
        ("0o17", Value::Integer(15)),
        ("1.10", Value::Float(1.1)),
        ("0.5", Value::Float(0.5)),
        (".5", Value::Float(0.5)),
        ("1.", Value::Float(1.0)),
        ("1e3", Value::Float(1000.0)),
        ("-1.5E-2", Value::Float(-0.015)),
        ("-.inf", Value::Float(f64::NEG_INFINITY)),
        ("123456789012345678901234567890", Value::Float(123_456_789_012_345_678_901_234_567_890.0)),
        ("!!str 1.10", text("1.10")),
        ("! 12", text("12")),
        ("!!int '12'", Value::Integer(12)),
        ("'1.10'", text("1.10")),
        ("'~'", text("~")),
        ("''", text("")),
    ] {
        assert_eq!(tree(&format!("k: {source}\n")).get("k").map(|node| &node.value), Some(&value), "{source}");
    }
    for source in [
        "no",
        "yes",
        "on",
        "off",
        "True",
        "y",
        "010",
        "012345678901",
        "-07",
        "00.5",
        "12:30",
        "2026-11-23",
        "1_000",
        "1.1.1",
        ".",
        "-",
        "+",
        "1e",
        "e3",
        ".e3",
        "0x",
        "0xg",
        "1.2.",
        "-.nan",
        "+.",
        "inf",
        "nan",
        "1 2",
    ] {
        if source != "-" {
            assert_eq!(
                tree(&format!("k: {source}\n")).get("k").map(|node| &node.value),
                Some(&text(source)),
                "{source}"
            );
        }
    }
    assert!(matches!(tree("k: .nan").get("k").map(|node| &node.value), Some(Value::Float(number)) if number.is_nan()));
}

#[test]
fn texts_where_texts_are_wanted() {
    let text = "a: 1.10\nb: true\nc: x\nd: ~\n1.10: e\n";
    let node = tree(text);
    let read = |key| node.get(key).and_then(|value| value.as_text(text));
    assert_eq!((read("a"), read("b"), read("c"), read("d")), (Some("1.10"), Some("true"), Some("x"), None));
    assert_eq!(read("1.10"), Some("e"));
}

#[test]
fn nothing_is_no_tree() {
    for text in ["", "\n\n", "# only a comment\n", "\u{FEFF}"] {
        assert!(parse(FILE, 0, text).0.is_none_or(|node| node.is_null()), "{text:?}");
        assert!(parse(FILE, 0, text).1.is_empty(), "{text:?}");
    }
}

#[test]
fn duplicate_keys_are_kept_and_reported() {
    let text = "a: 1\nb: {c: 1, c: 2}\n\"a\": 3\n";
    assert_eq!(found(text), [("duplicate-key", "c"), ("duplicate-key", "\"a\"")]);
    let (node, findings) = parse(FILE, 0, text);
    assert_eq!(node.and_then(|node| node.as_map().map(<[_]>::len)), Some(3));
    assert_eq!(findings[1].related[0].span, Span::new(FILE, 0, 1));
}

#[test]
fn mistakes_have_their_place() {
    for (text, wanted) in [
        ("a: \"x\nb: 1\n", vec![("yaml-syntax", "\"")]),
        ("a: 'x", vec![("yaml-syntax", "'")]),
        ("a: b: c\n", vec![("yaml-syntax", ":")]),
        ("a: [1, 2", vec![("yaml-syntax", "[")]),
        ("a: {b: 1}}\n", vec![("yaml-syntax", "}")]),
        ("a: @x\n", vec![("yaml-syntax", "@")]),
        ("a: e\0f\n", vec![("yaml-syntax", "\0")]),
        (
            "a: !env X\nb: !!python/object 1\nc: !!set {a}\n",
            vec![("yaml-syntax", "!env"), ("yaml-syntax", "!!python/object"), ("yaml-syntax", "!!set")],
        ),
        ("a: !!int x\n", vec![("yaml-syntax", "x")]),
        ("a: 1\n---\nb: 2\n", vec![("yaml-syntax", "---")]),
        ("b: &b {c: 1}\na:\n  <<: *b\n  d: 1\n", vec![("yaml-syntax", "<<")]),
        ("a: *nope\nb: *nada\n", vec![("yaml-syntax", "*nope"), ("yaml-syntax", "*nada")]),
        ("a: &a [*a]\n", vec![("yaml-syntax", "*a")]),
        ("[a]: 1\n? {b: 1}\n: 2\n", vec![("yaml-syntax", "[a]"), ("yaml-syntax", "{b: 1}")]),
    ] {
        assert_eq!(found(text), wanted, "{text:?}");
    }
    for text in ["a:\n\tb: 1\n", "a:\n  b: 1\n c: 2\n", "a: 1\n- b\n"] {
        assert_eq!(found(text).iter().map(|found| found.0).collect::<Vec<_>>(), ["yaml-syntax"], "{text:?}");
    }
}

#[test]
fn what_is_refused_leaves_the_rest() {
    let (node, _) = parse(FILE, 0, "<<: {x: 1}\n'<<': kept\na: !env X\nb: *no\n[c]: d\ne: 1\n---\nz: 1\n");
    let node = node.expect("a tree");
    let keys: Vec<&str> = node.as_map().expect("a map").iter().map(|(key, _)| &*key.name).collect();
    assert_eq!(keys, ["<<", "a", "e"]);
    assert_eq!(node.get("a").map(|value| &value.value), Some(&Value::Text("X".into())));
}

#[test]
fn aliases() {
    let text = "a: &x {b: 1.10}\nc: *x\n&k d: 1\n*k : 2\n";
    let (node, findings) = parse(FILE, 0, text);
    let node = node.expect("a tree");
    assert_eq!(node.get("c").and_then(|c| c.get("b")).and_then(|b| b.as_text(text)), Some("1.10"));
    assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["duplicate-key"]);
    let many = "- *x\n".repeat(729);
    assert_eq!(tree(&format!("- &x {{a: [1, 2]}}\n{many}")).as_list().map(<[_]>::len), Some(730));
}

/// Texts made to exhaust a parser, each with the one finding it must give.
#[test]
fn hostile_texts_end_soon() {
    let mut laughs = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let below = format!("*l{}, ", level - 1).repeat(9);
        laughs.push_str(&format!("l{level}: &l{level} [{below}]\n"));
    }
    let block: String = (0..3000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let long = format!("- &x \"{}\"\n{}", "x".repeat(1 << 20), "- *x\n".repeat(10_000));
    let mut deep = "- &a0 x\n".to_owned();
    for level in 1..200 {
        deep.push_str(&format!("- &a{level} {}*a{} {}\n", "[".repeat(100), level - 1, "]".repeat(100)));
    }
    for (name, text) in [
        ("laughs", laughs),
        ("flow", "[".repeat(100_000)),
        ("maps", "{a: ".repeat(100_000)),
        ("block", block),
        ("dashes", "- ".repeat(100_000)),
        ("questions", "? ".repeat(100_000)),
        ("long", long),
        ("deep", deep),
    ] {
        let start = Instant::now();
        let (node, findings) = parse(FILE, 0, &text);
        let took = start.elapsed();
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule.name).collect();
        assert_eq!((node.is_some(), rules), (false, vec!["too-large"]), "{name}");
        assert!(took < Duration::from_secs(2), "{name}: {took:?}");
    }
}

#[test]
fn excuses_cover_the_next_entry_or_their_line() {
    let text = "\
# factpress-allow bad-config: whole entry
a:
  b: 1
  c: [1,
 2]
d: 1 # factpress-allow unknown-key: own line until=2027-01-01
e: '# factpress-allow bad-config: a text'
f: |
  # factpress-allow bad-config: a text
g:
  # factpress-allow bad-config: first item

  - h: 1
    i: 2
  - j
  # factpress-allow bad-config: what follows
k: x#y
# factpress-allow bad-config: nothing follows
";
    for ends in ["\n", "\r\n", "\r"] {
        let text = text.replace('\n', ends);
        let (allows, findings) = allows(FILE, 0, &text);
        assert!(findings.is_empty(), "{findings:?}");
        let covered: Vec<String> =
            allows.iter().map(|allow| text[allow.covers.range()].replace(ends, "\n").trim_end().to_owned()).collect();
        assert_eq!(
            covered,
            [
                "a:\n  b: 1\n  c: [1,\n 2]",
                "d: 1 # factpress-allow unknown-key: own line until=2027-01-01",
                "h: 1\n    i: 2",
                "k: x#y",
                ""
            ]
        );
        assert_eq!(allows[1].until.as_deref(), Some("2027-01-01"));
        assert_eq!(&text[allows[0].span.range()], "# factpress-allow bad-config: whole entry");
    }
}

#[test]
fn excuses_work_where_the_rest_does_not() {
    let (allows, findings) = allows(FILE, 2, "# factpress-allow yaml-syntax: x\na: [\n# factpress-allow nonsense: x\n");
    assert_eq!(allows[0].covers, Span::new(FILE, 35, 40));
    assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["unknown-key"]);
}

/// The same value as another reader gives.
fn same(node: &Node, other: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Other;
    match (&node.value, other) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(a), Other::Bool(b)) => a == b,
        (Value::Integer(a), Other::Number(b)) => b.as_i64() == Some(*a),
        (Value::Float(a), Other::Number(b)) => b.as_f64().is_some_and(|b| *a == b || a.is_nan() && b.is_nan()),
        (Value::Text(a), Other::String(b)) => a == b,
        (Value::List(a), Other::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Other::Mapping(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((key, a), (name, b))| name.as_str() == Some(&key.name) && same(a, b))
        }
        _ => false,
    }
}

#[test]
fn another_reader_reads_the_same() {
    for text in [
        "a: 1\nb: two\nc: [1, 2.5, true, null, ~]\n",
        "a:\n- x\n- y: 1\n  z: 2\n-\n  - nested\n",
        "text: |\n  one\n   two\n\n  three\nfolded: >-\n  a\n  b\n\n  c\nkeep: |+\n  x\n\nnext: 1\n",
        "'single ''quote': \"double \\\"\\n\\u00fc\\x41\"\nplain: a 'b' \"c\" #d\n",
        "a: &x {b: c}\nd: *x\n",
        "{a: b, 'c': [d, {e: f}], g: }\n",
        "no: 1\nyes: off\ntime: 12:30\nday: 2026-11-23\nversion: 1.2.3\nzeros: 010\nhex: 0x10\noctal: 0o17\nfloat: 1e3\n",
        "inf: .inf\nnan: .nan\nnegative: -3\nplus: +3\n",
        "? a\n: b\n? c\n: d\n",
        "---\na: multi\n  line\n  plain\nb: 'multi\n  line'\n...\n",
        "- - a\n  - b\n- c: d\n  e: f\n",
        "url: https://x.example/a?b=c#d\npattern: '[a-z]+'\nwith: \"{name} trusts?( the)?\"\n",
        "\u{FEFF}bom: ü\n",
        "a: 1\r\nb: |\r\n  x\r\n  y\r\n",
        "tagged: !!str 12\nint: !!int 3\n",
    ] {
        let other: serde_yaml::Value = serde_yaml::from_str(text).expect("YAML");
        let node = tree(text);
        assert!(same(&node, &other), "{text:?}\n{node:?}\n{other:?}");
    }
}

fn check_spans(node: &Node, text: &str, offset: usize) {
    let inside = |span: Span| {
        assert!(span.file == FILE && span.start as usize >= offset, "{span:?} in {text:?}");
        assert!(text.get(span.start as usize - offset..span.end as usize - offset).is_some(), "{span:?} in {text:?}");
    };
    inside(node.span);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check_spans(item, text, offset)),
        Value::Map(entries) => {
            for (key, value) in entries {
                inside(key.span);
                check_spans(value, text, offset);
            }
        }
        _ => {}
    }
}

/// Texts that look like YAML more often than chance would have it.
fn yamlish() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a: ",
        "ü: ",
        "b:",
        "\n",
        "\n  ",
        "\r\n",
        "\r",
        "- ",
        "? ",
        "'",
        "\"",
        "|\n  ",
        ">-\n",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&x ",
        "*x",
        "!!str ",
        "!t ",
        "<<",
        "# factpress-allow bad-config: x\n",
        "#",
        "\u{FEFF}",
        "\u{2028}",
        "\0",
        "\t",
        "---\n",
        "...\n",
        "1.10",
        "%YAML 1.2\n",
        "\\",
        "é",
        "😀",
        "text",
        " ",
        "\u{85}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_in_the_text(text in yamlish(), offset in 0_usize..100) {
        let (node, findings) = parse(FILE, offset, &text);
        if let Some(node) = node {
            check_spans(&node, &text, offset);
        }
        let (allows, problems) = allows(FILE, offset, &text);
        let spans = findings.iter().chain(&problems).flat_map(|finding| {
            std::iter::once(finding.span).chain(finding.related.iter().map(|label| label.span))
        });
        for span in spans.chain(allows.iter().flat_map(|allow| [allow.span, allow.covers])) {
            let range = span.range();
            prop_assert!(range.start >= offset && text.get(range.start - offset..range.end - offset).is_some(), "{span:?}");
        }
    }
}
