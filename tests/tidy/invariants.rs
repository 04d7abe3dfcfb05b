//! Each layer says what it promises: the last words of its documentation are its invariant.

use crate::files::{File, sources};

#[test]
fn every_layer_ends_its_documentation_with_its_invariant() {
    let layers: Vec<File> = sources().into_iter().filter(|file| is_layer(&file.path)).collect();
    assert!(layers.len() > 10, "the layers are not where they were");
    let silent: Vec<&str> = layers.iter().filter(|file| !states_invariant(file)).map(|file| &*file.path).collect();
    assert!(silent.is_empty(), "no `Invariant: …` at the end of the documentation: {silent:?}");
}

/// Whether a file is the `mod.rs` of a folder directly below `src`.
fn is_layer(path: &str) -> bool {
    path.split('/').count() == 3 && path.ends_with("/mod.rs")
}

fn states_invariant(file: &File) -> bool {
    let lines: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let last = lines.rsplit(|line| line.is_empty()).next().unwrap_or_default().join(" ");
    last.strip_prefix("Invariant: ").is_some_and(|promise| promise.ends_with('.'))
}

#[test]
fn a_layer_without_its_invariant_is_found() {
    let states = |text: &str| states_invariant(&File::new("src/a/mod.rs", text));
    assert!(states("//! Does it.\n//!\n//! Invariant: never fails, and sees\n//! one page.\n\nmod a;"));
    for text in [
        "mod a;",
        "//! Does it.",
        "//! Invariant: never fails.\n//!\n//! And more.",
        "//! Does it.\n//!\n//! Invariant: ",
        "//! Does it.\n\n// Invariant: never fails.",
    ] {
        assert!(!states(text), "{text}");
    }
    assert!(is_layer("src/a/mod.rs") && !is_layer("src/a/b/mod.rs") && !is_layer("src/a/b.rs"));
}
