//! Every file of the cases that factpress has nothing to say of is taken by its schema.

use std::path::{Path, PathBuf};

use factpress::session::{self, Options, schemas};
use factpress::span::FileId;
use serde_json::Value;

use crate::validate::{schema, takes, yaml};

/// The sites of all cases.
fn sites() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = walkdir::WalkDir::new(cases).min_depth(3).max_depth(3).sort_by_file_name().into_iter().flatten();
    let sites = folders.filter(|folder| folder.file_name() == "input").map(walkdir::DirEntry::into_path).collect();
    assert_ne!(sites, Vec::<PathBuf>::new(), "the cases are not where they were");
    sites
}

#[test]
fn configurations() {
    let schema = schema(&schemas::of_config().json);
    let mut taken = 0;
    for site in sites() {
        let Ok(text) = std::fs::read_to_string(site.join("factpress.yaml")) else { continue };
        if factpress::config::read(FileId(0), &text).1.is_empty() {
            assert!(takes(&schema, &yaml(&text)), "{}", site.display());
            taken += 1;
        }
    }
    assert!(taken > 10, "only {taken} configurations are looked at");
}

#[test]
fn kinds_and_things() {
    let mut taken = 0;
    for site in sites() {
        let Ok(scanned) = session::scan(Options { root: site.clone(), ..Options::default() }) else { continue };
        if scanned.mistakes_in_facts() > 0 {
            continue;
        }
        for one in scanned.schemas() {
            let schema: Value = schema(&one.json);
            for path in files(&site, &one.files) {
                let text = std::fs::read_to_string(&path).expect("text");
                assert!(takes(&schema, &yaml(&text)), "{}", path.display());
                taken += 1;
            }
        }
    }
    assert!(taken > 5, "only {taken} files are looked at");
}

/// The files of a site that a path or a glob `folder/*.yaml` means.
fn files(site: &Path, glob: &str) -> Vec<PathBuf> {
    if glob == "factpress.yaml" {
        return Vec::new();
    }
    let Some(folder) = glob.strip_suffix("/*.yaml") else {
        return Some(site.join(glob)).filter(|path| path.is_file()).into_iter().collect();
    };
    let entries = walkdir::WalkDir::new(site.join(folder)).max_depth(1).sort_by_file_name().into_iter().flatten();
    let paths = entries.map(walkdir::DirEntry::into_path);
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect()
}
