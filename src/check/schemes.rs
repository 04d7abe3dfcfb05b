//! One address under http and https.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::address::Address;
use crate::finding::Finding;
use crate::link::{Answer, Site};
use crate::markdown::Reference;
use crate::rule::links;

/// Reports `http:` where the same address is used with `https:` somewhere in the site.
pub(super) fn check(site: &Site, findings: &mut Vec<Finding>) {
    let mut insecure: Vec<(String, &Reference)> = Vec::new();
    let mut secure: FxHashMap<String, &Reference> = FxHashMap::default();
    for id in site.page_ids() {
        for (reference, answer) in site.page(id).object.imports.iter().zip(site.answers(id)) {
            if matches!(answer, Answer::Unresolved(_)) {
                continue;
            }
            match Address::parse(&reference.dest) {
                Address::External { scheme, address } if scheme.eq_ignore_ascii_case("http") => {
                    insecure.push((bare(address, scheme), reference));
                }
                Address::External { scheme, address } if scheme.eq_ignore_ascii_case("https") => {
                    secure.entry(bare(address, scheme)).or_insert(reference);
                }
                _ => {}
            }
        }
    }
    // An address without its fragment is the same page, under either scheme.
    let pages: FxHashSet<&str> = secure.keys().map(|address| page(address)).collect();
    for (address, reference) in insecure {
        if !pages.contains(page(&address)) {
            continue;
        }
        let message = format!("`http` here and `https` elsewhere for `{}`", page(&address));
        let mut finding =
            Finding::new(&links::INSECURE_LINK, reference.span, message).cause(page(&address)).remedy("http -> https");
        if let Some(other) = secure.get(&address) {
            finding = finding.related(other.span, "with `https` here");
        }
        let text = format!("https{}", &reference.dest.trim_start()["http".len()..]);
        findings.push(finding.fix("use `https`", reference.span, text));
    }
}

/// An address without its scheme, its host in lower case, without a lone `/` at the end.
fn bare(address: &str, scheme: &str) -> String {
    let rest = address[scheme.len()..].trim_start_matches("://");
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let mut bare = rest[..host].to_ascii_lowercase();
    bare.push_str(rest[host..].trim_end_matches('/'));
    bare
}

fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or(address).trim_end_matches('/')
}
