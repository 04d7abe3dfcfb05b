//! Front matter: YAML between two `---` lines at the beginning of a page.
//!
//! A page that begins with `---` and has no closing line (`---` or `...`), or whose lines up to there are readable YAML
//! but no map, has none: it begins with a rule across the page. Where a key follows, the missing line is reported. TOML between `+++` lines is cut off and reported.

use std::ops::Range;

use super::{FrontMatter, Panel};
use crate::date::Period;
use crate::finding::Finding;
use crate::rule::{pages, site};
use crate::span::{FileId, Span};
use crate::yaml::{self, Key, Node, Reader, Value};

/// The keys that factpress reads. `kind`, `id` and `facts` describe a thing and are read with the facts.
const KEYS: [&str; 14] = [
    "title",
    "description",
    "aliases",
    "draft",
    "order",
    "about",
    "kind",
    "id",
    "facts",
    "panel",
    "internal",
    "owner",
    "reviewed",
    "review_every",
];

/// Reads the front matter of a page from the page's whole text.
///
/// Gives what it says, the byte at which the Markdown begins (behind a byte order mark in any case), and what is wrong
/// with it in the order of the text. Keys that factpress does not know are the templates' and stand in
/// [`FrontMatter::extra`]; those that look like a slip of a known one are reported too.
pub fn front_matter(file: FileId, text: &str) -> (FrontMatter, usize, Vec<Finding>) {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    if let Some((_, body)) = fenced(text, start, "+++", &["+++"]) {
        let finding = Finding::new(&pages::FOREIGN_SYNTAX, Span::new(file, start, start + 3), TOML).help(TOML_HELP);
        return (FrontMatter::default(), body, vec![finding]);
    }
    let Some((yaml, body)) = fenced(text, start, "---", &["---", "..."]) else {
        return (FrontMatter::default(), start, unclosed(file, text, start).into_iter().collect());
    };
    let (root, findings) = yaml::parse(file, yaml.start, &text[yaml.clone()]);
    let mut reader = Reader::new(text);
    let mut front = FrontMatter::default();
    match root {
        Some(root) if root.as_map().is_some() => {
            for (key, value) in reader.entries("front matter", &root) {
                entry(&mut front, &mut reader, text, key, value, &root);
            }
        }
        Some(root) if !root.is_null() && findings.is_empty() => return (front, start, Vec::new()),
        _ => {}
    }
    let (allows, problems) = yaml::allows(file, yaml.start, &text[yaml]);
    front.allows = allows;
    reader.findings.extend(findings);
    reader.findings.extend(problems);
    (front, body, reader.finish())
}

/// The bytes of a page's front matter, without the lines around it.
pub fn front_matter_yaml(text: &str) -> Option<Range<usize>> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    fenced(text, start, "---", &["---", "..."]).map(|(yaml, _)| yaml)
}

const TOML: &str = "front matter in TOML is not read";
const TOML_HELP: &str = "write it as YAML between two `---` lines";

/// The lines between a first line `open` at byte `start` and the next line that is one of `close`, and where the text
/// after that line begins.
fn fenced(text: &str, start: usize, open: &str, close: &[&str]) -> Option<(Range<usize>, usize)> {
    let mut lines = lines(text, start);
    let (first, inner) = lines.next()?;
    if first.trim_end_matches([' ', '\t']) != open {
        return None;
    }
    let mut at = inner;
    for (line, next) in lines {
        if close.contains(&line.trim_end_matches([' ', '\t'])) {
            return Some((inner..at, next));
        }
        at = next;
    }
    None
}

/// The finding for front matter that never ends: a first line `---` before a key that factpress reads. It is Markdown then,
/// and the line a rule across the page, which the author did not mean.
fn unclosed(file: FileId, text: &str, start: usize) -> Option<Finding> {
    let mut lines = lines(text, start).map(|(line, _)| line);
    lines.next().filter(|first| first.trim_end_matches([' ', '\t']) == "---")?;
    let (key, value) = lines.find(|line| !line.trim().is_empty())?.split_once(':')?;
    let is_entry = KEYS.contains(&key) && (value.is_empty() || value.starts_with([' ', '\t']));
    is_entry.then(|| {
        Finding::new(&site::YAML_SYNTAX, Span::new(file, start, start + 3), "the front matter never ends")
            .help("end it with a line `---`; without one, all of it is shown as text")
    })
}

/// The lines of a text from byte `at` on, without their ends, each with the byte at which the next one begins. Lines end
/// with LF, CR LF or a lone CR.
fn lines(text: &str, mut at: usize) -> impl Iterator<Item = (&str, usize)> {
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let line = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]);
        let after = &rest[line.len()..];
        let end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        at += line.len() + end;
        Some((line, at))
    })
}

