//! The schemas of kinds and of things.

use factpress::facts::{self, Facts, File};
use factpress::finding::Finding;
use factpress::session::schemas;
use factpress::span::FileId;
use serde_json::Value;

use crate::config::{keys, known};
use crate::validate::{schema, takes, yaml};

const BOAT: &str = r#"
title: Boat
label: name
called: [the boat, '(this|that) boat']
fields:
  name: { type: identifier, pattern: 'Boat [A-Z][a-z]+', required: true, unique: true, autolink: page }
  code: { type: identifier, pattern: '\w+', title: Code on the radio, description: As it is called }
  also: { type: identifier, list: true, variants_of: name }
  home: { type: ref, to: harbour, inverse: boats }
  visits: { type: ref, to: harbour, list: true }
  engine: { type: enum, values: { steam: By steam, diesel: ~, 2: Two of them }, required: true }
  sails: { type: enum, values: [main, jib], list: true }
  crew: integer
  length: number
  afloat: boolean
  built: date
  refit: { type: duration, default: 2 years }
  site: { type: url, internal: true }
  log: page
  note: { type: markdown, compare: false }
sentences:
  - '{name} carries {crew} people'
  - { says: '{name} runs on coal', engine: steam }
  - { says: [coal is burnt, oil is burnt], engine: [steam, diesel] }
"#;

const HARBOUR: &str = "fields: { name: text }\n";

const HARBOURS: &str = "kiel: ~\n'24': { name: Pier }\nnorth-old: {}\n007: ~\nTrue: ~\n";

/// What stands in the files of a facts folder.
fn read(files: &[(&str, &str)]) -> (Facts, Vec<Finding>) {
    let number = |at: usize| FileId(u32::try_from(at).expect("few"));
    facts::read(files.iter().enumerate().map(|(at, (path, text))| File { id: number(at), path, text }), [])
}

/// What is wrong with one boat, and whether its schemas take it.
fn boat(text: &str) -> (Vec<Finding>, bool) {
    let (known, _) = read(&[("kinds/boat.yaml", BOAT), ("kinds/harbour.yaml", HARBOUR), ("harbour.yaml", HARBOURS)]);
    let (_, findings) = read(&[
        ("kinds/boat.yaml", BOAT),
        ("kinds/harbour.yaml", HARBOUR),
        ("harbour.yaml", HARBOURS),
        ("boat/anna.yaml", text),
    ]);
    let kind = &known.kinds[0];
    let one = facts::schema::thing(&known, kind).into_json();
    let all = facts::schema::things(&known, kind).into_json();
    let (thing, things) = (yaml(text), serde_json::json!({ "anna": yaml(text) }));
    let taken = takes(&one, &thing);
    assert_eq!(takes(&all, &things), taken, "{text}");
    (findings, taken)
}

#[test]
fn things_that_are_read_are_taken() {
    for text in [
        "{ name: Boat Anna, engine: steam }",
        "{ name: ~, engine: ~ }",
        "{ name: ~, engine: 2, also: Boat X, home: kiel, visits: [24, '24', harbour/kiel, north-old] }",
        "{ name: ~, engine: '2', crew: 3, length: 3.5, afloat: false, sails: [main, jib], built: 1903-02-28 }",
        "{ name: ~, engine: diesel, length: 3, refit: 18 months, site: https://x.example/a, log: a.md#b, note: 1 }",
        "{ name: ~, engine: ~, code: Größe, sails: main, visits: harbour/kiel, crew: ~, site: ~, log: ~ }",
        "{ name: ~, engine: ~, title: A, summary: B, aliases: C, owner: D, page: a.md }",
        "{ name: ~, engine: ~, aliases: [C, 4], reviewed: 2026-11-23, review_every: 12 months, source: https://x/ }",
        "{ name: ~, engine: ~, source: { url: https://x/, checked: 2026-11-23, by: me }, title: ~, reviewed: ~ }",
    ] {
        let (findings, taken) = boat(text);
        assert!(findings.is_empty() && taken, "{text}: {findings:?}");
    }
}

#[test]
fn mistakes_in_things_are_refused() {
    for text in [
        "[]",
        "~",
        "{ name: Boat Anna }",
        "{ name: Boat Anna, engine: steem }",
        "{ name: xBoat Anna, engine: steam }",
        "{ name: Boat Annax1, engine: steam }",
        "{ name: [Boat Anna], engine: steam }",
        "{ name: '', engine: steam }",
        "{ name: ~, engine: ~, home: keil }",
        "{ name: ~, engine: ~, visits: [kiel, hull] }",
        "{ name: ~, engine: ~, visits: [ship/kiel] }",
        "{ name: ~, engine: ~, sails: [main, ~] }",
        "{ name: ~, engine: ~, crew: 1.5 }",
        "{ name: ~, engine: ~, crew: three }",
        "{ name: ~, engine: ~, length: '3' }",
        "{ name: ~, engine: ~, afloat: yes }",
        "{ name: ~, engine: ~, built: 1903 }",
        "{ name: ~, engine: ~, refit: 2 decades }",
        "{ name: ~, engine: ~, site: ftp://x/ }",
        "{ name: ~, engine: ~, colour: red }",
        "{ name: ~, engine: ~, title: [A] }",
        "{ name: ~, engine: ~, reviewed: soon }",
        "{ name: ~, engine: ~, source: { link: x } }",
    ] {
        let (findings, taken) = boat(text);
        assert!(!findings.is_empty() && !taken, "{text}: {findings:?}");
    }
}

