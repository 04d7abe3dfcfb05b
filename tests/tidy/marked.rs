//! The disk, the clock and the environment are for marked files of a few layers; the terminal is for two.

use crate::files::{File, sources};

/// Where a lint may be set aside that keeps files from the disk, the clock and the environment.
const MARKED: &[&str] =
    &["src/source/", "src/publish/", "src/serve/", "src/cli/", "src/session/timings.rs", "src/main.rs"];

/// Where something may be printed: what commands answer, and what the preview says while it runs.
const PRINTS: &[&str] = &["src/cli/", "src/serve/say.rs"];

#[test]
fn only_marked_layers_touch_the_outside() {
    let wrong: Vec<String> = sources().iter().flat_map(strays).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a file sets the lints aside, or prints, and must not. Files of tests read and measure what they like.
fn strays(file: &File) -> Vec<String> {
    let lies_in = |places: &[&str]| places.iter().any(|place| file.path.starts_with(place));
    let is_tests = file.path.ends_with("/tests.rs");
    let mut wrong = Vec::new();
    for (line, text) in file.code() {
        let touches = text.contains("clippy::disallowed_methods") && !is_tests && !lies_in(MARKED);
        let terminal = ["stdout()", "stderr()", "clippy::print_std"].iter().any(|word| text.contains(word));
        if touches || terminal && !lies_in(PRINTS) {
            wrong.push(format!("{}:{line}: {}", file.path, text.trim()));
        }
    }
    wrong
}

#[test]
fn a_layer_that_reads_or_prints_is_found() {
    let told = |path: &str, text: &str| strays(&File::new(path, text)).len();
    let reads = "#![expect(clippy::disallowed_methods, reason = \"quick\")]";
    assert_eq!((told("src/link/nav.rs", reads), told("src/source/walk.rs", reads)), (1, 0));
    assert_eq!((told("src/session/mod.rs", reads), told("src/yaml/tests.rs", reads)), (1, 0));
    let prints = "    writeln!(std::io::stdout(), \"hello\")";
    assert_eq!((told("src/check/mod.rs", prints), told("src/cli/console.rs", prints)), (1, 0));
    assert_eq!(told("src/publish/mod.rs", "#![allow(clippy::print_stdout, reason = \"quick\")]"), 1);
}
