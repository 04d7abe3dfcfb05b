//! What would change if a fact had another value. Nothing is written.

use crate::one_line::on_one_line;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::Session;
use super::scanned::Instead;
use super::uses::{full, named};
use crate::error::{Error, Result};
use crate::facts::{self, Described, Entity, EntityId, Facts, FieldId, FieldType, Named, Restated, Stated};
use crate::link::{Marked, PageId, Says, Site, marked, span_of};
use crate::markdown;
use crate::nearest::nearest;
use crate::path::OutPath;
use crate::rule::facts::STALE_VIEW;
use crate::source;
use crate::span::{FileId, Span};

/// What would change if a fact had another value.
#[derive(Clone, Debug)]
pub struct Impact {
    /// The full name of the fact.
    pub name: String,
    /// What pages say that would stand otherwise to the facts than now, in the order of the pages.
    pub turned: Vec<Turned>,
    /// How many places of the fact contradict it now and still would.
    pub still: usize,
    /// Outputs that would change, appear or go.
    pub outputs: Vec<OutPath>,
    /// How many outputs there are now.
    pub of: usize,
}

/// What a page says that would stand otherwise to the facts.
#[derive(Clone, Debug)]
pub struct Turned {
    /// Where it stands.
    pub span: Span,
    /// The full name of the fact that it is about.
    pub name: String,
    /// How it stands to that now.
    pub now: Holds,
    /// How it would.
    pub then: Holds,
    /// The words, on one line; none where it is no sentence.
    pub sentence: Option<String>,
}

/// How something on a page stands to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It agrees.
    Agrees,
    /// It contradicts.
    Contradicts,
    /// Nothing can be said.
    Open,
}

impl Session {
    /// What would change if a fact had another value: `~` for what is not documented, and for a list the values with commas
    /// between them.
    ///
    /// # Errors
    /// Where the name is that of no fact, the field does not take the value, or the site cannot be read again.
    pub fn impact(&mut self, written: &str, value: &str) -> Result<Impact> {
        let site = self.site.clone();
        let found = named(&site, written)?;
        let name = full(&site, found);
        let Named { thing, field: Some(field) } = found else {
            let fields = site.facts.kind_of(found.thing).fields.iter().map(|field| format!("`{}`", field.name.value));
            let fields: Vec<String> = fields.collect();
            return Err(Error::Usage(format!("`{name}` is a thing; name one of its fields: {}", fields.join(", "))));
        };
        let to = self.read_value(&name, thing, field, value)?;
        let then = self.with_fact((thing, field), &to, &name)?;
        let before = self.keys();
        let after = then.keys();
        let mut outputs: Vec<OutPath> =
            after.iter().filter(|(out, key)| before.get(*out) != Some(*key)).map(|(out, _)| out.clone()).collect();
        outputs.extend(before.keys().filter(|out| !after.contains_key(*out)).cloned());
        outputs.sort();
        let Compared { turned, still } = compared(self, &then, found);
        let files: BTreeSet<FileId> = turned.iter().map(|it| it.span.file).collect();
        source::recall(&mut self.scanned.sources, files);
        Ok(Impact { name, turned, still, outputs, of: before.len() })
    }

    /// Reads a value, which the field must take.
    fn read_value(&self, name: &str, thing: EntityId, field: FieldId, value: &str) -> Result<Restated> {
        let facts = &self.site.facts;
        let refused =
            |takes: String| Error::Usage(format!("`{name}` cannot be `{}`; it takes {takes}", value.escape_debug()));
        let Some(of) = facts.kind_of(thing).fields.get(field.0) else { return Err(refused("nothing".to_owned())) };
        let to = facts::restated(of, value).map_err(refused)?;
        if let FieldType::Ref(reference) = &of.what {
            let kind = &reference.to.value;
            let unknown = to.values.iter().find(|id| self.site.names.by_ref(facts, kind, id).is_none());
            if let Some(unknown) = unknown {
                let of_kind = facts.entities.iter().filter(|entity| facts.kinds[entity.kind].name == *kind);
                let near = nearest(unknown, of_kind.map(|entity| entity.id.value.as_str()));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let message =
                    format!("{}, and there is no `{kind}/{}`{hint}", facts::takes(of), unknown.escape_debug());
                return Err(refused(message));
            }
        }
        Ok(to)
    }

