//! E-11, E-16, E-44, E-45: facts that look like markup or like addresses, and files of facts that are none.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites and start the program")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::inert::{acting, parts};
use crate::site;
use crate::sites::Laid;

/// A word that means nothing to anybody.
const PLAIN: &str = "plainly";

/// What means something to HTML, scripts, XML, templates or Markdown.
const HOSTILE: [&str; 13] = [
    "<script>alert(1)</script>",
    "\"",
    "'",
    "`",
    "]]>",
    "x\u{2028}y",
    "--></script>",
    "{{ 1 }}",
    "\"><script>alert(1)</script>",
    "'onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<!-- /facts -->",
    "&lt;b&gt;&amp;",
];

/// The kind with a word in all places where one may stand.
const KIND: &str = r#"
title: @Kind
plural: @Kinds
label: name
fields:
  name: { type: text, required: true, title: @Name, description: @ }
  note: { type: text, title: @ }
  words: { type: markdown, title: @Words }
  ports: { type: text, list: true }
  state: { type: enum, values: { runs: @, rests: @Rests } }
  flag: { type: text, default: @ }
  code: { type: identifier, pattern: 'Vessel[A-Z][a-z]+', autolink: page }
  tender: { type: ref, to: vessel, title: @Tender, inverse: served }
  twin: { type: ref, to: vessel, title: @Twin, symmetric: true }
"#;

/// Things with a word in all places where one may stand: two that are compared, one with a page of its own.
const THINGS: &str = r#"
anna:
  name: @A
  note: @
  words: @
  ports: [@, x]
  state: runs
  code: VesselAnna
  tender: berta
  twin: berta
  summary: @
  aliases: [@Alias]
  owner: @
  source: { by: @, checked: 2026-01-01, url: https://x.example/ }
berta: { name: @B, title: @Bee, note: x, state: rests, source: { by: @Source }, owner: @Owner, summary: @Summary, code: VesselBerta }
carla: { name: @C, note: @, state: runs, summary: @, owner: @, source: { by: @ }, page: carla.md, tender: anna, code: VesselCarla }
"#;

const PAGE: &str = "---\nabout: [anna]\n---\n# Vessels\n\nVesselAnna is not VesselBerta, nor [Carla](carla.md). It is [here](facts/vessel.yaml#anna).\n\n\
    <!-- facts: table vessel: note, words, ports, state, flag -->\n<!-- /facts -->\n\n<!-- facts: list vessel -->\n<!-- /facts -->\n\n\
    <!-- facts: card anna -->\n<!-- /facts -->\n\n<!-- facts: compare anna, berta -->\n<!-- /facts -->\n";

/// Puts a text in the places of a file of YAML that are marked with `@`, each with the letters behind its mark.
fn filled(yaml: &str, with: &str) -> String {
    let mut pieces = yaml.split('@');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(piece.len());
        // What stands first gives the order and the letter of the index.
        let text = serde_json::to_string(&format!("{}{with}", &piece[..end])).expect("text");
        out.push_str(&text.replace('\u{2028}', "\\u2028"));
        out.push_str(&piece[end..]);
    }
    out
}

/// A site that shows a text wherever a fact may be shown.
fn shown(with: &str, page: &str) -> Laid {
    let own = "# Carla\n\nShe is small.\n";
    let config =
        "title: Vessels\nbase_url: https://x.example/docs/\nredirects: { old.html: 'facts/vessel.yaml#anna' }\n";
    Laid::new(&[
        ("factpress.yaml", config),
        ("content/index.md", page),
        ("content/carla.md", own),
        ("content/facts/kinds/vessel.yaml", &filled(KIND, with)),
        ("content/facts/vessel.yaml", &filled(THINGS, with)),
    ])
}

fn built(laid: &Laid) -> site::Result {
    site::clean(&laid.at(""), &laid.at("public"), 2).expect("a site")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The outputs that hold HTML.
fn pages(built: &site::Result) -> impl Iterator<Item = (&str, String)> {
    let pages = built.outputs.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), text(bytes)))
}

/// What would act in the outputs of a site.
fn acts(built: &site::Result) -> Vec<String> {
    pages(built).flat_map(|(path, html)| acting(&html).into_iter().map(move |it| format!("{path}: {it}"))).collect()
}

/// The data of an output: of a script, what it hands over.
fn data(built: &site::Result, path: &str) -> Value {
    let text = text(&built.outputs[path]);
    let json = text.trim().trim_start_matches("__index_add(").trim_end_matches(");");
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The data with another word in it.
fn with(data: Value, word: &str) -> Value {
    match data {
        Value::String(text) => Value::String(text.replace(PLAIN, word)),
        Value::Array(list) => list.into_iter().map(|item| with(item, word)).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, with(value, word))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => data,
    }
}

