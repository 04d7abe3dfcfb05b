//! Resolves what is said from the root of the site: its own absolute addresses, redirects, and outputs that belong to all
//! of its sections.

use std::borrow::Cow;

use super::resolve::{Here, Index};
use super::{Answer, Claim, Generated, HOME, Unresolved};
use crate::address::Address;
use crate::markdown::RefKind;
use crate::path::{OutPath, SourcePath, percent_decode};

impl Index<'_> {
    /// What a redirect of the configuration leads to: an address, or a path from the root of the site or from the content
    /// folder of any section.
    pub(super) fn redirect(&self, to: &str) -> Answer {
        match Address::parse(to) {
            Address::External { scheme, address } => self.external(None, scheme, address, RefKind::Link),
            Address::Path { path, query, fragment } if path.trim_matches('/').is_empty() => {
                self.led(self.site.home.out.clone(), query, fragment)
            }
            Address::Path { path, query, fragment } => {
                let path = format!("/{}", path.trim_start_matches('/'));
                let mut answers = (0..).zip(&self.site.layout.mounts).map(|(number, mount)| {
                    let home = mount.content.join(HOME).unwrap_or_default();
                    self.path(Here { path: &home, mount: number, page: None }, &path, query, fragment)
                });
                let first = answers.next().unwrap_or(Answer::Unresolved(Unresolved::Empty));
                match first {
                    Answer::Unresolved(_) => answers.find(|it| !matches!(it, Answer::Unresolved(_))).unwrap_or(first),
                    found => found,
                }
            }
            _ => Answer::Unresolved(Unresolved::Empty),
        }
    }

    /// An absolute address at which this site, or one of its sections, is known. The longest of several that fit holds.
    /// `from` is the section that names it.
    pub(super) fn own_address(&self, from: Option<u16>, address: &str) -> Option<Answer> {
        let mounts = &self.site.layout.mounts;
        let configured = self.site.config.published_at.iter().filter_map(|(section, known)| {
            let prefix = known.split_once("://").map_or(known.as_str(), |(_, rest)| rest).trim_end_matches('/');
            let rest = below(address, prefix)?;
            // A name that no section has is reported by itself.
            let mount = mounts.iter().position(|mount| mount.name == *section);
            (mount.is_some() || section.is_empty()).then_some((mount, rest, false))
        });
        let inferred = self.site.inferred.iter();
        let inferred = inferred.filter_map(|known| Some((Some(known.mount), below(address, &known.prefix)?, true)));
        let (mount, rest, inferred) = configured.chain(inferred).min_by_key(|(_, rest, _)| rest.len())?;
        let (path, query, fragment) = match Address::parse(rest) {
            Address::Path { path, query, fragment } => (path, query, fragment),
            Address::Fragment(fragment) => ("", None, Some(fragment)),
            _ => ("", None, None),
        };
        match mount {
            Some(mount) if inferred => self.below_inferred(from, mount, path, query, fragment),
            Some(mount) => self.below_home(mount, path, query, fragment),
            None => Some(self.below_root(path, query, fragment)),
        }
    }

    /// What lies at a path below an address that a section only seems to be published at; nothing where it must stay an
    /// address of another host.
    ///
    /// That host still answers at names that pages had before, and holds images that never were part of the source: of
    /// what is not here nothing follows, and the link as it is may work. (In five guides of the AWS documentation that is
    /// 395 links to pages and 417 images.) A place on a page that is here is another matter, as long as a section speaks of
    /// itself. Other sections may be older or newer than what they link to.
    fn below_inferred(
        &self,
        from: Option<u16>,
        mount: usize,
        path: &str,
        query: Option<&str>,
        fragment: Option<&str>,
    ) -> Option<Answer> {
        let mut answer = self.below_home(mount, path, query, fragment)?;
        // The host that the dialect comes from serves its pages without `.html` as well.
        if matches!(answer, Answer::Unresolved(_)) && !path.ends_with('/') {
            answer = self.below_home(mount, &format!("{path}.html"), query, fragment)?;
        }
        match answer {
            Answer::Unresolved(_) => None,
            Answer::Page { missing: Some(_), .. } if from.map(usize::from) != Some(mount) => None,
            found => Some(found),
        }
    }

    /// What lies at a path below the home of a section. That home is a file in its content folder, as far as relative paths
    /// go.
    fn below_home(&self, mount: usize, path: &str, query: Option<&str>, fragment: Option<&str>) -> Option<Answer> {
        let home = self.site.layout.mounts.get(mount)?.content.join(HOME).ok()?;
        let here = Here { path: &home, mount: u16::try_from(mount).ok()?, page: None };
        Some(self.path(here, if path.is_empty() { "/" } else { path }, query, fragment))
    }

    /// What lies at a path below the root of several sections: their pages, below their names, and what belongs to all.
    fn below_root(&self, path: &str, query: Option<&str>, fragment: Option<&str>) -> Answer {
        let inside = path.trim_matches('/');
        if inside.is_empty() {
            return self.led(self.site.home.out.clone(), query, fragment);
        }
        // A section's name may have several parts.
        let section = percent_decode(inside).and_then(|inside| {
            let mounts = self.site.layout.mounts.iter().enumerate();
            mounts.filter(|(_, mount)| !mount.name.is_empty()).find_map(|(at, mount)| {
                let below = inside.strip_prefix(mount.name.as_str())?;
                (below.is_empty() || below.starts_with('/')).then_some((at, mount.name.split('/').count()))
            })
        });
        if let Some((mount, parts)) = section {
            let below: Vec<&str> = inside.split('/').skip(parts).collect();
            if let Some(answer) = self.below_home(mount, &format!("/{}", below.join("/")), query, fragment) {
                return answer;
            }
        }
        let path = percent_decode(inside).unwrap_or(Cow::Borrowed(inside));
        match (self.at_root(&format!("/{path}")), SourcePath::new(&path)) {
            (Some(out), _) => self.led(out, query, fragment),
            (None, Ok(wanted)) => Answer::Unresolved(Unresolved::NotFound { wanted }),
            (None, Err(_)) => Answer::Unresolved(Unresolved::Outside),
        }
    }

    /// An output at the root that is no author's page. Each section finds it from there, where nothing of its own has that
    /// path.
    pub(super) fn at_root(&self, path: &str) -> Option<OutPath> {
        let out = OutPath::new(path.strip_prefix('/')?).ok()?;
        match self.claims.holder(out.as_str())? {
            Claim::Generated(Generated::Manifest) => None,
            _ => Some(out),
        }
    }

    /// The answer for an output that is no author's page. A page at a former address is the page that it leads to: a link
    /// there leads on, and its anchor is one of that page.
    pub(super) fn led(&self, out: OutPath, query: Option<&str>, fragment: Option<&str>) -> Answer {
        if let Some(page) = self.site.home.page.filter(|page| self.site.page(*page).out == out) {
            return self.at_anchor(page, fragment, query);
        }
        let redirects = &self.site.redirects;
        let Ok(at) = redirects.binary_search_by(|redirect| redirect.out.cmp(&out)) else {
            return Answer::output(out, query, fragment);
        };
        match &redirects[at].to {
            Answer::Page { page, query: own, .. } if fragment.is_some() => {
                self.at_anchor(*page, fragment, query.or(own.as_deref()))
            }
            Answer::Page { page, anchor, query: own, .. } => Answer::Page {
                page: *page,
                anchor: anchor.clone(),
                query: query.map(Into::into).or_else(|| own.clone()),
                // Reported where the redirect is asked for.
                missing: None,
            },
            Answer::Asset { file, query: own, fragment: place } => Answer::Asset {
                file: *file,
                query: query.map(Into::into).or_else(|| own.clone()),
                fragment: fragment.map(Into::into).or_else(|| place.clone()),
            },
            Answer::Output { out, query: own, fragment: place } => {
                Answer::output(out.clone(), query.or(own.as_deref()), fragment.or(place.as_deref()))
            }
            Answer::External | Answer::Unresolved(_) => Answer::output(out, query, fragment),
        }
    }
}

/// What stands in an address behind a prefix, which ends at a part of the address and in any case.
fn below<'a>(address: &'a str, prefix: &str) -> Option<&'a str> {
    let head = address.get(..prefix.len())?;
    let rest = &address[prefix.len()..];
    let fits = head.eq_ignore_ascii_case(prefix) && (rest.is_empty() || rest.starts_with(['/', '?', '#']));
    fits.then_some(rest)
}
