//! Paths inside a site: where a source lies, and where an output will lie.
//!
//! Both are relative, use `/`, are UTF-8, and never hold `.`, `..`, an empty part or a leading `/`. Joining and
//! climbing happen on values of these types, so a path that has left the site cannot be written down. Their copies share
//! their text.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Where a file of the site lies, relative to the folder of the command line: `content/guide/start.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourcePath(Arc<str>);

/// Where an output lies, relative to the output folder: `guide/start.html`. Not percent-encoded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OutPath(Arc<str>);

/// Why a relative path cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    /// `..` climbed above the root.
    Outside,
    /// A part that no path may hold: a NUL or another control character, or a backslash.
    Invalid,
}

/// Follows `relative` from the folder `base` (both `/`-separated), resolving `.` and `..`.
///
/// # Errors
/// [`PathError::Outside`] where `..` climbs above the root, [`PathError::Invalid`] where a part cannot be a file name.
fn follow(base: &str, relative: &str) -> Result<Arc<str>, PathError> {
    if relative.chars().any(|c| c.is_control() || c == '\\') {
        return Err(PathError::Invalid);
    }
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(PathError::Outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/").into())
}

/// The folder a path lies in; empty for a file at the root.
fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

macro_rules! relative_path {
    ($type:ident) => {
        impl $type {
            /// A path from text that may hold `.`, `..` and doubled slashes.
            ///
            /// # Errors
            /// Where the text leaves the root or holds a control character or a backslash.
            pub fn new(text: &str) -> Result<Self, PathError> {
                follow("", text).map(Self)
            }

            /// The path as `/`-separated text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The folder the path lies in; empty at the root.
            pub fn parent(&self) -> &str {
                parent(&self.0)
            }

            /// The last part of the path.
            pub fn name(&self) -> &str {
                name(&self.0)
            }

            /// The last part without its extension.
            pub fn stem(&self) -> &str {
                let name = self.name();
                name.rfind('.').filter(|at| *at > 0).map_or(name, |at| &name[..at])
            }

            /// The extension without its dot; empty where there is none.
            pub fn extension(&self) -> &str {
                let name = self.name();
                name.rfind('.').filter(|at| *at > 0).map_or("", |at| &name[at + 1..])
            }

            /// Follows a relative path from the folder this path lies in.
            ///
            /// # Errors
            /// Where the result leaves the root or holds a control character or a backslash.
            pub fn sibling(&self, relative: &str) -> Result<Self, PathError> {
                follow(self.parent(), relative).map(Self)
            }

            /// Follows a relative path from this path, taken as a folder.
            ///
            /// # Errors
            /// Where the result leaves the root or holds a control character or a backslash.
            pub fn join(&self, relative: &str) -> Result<Self, PathError> {
                follow(&self.0, relative).map(Self)
            }

            /// What is left of the path below `folder`, where it lies in it; an empty folder holds everything.
            pub fn below(&self, folder: &str) -> Option<&str> {
                if folder.is_empty() {
                    return Some(&self.0);
                }
                self.0.strip_prefix(folder)?.strip_prefix('/')
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

relative_path!(SourcePath);
relative_path!(OutPath);

/// The bytes that stand for themselves in the path of a URL (RFC 3986, `pchar`, and `/`), without those that HTML
/// would have to escape.
const PATH: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

impl OutPath {
    /// The path percent-encoded, as it stands in a URL after the site's base address.
    pub fn encoded(&self) -> String {
        percent_encoding::utf8_percent_encode(&self.0, PATH).to_string()
    }

    /// The relative URL that leads from the page at `self` to `target`, percent-encoded.
    ///
    /// A first part that would read as a scheme (`a:b`) is written after `./`. The URL of a page to itself is its own
    /// file name.
    pub fn url_to(&self, target: &OutPath) -> String {
        let here = self.parent();
        let mut common = 0;
        for (at, byte) in here.bytes().enumerate() {
            if target.0.as_bytes().get(at) != Some(&byte) {
                break;
            }
            if byte == b'/' {
                common = at + 1;
            }
        }
        if !here.is_empty() && target.below(here).is_some() {
            common = here.len() + 1;
        }
        let up =
            if common > here.len() { 0 } else { here[common..].split('/').filter(|part| !part.is_empty()).count() };
        let down = &target.0[common.min(target.0.len())..];
        let mut url = "../".repeat(up);
        if up == 0 && down.split('/').next().is_some_and(|part| part.contains(':')) {
            url.push_str("./");
        }
        url.extend(percent_encoding::utf8_percent_encode(down, PATH));
        url
    }

    /// The prefix that leads from the page at `self` back to the output folder: `./`, `../`, `../../` … It is never empty,
    /// so that no path written after it reads as a scheme.
    pub fn to_root(&self) -> String {
        match self.0.bytes().filter(|byte| *byte == b'/').count() {
            0 => "./".to_owned(),
            folders => "../".repeat(folders),
        }
    }
}

impl SourcePath {
    /// The way from this file to another, as a link in its text: relative, percent-encoded.
    pub fn way_to(&self, target: &SourcePath) -> String {
        OutPath(self.0.clone()).url_to(&OutPath(target.0.clone()))
    }
}

/// Percent-encodes a fragment so that it can stand after `#` in any attribute.
pub fn encode_fragment(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, PATH).to_string()
}

/// Decodes percent-escapes once; `None` where what comes out is not UTF-8.
pub fn percent_decode(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(text: &str) -> OutPath {
        OutPath::new(text).expect("a path")
    }

    #[test]
    fn relative_urls() {
        for (from, to, url) in [
            ("a.html", "b.html", "b.html"),
            ("a.html", "x/b.html", "x/b.html"),
            ("x/a.html", "b.html", "../b.html"),
            ("x/a.html", "x/b.html", "b.html"),
            ("x/a.html", "xy/b.html", "../xy/b.html"),
            ("x/y/a.html", "x/z/b.html", "../z/b.html"),
            ("x/y/a.html", "x/yy/b.html", "../yy/b.html"),
            ("x/y/a.html", "x/b.html", "../b.html"),
            ("x/a.html", "x/y/b.html", "y/b.html"),
            ("a.html", "c:d.html", "./c:d.html"),
            ("a.html", "ü b.html", "%C3%BC%20b.html"),
        ] {
            assert_eq!(out(from).url_to(&out(to)), url, "{from} to {to}");
        }
    }

    #[test]
    fn the_way_to_the_root_is_never_empty() {
        for (from, way) in [("a.html", "./"), ("x/a.html", "../"), ("x/y/a.html", "../../")] {
            assert_eq!(out(from).to_root(), way, "{from}");
        }
    }

    #[test]
    fn paths_stay_inside() {
        assert_eq!(SourcePath::new("../x"), Err(PathError::Outside));
        assert_eq!(SourcePath::new("a/../../x"), Err(PathError::Outside));
        assert_eq!(SourcePath::new("a\\b"), Err(PathError::Invalid));
        assert_eq!(SourcePath::new("/a//./b").expect("a path").as_str(), "a/b");
    }
}
