//! `check` over real guides, from data that may stand beside the checkout (`../shared/corpora`): each by itself, and all of
//! them as one site.
//!
//! How often each rule finds something is written in `expected.txt`, so that a change is seen in review;
//! `UPDATE_EXPECT=1 cargo test --test corpora` writes it anew.
#![expect(clippy::disallowed_methods, reason = "a test lists guides, and accepts what came when it is asked to")]
#![allow(clippy::expect_used, reason = "a test fails where something is not as it must be")]

mod dialect;
mod lists;
mod page;
#[path = "../site/mod.rs"]
mod site;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use factpress::session::Session;

/// How many findings there are, by rule.
type Counts = BTreeMap<String, usize>;

/// Tests of one program run at once, and all of them write into one file.
static WRITING: Mutex<()> = Mutex::new(());

/// The guides, where they are there.
fn guides(wanted: &str) -> Option<Vec<PathBuf>> {
    let mut guides = site::folders(&site::shared("corpora"));
    guides.retain(|guide| guide.join("doc_source").is_dir());
    if guides.is_empty() {
        site::skipped(wanted, "there is no ../shared/corpora beside the checkout");
        return None;
    }
    Some(guides)
}

/// Checks a site, and everything that holds for any of them.
fn checked(root: &Path, guides: &[PathBuf]) -> Counts {
    let out = tempfile::tempdir().expect("a folder");
    let session = Session::open(site::options(root, out.path())).expect("a site");
    assert_eq!(site::bad_spans(&session), Vec::<String>::new());
    let pages: BTreeSet<PathBuf> = session.site().pages.iter().map(|page| root.join(page.path.as_str())).collect();
    let missing: Vec<PathBuf> =
        guides.iter().flat_map(|guide| sources(guide)).filter(|it| !pages.contains(it)).collect();
    assert_eq!(missing, Vec::<PathBuf>::new(), "every Markdown file is a page");
    let mut counts = Counts::from([("pages".to_owned(), session.site().pages.len())]);
    for finding in session.findings() {
        *counts.entry(finding.rule.name.to_owned()).or_default() += 1;
    }
    counts
}

/// The Markdown of a guide.
fn sources(guide: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(guide.join("doc_source")).into_iter().map(|entry| entry.expect("readable"));
    files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|it| it == "md")).collect()
}

/// `expected.txt`: lines `rule: number` below the name of a site in brackets.
fn expected() -> BTreeMap<String, Counts> {
    let mut sites: BTreeMap<String, Counts> = BTreeMap::new();
    let mut name = String::new();
    for line in site::text(&path()).unwrap_or_default().lines().filter(|line| !line.is_empty()) {
        if let Some(site) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            site.clone_into(&mut name);
        } else {
            let (rule, number) = line.split_once(": ").expect("a rule and a number");
            sites.entry(name.clone()).or_default().insert(rule.to_owned(), number.parse().expect("a number"));
        }
    }
    sites
}

fn path() -> PathBuf {
    site::project().join("tests/corpora/expected.txt")
}

/// Holds the counts of a site to the file.
fn hold(name: &str, counts: Counts) {
    let _one = WRITING.lock();
    let mut sites = expected();
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        sites.insert(name.to_owned(), counts);
        let mut text = String::new();
        for (name, counts) in sites {
            text.push_str(&format!("[{name}]\n"));
            counts.iter().for_each(|(rule, number)| text.push_str(&format!("{rule}: {number}\n")));
            text.push('\n');
        }
        return site::write(&path(), format!("{}\n", text.trim_end()).as_bytes());
    }
    assert_eq!(Some(&counts), sites.get(name), "{name}: UPDATE_EXPECT=1 accepts what came");
}

#[test]
fn each_guide() {
    for guide in guides("each guide").unwrap_or_default() {
        let name = guide.file_name().expect("a name").to_string_lossy().into_owned();
        hold(&name, checked(&guide, std::slice::from_ref(&guide)));
    }
}

#[test]
fn all_guides_as_one_site() {
    if let Some(guides) = guides("all guides") {
        hold("all", checked(&site::shared("corpora"), &guides));
    }
}