/// A page without what is Markdown in it: there a word may be a block of its own.
fn without_markdown(html: &str) -> String {
    let mut pieces = html.split("<div class=\"snippet\">");
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once("</div>").map_or("", |(_, rest)| rest))
}

#[test]
fn e44_a_fact_is_text_in_every_output() {
    let plain = built(&shown(PLAIN, PAGE));
    assert!(pages(&plain).count() > 8, "{:?}", plain.outputs.keys());
    for places in [r#"content="plainly""#, "<h1 class=\"name\">Beeplainly<", "<title>Beeplainly"] {
        assert!(pages(&plain).any(|(_, html)| html.contains(places)), "no page shows {places}");
    }
    for word in HOSTILE {
        let built = built(&shown(word, PAGE));
        assert_eq!(acts(&built), Vec::<String>::new(), "{word}");
        let paths = |built: &site::Result| built.outputs.keys().map(|path| site::unhashed(path)).collect::<Vec<_>>();
        assert_eq!(paths(&built), paths(&plain), "{word}");
        for ((path, html), (_, other)) in pages(&built).zip(pages(&plain)) {
            // Parts of the plain page are taken apart before the word is put in them, with the quotes of its attributes.
            let quoted = format!("{word:?}");
            let wanted = parts(&without_markdown(&other)).into_iter().map(|part| match part.starts_with('<') {
                true => part.replace(PLAIN, &quoted[1..quoted.len() - 1]),
                false => part.replace(PLAIN, word),
            });
            let wanted: Vec<String> = wanted.collect();
            let came = parts(&without_markdown(&html));
            if let Some((came, wanted)) = came.iter().zip(&wanted).find(|(came, wanted)| came != wanted) {
                panic!("{word}: {path}: {came} and not {wanted}");
            }
            assert_eq!(came.len(), wanted.len(), "{word}: {path}");
        }
        for path in ["facts.json", "search-index.js"] {
            assert_eq!(data(&built, path), with(data(&plain, path), word), "{word}: {path}");
        }
        assert_eq!(text(&built.outputs["sitemap.xml"]), text(&plain.outputs["sitemap.xml"]), "{word}");
    }
}

#[test]
fn e44_an_id_is_text_in_every_output() {
    for id in HOSTILE.iter().copied().chain(["<img src=x onerror=alert(1)>", "javascript:alert(1)", "a#b?c=d%2e"]) {
        let key = serde_json::to_string(id).expect("text").replace('\u{2028}', "\\u2028");
        let things = format!("{key}: {{ name: A, twin: b }}\nb: {{ name: B, tender: {key}, summary: x }}\n");
        let laid = Laid::new(&[
            ("factpress.yaml", "base_url: https://x.example/\n"),
            ("content/index.md", "# Vessels\n\n<!-- facts: table vessel: tender, twin -->\n<!-- /facts -->\n"),
            ("content/facts/kinds/vessel.yaml", &filled(KIND, PLAIN)),
            ("content/facts/vessel.yaml", &things),
        ]);
        let built = built(&laid);
        assert_eq!(acts(&built), Vec::<String>::new(), "{id}");
        assert_eq!(site::read_back(&laid.at("public")), Vec::<String>::new(), "{id}");
        let sitemap = text(&built.outputs["sitemap.xml"]);
        let tags = parts(&sitemap).into_iter().filter(|part| part.starts_with('<') && !part.starts_with("<!--"));
        let known = ["<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">", "</urlset>"];
        let others = ["<url>", "</url>", "<loc>", "</loc>"];
        let unknown: Vec<String> = tags.filter(|tag| !known.contains(&&**tag) && !others.contains(&&**tag)).collect();
        assert_eq!(unknown, Vec::<String>::new(), "{id}");
    }
}

/// The page as `check --fix` leaves it.
fn fixed(laid: &Laid) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_factpress"));
    let output = program.args(["check", "--fix", "--today", site::TODAY]).arg(laid.at("")).output().expect("it starts");
    assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
    site::text(&laid.at("content/index.md")).expect("a page")
}

/// What another host makes of a page.
fn elsewhere(markdown: &str) -> String {
    let mut html = String::new();
    let parser = pulldown_cmark::Parser::new_ext(markdown, pulldown_cmark::Options::ENABLE_TABLES);
    pulldown_cmark::html::push_html(&mut html, parser);
    html
}