#[test]
fn words_and_descriptions_are_there_for_the_editor() {
    let (known, _) = read(&[("kinds/boat.yaml", BOAT), ("kinds/harbour.yaml", HARBOUR), ("harbour.yaml", HARBOURS)]);
    let schema = facts::schema::thing(&known, &known.kinds[0]).into_json();
    let field = |name: &str| &schema["properties"][name];
    assert_eq!(
        field("engine")["anyOf"],
        serde_json::json!([
            { "const": "steam", "description": "By steam" },
            { "const": "diesel", "description": "diesel" },
            { "const": "2", "description": "Two of them" },
            { "const": 2, "description": "Two of them" },
            { "type": "null" }
        ])
    );
    assert_eq!(
        field("home")["anyOf"][0]["enum"],
        serde_json::json!(["007", 7, "24", 24, "True", true, "kiel", "north-old"])
    );
    assert_eq!(field("code")["title"], "Code on the radio");
    assert!(field("code")["description"].as_str().is_some_and(|says| says.starts_with("As it is called. ")));
    assert_eq!(field("name")["pattern"], "^(?:Boat [A-Z][a-z]+)$");
    // It would mean something else in an editor.
    assert_eq!(field("code")["pattern"], Value::Null);
    assert_eq!(schema["required"], serde_json::json!(["name", "engine"]));
    assert_eq!(field("refit")["default"], Value::Null, "what is shown is stated of nothing");
}

fn of_kinds() -> Value {
    schema(&schemas::of_kinds("content/facts").json)
}

#[test]
fn the_keys_of_kinds_are_those_that_are_read() {
    let schema = of_kinds();
    let told = |text: &str| known(&read(&[("kinds/a.yaml", text)]).1);
    assert_eq!(keys(&schema), told("fields: { a: text }\nnothing_like_it: 1\n"));
    let types = told("fields: { a: nothing_like_it }\n");
    let options = schema["$defs"]["field"]["anyOf"].as_array().expect("a list");
    let mut seen = std::collections::BTreeSet::new();
    for options in options.iter().filter(|options| options["type"] == "object") {
        for name in options["properties"]["type"]["enum"].as_array().expect("a list") {
            let name = name.as_str().expect("a word");
            let needs = "values: [a], to: a";
            let text = format!("fields: {{ a: {{ type: {name}, {needs}, nothing_like_it: 1 }} }}\n");
            let lists = read(&[("kinds/a.yaml", &text)]).1;
            let list = lists.iter().filter(|finding| finding.rule.name == "unknown-key").cloned().collect::<Vec<_>>();
            assert_eq!(keys(options), known(&list), "{name}");
            seen.insert(name.to_owned());
        }
    }
    assert_eq!(seen, types);
}

#[test]
fn kinds_that_are_read_are_taken() {
    let (_, findings) = read(&[("kinds/boat.yaml", BOAT), ("kinds/harbour.yaml", HARBOUR)]);
    assert!(findings.is_empty(), "{findings:?}");
    for text in [BOAT, HARBOUR, "title: ~\nfields: {}\ncalled: x\n"] {
        assert!(takes(&of_kinds(), &yaml(text)), "{text}");
    }
}

#[test]
fn mistakes_in_kinds_are_refused() {
    for text in [
        "~",
        "[]",
        "title: A\n",
        "fields: ~\n",
        "feilds: { a: text }\nfields: { a: text }\n",
        "fields: { A: text }\n",
        "fields: { id: text }\n",
        "fields: { reviewed: date }\n",
        "fields: { a: txt }\n",
        "fields: { a: enum }\n",
        "fields: { a: ref }\n",
        "fields: { a: ~ }\n",
        "fields: { a: { list: true } }\n",
        "fields: { a: { type: enum } }\n",
        "fields: { a: { type: enum, values: {} } }\n",
        "fields: { a: { type: enum, values: ~ } }\n",
        "fields: { a: { type: ref } }\n",
        "fields: { a: { type: ref, to: ~ } }\n",
        "fields: { a: { type: text, pattern: x } }\n",
        "fields: { a: { type: text, required: yes } }\n",
        "fields: { a: { type: identifier, autolink: pages } }\n",
        "fields: { a: { type: identifier, patern: x } }\n",
        "fields: { a: { type: ref, to: a, require_links: two } }\n",
        "fields: { a: text }\nsentences: { says: x }\n",
        "fields: { a: text }\nsentences: [ { a: x } ]\n",
        "fields: { a: text }\ncalled: { a: b }\n",
    ] {
        let (_, findings) = read(&[("kinds/a.yaml", text)]);
        assert!(!findings.is_empty(), "{text}");
        assert!(!takes(&of_kinds(), &yaml(text)), "{text}");
    }
}
