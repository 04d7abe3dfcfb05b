//! Where pages use a thing or a fact, for people and programs that ask.

use crate::one_line::on_one_line;
use std::collections::BTreeSet;

use super::Session;
use crate::error::{Error, Result};
use crate::facts::{EntityId, FieldId, Named, Unnamed};
use crate::link::{Marked, PageId, Site, Use, Used, Uses, marked};
use crate::markdown::Excerpt;
use crate::nearest::nearest;
use crate::source;
use crate::span::{FileId, Span};

/// How many things a message names.
const NAMED: usize = 4;

/// A thing or a fact, and where pages use it.
#[derive(Clone, Debug)]
pub struct FactUses {
    /// Its full name: `kind/id`, or `kind/id.field`.
    pub name: String,
    /// The places, by page.
    pub uses: Vec<UsedAt>,
}

/// A place where a page uses a thing.
#[derive(Clone, Debug)]
pub struct UsedAt {
    /// The page.
    pub page: FileId,
    /// Where it stands: on the page, or in what that includes.
    pub span: Span,
    /// How it is used.
    pub how: HowUsed,
    /// The names of the fields that are.
    pub fields: Vec<String>,
    /// The text of the section's heading.
    pub section: Option<String>,
    /// The address of the section, or of the page.
    pub url: String,
    /// The sentence, on one line.
    pub sentence: Option<String>,
}

/// How a thing or a fact is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowUsed {
    /// The page says in its front matter that it is about it.
    About,
    /// A marker shows it.
    Shows,
    /// What stands before a marker is not it.
    ShowsWrongly,
    /// A view shows it.
    Views,
    /// The author links to it.
    Links,
    /// It is named.
    Names,
    /// It is named, and the name is a link.
    NamesAndLinks,
    /// A sentence agrees.
    Agrees,
    /// A sentence contradicts.
    Contradicts,
    /// A sentence says something else, of some cases only or by denying it.
    Undecided,
}

impl HowUsed {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Shows => "shows",
            Self::ShowsWrongly => "shows-wrongly",
            Self::Views => "view",
            Self::Links => "links",
            Self::Names => "names",
            Self::NamesAndLinks => "names-and-links",
            Self::Agrees => "agrees",
            Self::Contradicts => "contradicts",
            Self::Undecided => "undecided",
        }
    }

    /// The same as people say it, before what is used.
    pub fn says(self) -> &'static str {
        match self {
            Self::About => "is about",
            Self::Shows => "shows",
            Self::ShowsWrongly => "shows another value for",
            Self::Views => "has a view with",
            Self::Links => "links to",
            Self::Names => "names",
            Self::NamesAndLinks => "names and links to",
            Self::Agrees => "agrees with",
            Self::Contradicts => "contradicts",
            Self::Undecided => "says of some cases, or denies,",
        }
    }
}

impl Session {
    /// Where pages use what is called by a name.
    ///
    /// # Errors
    /// Where nothing is called so, or several things are.
    pub fn uses(&mut self, written: &str) -> Result<FactUses> {
        let named = named(&self.site, written)?;
        let site = self.site.clone();
        let mut uses = Uses::new(&site).of(named.thing);
        if let Some(field) = named.field {
            uses.retain(|it| it.fields.contains(&field));
            uses.iter_mut().for_each(|it| it.fields = vec![field]);
        }
        let uses: Vec<UsedAt> = uses.iter().map(|it| used_at(&site, named.thing, it)).collect();
        let files: BTreeSet<FileId> = uses.iter().map(|it| it.span.file).collect();
        source::recall(&mut self.scanned.sources, files);
        Ok(FactUses { name: full(&site, named), uses })
    }
}

/// The full name of a thing, or of one of its facts.
pub(super) fn full(site: &Site, Named { thing, field }: Named) -> String {
    let kind = site.facts.kind_of(thing);
    let name = format!("{}/{}", kind.name, site.facts.entity(thing).id.value);
    match field.and_then(|field| kind.fields.get(field.0)) {
        Some(field) => format!("{name}.{}", field.name.value),
        None => name,
    }
}

