//! The facts of the project's own site and its pages hold each other: whoever changes one of them alone is told.

use std::path::Path;

use factpress::session::{Options, Session};

use crate::files::{below, root};

/// A change of one file, and what is found then: the rule, where its finding stands, and where its other place does.
type Change = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

const ROLES: &str = "content/facts/service_linked_role.yaml";
const SUPPORT: &str = "content/roles/support.md";
const ADVISOR: &str = "content/roles/trusted-advisor.md";

const CHANGES: &[Change] = &[
    // In the facts.
    (ROLES, &[("[support.amazonaws.com]", "[help.amazonaws.com]")], "contradicts-fact", SUPPORT, ROLES),
    (ROLES, &[("[trustedadvisor.amazonaws.com]", "[ta.amazonaws.com]")], "contradicts-fact", ADVISOR, ROLES),
    (ROLES, &[("deletion: never", "deletion: allowed")], "contradicts-fact", SUPPORT, ROLES),
    (ROLES, &[("deletion: after_cleanup", "deletion: never")], "contradicts-fact", ADVISOR, ROLES),
    (ROLES, &[("created: automatic", "created: by_hand")], "contradicts-fact", SUPPORT, ROLES),
    // On the pages.
    (
        SUPPORT,
        &[("service, `support.amazonaws.com`", "service, `help.amazonaws.com`")],
        "contradicts-fact",
        SUPPORT,
        ROLES,
    ),
    (
        SUPPORT,
        &[("You never create this role", "You must manually create this role")],
        "contradicts-fact",
        SUPPORT,
        ROLES,
    ),
    (
        SUPPORT,
        &[("`AWSServiceRoleForSupport` cannot be deleted", "`AWSServiceRoleForSupport` can be deleted when you leave")],
        "contradicts-fact",
        SUPPORT,
        ROLES,
    ),
    (
        ADVISOR,
        &[("The role can be deleted when", "You cannot delete the role when")],
        "contradicts-fact",
        ADVISOR,
        ROLES,
    ),
    (
        ADVISOR,
        &[("role/aws-service-role/trustedadvisor.amazonaws.com", "role/aws-service-role/support.amazonaws.com")],
        "contradicts-fact",
        ADVISOR,
        ROLES,
    ),
    (
        SUPPORT,
        &[(
            "Every AWS account holds the role `AWSServiceRoleForSupport`",
            "Every AWS account holds the role `AWSServiceRoleForSuport`",
        )],
        "unknown-name",
        SUPPORT,
        "",
    ),
    // Between the pages: each must link to the other.
    (
        SUPPORT,
        &[("(trusted-advisor.md#deleting)", "(index.md)"), ("(trusted-advisor.md)", "(index.md)")],
        "missing-backlink",
        ROLES,
        SUPPORT,
    ),
    (
        ADVISOR,
        &[("(support.md#deleting)", "(index.md)"), ("(support.md)", "(index.md)")],
        "missing-backlink",
        ROLES,
        ADVISOR,
    ),
];

#[test]
fn who_changes_a_page_or_a_fact_alone_is_told() {
    let mut wrong = Vec::new();
    for (file, edits, rule, at, related) in CHANGES {
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path());
        let path = folder.path().join(file);
        let mut text = std::fs::read_to_string(&path).expect("a file of the site");
        for (from, to) in *edits {
            assert!(text.contains(from), "{file} does not say `{from}`");
            text = text.replace(from, to);
        }
        std::fs::write(&path, text).expect("written");
        let found = findings(folder.path());
        if !found.iter().any(|(of, place, other)| of == rule && place == at && (related.is_empty() || other == related))
        {
            wrong.push(format!("{file}: {edits:?}: no {rule} at {at} with {related}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lays the site without the manual, whose pages are not about roles.
fn lay(to: &Path) {
    let files = below("content/roles").into_iter().chain(below("content/facts"));
    for file in files {
        let path = to.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, file.text).expect("written");
    }
    let config = std::fs::read_to_string(root().join("factpress.yaml")).expect("the configuration");
    let kinds = config.lines().find(|line| line.starts_with("kinds:")).expect("the kinds");
    std::fs::write(to.join("factpress.yaml"), format!("{kinds}\n")).expect("written");
}

/// The findings of a site: the rule, the file, and the file of the first other place.
fn findings(root: &Path) -> Vec<(String, String, String)> {
    let session = Session::open(Options { root: root.to_owned(), ..Options::default() }).expect("a site");
    let path = |file| session.sources().path(file).to_owned();
    let told = session.findings().iter().map(|finding| {
        let other = finding.related.first().map_or(String::new(), |label| path(label.span.file));
        (finding.rule.name.to_owned(), path(finding.span.file), other)
    });
    told.collect()
}

#[test]
fn the_roles_alone_are_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    lay(folder.path());
    let found = findings(folder.path());
    assert!(found.iter().all(|(rule, ..)| rule == "no-links-to-page"), "{found:?}");
}
