//! The schema of `factpress.yaml`.

use std::collections::BTreeSet;

use factpress::session::schemas;
use factpress::span::FileId;
use serde_json::Value;

use crate::validate::{schema, takes, yaml};

fn of_config() -> Value {
    schema(&schemas::of_config().json)
}

/// The keys that a message says are known; `text` has one that is not.
pub(crate) fn known(findings: &[factpress::finding::Finding]) -> BTreeSet<String> {
    let help = findings.iter().flat_map(|finding| &finding.help).find(|help| help.contains("are `"));
    help.expect("a list").split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys of a map in a schema.
pub(crate) fn keys(schema: &Value) -> BTreeSet<String> {
    assert_eq!(schema["additionalProperties"], Value::Bool(false));
    schema["properties"].as_object().expect("a map").keys().cloned().collect()
}

#[test]
fn the_keys_are_those_that_are_read() {
    let schema = of_config();
    let read = |text: &str| known(&factpress::config::read(FileId(0), text).1);
    assert_eq!(keys(&schema), read("nothing_like_it: x\n"));
    for key in keys(&schema) {
        let (_, findings) = factpress::config::read(FileId(0), &format!("{key}: ~\n"));
        assert!(findings.is_empty(), "{findings:?}");
        assert!(takes(&schema, &yaml(&format!("{key}: ~\n"))), "{key}");
    }
    let of = |key: &str| keys(&schema["properties"][key]);
    assert_eq!(of("publish"), read("publish: { nothing_like_it: true }\n"));
    assert_eq!(of("rules"), read("rules: { nothing_like_it: off }\n"));
    assert_eq!(keys(&schema["$defs"]["levels"]), read("rules: { paths: { a: { nothing_like_it: off } } }\n"));
    assert_eq!(keys(&schema["$defs"]["entry"]), read("nav: [ { title: a, nothing_like_it: b } ]\n"));
}

#[test]
fn every_key_but_those_of_later_versions_is_described() {
    let schema = of_config();
    let settings = schema["properties"].as_object().expect("a map");
    let free = settings.iter().filter(|(_, setting)| setting.as_object().is_some_and(|setting| setting.len() < 2));
    assert_eq!(free.map(|(key, _)| &**key).collect::<Vec<_>>(), ["external", "inventories"]);
    assert!(settings.values().all(|setting| setting["description"].as_str().is_some_and(|says| says.ends_with('.'))));
}

#[test]
fn the_projects_own_configuration_is_taken() {
    let own = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/factpress.yaml")).expect("there");
    assert!(takes(&of_config(), &yaml(&own)));
}

#[test]
fn what_is_read_is_taken() {
    for text in [
        "title: 1.10\nout: 2027\nlanguage: pt-BR\nwikilinks: true\ntoday: 2026-11-24\n",
        "base_url: HTTPS://docs.example.com/x\nedit_url: https://git.example.com/x/edit/{path}\n",
        "content: .\nfacts: content/facts\ntemplates: theme/templates/\nstatic: ./assets\nout: ../public\n",
        "nav:\n- title: Start\n  page: index.md\n  children: [ { page: guide/a.md#part }, { title: Group } ]\n",
        "published_at: https://a.example/\n",
        "published_at: [https://a.example/, 'http://b.example/x']\n",
        "published_at: { .: https://docs.example.com/all, guide: [https://a.example/], other: ~ }\n",
        "dialect: plain\n",
        "dialect: { guide: aws, .: plain }\n",
        "rules: { broken-link: warning, links: info, paths: { 'content/archive/**': { links: off, pages: ~ } } }\n",
        "inventories: { a: https://x.example/ }\nexternal: [anything]\nbaseline: baseline.json\n",
        "redirects: { old.html: index.md, older/: https://x.example/ }\npublish: { search: false }\n",
    ] {
        let (_, findings) = factpress::config::read(FileId(0), text);
        assert!(findings.is_empty(), "{text}: {findings:?}");
        assert!(takes(&of_config(), &yaml(text)), "{text}");
    }
    assert!(takes(&of_config(), &Value::Null));
}

#[test]
fn mistakes_are_refused() {
    for text in [
        "- a\n",
        "titel: x\n",
        "title: [x]\n",
        "title: ''\n",
        "base_url: example.com\n",
        "base_url: javascript:alert(1)\n",
        "language: '\"><script>'\n",
        "content: /etc\n",
        "static: a\\b\n",
        "urls: flat\n",
        "wikilinks: yes\n",
        "today: 2026-02-32\n",
        "today: tomorrow\n",
        "dialect: { y: md }\n",
        "nav: index.md\n",
        "nav: [ index.md ]\n",
        "nav: [ { pages: a.md } ]\n",
        "nav: [ {} ]\n",
        "nav: [ { title: a, children: [ { page: [] } ] } ]\n",
        "published_at: { a: { b: https://x/ } }\n",
        "rules: { broken-lnik: off }\n",
        "rules: { links: maybe }\n",
        "rules: { output-collision: off }\n",
        "rules: { paths: { b: { lnks: off } } }\n",
        "redirects: { a: ~ }\n",
        "publish: { sitemaps: true }\n",
        "publish: { robots: 1 }\n",
    ] {
        let (_, findings) = factpress::config::read(FileId(0), text);
        assert!(!findings.is_empty(), "{text}");
        assert!(!takes(&of_config(), &yaml(text)), "{text}");
    }
}
