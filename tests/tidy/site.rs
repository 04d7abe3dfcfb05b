//! The project's own site is clean.

use std::path::Path;

use factpress::session::{Options, Session};

use crate::files::root;

#[test]
fn the_project_checks_its_own_site() {
    let (findings, pages) = check(&root());
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(pages > 40, "only {pages} pages are looked at");
}

/// What `factpress check` finds, and in how many pages. No day counts as today: time alone must not fail a test.
fn check(root: &Path) -> (Vec<String>, usize) {
    let options = Options { root: root.to_owned(), ..Options::default() };
    let mut session = Session::open(options).expect("the site can be read");
    session.rehearse();
    let told = |finding: &factpress::finding::Finding| {
        let path = &session.sources().get(finding.span.file).expect("a file of the site").path;
        format!("{path}: {}: {}", finding.rule.name, finding.message)
    };
    (session.findings().iter().map(told).collect(), session.summary().pages)
}

#[test]
fn a_site_with_a_broken_link_is_not_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("index.md"), "# Home\n\n[gone](gone.md)\n").expect("written");
    let (findings, pages) = check(folder.path());
    assert_eq!((findings.len(), pages), (1, 1), "{findings:?}");
    assert!(findings[0].starts_with("index.md: broken-link: "), "{findings:?}");
}
