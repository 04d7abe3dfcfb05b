//! The icons that stand in a page: the scripts' and the templates' always, others where the page's text shows them.

use std::collections::BTreeMap;

use crate::digest::{Digest, Hasher};
use crate::seek::places;

/// What stands before the name of a symbol where it is shown.
const MARK: &str = "#i-";

/// The symbols of a theme.
#[derive(Clone, Debug, Default)]
pub(super) struct Sprite {
    /// Those that stand in every page.
    always: String,
    /// All others, by name.
    others: BTreeMap<String, String>,
}

impl Sprite {
    /// The symbols of the built-in sheet, with those of the site's own sheet over them. Those in the first group of the
    /// built-in sheet, and those that a template names, stand in every page.
    pub(super) fn new<'a>(built_in: &str, own: Option<&str>, templates: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        // The second comment of the sheet divides it: what comes before is what the scripts use.
        let first_group = built_in.match_indices("<!--").nth(1).map_or("", |(at, _)| &built_in[..at]);
        let scripts: Vec<&str> = symbols(first_group).map(|(name, _)| name).collect();
        for (name, symbol) in symbols(built_in).chain(own.into_iter().flat_map(symbols)) {
            all.insert(name.to_owned(), symbol.to_owned());
        }
        let mut sprite = Self::default();
        for (name, symbol) in all {
            let quoted = format!("\"{name}\"");
            let used = format!("#i-{name}\"");
            let named = || templates.clone().any(|text| text.contains(&quoted) || text.contains(&used));
            if scripts.contains(&name.as_str()) || named() {
                sprite.always.push_str(&symbol);
            } else {
                sprite.others.insert(name, symbol);
            }
        }
        sprite
    }

    /// The digest of all symbols.
    pub(super) fn digest(&self) -> Digest {
        let Self { always, others } = self;
        let mut hasher = Hasher::new();
        hasher.text(always);
        for (name, symbol) in others {
            hasher.text(name).text(symbol);
        }
        hasher.finish()
    }

    /// The symbols for a page with these parts.
    pub(super) fn of<'a>(&self, parts: &'a [&str]) -> String {
        let shown = |html: &'a &str| places(html, MARK).map(|at| name(&html[at + MARK.len()..]));
        let mut used: Vec<&str> = parts.iter().flat_map(shown).collect();
        used.sort_unstable();
        used.dedup();
        let mut sprite = self.always.clone();
        sprite.extend(used.into_iter().filter_map(|name| self.others.get(name).map(String::as_str)));
        sprite
    }
}

/// The symbols of a sheet, with their names.
fn symbols(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    const START: &str = "<symbol id=\"i-";
    const END: &str = "</symbol>";
    sheet.match_indices(START).filter_map(|(at, start)| {
        let end = at + sheet[at..].find(END)? + END.len();
        Some((name(&sheet[at + start.len()..]), &sheet[at..end]))
    })
}

/// The name at the beginning of a text, up to its quote.
fn name(text: &str) -> &str {
    let end = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'-')).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<svg><!-- a --><symbol id=\"i-x\"><path/></symbol><!-- b --><symbol id=\"i-edit\"/></symbol>\
                         <symbol id=\"i-tip\">t</symbol></svg>";

    #[test]
    fn a_page_holds_what_it_shows() {
        let sprite = Sprite::new(SHEET, None, ["{{ <icon name=\"edit\"/> }}"].into_iter());
        assert_eq!(sprite.of(&["<p>"]), "<symbol id=\"i-edit\"/></symbol><symbol id=\"i-x\"><path/></symbol>");
        assert!(sprite.of(&["", "<use href=\"#i-tip\"/>"]).ends_with("<symbol id=\"i-tip\">t</symbol>"));
    }

    #[test]
    fn a_site_has_its_own() {
        let sprite = Sprite::new(SHEET, Some("<symbol id=\"i-x\">own</symbol>"), std::iter::empty());
        assert!(sprite.of(&[]).contains(">own<"));
    }
}