/// What a name on the command line means.
pub(super) fn named(site: &Site, written: &str) -> Result<Named> {
    let why = match site.names.fact(&site.facts, written) {
        Ok(named) => return Ok(named),
        Err(why) => why,
    };
    let full = |thing: EntityId| full(site, Named { thing, field: None });
    Err(Error::Usage(match why {
        Unnamed::Several(things) => {
            let names: Vec<String> = things.iter().take(NAMED).map(|thing| format!("`{}`", full(*thing))).collect();
            format!("`{}` is the name of several things; write {}", written.escape_debug(), names.join(" or "))
        }
        Unnamed::NoField(thing) => {
            let kind = site.facts.kind_of(thing);
            let (name, field) = written.rsplit_once('.').unwrap_or((written, ""));
            let near = nearest(field, kind.fields.iter().map(|field| &*field.name.value));
            let hint = near.map(|near| format!("; did you mean `{name}.{near}`?")).unwrap_or_default();
            format!("`{}` has no field `{}`{hint}", kind.name, field.escape_debug())
        }
        Unnamed::Nothing => {
            let near = |name: &str| {
                let of_kind: Vec<String> = match name.split_once('/').and_then(|(kind, _)| site.facts.kind_named(kind))
                {
                    Some(kind) => site.facts.ids().filter(|id| site.facts.entity(*id).kind == kind).map(full).collect(),
                    None => Vec::new(),
                };
                nearest(name, of_kind.iter().map(String::as_str).chain(site.names.all())).map(str::to_owned)
            };
            let with_field = || {
                let (name, field) = written.rsplit_once('.')?;
                let meant = near(name).map(|near| format!("{near}.{field}"))?;
                site.names.fact(&site.facts, &meant).is_ok().then_some(meant)
            };
            let hint = match near(written).or_else(with_field) {
                Some(near) => format!("; did you mean `{near}`?"),
                None if site.facts.entities.is_empty() => ": the site describes no things".to_owned(),
                None => "; write the id or the name of a thing, or `kind/id`".to_owned(),
            };
            format!("no thing is called `{}`{hint}", written.escape_debug())
        }
    }))
}

fn used_at(site: &Site, thing: EntityId, it: &Use) -> UsedAt {
    let page = site.page(it.page);
    let heading = it.section.and_then(|at| page.object.exports.headings.get(at as usize));
    let url = match heading.filter(|heading| heading.level > 1) {
        Some(heading) => format!("{}#{}", page.out, crate::path::encode_fragment(&heading.id)),
        None => page.out.to_string(),
    };
    let kind = site.facts.kind_of(thing);
    let fields = it.fields.iter().filter_map(|FieldId(at)| kind.fields.get(*at));
    let (how, sentence) = how(site, it);
    UsedAt {
        page: page.file,
        span: it.span,
        how,
        fields: fields.map(|field| field.name.value.clone()).collect(),
        section: heading.map(|heading| heading.text.to_string()),
        url,
        sentence,
    }
}

fn how(site: &Site, it: &Use) -> (HowUsed, Option<String>) {
    let object = &site.page(it.page).object;
    let statements = site.statements(it.page);
    let text = |excerpt: Option<&Excerpt>| excerpt.map(|excerpt| excerpt.text.to_string());
    match it.how {
        Used::About(_) => (HowUsed::About, None),
        Used::Views(_) => (HowUsed::Views, None),
        Used::Shows(at) => {
            let at = at as usize;
            let wrong = object.facts.values.get(at).zip(statements.values.get(at)).is_some_and(|(value, named)| {
                named
                    .as_ref()
                    .is_ok_and(|named| !matches!(marked(site, value, *named), Marked::Right | Marked::Default))
            });
            (if wrong { HowUsed::ShowsWrongly } else { HowUsed::Shows }, None)
        }
        Used::Links(at) => {
            (HowUsed::Links, text(object.imports.get(at as usize).and_then(|reference| reference.excerpt.as_deref())))
        }
        Used::Names(at) => {
            let linked = statements.links.binary_search_by_key(&at, |(number, _)| *number).is_ok();
            let excerpt = object.prose.names.get(at as usize).and_then(|named| named.excerpt.as_deref());
            (if linked { HowUsed::NamesAndLinks } else { HowUsed::Names }, text(excerpt))
        }
        Used::States(at) => said(site, it.page, at),
    }
}

/// What a verdict comes to, and the words it is on.
fn said(site: &Site, page: PageId, at: u32) -> (HowUsed, Option<String>) {
    let verdict = site.statements(page).verdicts.get(at as usize);
    let said = verdict.and_then(|it| site.page(page).object.prose.sentences.get(it.said as usize));
    let how = match (verdict, said) {
        (Some(verdict), _) if verdict.agrees => HowUsed::Agrees,
        (_, Some(said)) if said.void => HowUsed::Undecided,
        _ => HowUsed::Contradicts,
    };
    (how, said.map(|said| on_one_line(&said.text)))
}
