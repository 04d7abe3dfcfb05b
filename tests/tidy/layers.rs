//! Who may import whom: a layer knows the words and the layers it is listed with, and never one above it.

use std::collections::BTreeSet;

use crate::files::{File, sources};

/// What everything else is said in. They know each other.
const WORDS: &[&str] = &[
    "address", "allow", "date", "digest", "error", "finding", "nearest", "one_line", "output", "path", "pattern",
    "rule", "span", "summary", "seek", "tags",
];

/// The layers from the lowest to the highest, with the layers each may know beside the words.
const LAYERS: &[(&str, &[&str])] = &[
    ("yaml", &[]),
    ("config", &["yaml"]),
    ("source", &["config"]),
    ("dialect", &["config"]),
    ("sentence", &[]),
    ("markdown", &["config", "yaml", "dialect", "sentence"]),
    ("facts", &["yaml", "sentence"]),
    ("link", &["config", "source", "sentence", "markdown", "facts"]),
    ("check", &["config", "source", "sentence", "markdown", "facts", "link"]),
    ("render", &["config", "source", "markdown", "facts", "link"]),
    ("propose", &["source", "sentence", "markdown", "facts", "link"]),
    ("report", &["source"]),
    ("edit", &["source"]),
    ("publish", &[]),
    (
        "session",
        &[
            "yaml", "config", "source", "dialect", "sentence", "markdown", "facts", "link", "check", "render",
            "propose", "report", "edit", "publish",
        ],
    ),
    ("serve", &["session"]),
    ("cli", &["source", "render", "report", "edit", "publish", "session", "serve"]),
];

/// Crates that one layer alone may name, so that they can be exchanged there.
const CRATES: &[(&str, &str)] = &[
    ("pulldown_cmark", "markdown"),
    ("serde_saphyr", "yaml"),
    ("regex", "pattern"),
    ("aho_corasick", "pattern"),
    ("tera", "render"),
    ("httparse", "serve"),
    ("httpdate", "serve"),
    ("notify", "serve"),
];

#[test]
fn no_layer_knows_one_above_it() {
    let wrong: Vec<String> = sources().iter().flat_map(forbidden_imports).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_is_a_word_or_a_layer() {
    let there: BTreeSet<String> = sources().iter().filter_map(|file| module(&file.path).map(str::to_owned)).collect();
    let listed = WORDS.iter().copied().chain(LAYERS.iter().map(|(name, _)| *name)).map(str::to_owned).collect();
    assert_eq!(there, listed);
}

#[test]
fn crates_stay_behind_their_layer() {
    let wrong: Vec<String> = sources().iter().flat_map(strays).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The module of the crate that a file belongs to; `lib.rs` and `main.rs` belong to none.
fn module(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/")?.split('/').next()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (!matches!(name, "lib" | "main")).then_some(name)
}

/// Whether a module may import another one.
fn may_know(importer: &str, imported: &str) -> bool {
    let layers = LAYERS.iter().find(|(name, _)| *name == importer).map_or(&[][..], |(_, layers)| layers);
    importer == imported || WORDS.contains(&imported) || layers.contains(&imported)
}

fn forbidden_imports(file: &File) -> Vec<String> {
    let Some(importer) = module(&file.path) else { return Vec::new() };
    let wrong = imports(file).into_iter().filter(|(_, imported)| !may_know(importer, imported));
    wrong.map(|(line, imported)| format!("{}:{line}: `{importer}` must not know `{imported}`", file.path)).collect()
}

/// The modules that a file names by `crate::`, or by climbing out of its own with `super::super::`.
fn imports(file: &File) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    let code: Vec<(usize, &str)> = file.code().collect();
    for (at, (line, text)) in code.iter().enumerate() {
        for (start, _) in text.match_indices("crate::").filter(|(start, _)| !goes_on(&text[..*start])) {
            let rest: Vec<&str> = code[at..].iter().map(|(_, text)| *text).collect();
            let rest = rest.join("\n")[start + "crate::".len()..].to_owned();
            found.extend(heads(&rest).into_iter().map(|head| (*line, head)));
        }
        for (start, climb) in text.match_indices("super::super::") {
            let head = word(&text[start + climb.len()..]);
            if LAYERS.iter().any(|(name, _)| *name == head) {
                found.insert((*line, head.to_owned()));
            }
        }
    }
    found
}

/// The first names of what follows `crate::`: one, or each of a group in braces.
fn heads(text: &str) -> Vec<String> {
    let Some(group) = text.strip_prefix('{') else { return vec![word(text).to_owned()] };
    let mut depth = 0_usize;
    let mut heads = vec![word(group.trim_start()).to_owned()];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(word(group[at + 1..].trim_start()).to_owned()),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// The name at the start of a text.
fn word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(text)
}

/// Whether what follows a text is the rest of a longer name.
fn goes_on(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Where a file names a crate that belongs to another layer.
fn strays(file: &File) -> Vec<String> {
    let own = module(&file.path);
    let mut wrong = Vec::new();
    for (line, text) in file.code() {
        for (name, layer) in CRATES.iter().filter(|(_, layer)| own != Some(layer)) {
            if names_crate(text, name) {
                wrong.push(format!("{}:{line}: only `{layer}` names {name}", file.path));
            }
        }
    }
    wrong
}

/// Whether a line of code names a crate: as the head of a path, or in a `use` of its own.
pub(crate) fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let rest = &line[start + name.len()..];
        let head = !goes_on(&line[..start]) && (!line[..start].ends_with("::") || line[..start].ends_with(" ::"));
        let used = line.trim_start().starts_with("use ") && rest.starts_with([';', ' ']);
        head && (rest.starts_with("::") || used)
    })
}