/// Reads one key and its value.
fn entry(front: &mut FrontMatter, reader: &mut Reader<'_>, text: &str, key: &Key, node: &Node, root: &Node) {
    let name = &*key.name;
    match name {
        "title" => {
            front.title = reader.text(name, node).map(|title| title.trim().to_owned());
            front.title_span = front.title.is_some().then_some(node.span);
        }
        "description" => front.description = reader.text(name, node).map(|text| text.trim().to_owned()),
        "aliases" => {
            for item in reader.items(name, node) {
                let alias = reader.wanted(name, item, "an old address of the page", |text| {
                    (!text.trim().is_empty() && !text.chars().any(char::is_control)).then_some(text)
                });
                front.aliases.extend(alias.map(|alias| (alias.to_owned(), item.span)));
            }
        }
        "draft" => front.draft = reader.flag(name, node).unwrap_or_default(),
        "order" => front.order = reader.integer(name, node),
        "internal" => front.internal = reader.flag(name, node).unwrap_or_default(),
        "owner" => front.owner = reader.text(name, node).map(Into::into),
        "reviewed" => front.reviewed = reader.date(name, node).map(|day| (day.to_string(), node.span)),
        "review_every" => {
            front.review_every = reader.wanted(name, node, Period::EXPECTED, Period::parse);
        }
        "about" => {
            for item in reader.items(name, node) {
                front.about.extend(reader.text(name, item).map(|thing| (thing.trim().to_owned(), item.span)));
            }
        }
        "panel" => front.panel = reader.choice(name, node, &PANELS).unwrap_or_default(),
        "kind" | "id" | "facts" => {}
        _ => {
            if Reader::is_slip(name, &KEYS) {
                reader.unknown_key(key, "in front matter", &KEYS, root);
            }
            front.extra.insert(key.name.clone(), data(node, text));
        }
    }
}

/// Where the facts of a page's thing may stand.
const PANELS: [(&str, Panel); 2] = [("aside", Panel::Aside), ("none", Panel::None)];

