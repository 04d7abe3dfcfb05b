//! Files stay small, nothing is left half done, and nothing is said of one machine.

use crate::files::{File, below, sources};

/// More lines than this in one file are more than one purpose.
const MOST_LINES: usize = 450;

#[test]
fn no_source_file_is_long() {
    let long: Vec<String> = sources().iter().filter_map(too_long).collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines: {}", long.join(", "));
}

#[test]
fn nothing_is_left_to_do_in_the_sources() {
    let left: Vec<String> = sources().iter().flat_map(|file| lines_with(file, is_unfinished)).collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    let shown = ["src", "content", "templates", "static", "README.md", "CHANGELOG.md", "Cargo.toml", ".ci", "benches"];
    let files: Vec<File> = shown.iter().flat_map(|path| below(path)).collect();
    assert!(files.len() > 150, "the files are not where they were");
    let local: Vec<String> = files.iter().flat_map(|file| lines_with(file, is_local)).collect();
    assert!(local.is_empty(), "{}", local.join("\n"));
}

fn too_long(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > MOST_LINES).then(|| format!("{} ({lines})", file.path))
}

fn lines_with(file: &File, holds: fn(&str) -> bool) -> Vec<String> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| holds(line));
    lines.map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim())).collect()
}

/// Whether a line says that something is still to be done.
fn is_unfinished(line: &str) -> bool {
    ["TODO", "FIXME"]
        .iter()
        .any(|mark| line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).any(|word| word == *mark))
}

/// Whether a line holds an absolute path below a folder that is another one on each machine.
fn is_local(line: &str) -> bool {
    ["/work/", "/tmp/", "/home/", "/root/", "/Users/", r"C:\Users\"].iter().any(|folder| {
        // After a letter or a dot it goes on with an address or a relative path.
        let starts = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        line.match_indices(folder).any(|(at, _)| starts(at))
    })
}

#[test]
fn what_must_not_be_there_is_found() {
    assert_eq!(too_long(&File::new("src/a.rs", &"\n".repeat(451))).as_deref(), Some("src/a.rs (451)"));
    assert_eq!(too_long(&File::new("src/a.rs", &"\n".repeat(450))), None);
    let told = |text: &str, holds| lines_with(&File::new("a", text), holds).join("\n");
    assert_eq!(told("\n  // TODO: more", is_unfinished), "a:2: // TODO: more");
    assert_eq!(told("a FIXME", is_unfinished), "a:1: a FIXME");
    assert_eq!(told("MASTODON_TODO todo", is_unfinished), "");
    for local in ["see /home/ann/site", "`/tmp/x`", "file:///work/a", r"C:\Users\ann", "\"/root/.cargo\""] {
        assert_ne!(told(local, is_local), "", "{local}");
    }
    for shared in ["https://example.com/home/", "../tmp/a", "/homework/", "a/work/b", "/usr/bin/env"] {
        assert_eq!(told(shared, is_local), "", "{shared}");
    }
}
