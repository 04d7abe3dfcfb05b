//! Who speaks of what a page shows: each with the sentence that holds the link or the name.

use serde::Serialize;

use super::steps::Step;
use super::urls::Urls;
use crate::digest::Hasher;
use crate::link::{self, Site};
use crate::markdown::Excerpt;

/// How many pages that speak of a page it shows; more are only counted.
pub(super) const MENTIONS: usize = 100;

/// A page that speaks of this one.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    from: Step<'a>,
    /// The section that does: its id and its heading.
    section: Option<(&'a str, &'a str)>,
    excerpt: Option<&'a Excerpt>,
    /// Whether it names what this page is of, or shows a value of it, and its author does not link to it.
    named: bool,
    count: u32,
}

/// A page that speaks of this one, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct Backlink<'a> {
    title: &'a str,
    url: String,
    section: Option<&'a str>,
    /// The sentence before the link or name, that, and the sentence after it.
    excerpt: Option<[&'a str; 3]>,
    named: bool,
    count: u32,
}

impl<'a> Mention<'a> {
    pub(super) fn new(site: &'a Site, link: &crate::link::Backlink) -> Self {
        let object = &site.page(link.from).object;
        let (section, excerpt) = site.spoken_in(link);
        let heading = section.and_then(|section| object.exports.headings.get(section as usize));
        Self {
            from: Step::to(site, link.from),
            section: heading.filter(|heading| heading.level > 1).map(|heading| (&*heading.id, &*heading.text)),
            excerpt,
            named: !matches!(link.mention, link::Mention::Link(_)),
            count: link.count,
        }
    }

    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { from, section, excerpt, named, count } = self;
        from.hash(hasher);
        let (id, heading) = section.unzip();
        hasher.option(id).option(heading).number(u64::from(*named)).number(u64::from(*count));
        hasher.option(excerpt.map(|excerpt| &*excerpt.text));
        if let Some(Excerpt { text: _, mark }) = excerpt {
            hasher.number(u64::from(mark.start)).number(u64::from(mark.end));
        }
    }

    pub(super) fn link(&self, urls: &Urls<'_>) -> Backlink<'a> {
        let (id, heading) = self.section.unzip();
        let url = self.from.out.map_or_else(String::new, |out| match id {
            Some(id) => urls.to_anchor(out, id),
            None => urls.to(out),
        });
        Backlink {
            title: self.from.title,
            url,
            section: heading,
            excerpt: self.excerpt.and_then(split),
            named: self.named,
            count: self.count,
        }
    }
}

fn split(excerpt: &Excerpt) -> Option<[&str; 3]> {
    let (start, end) = (excerpt.mark.start as usize, excerpt.mark.end as usize);
    Some([excerpt.text.get(..start)?, excerpt.text.get(start..end)?, excerpt.text.get(end..)?])
}