    /// The site as it would be. It is read again with the changed text in place of the one on disk, and takes the way of every
    /// other: so it equals the one that comes when somebody writes the text.
    fn with_fact(&self, (thing, field): (EntityId, FieldId), to: &Restated, name: &str) -> Result<Self> {
        let facts = &self.site.facts;
        let entity = facts.entity(thing);
        let key = facts.kind_of(thing).fields.get(field.0).map_or("", |field| &field.name.value);
        let file = entity.page.unwrap_or(entity.id.span.file);
        let text = |text: &str| {
            let described = match entity.page {
                Some(_) => Described::Front(markdown::front_matter_yaml(text)?),
                None if entity.id.span == Span::whole(file) => Described::Whole,
                None => Described::Under(&entity.id.value),
            };
            facts::restate(text, &described, key, to)
        };
        let scanned = self.scanned.with(Instead { file, text: &text })?;
        if !says(facts, &scanned.facts, (thing, field), to) {
            let path = self.scanned.sources.path(file);
            return Err(Error::Usage(format!("`{path}` states `{name}` in a way that only people can change")));
        }
        let then = self.build_again(scanned);
        let lost = |site: &Site, text: &str| site.lost_pages.iter().filter(|lost| lost.text == text).count();
        match to.values.iter().find(|text| lost(&then.site, text) > lost(&self.site, text)) {
            Some(lost) => {
                Err(Error::Usage(format!("`{name}` cannot be `{}`; there is no such page", lost.escape_debug())))
            }
            None => Ok(then),
        }
    }
}

/// Whether the facts that were read are those that were asked for: one is another, and no other is.
fn says(before: &Facts, after: &Facts, (thing, field): (EntityId, FieldId), to: &Restated) -> bool {
    let same = |(a, b): (&Stated, &Stated)| match (a, b) {
        (Stated::Values(a), Stated::Values(b)) => a.iter().map(|it| &it.written).eq(b.iter().map(|it| &it.written)),
        (Stated::Undocumented(_), Stated::Undocumented(_)) | (Stated::Not, Stated::Not) => true,
        _ => false,
    };
    let wanted = match after.entities.get(thing.0 as usize).map(|entity| entity.stated(field)) {
        Some(Stated::Values(values)) => values.iter().map(|it| &it.written).eq(&to.values),
        Some(Stated::Undocumented(_)) => to.values.is_empty(),
        Some(Stated::Not) | None => false,
    };
    let alike = |at: usize, a: &Entity, b: &Entity| {
        let facts = a.facts.iter().zip(&b.facts).enumerate();
        let mut others = facts.filter(|(number, _)| (at, *number) != (thing.0 as usize, field.0));
        (a.kind, &a.id.value, a.page) == (b.kind, &b.id.value, b.page) && others.all(|(_, both)| same(both))
    };
    let mut things = before.entities.iter().zip(&after.entities).enumerate();
    wanted && before.entities.len() == after.entities.len() && things.all(|(at, (a, b))| alike(at, a, b))
}

/// What pages say, as it stands to the facts of two sessions.
#[derive(Default)]
struct Compared {
    turned: Vec<Turned>,
    still: usize,
}

impl Compared {
    /// Takes a place. Of those that stand as they did, only contradictions of what is asked about count.
    fn take(&mut self, asked: bool, place: Turned) {
        if place.now != place.then {
            self.turned.push(place);
        } else if asked && place.now == Holds::Contradicts {
            self.still += 1;
        }
    }
}

/// What pages say, as it stands to the facts of this session and of another one of the same pages.
fn compared(now: &Session, then: &Session, asked: Named) -> Compared {
    let (stale, stale_then) = (stale(now), stale(then));
    let mut compared = Compared::default();
    for page in now.site.page_ids() {
        let Some(other) = then.site.by_file.get(&now.site.page(page).file).copied() else { continue };
        sentences((&now.site, &then.site), (page, other), asked, &mut compared);
        values((&now.site, &then.site), (page, other), asked, &mut compared);
        views((&now.site, &stale), (&then.site, &stale_then), (page, other), &mut compared);
    }
    compared.turned.sort_by(|a, b| {
        let place = |it: &Turned| (now.scanned.sources.path(it.span.file), it.span.start, it.span.end);
        place(a).cmp(&place(b))
    });
    compared
}

