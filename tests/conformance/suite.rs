//! Examples of a suite, as the fixtures hold them.

use crate::site;

/// One example.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Example {
    pub(crate) markdown: String,
    pub(crate) html: String,
    pub(crate) example: u32,
    #[serde(default)]
    pub(crate) extensions: Vec<String>,
}

/// The examples of a suite; none, and a word about it, where the fixtures are not there.
pub(crate) fn read(path: &str) -> Option<Vec<Example>> {
    let Some(text) = site::text(&site::shared("fixtures").join(path)) else {
        site::skipped(path, "there is no ../shared/fixtures beside the checkout");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")))
}
