//! The example of a rule's page is a site that shows this rule and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use factpress::session::{Options, Session};

use crate::files::below;

/// Rules whose examples are made in a shell, since their files cannot be written as text.
const SHELL: [&str; 4] = ["not-utf8", "symlink-escape", "too-large", "unreadable"];

#[test]
fn each_shows_its_rule_and_no_other() {
    let mut wrong = Vec::new();
    for page in below("content/rules") {
        let rule = page.path.trim_start_matches("content/rules/").trim_end_matches(".md");
        let files = files(&page.text);
        if rule == "index" || (files.is_empty() && SHELL.contains(&rule)) {
            continue;
        }
        let found = rules(&files);
        if found.iter().map(String::as_str).ne([rule]) {
            wrong.push(format!("{}: its example of {} files shows {found:?}", page.path, files.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of an example: code blocks with a `title=`, which is a path.
fn files(page: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    // The fence that ends the block, and whether it is a file.
    let mut open: Option<(&str, bool)> = None;
    let example = page.split_once("## Example").map_or("", |(_, rest)| rest);
    let example = example.split_once("\n## Fix").map_or(example, |(example, _)| example);
    for line in example.lines() {
        match open {
            Some((fence, _)) if line == fence => open = None,
            Some((_, true)) => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            Some(_) => {}
            None => {
                let info = line.trim_start_matches('`');
                let fence = &line[..line.len() - info.len()];
                if fence.len() >= 3 {
                    let title = info.split_once("title=").map(|(_, title)| title.trim());
                    files.extend(title.map(|title| (title, String::new())));
                    open = Some((fence, title.is_some()));
                }
            }
        }
    }
    files
}

/// The rules that a site of these files breaks.
fn rules(files: &[(&str, String)]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(&path, text).expect("a file");
    }
    let today = Some("2026-06-01".to_owned());
    let options =
        Options { root: folder.path().to_owned(), out: Some(folder.path().join("out")), today, ..Options::default() };
    let mut session = Session::open(options).expect("a site");
    session.rehearse();
    session.findings().iter().map(|finding| finding.rule.name.to_owned()).collect()
}

#[test]
fn files_are_code_blocks_with_a_title() {
    let page = "# r\n\n```text title=no\n```\n\n## Example\n\n````md title=a.md\n```\nx\n```\n````\n\n```shell\nls\n```\n\n## Fix\n";
    assert_eq!(files(page), [("a.md", "```\nx\n```\n".to_owned())]);
    assert_eq!(
        rules(&[("content/index.md", "# A\n\n[b](c.md)\n".to_owned())]).into_iter().collect::<Vec<_>>(),
        ["broken-link"]
    );
}
