//! The page of a thing that has none of its own.

use std::borrow::Cow;

use serde::Serialize;

use super::frame::{Frame, FrameContext, Mark, MarkContext};
use super::parts::{Parts, PartsContext};
use super::value::{LinkedValue, ShownValue};
use crate::digest::{Digest, Hasher};
use crate::facts::EntityId;
use crate::link::Site;
use crate::path::OutPath;
use crate::render::mentions::{Backlink, MENTIONS, Mention};
use crate::render::navigation::Navigation;
use crate::render::shell::Shell;
use crate::render::urls::Urls;

/// How many others of its kind a page leads to, those next to it by name.
const OTHERS: usize = 12;

/// Everything that the page of a thing shows.
#[derive(Debug)]
pub(in crate::render) struct ThingInputs<'a> {
    frame: Frame<'a>,
    mark: Mark<'a>,
    parts: Parts<'a>,
    summary: Option<&'a str>,
    /// When it was reviewed, and when it is to be again.
    reviewed: Option<(String, Option<String>)>,
    mentions: Vec<Mention<'a>>,
    /// How many pages speak of it.
    mentioned: usize,
    others: Vec<Other<'a>>,
    /// Where its facts lie as data.
    data: Option<&'a OutPath>,
    /// What several of its kind are called, and where their list lies.
    all: (&'a str, Option<&'a OutPath>),
}

/// Another thing of the kind.
#[derive(Debug)]
struct Other<'a> {
    thing: LinkedValue<'a>,
    summary: Option<&'a str>,
}

/// The `page` of the context.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ThingContext<'a> {
    #[serde(flatten)]
    pub(in crate::render) frame: FrameContext<'a>,
    mark: MarkContext<'a>,
    thing: PartsContext<'a>,
    summary: Option<&'a str>,
    reviewed: Option<&'a str>,
    review_by: Option<&'a str>,
    backlinks: Vec<Backlink<'a>>,
    more_backlinks: usize,
    others: Vec<OtherContext<'a>>,
    data_url: Option<String>,
    all: &'a str,
    all_url: Option<String>,
}

#[derive(Debug, Serialize)]
struct OtherContext<'a> {
    thing: ShownValue<'a>,
    summary: Option<&'a str>,
}

impl<'a> ThingInputs<'a> {
    /// Collects what the page of a thing shows.
    pub(in crate::render) fn new(
        site: &'a Site,
        shell: &Shell,
        navigation: &'a Navigation,
        id: EntityId,
        out: &'a OutPath,
    ) -> Self {
        let entity = site.facts.entity(id);
        let kind = site.facts.kind_of(id);
        let about = &entity.about;
        let summary = about.summary.as_deref();
        let described = match summary {
            Some(summary) => Cow::Borrowed(summary),
            None => Cow::Owned(format!("{}: {}", kind.title, site.facts.name(id))),
        };
        let crumbs = vec![Frame::step_to_kind(site, entity.kind)];
        let title = Cow::Borrowed(site.facts.name(id));
        let due = |day: crate::date::Date| about.review_every.map(|every| day.plus(every).to_string());
        let links = site.thing_backlinks.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        Self {
            frame: Frame::new(site, (shell, navigation), out, (title, described), crumbs),
            mark: Mark::of(kind),
            parts: Parts::new(site, id, &|_| false),
            summary,
            reviewed: about.reviewed.as_ref().map(|day| (day.value.to_string(), due(day.value))),
            mentions: links.iter().take(MENTIONS).map(|link| Mention::new(site, link)).collect(),
            mentioned: links.len(),
            others: others(site, id),
            data: site.thing(id).data.as_ref(),
            all: (&kind.plural, site.kinds[entity.kind].out.as_ref()),
        }
    }

    /// The parts of the page's key, by name.
    pub(in crate::render) fn parts(&self) -> Vec<(&'static str, Digest)> {
        let Self { frame, mark, parts, summary, reviewed, mentions, mentioned, others, data, all } = self;
        let mut facts = Hasher::new();
        mark.hash(&mut facts);
        parts.hash(&mut facts);
        let (day, due) = reviewed.as_ref().map(|(day, due)| (day.as_str(), due.as_deref())).unzip();
        facts.option(*summary).option(day).option(due.flatten()).option(data.map(OutPath::as_str));
        let mut backlinks = Hasher::new();
        backlinks.number(*mentioned as u64);
        mentions.iter().for_each(|mention| mention.hash(&mut backlinks));
        let mut kind = Hasher::new();
        kind.text(all.0).option(all.1.map(OutPath::as_str));
        for Other { thing, summary } in others {
            thing.hash(&mut kind);
            kind.option(*summary);
        }
        let mut list = frame.parts();
        list.extend([("facts", facts.finish()), ("backlinks", backlinks.finish()), ("kind", kind.finish())]);
        list
    }

    /// The page as its template sees it, but for its icons.
    pub(in crate::render) fn context(&self) -> ThingContext<'_> {
        let urls = Urls::relative(self.frame.out);
        let others = self.others.iter();
        ThingContext {
            frame: self.frame.context("thing"),
            mark: self.mark.context(),
            thing: self.parts.context(&urls),
            summary: self.summary,
            reviewed: self.reviewed.as_ref().map(|(day, _)| day.as_str()),
            review_by: self.reviewed.as_ref().and_then(|(_, due)| due.as_deref()),
            backlinks: self.mentions.iter().map(|mention| mention.link(&urls)).collect(),
            more_backlinks: self.mentioned - self.mentions.len(),
            others: others.map(|it| OtherContext { thing: it.thing.context(&urls), summary: it.summary }).collect(),
            data_url: self.data.map(|out| urls.to(out)),
            all: self.all.0,
            all_url: self.all.1.map(|out| urls.to(out)),
        }
    }

    /// What shows which icons the page needs.
    pub(in crate::render) fn icons(&self) -> String {
        let mut icons = self.mark.icon();
        self.parts.icons(&mut icons);
        icons
    }

    /// The page without the theme.
    pub(in crate::render) fn plain(&self) -> String {
        self.parts.plain()
    }
}

/// The things of the same kind whose names are nearest to a thing's in their order.
fn others(site: &Site, id: EntityId) -> Vec<Other<'_>> {
    let facts = &site.facts;
    let things = &site.kinds[facts.entity(id).kind].things;
    let key = |id: EntityId| (facts.name(id).to_lowercase(), id);
    let own = key(id);
    let at = things.binary_search_by(|other| key(*other).cmp(&own)).unwrap_or(0);
    let start = at.saturating_sub(OTHERS / 2).min(things.len().saturating_sub(OTHERS + 1));
    let near = things.iter().skip(start).take(OTHERS + 1).filter(|other| **other != id);
    near.map(|other| Other {
        thing: LinkedValue::thing(site, *other),
        summary: facts.entity(*other).about.summary.as_deref(),
    })
    .collect()
}
