//! GitHub's anchors for headings.

use rustc_hash::FxHashMap;

/// The anchor GitHub gives a heading with this text, before it is made unique on its page.
///
/// ASCII is done here; for the rest, the rules of `github-slugger` decide.
pub fn slug(text: &str) -> String {
    if !text.is_ascii() {
        return github_slugger::slug(text);
    }
    text.bytes()
        .filter_map(|byte| match byte {
            b'A'..=b'Z' => Some(byte.to_ascii_lowercase() as char),
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => Some(byte as char),
            b' ' => Some('-'),
            _ => None,
        })
        .collect()
}

/// Makes slugs unique on a page in one pass: the second `a` is `a-1`, the third `a-2`.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    /// By id: the last number tried after it, and the place of its anchor in the page's list.
    seen: FxHashMap<Box<str>, (u32, u32)>,
}

impl Slugs {
    /// The slug itself, or with the next number that is free. Its anchor will stand at `place`.
    pub(super) fn unique(&mut self, slug: String, place: usize) -> String {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let Some((mut number, first)) = self.seen.get(slug.as_str()).copied() else {
            self.seen.insert(slug.clone().into(), (0, place));
            return slug;
        };
        loop {
            number += 1;
            let numbered = format!("{slug}-{number}");
            if !self.seen.contains_key(numbered.as_str()) {
                self.seen.insert(slug.into(), (number, first));
                self.seen.insert(numbered.clone().into(), (0, place));
                return numbered;
            }
        }
    }

    /// Takes an id that the author gave, for the anchor at `place`; false where it is taken already.
    pub(super) fn take(&mut self, id: &str, place: usize) -> bool {
        if self.seen.contains_key(id) {
            return false;
        }
        self.seen.insert(id.into(), (0, u32::try_from(place).unwrap_or(u32::MAX)));
        true
    }

    /// Gives back the ids of anchors from a place of the page's list on.
    pub(super) fn give_back(&mut self, from: usize) {
        self.seen.retain(|_, (_, place)| *place == u32::MAX || (*place as usize) < from);
    }

    /// The place of the anchor that has an id.
    pub(super) fn given(&self, id: &str) -> Option<u32> {
        self.seen.get(id).map(|(_, place)| *place)
    }
}
