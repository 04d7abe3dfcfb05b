//! What outputs are made from.

use super::theme::{Bytes, Theme};
use super::what::What;
use crate::facts::EntityId;
use crate::link::Site;
use crate::span::FileId;

/// The files that an output is made from, for people; the first is its own. None for what is made from all pages.
pub fn origins(site: &Site, theme: &Theme, what: &What) -> Vec<FileId> {
    let thing = |id: EntityId| site.facts.entity(id).id.span.file;
    let kind = |number: usize| site.facts.kinds[number].span.file;
    match what {
        What::Page(id) => {
            let page = site.page(*id);
            let facts = site.own_things(*id).flat_map(|own| [thing(own), kind(site.facts.entity(own).kind)]);
            let others = page.object.includes.iter().copied().chain(facts).filter(|file| *file != page.file);
            std::iter::once(page.file).chain(others).collect()
        }
        What::Asset(number) => site.assets.get(*number as usize).map(|asset| asset.file).into_iter().collect(),
        What::Static(number) => match theme.files.get(*number as usize).map(|file| &file.bytes) {
            Some(Bytes::Own(file)) => vec![*file],
            Some(Bytes::BuiltIn(_)) | None => Vec::new(),
        },
        What::Thing(id) | What::ThingData(id) => vec![thing(*id), kind(site.facts.entity(*id).kind)],
        What::Kind(number) => vec![kind(*number)],
        What::Compare(number) => match site.comparisons.get(*number as usize) {
            Some(comparison) => vec![thing(comparison.a), thing(comparison.b)],
            None => Vec::new(),
        },
        What::Home(_)
        | What::Redirect(_)
        | What::Facts
        | What::Index
        | What::NotFound
        | What::Sitemap
        | What::Robots
        | What::Search(_) => Vec::new(),
    }
}
