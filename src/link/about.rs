//! The things that pages say they are about.

use super::Site;
use crate::facts::{EntityId, Unnamed};
use crate::span::Span;

/// A name of a thing that means none, or more than one.
#[derive(Clone, Debug)]
pub struct NotNamed {
    /// Where it is written.
    pub span: Span,
    /// As it is written.
    pub text: String,
    /// Why it means none.
    pub why: Unnamed,
}

/// Resolves the `about` of all pages. On a site without kinds it is another program's, and read as nothing.
pub(super) fn about(site: &mut Site) {
    let mut not_named = Vec::new();
    let mut about: Vec<Vec<EntityId>> = vec![Vec::new(); site.pages.len()];
    if !site.facts.kinds.is_empty() {
        for (page, about) in site.pages.iter().zip(&mut about) {
            for (written, span) in &page.object.front.about {
                match site.names.thing(&site.facts, written) {
                    Ok(thing) if about.contains(&thing) => {}
                    Ok(thing) => about.push(thing),
                    Err(why) => not_named.push(NotNamed { span: *span, text: written.clone(), why }),
                }
            }
        }
    }
    for (page, about) in site.page_ids().zip(&about) {
        for thing in about {
            // What is its own page is about it without saying so.
            let own = site.things[thing.0 as usize].place.as_ref().is_some_and(|place| place.page == page);
            if !own {
                site.things[thing.0 as usize].spoken_of.push(page);
            }
        }
    }
    site.about = about;
    site.not_named = not_named;
}