/// Holds what `--fix` writes of a text against what it writes of a plain word.
fn fixes_are_text(page: &str, words: &[&str]) {
    let plain = parts(&elsewhere(&fixed(&shown(PLAIN, page))));
    assert!(plain.iter().filter(|part| part.contains(PLAIN)).count() > 1, "{plain:?}");
    let tags = |parts: &[String]| parts.iter().filter(|part| part.starts_with('<')).cloned().collect::<Vec<_>>();
    for word in words {
        let laid = shown(word, page);
        let text = fixed(&laid);
        let html = elsewhere(&text);
        assert_eq!(acting(&html), Vec::<String>::new(), "{text}");
        assert_eq!(tags(&parts(&html)), tags(&plain), "{word}:\n{text}");
        assert_eq!(fixed(&laid), text, "{word}: --fix twice is not the same as once");
    }
}

const MARKERS_IN_WORDS: &str = "# Vessels\n\nIt is **x**<!-- fact: anna.note -->, or *x*<!-- fact: anna.state -->.\n";
const MARKERS_IN_CODE: &str = "# Vessels\n\nIt is `x`<!-- fact: anna.note -->, or `y`<!-- fact: anna.state -->.\n";
const LINES: [&str; 3] = ["a\n\n<script>alert(1)</script>\n", "a\n# b", "a\r\n\r\n<!-- /facts -->\r\n\r\n- b"];

#[test]
fn e44_what_fix_writes_is_text_on_other_hosts_too() {
    // Text that looks like HTML begins with the sign of a tag: only the plain ones can be held against each other.
    let plain: Vec<&str> = HOSTILE.into_iter().filter(|word| !word.starts_with('<')).chain(LINES).collect();
    for word in HOSTILE.into_iter().chain(LINES) {
        for page in [PAGE, MARKERS_IN_WORDS] {
            let text = fixed(&shown(word, page));
            assert_eq!(acting(&elsewhere(&text)), Vec::<String>::new(), "{text}");
        }
    }
    fixes_are_text(MARKERS_IN_WORDS, &plain);
    // A tick has no fix in code.
    let plain: Vec<&str> = HOSTILE.into_iter().filter(|word| !word.starts_with('<') && *word != "`").collect();
    fixes_are_text(MARKERS_IN_CODE, &plain);
}

#[test]
fn e44_what_fix_writes_in_code_is_one_line() {
    for word in LINES {
        let text = fixed(&shown(word, MARKERS_IN_CODE));
        assert_eq!(acting(&elsewhere(&text)), Vec::<String>::new(), "{text}");
        assert_eq!(text.lines().count(), MARKERS_IN_CODE.lines().count(), "{text}");
    }
}

#[test]
fn e45_unsafe_schemes_in_facts() {
    let schemes = [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://x.example/1",
        "intent:x",
    ];
    let addresses = ["map: @", "maps: [@]", "maps: [https://x.example/, @]", "source: @", "source: { url: @, by: x }"];
    let texts = ["note: @", "owner: @", "summary: @", "aliases: [@]", "source: { by: @ }", "words: @", "name: @"];
    let kind =
        "label: name\nfields: { name: text, map: url, maps: { type: url, list: true }, note: text, words: markdown }\n";
    let page = "# Vessels\n\n<!-- facts: table vessel: map, maps, note -->\n<!-- /facts -->\n\n<!-- facts: card anna -->\n<!-- /facts -->\n";
    for scheme in schemes {
        let quoted = serde_json::to_string(scheme).expect("text");
        for (place, wanted) in addresses.iter().map(|it| (it, true)).chain(texts.iter().map(|it| (it, false))) {
            let fact = place.replace('@', &quoted);
            let (in_file, in_page) =
                (format!("anna:\n  {fact}\n"), format!("---\nkind: vessel\nfacts:\n  {fact}\n---\n# Own\n"));
            let laid = Laid::new(&[
                ("content/index.md", page),
                ("content/own.md", &in_page),
                ("content/facts/kinds/vessel.yaml", kind),
                ("content/facts/vessel.yaml", &in_file),
            ]);
            let built = built(&laid);
            assert_eq!(acts(&built), Vec::<String>::new(), "{fact}");
            let lines: Vec<&str> = built.short.lines().filter(|line| line.contains("error[wrong-type]")).collect();
            if wanted {
                let [in_file, in_page] = lines.as_slice() else { panic!("{fact}: {lines:?}") };
                assert!(in_file.starts_with("content/facts/vessel.yaml:2:"), "{in_file}");
                assert!(in_page.starts_with("content/own.md:4:"), "{in_page}");
            } else {
                assert_eq!(lines, Vec::<&str>::new(), "{fact}");
            }
        }
    }
}

