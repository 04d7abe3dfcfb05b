//! Every rule has its page of the manual and a case that shows it.

use std::collections::BTreeSet;

use crate::files::{below, read, root};

#[test]
fn rules_pages_and_cases_agree() {
    let rules: BTreeSet<String> = factpress::rule::all().map(|rule| rule.name.to_owned()).collect();
    let pages = below("content/rules").iter().filter_map(|file| page(&file.path)).collect();
    let wrong = disagreements(&rules, &pages, &cases());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_manual_and_the_navigation_list_every_rule() {
    for list in [read("content/manual/rules.md"), read("factpress.yaml")] {
        let rules = factpress::rule::all().map(|rule| rule.name);
        let missing: Vec<&str> = rules.filter(|name| !lists(&list.text, name)).collect();
        assert!(missing.is_empty(), "{} does not list {missing:?}", list.path);
    }
}

/// Whether a text links to a rule's page.
fn lists(text: &str, rule: &str) -> bool {
    text.contains(&format!("rules/{rule}.md"))
}

/// The rule that a page is about.
fn page(path: &str) -> Option<String> {
    path.strip_prefix("content/rules/")?.strip_suffix(".md").map(str::to_owned)
}

/// The topics that have a case: a folder with a site in it, and in words what must be seen.
fn cases() -> BTreeSet<String> {
    let told = below("tests/cases").into_iter().filter(|file| !file.text.trim().is_empty());
    let cases = told.filter_map(|file| file.path.strip_suffix("/case.txt").map(str::to_owned));
    let built = cases.filter(|case| root().join(case).join("input").is_dir());
    built.filter_map(|case| case.split('/').nth(2).map(str::to_owned)).collect()
}

fn disagreements(rules: &BTreeSet<String>, pages: &BTreeSet<String>, cases: &BTreeSet<String>) -> Vec<String> {
    let undocumented = rules.difference(pages).map(|name| format!("no content/rules/{name}.md"));
    let unknown = pages.difference(rules).map(|name| format!("content/rules/{name}.md is about no rule"));
    let untested = rules.difference(cases).map(|name| format!("no case with an input/ in tests/cases/{name}/"));
    undocumented.chain(unknown).chain(untested).collect()
}

#[test]
fn a_rule_without_a_page_or_a_case_is_found() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let told = |rules, pages, cases| disagreements(&names(rules), &names(pages), &names(cases)).join("\n");
    assert_eq!(told(&["a"], &["a"], &["a", "topic"]), "");
    assert_eq!(told(&["a"], &[], &["a"]), "no content/rules/a.md");
    assert_eq!(told(&["a"], &["a", "b"], &["a"]), "content/rules/b.md is about no rule");
    assert_eq!(told(&["a"], &["a"], &["b"]), "no case with an input/ in tests/cases/a/");
    assert!(lists("- [a](../rules/a.md)", "a") && !lists("- [a](../rules/a-b.md)", "a"));
}
