//! Images as the AWS guides name them. Their files are not part of the guides: each is an address of the published site,
//! and nothing is loaded from there.

use super::HoleKind;
use super::writer::Writer;

/// What the guides write where an image has no text.
const NOTHING: &str = "Image NOT FOUND";

/// An image that is a sign in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Icon {
    /// A sign for those who see it.
    glyph: &'static str,
    /// What it says.
    word: &'static str,
    /// How a text begins that says it as well.
    said: &'static str,
}

/// The signs, by the ends of their addresses.
const ICONS: [(&str, Icon); 3] = [
    ("icon-yes.png", Icon { glyph: "✓", word: "Yes", said: "yes" }),
    ("icon-no.png", Icon { glyph: "✗", word: "No", said: "no" }),
    ("icon-maybe.png", Icon { glyph: "~", word: "Partly", said: "part" }),
];

/// The text of an image, without the brackets that the guides write around it.
pub(super) fn alt(text: &str) -> &str {
    let text = text.trim();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    if inside == NOTHING { "" } else { inside }
}

/// The sign that an image is.
pub(super) fn icon(dest: &str) -> Option<Icon> {
    let name = dest.rsplit('/').next()?;
    ICONS.iter().find(|(end, _)| name == *end).map(|(_, icon)| *icon)
}

/// Whether an image would have to be loaded from another host.
pub(super) fn is_elsewhere(dest: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| dest.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)))
}

impl Icon {
    /// Whether the text behind the image says what the image does.
    fn is_said(self, after: &str) -> bool {
        behind(after, self.said).is_some_and(|rest| self.said == "part" || !rest.starts_with(char::is_alphanumeric))
    }
}

/// What follows some words, in any case, at the start of what stands behind an image.
fn behind<'a>(after: &'a str, words: &str) -> Option<&'a str> {
    let after = after.trim_start_matches([' ', '[', '*', '_']);
    let (start, rest) = after.split_at_checked(words.len())?;
    start.eq_ignore_ascii_case(words).then_some(rest)
}

impl Writer<'_> {
    /// Writes a sign, with the text of its image or, where that has none, its word. `end` is where the image ends.
    pub(super) fn icon(&mut self, icon: Icon, text: &str, end: usize) {
        let after = self.text.get(end..).unwrap_or("");
        self.out.raw("<span aria-hidden=\"true\">");
        self.out.raw(icon.glyph);
        self.out.raw("</span>");
        let (word, is_said) = match text {
            "" => (icon.word, icon.is_said(after)),
            text => (text, behind(after, text).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))),
        };
        if !is_said {
            self.out.raw(" ");
            self.out.text(word);
            self.block.text.push_str(word);
            if after.starts_with(char::is_alphanumeric) {
                self.part_words();
            }
        }
    }

    /// Keeps what an image says from running into the words beside it.
    fn part_words(&mut self) {
        self.out.raw(" ");
        self.block.text.push(' ');
    }

    /// Writes an image of another host: a link to it, or, inside a link, its text alone. `end` is where the image ends.
    pub(super) fn picture(&mut self, number: u32, text: &str, end: usize) {
        if self.block.text.ends_with(char::is_alphanumeric) {
            self.part_words();
        }
        self.block.text.push_str(text);
        // A link cannot stand in a link, and a heading is shown by other pages as well.
        if self.links.is_empty() && self.heading.is_none() {
            self.out.hole(HoleKind::PictureOpen(number));
            self.out.text(text);
            self.out.hole(HoleKind::PictureClose(number));
        } else {
            self.out.raw("<span class=\"picture\">Image: ");
            let dest = self.imports[number as usize].dest.clone();
            self.out.text(if text.is_empty() { file_name(&dest) } else { text });
            self.out.raw("</span>");
        }
        if self.text.get(end..).is_some_and(|after| after.starts_with(char::is_alphanumeric)) {
            self.part_words();
        }
    }
}

/// The name of an image's file, which stands for it where it has no text.
pub fn file_name(dest: &str) -> &str {
    let path = dest.split(['?', '#']).next().unwrap_or(dest);
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{alt, file_name, icon, is_elsewhere};

    #[test]
    fn texts() {
        assert_eq!(alt("[A hive]"), "A hive");
        assert_eq!(alt(" A hive "), "A hive");
        assert_eq!(alt("[Image NOT FOUND]"), "");
        assert_eq!(alt("[]"), "");
        assert_eq!(alt("[a] and [b"), "[a] and [b");
    }

    #[test]
    fn signs() {
        let yes = icon("http://x.example/images/icon-yes.png").expect("a sign");
        assert_eq!((yes.glyph, yes.word), ("✓", "Yes"));
        assert!(
            yes.is_said(" Yes  |") && yes.is_said(" [Yes](x.md)") && !yes.is_said(" Yesterday") && !yes.is_said(" |")
        );
        let maybe = icon("icon-maybe.png").expect("a sign");
        assert!(maybe.is_said(" [Partial¹](x)") && !maybe.is_said(" No"));
        assert_eq!(icon("images/my-icon-yes.png"), None);
    }

    #[test]
    fn stand_ins() {
        assert!(is_elsewhere("HTTP://x.example/a.png") && !is_elsewhere("images/a.png"));
        assert_eq!(file_name("https://x.example/a/b.png?v=1"), "b.png");
        assert_eq!(file_name("https://x.example/a/"), "a");
    }
}
