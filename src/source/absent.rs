//! Folders that the configuration names and that are not there.
#![expect(clippy::disallowed_methods, reason = "source reads the files of a site")]

use std::path::Path;

use crate::config::Config;
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::rule::site::BAD_CONFIG;

/// A finding for each folder beside the content that the configuration of the site at `root` names and that is none.
pub fn absent(root: &Path, config: &Config) -> Vec<Finding> {
    let named = [("facts", &config.facts), ("templates", &config.templates), ("static", &config.statics)];
    let named = named.into_iter().filter_map(|(key, folder)| Some((key, folder.as_ref()?)));
    let absent = named.filter(|(_, (path, _))| !root.join(path.as_str()).is_dir());
    absent
        .map(|(key, (path, span))| {
            let is = if root.join(path.as_str()).exists() { "is a file" } else { "is not there" };
            let finding =
                Finding::new(&BAD_CONFIG, *span, format!("`{key}` wants a folder, and `{path}` {is}")).cause(key);
            let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
            let beside = folders(&root.join(folder));
            match nearest(name, beside.iter().map(String::as_str)) {
                Some(near) if folder.is_empty() => finding.help(format!("did you mean `{near}`?")),
                Some(near) => finding.help(format!("did you mean `{folder}/{near}`?")),
                None => finding.help(format!("make the folder, or leave out `{key}`")),
            }
        })
        .collect()
}

/// The names of the folders in a folder, in order; none where it cannot be read.
fn folders(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}
