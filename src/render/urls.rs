//! Addresses as one output writes them.

use crate::path::{OutPath, encode_fragment};

/// Where addresses are written from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Urls<'a> {
    /// The output that holds them.
    here: &'a OutPath,
    /// The path of the site on its host, ending in `/`, where addresses have to hold from any address: on the page that
    /// stands in for missing ones.
    absolute: Option<&'a str>,
}

impl<'a> Urls<'a> {
    /// Relative addresses, as they stand on the output at `here`.
    pub(super) fn relative(here: &'a OutPath) -> Self {
        Self { here, absolute: None }
    }

    /// Addresses from the root of the host, where the site's path on it is known.
    pub(super) fn from_root(here: &'a OutPath, path: Option<&'a str>) -> Self {
        Self { here, absolute: path }
    }

    /// Whether an output is the one that holds the addresses.
    pub(super) fn is_here(self, target: &OutPath) -> bool {
        target == self.here
    }

    /// Whether an output lies in the same folder.
    pub(super) fn is_beside(self, target: &OutPath) -> bool {
        target.parent() == self.here.parent()
    }

    /// The address of an output, percent-encoded, and so in need of no escaping.
    pub(super) fn to(self, target: &OutPath) -> String {
        match self.absolute {
            Some(path) => format!("{path}{}", target.encoded()),
            None => self.here.url_to(target),
        }
    }

    /// What leads back to the output folder: `./`, `../`, `../../` …, or the site's path on its host.
    pub(super) fn root(self) -> String {
        self.absolute.map_or_else(|| self.here.to_root(), str::to_owned)
    }

    /// The address of a place on an output. A place on the output itself is the fragment alone.
    pub(super) fn to_anchor(self, target: &OutPath, anchor: &str) -> String {
        if target == self.here {
            return format!("#{}", encode_fragment(anchor));
        }
        format!("{}#{}", self.to(target), encode_fragment(anchor))
    }
}

/// The path part of an absolute address, ending in `/`; `/` where it has none.
pub fn path_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_addresses() {
        assert_eq!(path_of("https://example.org/"), "/");
        assert_eq!(path_of("https://example.org"), "/");
        assert_eq!(path_of("https://example.org/a/b/"), "/a/b/");
    }

    #[test]
    fn anchors() {
        let here = OutPath::new("a/b.html").expect("a path");
        let there = OutPath::new("a/c.html").expect("a path");
        let urls = Urls::relative(&here);
        assert_eq!(urls.to_anchor(&here, "x y"), "#x%20y");
        assert_eq!(urls.to_anchor(&there, "x"), "c.html#x");
        assert_eq!(Urls::from_root(&here, Some("/docs/")).to(&there), "/docs/a/c.html");
    }
}