/// A value as data for templates. A number that would come out written in another way (`1.10`) is its text.
fn data(node: &Node, text: &str) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => match serde_json::Number::from_f64(*number) {
            Some(json) if json.to_string() == node.source(text) => Json::Number(json),
            _ => Json::String(node.source(text).to_owned()),
        },
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => items.iter().map(|item| data(item, text)).collect(),
        Value::Map(entries) => {
            let mut map = serde_json::Map::new();
            for (key, value) in entries {
                // The first of two, as everywhere.
                map.entry(key.name.clone()).or_insert_with(|| data(value, text));
            }
            Json::Object(map)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: FileId = FileId(3);

    fn read(text: &str) -> (FrontMatter, &str, Vec<(&'static str, &str)>) {
        let (front, body, findings) = front_matter(FILE, text);
        let found = findings.iter().map(|finding| (finding.rule.name, &text[finding.span.range()])).collect();
        (front, &text[body..], found)
    }

    #[test]
    fn all_keys() {
        let text = "\u{FEFF}---\ntitle: 1.10\ndescription: d\naliases: [old.html, 'older.md']\ndraft: true\norder: 3\n\
            about: a/b\nkind: k\nid: i\nfacts: {a: 1}\npanel: aside\ninternal: true\nowner: \"@x\"\n\
            reviewed: 2026-11-23\nreview_every: 12 months\ncolour: {a: [1, 1.10, 0.5, ~]}\n--- \n# Body\n";
        let (front, body, found) = read(text);
        assert_eq!((body, &*found), ("# Body\n", &[][..]));
        assert_eq!(front.title.as_deref(), Some("1.10"));
        assert_eq!(front.title_span.map(|span| &text[span.range()]), Some("1.10"));
        assert_eq!(front.description.as_deref(), Some("d"));
        let aliases: Vec<_> = front.aliases.iter().map(|(alias, span)| (&**alias, &text[span.range()])).collect();
        assert_eq!(aliases, [("old.html", "old.html"), ("older.md", "'older.md'")]);
        assert_eq!((front.draft, front.order, front.internal), (true, Some(3), true));
        assert_eq!(front.owner.as_deref(), Some("@x"));
        assert_eq!(front.reviewed.map(|(day, _)| day).as_deref(), Some("2026-11-23"));
        assert_eq!(front.review_every, Some(Period::Months(12)));
        let about: Vec<_> = front.about.iter().map(|(thing, span)| (&**thing, &text[span.range()])).collect();
        assert_eq!((about.as_slice(), front.panel), (&[("a/b", "a/b")][..], Panel::Aside));
        assert_eq!(serde_json::json!(front.extra), serde_json::json!({ "colour": { "a": [1, "1.10", 0.5, null] } }));
    }

    #[test]
    fn where_it_begins_and_ends() {
        for (text, body) in [
            ("", ""),
            ("# T\n", "# T\n"),
            ("\u{FEFF}# T\n", "# T\n"),
            ("---\na: 1\n---\nx", "x"),
            ("---\r\na: 1\r\n---\r\nx", "x"),
            ("---\ra: 1\r---\rx", "x"),
            ("---\na: 1\n...\nx", "x"),
            ("---\na: 1\n---", ""),
            ("---\n---\nx", "x"),
            ("---\n# only a comment\n---\nx", "x"),
            ("+++\na = 1\n+++\nx", "x"),
            // No front matter.
            ("---\na: 1\n", "---\na: 1\n"),
            ("\n---\na: 1\n---\n", "\n---\na: 1\n---\n"),
            ("----\na: 1\n----\n", "----\na: 1\n----\n"),
            ("--- a\n---\n", "--- a\n---\n"),
            ("---\nA paragraph.\n\n---\n", "---\nA paragraph.\n\n---\n"),
            ("---\n- a list\n---\n", "---\n- a list\n---\n"),
            ("+++\nx\n", "+++\nx\n"),
        ] {
            assert_eq!(read(text).1, body, "{text:?}");
        }
    }

    #[test]
    fn what_does_not_fit() {
        for (lines, wanted) in [
            ("titel: x\n", vec![("unknown-key", "titel")]),
            ("titel: x\ntitle: y\n", vec![("unknown-key", "titel")]),
            ("title: [a]\n", vec![("bad-config", "[a]")]),
            ("draft: yes\n", vec![("bad-config", "yes")]),
            ("panel: top\n", vec![("bad-config", "top")]),
            ("about: [a, {b: c}]\n", vec![("bad-config", "{b: c}")]),
            ("order: 1.5\n", vec![("bad-config", "1.5")]),
            ("reviewed: 2026-02-30\n", vec![("bad-config", "2026-02-30")]),
            ("review_every: 12\n", vec![("bad-config", "12")]),
            ("review_every: 0 days\n", vec![("bad-config", "0 days")]),
            ("aliases: {a: b}\n", vec![("bad-config", "{a: b}")]),
            ("aliases: [a, [b], ~]\n", vec![("bad-config", "[b]")]),
            ("title: a\ntitle: b\n", vec![("duplicate-key", "title")]),
            ("title: \"a\n", vec![("yaml-syntax", "\"")]),
            ("title:\ntags: [a]\ndate: 2026-01-01\n", vec![]),
            (
                "# factpress-allow bad-config:\ndraft: x\n",
                vec![("allow-without-reason", "# factpress-allow bad-config:"), ("bad-config", "x")],
            ),
        ] {
            let text = format!("---\n{lines}---\nbody");
            let (_, body, found) = read(&text);
            assert_eq!((body, found), ("body", wanted), "{lines}");
        }
        assert_eq!(read("+++\n+++\n").2, [("foreign-syntax", "+++")]);
        // Never closed.
        assert_eq!(read("---\r\n\r\ntitle: x\r\n# T\r\n").2, [("yaml-syntax", "---")]);
        assert_eq!(read("---\ntitle:\n").2, [("yaml-syntax", "---")]);
        for text in
            ["---\n", "---\nA rule: it is.\n", "---\ntitle:x\n", "---\n# T\ntitle: x\n", "--- \n\n---\ntitle: x\n"]
        {
            assert_eq!(read(text).2, [], "{text}");
        }
    }

    #[test]
    fn a_certain_slip_has_a_fix() {
        let fix = |text: &str| front_matter(FILE, text).2.remove(0).fix;
        assert_eq!(fix("---\ntitel: x\n---\n").map(|fix| fix.edits[0].text.clone()).as_deref(), Some("title"));
        assert!(fix("---\ntitel: x\ntitle: y\n---\n").is_none());
    }

    #[test]
    fn excuses_in_comments() {
        let text = "---\n# factpress-allow duplicate-title: two of them\ntitle: x\n---\n";
        let (front, ..) = read(text);
        assert_eq!(&text[front.allows[0].covers.range()], "title: x");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_place_is_in_the_page(pieces in prop::collection::vec(prop::sample::select(&[
            "---", "\n", "\r", "\r\n", "...", "+++", "\u{FEFF}", "title: ", "titel: ", "draft: ", "aliases: ", "- é", "'",
            "[", "]", "😀", "reviewed: 2026-", "# factpress-allow x: y", " ",
        ][..]), 0..30)) {
            let text = format!("---\n{}", pieces.concat());
            let (front, body, findings) = front_matter(FILE, &text);
            prop_assert!(text.is_char_boundary(body));
            let spans = findings.iter().map(|finding| finding.span).chain(front.title_span);
            for span in spans.chain(front.aliases.iter().map(|alias| alias.1)) {
                prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
            }
        }
    }
}
