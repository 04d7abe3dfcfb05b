//! Links of the AWS guides whose text is their own address, or that have none: what they lead to is their name.

use super::writer::Writer;
use super::{HoleKind, RefKind};
use crate::dialect::Dialect;

/// Names of pages that say nothing without the folder they lie in.
const UNTELLING: [&str; 3] = ["index", "welcome", "home"];

/// A short name for an address: the name of its page, else the address without its scheme.
pub(super) fn short(dest: &str) -> &str {
    let lower = |scheme: &str| dest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://", "mailto:"].into_iter().find(|scheme| lower(scheme)).unwrap_or("");
    let address = dest[scheme.len()..].trim_end_matches('/');
    // In the console all that follows a `#` is a state of its page.
    let address = address.split("#/").next().unwrap_or(address);
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm")).or_else(|| name.strip_suffix(".md"));
    match stem {
        // A host is no page, though it may end like one.
        Some(stem) if (scheme.is_empty() || !folder.is_empty()) && !stem.is_empty() && !is_untelling(stem) => {
            // The page of an operation has its name as its title.
            stem.strip_prefix("API_").filter(|name| !name.is_empty()).unwrap_or(stem)
        }
        _ if address.is_empty() => dest,
        _ => address,
    }
}

fn is_untelling(stem: &str) -> bool {
    UNTELLING.iter().any(|name| stem.eq_ignore_ascii_case(name))
}

impl Writer<'_> {
    /// Leaves the text of a link that ends to the linker, where it says nothing besides the link's address. `text_start`
    /// and `html_start` are where its text begins. Gives the text that stands for it until then.
    ///
    /// In a heading it becomes a short name at once: other pages show headings as they are.
    pub(super) fn label(&mut self, number: u32, text_start: usize, html_start: usize) -> Option<String> {
        if self.dialect != Dialect::Aws {
            return None;
        }
        // An image, or emphasis, is more than the address.
        let opens =
            self.out.holes.last().is_some_and(|hole| matches!(hole.what, HoleKind::LinkOpen(it) if it == number));
        if !opens || self.out.html.get(html_start..).is_none_or(|html| html.contains('<')) {
            return None;
        }
        let reference = self.imports.get_mut(number as usize)?;
        let text = self.block.text.get(text_start..)?.trim();
        let same = text.trim_end_matches('/') == reference.dest.trim().trim_end_matches('/');
        if reference.kind != RefKind::Link || !(text.is_empty() || same) {
            return None;
        }
        if !text.is_empty() {
            reference.kind = RefKind::Auto;
        }
        let name = short(reference.dest.trim()).to_owned();
        self.block.truncate(text_start);
        self.block.text.push_str(&name);
        self.out.html.truncate(html_start);
        if self.heading.is_some() {
            self.out.text(&name);
        } else {
            self.out.hole(HoleKind::Label(number));
        }
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_names() {
        for (dest, name) in [
            ("https://docs.example/hives/latest/API_GetHive.html", "GetHive"),
            ("http://docs.example/hives/getting-started.html#first-hive", "getting-started"),
            ("https://docs.example/hives/index.html", "docs.example/hives/index.html"),
            ("https://docs.example/hives/", "docs.example/hives"),
            ("HTTPS://docs.example", "docs.example"),
            ("https://docs.example.html", "docs.example.html"),
            ("https://docs.example/?a=b.html", "docs.example/?a=b.html"),
            (
                "https://console.docs.example/hives/home?region=one#/queens/all",
                "console.docs.example/hives/home?region=one",
            ),
            ("hives.md#queen", "hives"),
            ("folder/", "folder"),
            ("#queen", "#queen"),
            ("https://", "https://"),
        ] {
            assert_eq!(short(dest), name, "{dest}");
        }
    }
}
