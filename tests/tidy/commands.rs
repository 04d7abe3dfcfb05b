//! The commands that README.md and the manual show are commands that the program takes.

use std::ffi::OsString;

use crate::files::{File, below, read};

#[test]
fn commands_in_the_documentation_parse() {
    let mut pages = below("content/manual");
    pages.push(read("README.md"));
    let shown: usize = pages.iter().map(|page| commands(&page.text).len()).sum();
    assert!(shown > 10, "only {shown} commands are found");
    let wrong: Vec<String> = pages.iter().flat_map(refused).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The commands in code fences: each line that begins with `factpress`, or runs it by Cargo or as a step of a workflow.
fn commands(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut open = false;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if line.starts_with("```") {
            open = !open;
        } else if open {
            found.extend(command(line).map(|words| (at + 1, words)));
        }
    }
    found
}

/// The words of a command, without a comment that follows.
fn command(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next().unwrap_or(line);
    let line = ["- run: ", "run: ", "$ "].iter().find_map(|prompt| line.strip_prefix(prompt)).unwrap_or(line);
    let words = || line.split_whitespace().map(str::to_owned);
    if line.starts_with("cargo run") {
        let given = words().skip_while(|word| word != "--").skip(1);
        return Some(["factpress".to_owned()].into_iter().chain(given).collect());
    }
    (words().next()? == "factpress").then(|| words().collect())
}

/// The commands that a shown one stands for: what is in brackets is left out, and given.
fn variants(words: &[String]) -> [Vec<String>; 2] {
    let mut depth = 0_usize;
    let mut least = Vec::new();
    let mut most = Vec::new();
    for word in words {
        depth += word.matches('[').count();
        let bare = word.replace(['[', ']'], "");
        let value = match bare.as_str() {
            "PORT" => "4000".to_owned(),
            "FORMAT" => "short".to_owned(),
            _ => bare,
        };
        if depth == 0 {
            least.push(value.clone());
        }
        most.push(value);
        depth -= word.matches(']').count().min(depth);
    }
    [least, most]
}

fn refused(page: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, words) in commands(&page.text) {
        for variant in variants(&words) {
            if let Err(message) = factpress::cli::parses(variant.iter().map(OsString::from)) {
                wrong.push(format!("{}:{line}: {}\n{message}", page.path, variant.join(" ")));
            }
        }
    }
    wrong
}

#[test]
fn a_command_that_is_none_is_found() {
    let wrong = |command: &str| refused(&File::new("a.md", &format!("```shell\n{command}\n```\n"))).len();
    assert_eq!(wrong("factpress build [PATH] [--strict [--all]]   # --what"), 0);
    assert_eq!(wrong("cargo run --release -- check docs"), 0);
    assert_eq!(wrong("factpress help check"), 0);
    assert_eq!(wrong("cargo test --what"), 0);
    assert_eq!(wrong("factpress build [--strickt]"), 1);
    assert_eq!(wrong("factpress build --strickt"), 2);
    assert_eq!(wrong("cargo run --release -- check --what"), 2);
    assert_eq!(wrong("- run: factpress check --what"), 2);
    assert_eq!(wrong("factpress serve --port none"), 2);
    assert!(commands("factpress check\n\n```text\nother\n```\nfactpress build\n").is_empty());
}
