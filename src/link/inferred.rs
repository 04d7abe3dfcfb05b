//! Where a guide of the AWS dialect is published, as seen from its own links.
//!
//! Such a guide links to its own pages by the addresses it is published at as often as by their files. The folder that most
//! of those addresses share is what `published_at` would say.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Page, Site};
use crate::config::Dialect;

/// How many pages of the guide must be named at an address, so that it is the guide's.
const PAGES: usize = 4;

/// One of how many pages of the guide must be named there.
const PART: usize = 10;

/// How many of a hundred links at an address must name pages of the guide.
const SHARE: usize = 80;

/// Names that pages have in any guide, so that a link to one does not tell whose it is.
const ANY: [&str; 26] = [
    "best-practices",
    "compliance-validation",
    "data-protection",
    "disaster-recovery-resiliency",
    "document-history",
    "encryption-at-rest",
    "getting-started",
    "glossary",
    "index",
    "infrastructure-security",
    "introduction",
    "limits",
    "logging-using-cloudtrail",
    "monitoring",
    "quotas",
    "security",
    "security-best-practices",
    "security-iam",
    "setting-up",
    "troubleshooting",
    "tutorials",
    "using-service-linked-roles",
    "vulnerability-analysis-and-management",
    "welcome",
    "what-is",
    "whats-new",
];

/// An address at which a mount seems to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    /// The mount, as an index into [`crate::source::Layout::mounts`].
    pub mount: usize,
    /// Host and folder, ASCII letters in lower case, without a `/` at the end.
    pub prefix: String,
}

/// What links say of an address, but for those to names that any guide has.
#[derive(Default)]
struct Votes<'a> {
    links: usize,
    /// Those that name a page of the guide.
    own: usize,
    pages: FxHashSet<&'a str>,
}

impl<'a> Votes<'a> {
    /// Counts a link to a name, which a page of the guide has or not.
    fn count(&mut self, stem: &'a str, own: bool) {
        self.links += 1;
        if own {
            self.own += 1;
            self.pages.insert(stem);
        }
    }

    /// Adds what other links say.
    fn add(&mut self, other: Self) {
        self.links += other.links;
        self.own += other.own;
        self.pages.extend(other.pages);
    }

    /// Whether an address is that of a guide of so many pages. Two guides share some names, and the larger they are the
    /// more; of their own pages, real guides name one in five.
    fn are_enough(&self, pages: usize) -> bool {
        let named = self.pages.len();
        named >= PAGES && named * PART >= pages && self.own * 100 >= self.links * SHARE
    }
}

/// Finds where each mount in the AWS dialect is published that the configuration says nothing of. Of two mounts that
/// seem to be published at one address it is the one whose links say so more often.
pub(super) fn inferred(site: &Site) -> Vec<Inferred> {
    let Site { pages, layout, dialects, config, .. } = site;
    let wanted: Vec<usize> = layout
        .mounts
        .iter()
        .enumerate()
        .filter(|(at, mount)| {
            dialects.get(*at) == Some(&Dialect::Aws)
                && !config.published_at.iter().any(|(section, _)| *section == mount.name)
        })
        .map(|(at, _)| at)
        .collect();
    let mut candidates: Vec<(usize, Inferred)> = wanted
        .par_iter()
        .flat_map_iter(|mount| {
            let own: Vec<&Page> = pages.iter().filter(|page| page.mount as usize == *mount).collect();
            candidates(&own, *mount)
        })
        .collect();
    candidates.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| (x.mount, &x.prefix).cmp(&(y.mount, &y.prefix))));
    let mut found: Vec<Inferred> = Vec::new();
    for (_, candidate) in candidates {
        if found.iter().all(|known| known.mount != candidate.mount && known.prefix != candidate.prefix) {
            found.push(candidate);
        }
    }
    found
}

/// The addresses that the links of a mount's pages say it may be published at, each with how many links do.
fn candidates<'p>(pages: &[&'p Page], mount: usize) -> Vec<(usize, Inferred)> {
    let stems: FxHashSet<&str> = pages.iter().map(|page| page.path.stem()).collect();
    let count = |mut folders: FxHashMap<&'p str, Votes<'p>>, page: &&'p Page| {
        for (folder, stem) in page.object.imports.iter().filter_map(|link| published(&link.dest)) {
            if !ANY.iter().any(|any| stem.eq_ignore_ascii_case(any)) {
                folders.entry(folder).or_default().count(stem, stems.contains(stem));
            }
        }
        folders
    };
    let as_written: Vec<FxHashMap<&str, Votes<'_>>> = pages.par_iter().fold(FxHashMap::default, count).collect();
    // Addresses differ in case as their authors please.
    let mut folders: BTreeMap<String, Votes<'_>> = BTreeMap::new();
    for (folder, votes) in as_written.into_iter().flatten() {
        folders.entry(folder.to_ascii_lowercase()).or_default().add(votes);
    }
    let fitting = folders.into_iter().filter(|(_, votes)| votes.are_enough(stems.len()));
    fitting.map(|(prefix, votes)| (votes.own, Inferred { mount, prefix })).collect()
}

/// Host and folder of a page's absolute address, and the stem of its name.
fn published(dest: &str) -> Option<(&str, &str)> {
    let dest = dest.trim();
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = dest.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &dest[scheme.len()..])
    })?;
    let path = rest.split(['?', '#']).next()?;
    let (folder, name) = path.rsplit_once('/')?;
    Some((folder, name.strip_suffix(".html")?))
}

#[cfg(test)]
mod tests {
    use super::{Votes, published};

    #[test]
    fn votes_that_are_enough() {
        let votes = |named: &[&'static str], links, own| Votes { links, own, pages: named.iter().copied().collect() };
        let four = ["honey", "combs", "hives", "swarms"];
        assert!(votes(&four, 5, 4).are_enough(40));
        assert!(!votes(&four, 5, 4).are_enough(41), "too small a part of the guide");
        assert!(!votes(&four, 6, 4).are_enough(5), "too many links to what the guide has not");
        assert!(!votes(&four[1..], 9, 9).are_enough(3), "too few");
    }

    #[test]
    fn addresses_of_pages() {
        for (dest, split) in [
            ("https://docs.example/Hives/latest/a-b.html#x", Some(("docs.example/Hives/latest", "a-b"))),
            ("HTTP://docs.example/a.html?b=c/d.html", Some(("docs.example", "a"))),
            ("https://docs.example/hives/", None),
            ("https://docs.html", None),
            ("hives/a.html", None),
            ("mailto:a@b.html", None),
        ] {
            assert_eq!(published(dest), split, "{dest}");
        }
    }
}
