//! The suites of CommonMark, GFM and github-slugger, from data that may stand beside the checkout (`../shared/fixtures`).
//!
//! With CommonMark's options alone every example comes out as the specification shows it. With everything on, what differs
//! is listed in `differences.txt`, each with its reason; `UPDATE_EXPECT=1` writes the list anew, with `?` for a reason that
//! has to be found.
#![allow(clippy::expect_used, reason = "a test fails where something is not as it must be")]

#[path = "../site/mod.rs"]
mod site;

mod differences;
mod normal;
mod plain;
mod slugs;
mod suite;

use std::collections::BTreeSet;

use factpress::markdown::{Extensions, conformance_html};

use differences::{Difference, hold};
use normal::{Reading, normal};
use suite::Example;

/// What the options of the specification alone make of an example.
fn bare(example: &Example) -> String {
    let has = |name: &str| example.extensions.iter().any(|extension| extension == name);
    let extensions =
        Extensions { tables: has("table"), strikethrough: has("strikethrough"), task_lists: has("disabled") };
    conformance_html(&example.markdown, extensions)
}

/// The examples that come out as something else than the suite shows.
fn differing(examples: &[Example], reading: Reading, write: impl Fn(&Example) -> String) -> Vec<Difference> {
    let differs = |example: &&Example| normal(&write(example), reading) != normal(&example.html, reading);
    let differing = examples.iter().filter(differs);
    differing
        .map(|example| Difference {
            number: example.example,
            shows: format!("{:?}\n  wanted {:?}\n  came   {:?}", example.markdown, example.html, write(example)),
        })
        .collect()
}

#[test]
fn commonmark_alone() {
    let Some(examples) = suite::read("commonmark/spec-0.31.2.json") else { return };
    assert_eq!(examples.len(), 652, "the suite is whole");
    let differing = differing(&examples, Reading::Exact, bare);
    let shown: Vec<String> = differing.iter().map(|it| format!("{}: {}", it.number, it.shows)).collect();
    assert!(shown.is_empty(), "{} of 652 differ\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn commonmark_alone_as_it_will_be() {
    let Some(examples) = suite::read("commonmark/spec.json") else { return };
    hold("commonmark HEAD, alone", &differing(&examples, Reading::Exact, bare));
}

#[test]
fn commonmark_with_everything_on() {
    let Some(examples) = suite::read("commonmark/spec-0.31.2.json") else { return };
    hold("commonmark 0.31.2, everything on", &differing(&examples, Reading::Undressed, |it| plain::page(&it.markdown)));
}

#[test]
fn gfm_alone() {
    let Some(mut examples) = suite::read("gfm/spec.json") else { return };
    assert_eq!(examples.len(), 673, "the suite is whole");
    // Bare addresses and the filter of tags are part of how pages are dressed: they are compared with everything on.
    let dressed = BTreeSet::from(["autolink", "tagfilter"]);
    examples.retain(|example| !example.extensions.iter().any(|extension| dressed.contains(extension.as_str())));
    hold("gfm, alone", &differing(&examples, Reading::Exact, bare));
}

#[test]
fn gfm_with_everything_on() {
    let Some(examples) = suite::read("gfm/spec.json") else { return };
    hold("gfm, everything on", &differing(&examples, Reading::Undressed, |it| plain::page(&it.markdown)));
}
