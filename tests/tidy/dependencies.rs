//! Every dependency is used, and README.md says what for.

use std::collections::BTreeSet;

use crate::files::{File, read, sources};
use crate::layers::names_crate;

#[test]
fn every_dependency_is_used() {
    let crates = dependencies(&read("Cargo.toml").text);
    assert!(crates.len() > 10, "{crates:?}");
    assert_eq!(unused(&crates, &sources()).join(" "), "", "not used in src/");
}

#[test]
fn the_readme_gives_the_reason_of_every_dependency() {
    assert_eq!(explained(&read("README.md").text), dependencies(&read("Cargo.toml").text));
}

/// The names in the table `[dependencies]`.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let table = manifest.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
    let table = table.take_while(|line| !line.starts_with('['));
    table
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

fn unused<'a>(crates: &'a BTreeSet<String>, sources: &[File]) -> Vec<&'a str> {
    let is_used = |name: &str| {
        let name = name.replace('-', "_");
        sources.iter().any(|file| file.code().any(|(_, line)| names_crate(line, &name)))
    };
    crates.iter().map(String::as_str).filter(|name| !is_used(name)).collect()
}

/// The crates in the first column of the table in the section "Dependencies", where the second column says something.
fn explained(readme: &str) -> BTreeSet<String> {
    let section = readme.lines().skip_while(|line| *line != "## Dependencies").skip(1);
    let section = section.take_while(|line| !line.starts_with("## "));
    let rows = section.filter_map(|line| line.strip_prefix("| `")?.strip_suffix('|')?.split_once('|'));
    let rows = rows.filter(|(_, why)| !why.trim().is_empty());
    rows.flat_map(|(crates, _)| crates.split(',')).map(|name| name.trim().trim_matches('`').to_owned()).collect()
}

#[test]
fn an_unused_or_unexplained_dependency_is_found() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\n# Why.\nserde = \"1\"\nquick-xml = { version = \"1\" }\n\
                    linkify = \"1\"\n[dev-dependencies]\ndivan = \"1\"\n";
    let crates = dependencies(manifest);
    assert_eq!(crates, ["linkify", "quick-xml", "serde"].map(str::to_owned).into());
    let files = [File::new("src/a.rs", "use serde::Serialize;\n// linkify::LinkFinder\nlet a = quick_xml::Writer;\n")];
    assert_eq!(unused(&crates, &files), ["linkify"]);

    let readme = "| `divan` | outside |\n## Dependencies\n| Crate | why |\n| --- | --- |\n| `a`, `b-c` | two |\n| `d` | |\n\
                  \n## Licence\n| `e` | outside |\n";
    assert_eq!(explained(readme), ["a", "b-c"].map(str::to_owned).into());
}
