//! Where an address of a page leads, among the files that are there.

use crate::address::{Address, is_safe};
use crate::path::{OutPath, PathError, percent_decode};
use crate::publish::reader::{Files, Kind};

/// The page that hosts show where there is none.
const MISSING: &str = "404.html";

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Use {
    /// A visitor goes there.
    Link,
    /// It is shown or run as a part of the page.
    Part,
    /// It is a picture, which may stand in the address itself.
    Picture,
}

/// What an address comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    /// To something that is there, or outside the folder, where this reader does not look.
    Fine,
    /// To an anchor: of the page itself, or of the page with an index.
    Anchor(Option<u32>, String),
    /// To nothing good.
    Wrong(Kind),
}

/// Follows an address of the page at `from`.
pub(crate) fn follow(from: &OutPath, address: &str, purpose: Use, files: &Files) -> Leads {
    let dead = if purpose == Use::Link { Kind::DeadHref } else { Kind::DeadSrc };
    let (path, fragment) = match Address::parse(address) {
        Address::Empty => return Leads::Wrong(Kind::EmptyAddress),
        Address::Fragment(fragment) => return anchor(None, fragment),
        Address::External { scheme, address } => return external(scheme, address, purpose),
        Address::Network(_) => return Leads::Wrong(Kind::AbsoluteAddress),
        // A host shows this page at any address, so it names everything from the root of the host.
        Address::Path { path, .. } if path.starts_with('/') && from.as_str() == MISSING => {
            return below(path, dead, files);
        }
        Address::Path { path, .. } if path.starts_with('/') => return Leads::Wrong(Kind::AbsoluteAddress),
        Address::Path { path: "", fragment, .. } => return fragment.map_or(Leads::Fine, |text| anchor(None, text)),
        Address::Path { path, fragment, .. } => (path, fragment),
    };
    let Some(decoded) = decode(path) else { return Leads::Wrong(Kind::BadEscape) };
    let target = match from.sibling(&decoded) {
        Ok(target) => target,
        Err(PathError::Outside) => return Leads::Wrong(dead),
        Err(PathError::Invalid) => return Leads::Wrong(Kind::BadEscape),
    };
    let names_folder = decoded.ends_with('/') || matches!(decoded.rsplit('/').next(), Some("." | ".."));
    match files.files.get(target.as_str()) {
        Some(page) if !names_folder => match (page, fragment) {
            (Some(page), Some(fragment)) => anchor(Some(*page), fragment),
            _ => Leads::Fine,
        },
        _ if files.is_beyond(target.as_str()) => Leads::Fine,
        _ if target.as_str().is_empty() || files.folders.contains(target.as_str()) => match purpose {
            Use::Link => Leads::Wrong(Kind::FolderHref),
            Use::Part | Use::Picture => Leads::Wrong(dead),
        },
        _ => Leads::Wrong(dead),
    }
}

/// Follows an address from the root of a host, on which the folder may lie anywhere.
fn below(path: &str, dead: Kind, files: &Files) -> Leads {
    let Some(decoded) = decode(path) else { return Leads::Wrong(Kind::BadEscape) };
    let mut rest = decoded.as_ref();
    while let Some((_, below)) = rest.split_once('/') {
        if files.files.contains_key(below) {
            return Leads::Fine;
        }
        rest = below;
    }
    Leads::Wrong(dead)
}

fn external(scheme: &str, address: &str, purpose: Use) -> Leads {
    if is_safe(scheme) {
        return Leads::Fine;
    }
    if scheme.eq_ignore_ascii_case("file") {
        return Leads::Wrong(Kind::AbsoluteAddress);
    }
    let data =
        address.get(..5).filter(|start| start.eq_ignore_ascii_case("data:")).map(|start| &address[start.len()..]);
    match data {
        Some(data) if purpose == Use::Picture && (data.starts_with("image/") || data.starts_with(',')) => Leads::Fine,
        _ => Leads::Wrong(Kind::UnsafeScheme),
    }
}

/// The anchor a fragment names; the top of a page is always there, and what follows `:~:` is for the browser.
fn anchor(page: Option<u32>, fragment: &str) -> Leads {
    let fragment = fragment.split(":~:").next().unwrap_or_default();
    match decode(fragment) {
        None => Leads::Wrong(Kind::BadEscape),
        Some(id) if id.is_empty() || id.eq_ignore_ascii_case("top") => Leads::Fine,
        Some(id) => Leads::Anchor(page, id.into_owned()),
    }
}

/// Decodes percent-escapes once; none where one of them is not complete or the whole is not UTF-8.
fn decode(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    let escapes = text.match_indices('%');
    let complete =
        |at: usize| text.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    if escapes.into_iter().all(|(at, _)| complete(at)) { percent_decode(text) } else { None }
}