/// Checks a site on another thread; panics where that does not end.
fn soon(laid: &Laid) -> Vec<String> {
    let (root, out) = (laid.at(""), laid.at("public"));
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let came = site::clean(&root, &out, 1).map(|built| built.short).map_err(|error| error.to_string());
        let _ = send.send(came);
    });
    let came = receive.recv_timeout(Duration::from_secs(30)).expect("it waits for something");
    came.unwrap_or_else(|error| error).lines().map(ToOwned::to_owned).collect()
}

const SERVICE: [(&str, &str); 3] = [
    ("content/index.md", "# A\n"),
    ("content/facts/kinds/service.yaml", "fields: { name: text }\n"),
    ("content/facts/service/b.yaml", "name: B\nsummary: x\n"),
];

#[test]
fn e16_files_of_facts_that_are_none() {
    type Change = (&'static str, fn(&Laid), &'static [&'static str]);
    let changes: [Change; 5] = [
        ("an empty folder", |laid| fs::create_dir(laid.at("content/facts/service.yaml")).expect("made"), &[]),
        ("a folder with a page", |laid| site::write(&laid.at("content/facts/service.yaml/a.md"), b"# B\n"), &[]),
        (
            "a link to nothing",
            |laid| std::os::unix::fs::symlink("gone", laid.at("content/facts/service.yaml")).expect("a link"),
            &["content/facts/service.yaml:1:1: error[symlink-escape]"],
        ),
        (
            "a link to itself",
            |laid| std::os::unix::fs::symlink("service.yaml", laid.at("content/facts/service.yaml")).expect("a link"),
            &["content/facts/service.yaml:1:1: error[symlink-escape]"],
        ),
        (
            "a pipe for the kinds",
            |laid| {
                fs::remove_dir_all(laid.at("content/facts/kinds")).expect("removed");
                site::setup::run("pipe content/facts/kinds", &laid.at("")).expect("a pipe");
            },
            &["content/facts/kinds:1:1: error[unreadable]"],
        ),
    ];
    for (name, change, wanted) in changes {
        let laid = Laid::new(&SERVICE);
        change(&laid);
        let found = soon(&laid);
        for wanted in wanted {
            assert!(found.iter().any(|line| line.starts_with(wanted)), "{name}: {found:?}");
        }
        assert!(laid.at("public/index.html").is_file(), "{name}: {found:?}");
    }
}

#[test]
fn e16_files_of_facts_that_may_not_be_read() {
    for path in [
        "content/facts/service.yaml",
        "content/facts/service/b.yaml",
        "content/facts/kinds/service.yaml",
        "content/facts/service",
        "content/facts/kinds",
        "content/facts",
    ] {
        let laid = Laid::new(&SERVICE);
        site::write(&laid.at("content/facts/service.yaml"), b"a: { name: A }\n");
        let allow = |mode| fs::set_permissions(laid.at(path), fs::Permissions::from_mode(mode)).expect("changed");
        allow(0o000);
        if fs::read(laid.at(path)).is_ok() || fs::read_dir(laid.at(path)).is_ok() {
            return site::skipped("facts that may not be read", "this user may read everything");
        }
        let found = soon(&laid);
        allow(0o755);
        assert!(found.iter().any(|line| line.contains(path) && line.contains("error")), "{path}: {found:?}");
    }
}

#[test]
fn e11_facts_that_are_nested_too_deep() {
    let blocks: String = (0..3000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for (name, things) in [
        ("flow lists", format!("a: {{ name: {} }}\n", "[".repeat(100_000))),
        ("flow maps", format!("a: {{ name: {} }}\n", "{a: ".repeat(100_000))),
        ("closed flow lists", format!("a: {{ name: {}{} }}\n", "[".repeat(100_000), "]".repeat(100_000))),
        ("blocks", blocks),
        ("lists in lists", format!("a:\n  name: {}x\n", "- ".repeat(100_000))),
    ] {
        for path in ["content/facts/service.yaml", "content/facts/kinds/other.yaml"] {
            let laid = Laid::new(&SERVICE);
            site::write(&laid.at(path), things.as_bytes());
            let found = soon(&laid);
            let place = format!("{path}:");
            let ours: Vec<&String> = found.iter().filter(|line| line.starts_with(&place)).collect();
            assert!(ours.iter().any(|line| line.contains("error[")), "{name} in {path}: {found:?}");
            assert!(ours.len() < 3, "{name} in {path}: {found:?}");
        }
    }
}