#[test]
fn the_table_itself_goes_one_way() {
    for (at, (name, known)) in LAYERS.iter().enumerate() {
        for one in *known {
            assert!(LAYERS[..at].iter().any(|(below, _)| below == one), "`{one}` does not stand below `{name}`");
        }
    }
}

#[test]
fn an_import_upwards_is_found_however_it_is_written() {
    let told = |path: &str, text: &str| forbidden_imports(&File::new(path, text)).join("\n");
    let link = "src/link/nav.rs";
    assert_eq!(told(link, "\nuse crate::check::settle;"), "src/link/nav.rs:2: `link` must not know `check`");
    assert!(told(link, "use crate::{path::OutPath, render::{Plan, Theme}};").contains("`render`"));
    assert!(told(link, "use crate::{\n    path::{A, B},\n    session::Session,\n};").contains("`session`"));
    assert!(told(link, "    let site = crate::cli::run(args);").contains("`cli`"));
    assert!(told(link, "use super::super::check::check;").contains("`check`"));
    assert!(told("src/path.rs", "use crate::config::Config;").contains("`config`"));
    assert!(told("src/yaml/build.rs", "use crate::config::Config;").contains("`config`"));
    assert_eq!(told(link, "//! [`crate::check`] makes findings of it.\nuse crate::markdown::PageObject;"), "");
    assert_eq!(told(link, "use crate::link::{Site, render};\nlet a = b; // as crate::check does"), "");
}

#[test]
fn a_crate_in_the_wrong_layer_is_found() {
    let told = |path: &str, text: &str| strays(&File::new(path, text)).join("\n");
    assert_eq!(told("src/check/a.rs", "use tera::Context;"), "src/check/a.rs:1: only `render` names tera");
    assert!(told("src/cli/a.rs", "    let a = notify::recommended_watcher(f);").contains("`serve`"));
    assert!(told("src/config/read.rs", "use serde_saphyr as yaml;").contains("`yaml`"));
    assert_eq!(told("src/render/a.rs", "use tera::Context;"), "");
    assert_eq!(told("src/cli/a.rs", "use super::notify;\nuse crate::tera::X;\nlet literal = literals::a;"), "");
}
