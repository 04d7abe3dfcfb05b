//! What a reference leads to, as far as the page that holds it shows.

use std::borrow::Cow;

use super::urls::Urls;
use crate::digest::Hasher;
use crate::link::{Answer, Site, Unresolved};
use crate::path::{OutPath, encode_fragment};

/// The answer to a reference, with the outputs it names in place of ids.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'a> {
    /// A page; its title, or that of its section, where the link shows it.
    Page {
        out: &'a OutPath,
        anchor: Option<&'a str>,
        query: Option<&'a str>,
        missing: Option<&'a str>,
        label: Option<&'a str>,
    },
    /// A published file, with its width and height.
    Asset { out: &'a OutPath, query: Option<&'a str>, fragment: Option<&'a str>, size: Option<(u32, u32)> },
    /// Another output.
    Output { out: &'a OutPath, query: Option<&'a str>, fragment: Option<&'a str> },
    /// An absolute address.
    External(&'a str),
    /// Nothing.
    Unresolved(&'a Unresolved),
}

impl<'a> Target<'a> {
    /// The target of a reference, from its destination as meant and its answer.
    pub(super) fn new(site: &'a Site, dest: &'a str, answer: &'a Answer) -> Self {
        match answer {
            Answer::Page { page, anchor, query, missing } => Self::Page {
                out: &site.page(*page).out,
                anchor: anchor.as_deref(),
                query: query.as_deref(),
                missing: missing.as_deref(),
                label: None,
            },
            Answer::Asset { file, query, fragment } => match site.asset(*file) {
                Some(asset) => Self::Asset {
                    out: &asset.out,
                    query: query.as_deref(),
                    fragment: fragment.as_deref(),
                    size: asset.size,
                },
                None => Self::Unresolved(&Unresolved::Empty),
            },
            Answer::Output { out, query, fragment } => {
                Self::Output { out, query: query.as_deref(), fragment: fragment.as_deref() }
            }
            Answer::External => Self::External(dest),
            Answer::Unresolved(why) => Self::Unresolved(why),
        }
    }

    /// The target of a link that shows the title of what it leads to.
    pub(super) fn labelled(self, site: &'a Site, answer: &Answer) -> Self {
        match (self, answer) {
            (Self::Page { out, anchor, query, missing, label: _ }, Answer::Page { page, .. }) => {
                let page = site.page(*page);
                let headings = &page.object.exports.headings;
                // An anchor in the text is a place on a page, and has no name.
                let heading = anchor.and_then(|id| headings.iter().find(|heading| *heading.id == *id));
                let label = heading.map_or_else(|| page.title(), |heading| &heading.text);
                Self::Page { out, anchor, query, missing, label: Some(label) }
            }
            (other, _) => other,
        }
    }

    /// Adds all that the target shows to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        match *self {
            Self::Page { out, anchor, query, missing, label } => {
                hasher.number(0).text(out.as_str()).option(anchor).option(query).option(missing).option(label)
            }
            Self::Asset { out, query, fragment, size } => {
                let (width, height) = size.unwrap_or_default();
                hasher.number(1).text(out.as_str()).option(query).option(fragment);
                hasher.number(u64::from(width)).number(u64::from(height))
            }
            Self::Output { out, query, fragment } => hasher.number(2).text(out.as_str()).option(query).option(fragment),
            Self::External(address) => hasher.number(3).text(address),
            Self::Unresolved(why) => hasher.number(4).text(&reason(why)),
        };
    }
}

impl Target<'_> {
    /// The address of the target, percent-encoded, as it stands on one output; empty where there is none. It is not
    /// escaped for HTML.
    pub(super) fn address(&self, urls: Urls<'_>) -> String {
        let (out, query, fragment) = match *self {
            Self::Page { out, anchor: Some(anchor), query: None, .. } => return urls.to_anchor(out, anchor),
            Self::Page { out, anchor, query, .. } => (out, query, anchor.map(|id| Cow::Owned(encode_fragment(id)))),
            Self::Asset { out, query, fragment, .. } | Self::Output { out, query, fragment } => {
                (out, query, fragment.map(as_written))
            }
            Self::External(address) => {
                return as_written(address.trim_matches(|c: char| c.is_ascii_control() || c == ' ')).into_owned();
            }
            Self::Unresolved(_) => return String::new(),
        };
        let mut url = urls.to(out);
        if let Some(query) = query {
            url.push('?');
            url.push_str(&as_written(query));
        }
        if let Some(fragment) = fragment {
            url.push('#');
            url.push_str(&fragment);
        }
        url
    }
}

/// Part of an address as the author wrote it: escapes stay, what no address may hold is percent-encoded.
fn as_written(text: &str) -> Cow<'_, str> {
    const NEVER: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'\\')
        .add(b'^')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    percent_encoding::utf8_percent_encode(text, NEVER).into()
}

/// Why a reference leads nowhere, for readers: it stands as the title of the mark.
pub(super) fn reason(why: &Unresolved) -> String {
    match why {
        Unresolved::NotFound { wanted } => format!("Broken link: there is no {wanted}"),
        Unresolved::Case { wanted, .. } => format!("Broken link: there is no {wanted}, only a name in another case"),
        Unresolved::Directory { wanted } => format!("Broken link: the folder {wanted} has no page"),
        Unresolved::Outside => "Broken link: it leads out of the site".to_owned(),
        Unresolved::Unpublished { .. } => "Broken link: what it names is not published".to_owned(),
        Unresolved::Thing { id, .. } => format!("Broken link: nothing is called {id} there"),
        Unresolved::Scheme => "Broken link: an address of this kind is not allowed".to_owned(),
        Unresolved::Empty => "Broken link: it names nothing".to_owned(),
        Unresolved::Invalid(why) => format!("Broken link: {why}"),
    }
}
