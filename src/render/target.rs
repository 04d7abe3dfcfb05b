//! What a reference leads to, as far as the page that holds it shows.

use crate::digest::Hasher;
use crate::link::{Answer, Site, Unresolved};
use crate::markdown::Reference;
use crate::path::OutPath;

/// The answer to a reference, with the outputs it names in place of ids.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'a> {
    /// A page.
    Page { out: &'a OutPath, anchor: Option<&'a str>, query: Option<&'a str>, missing: Option<&'a str> },
    /// A published file, with its width and height.
    Asset { out: &'a OutPath, size: Option<(u32, u32)> },
    /// Another output.
    Output { out: &'a OutPath, fragment: Option<&'a str> },
    /// An absolute address.
    External(&'a str),
    /// Nothing.
    Unresolved(&'a Unresolved),
}

impl<'a> Target<'a> {
    /// The target of a reference.
    pub(super) fn new(site: &'a Site, reference: &'a Reference, answer: &'a Answer) -> Self {
        match answer {
            Answer::Page { page, anchor, query, missing } => Self::Page {
                out: &site.page(*page).out,
                anchor: anchor.as_deref(),
                query: query.as_deref(),
                missing: missing.as_deref(),
            },
            Answer::Asset(number) => match site.assets.get(*number as usize) {
                Some(asset) => Self::Asset { out: &asset.out, size: asset.size },
                None => Self::Unresolved(&Unresolved::Empty),
            },
            Answer::Output { out, fragment } => Self::Output { out, fragment: fragment.as_deref() },
            Answer::External => Self::External(&reference.dest),
            Answer::Unresolved(why) => Self::Unresolved(why),
        }
    }

    /// Adds all that the target shows to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        match *self {
            Self::Page { out, anchor, query, missing } => {
                hasher.number(0).text(out.as_str()).option(anchor).option(query).option(missing)
            }
            Self::Asset { out, size } => {
                let (width, height) = size.unwrap_or_default();
                hasher.number(1).text(out.as_str()).number(u64::from(width)).number(u64::from(height))
            }
            Self::Output { out, fragment } => hasher.number(2).text(out.as_str()).option(fragment),
            Self::External(address) => hasher.number(3).text(address),
            Self::Unresolved(why) => hasher.number(4).text(&reason(why)),
        };
    }
}

/// Why a reference leads nowhere, for readers: it stands as the title of the mark.
pub(super) fn reason(why: &Unresolved) -> String {
    match why {
        Unresolved::NotFound { wanted } => format!("Broken link: there is no {wanted}"),
        Unresolved::Case { wanted, .. } => format!("Broken link: there is no {wanted}, only a name in another case"),
        Unresolved::Directory { wanted } => format!("Broken link: the folder {wanted} has no page"),
        Unresolved::Outside => "Broken link: it leads out of the site".to_owned(),
        Unresolved::Unpublished { .. } => "Broken link: what it names is not published".to_owned(),
        Unresolved::Scheme => "Broken link: an address of this kind is not allowed".to_owned(),
        Unresolved::Empty => "Broken link: it names nothing".to_owned(),
        Unresolved::Invalid(why) => format!("Broken link: {why}"),
    }
}
