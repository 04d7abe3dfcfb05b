//! What is internal lies in no output.

use std::path::Path;

use super::run_in;

const BOAT: &str = "label: name
fields:
  name: text
  pin: { type: text, internal: true, unique: true }
  crew: { type: integer, internal: true }
  log: { type: page, internal: true }
  boss: { type: ref, to: boat, internal: true }
  notes: { type: markdown, internal: true }
";

const BOATS: &str = "anna: { name: Anna, pin: TOPSECRET, log: topsecret.md, notes: 'see [it](topsecret-notes.md)' }
berta: { name: Berta, pin: TOPSECRET, crew: topsecret }
carla: { name: Carla, boss: topsecret }
";

const PAGE: &str = "---
kind: boat
facts: { name: Dora, log: topsecret.md }
---
# Dora

It is x<!-- fact: anna.pin -->.
";

/// The files below a folder that hold a word in any case.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let bytes = |path: &Path| std::fs::read(path).expect("a file");
    let holds = |path: &Path| String::from_utf8_lossy(&bytes(path)).to_lowercase().contains(word);
    files.filter(|entry| holds(entry.path())).map(|entry| entry.path().display().to_string()).collect()
}

#[test]
fn no_output_holds_what_is_internal() {
    let site = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(site.path().join("content/facts/kinds")).expect("made");
    let write = |path: &str, text: &str| std::fs::write(site.path().join("content").join(path), text).expect("written");
    write("facts/kinds/boat.yaml", BOAT);
    write("facts/boat.yaml", BOATS);
    write("index.md", PAGE);
    let (code, first, _) = run_in(&site, &["build"]);
    assert_eq!(code, Some(1));
    assert!(first.to_lowercase().contains("topsecret"), "those who write are told: {first}");
    let out = site.path().join("public");
    assert!(out.join("manifest.json").is_file());
    assert_eq!(holding(&out, "topsecret"), Vec::<String>::new());
    // The summary behind the findings tells how long it took.
    let findings = |said: &str| said.split("\n rule ").next().unwrap_or_default().to_owned();
    let (code, again, _) = run_in(&site, &["build"]);
    assert_eq!(code, Some(1));
    assert_eq!(findings(&again), findings(&first), "what is not kept is found again");
    assert_eq!(holding(&out, "topsecret"), Vec::<String>::new());
}