/// How the sentences of a page stand to facts, by sentence and by what it says; with each the fact.
fn standing(site: &Site, page: PageId, asked: Named) -> BTreeMap<(u32, bool, u32), (Holds, Named, usize)> {
    let said = &site.page(page).object.prose.sentences;
    let verdicts = site.statements(page).verdicts.iter().enumerate();
    let of = verdicts.filter_map(|(at, verdict)| {
        let holds = match verdict.agrees {
            true => Holds::Agrees,
            false if said.get(verdict.said as usize)?.void => Holds::Open,
            false => Holds::Contradicts,
        };
        let (words, number) = match verdict.says {
            Says::Filled(number) => (false, number),
            Says::Words(number) => (true, number),
        };
        // Of several things, the one that is asked about.
        let thing = verdict.of.iter().find(|thing| **thing == asked.thing).or(verdict.of.first())?;
        let of = Named { thing: *thing, field: Some(verdict.field) };
        Some(((verdict.said, words, number), (holds, of, at)))
    });
    of.collect()
}

fn sentences((now, then): (&Site, &Site), (page, other): (PageId, PageId), asked: Named, compared: &mut Compared) {
    let (before, after) = (standing(now, page, asked), standing(then, other, asked));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let object = &now.page(page).object;
    for key in keys {
        let holds = |of: Option<&(Holds, Named, usize)>| of.map_or(Holds::Open, |(holds, ..)| *holds);
        let (one, two) = (before.get(key), after.get(key));
        let Some(said) = object.prose.sentences.get(key.0 as usize) else { continue };
        let (site, id, Some((_, of, at))) = (match one {
            Some(_) => (now, page, one),
            None => (then, other, two),
        }) else {
            continue;
        };
        // The places of a page are those of its text as it is now.
        let span = site.statements(id).verdicts.get(*at).map_or(said.span, |verdict| span_of(verdict, said));
        let sentence = on_one_line(&said.text);
        let place = Turned { span, name: full(site, *of), now: holds(one), then: holds(two), sentence: Some(sentence) };
        compared.take(*of == asked, place);
    }
}

fn values((now, then): (&Site, &Site), (page, other): (PageId, PageId), asked: Named, compared: &mut Compared) {
    let holds = |site: &Site, page: PageId, at: usize| {
        let value = site.page(page).object.facts.values.get(at)?;
        let named = *site.statements(page).values.get(at)?.as_ref().ok()?;
        let holds = match marked(site, value, named) {
            Marked::Right | Marked::Default => Holds::Agrees,
            Marked::Wrong | Marked::Unstated => Holds::Contradicts,
        };
        Some((holds, named))
    };
    for (at, value) in now.page(page).object.facts.values.iter().enumerate() {
        let (one, two) = (holds(now, page, at), holds(then, other, at));
        let of = |it: Option<(Holds, Named)>| it.map_or(Holds::Open, |(holds, _)| holds);
        let name = one.map(|(_, named)| full(now, named)).or(two.map(|(_, named)| full(then, named)));
        let Some(name) = name else { continue };
        let place = Turned { span: value.place, name, now: of(one), then: of(two), sentence: None };
        compared.take(one.is_some_and(|(_, named)| named == asked), place);
    }
}

/// The places of views whose text is not what they show.
fn stale(session: &Session) -> FxHashSet<Span> {
    session.checked().raw.iter().filter(|finding| finding.rule == &STALE_VIEW).map(|finding| finding.span).collect()
}

type Views<'a> = (&'a Site, &'a FxHashSet<Span>);

fn views(now: Views<'_>, then: Views<'_>, (page, other): (PageId, PageId), compared: &mut Compared) {
    let views = now.0.page(page).object.facts.views.iter().zip(&then.0.page(other).object.facts.views);
    for (one, two) in views {
        let holds = |stale: bool| if stale { Holds::Contradicts } else { Holds::Agrees };
        let (before, after) = (now.1.contains(&one.span), then.1.contains(&two.span));
        let name = on_one_line(&one.shows);
        let place = Turned { span: one.span, name, now: holds(before), then: holds(after), sentence: None };
        compared.take(false, place);
    }
}
