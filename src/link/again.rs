//! A site in which some pages say something else, and nothing stands elsewhere: the common edit, a sentence, costs what its page
//! costs and no more.
//!
//! Invariant: gives what linking everything anew would give, or nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{PageId, Site, agreement, backlinks, earlier, statements_of};
use crate::facts::{EntityId, FieldId};
use crate::markdown::PageObject;
use crate::span::FileId;

type Fact = (EntityId, FieldId);

/// The site with other objects for some of its pages; `None` where one of them leads elsewhere than before, shows others another
/// face, or speaks of others. Facts and configuration are as they were, and so is the front matter of the pages.
pub fn again(before: &Site, changed: &[(FileId, Arc<PageObject>)]) -> Option<Site> {
    let mut ids = Vec::with_capacity(changed.len());
    for (file, object) in changed {
        let id = *before.by_file.get(file)?;
        let then = &before.page(id).object;
        // The list of links on a home page may be the navigation; on others it is a list.
        let is_home = before.homes.iter().any(|home| home.page == Some(id));
        if is_home && then.outline != object.outline || !looks_the_same(then, object) {
            return None;
        }
        ids.push(id);
    }
    let mut site = before.clone();
    for (id, (_, object)) in ids.iter().zip(changed) {
        site.pages.get_mut(id.0 as usize)?.object = object.clone();
    }
    if site.facts.kinds.is_empty() {
        return Some(site);
    }
    for id in &ids {
        *site.statements.get_mut(id.0 as usize)? = Arc::new(statements_of(&site, *id));
    }
    let speaks_the_same = |id: &PageId| backlinks::spoken(before, *id) == backlinks::spoken(&site, *id);
    if !ids.iter().all(speaks_the_same) {
        return None;
    }
    for id in ids {
        let [then, now] = [before, &site].map(|site| agreement::on_page(site, id));
        agree(&mut site, &then, &now);
    }
    Some(site)
}

/// Whether others see the same of a page: what it is called, where it can be linked to, what it leads to and is made from.
fn looks_the_same(before: &PageObject, now: &PageObject) -> bool {
    // Every part of a page is named here, so that none is forgotten: what stands for itself alone is left out on purpose.
    let PageObject {
        key: _,
        includes,
        lost_includes: _,
        exports,
        imports,
        prose: _,
        facts: _,
        body: _,
        front,
        allows: _,
        findings: _,
        outline: _,
    } = now;
    let leads_the_same = || {
        let references = before.imports.iter().zip(imports);
        before.imports.len() == imports.len()
            && references.into_iter().all(|(a, b)| (a.kind, &a.dest) == (b.kind, &b.dest))
    };
    before.exports.digest == exports.digest
        && before.front.draft == front.draft
        && before.includes == *includes
        && earlier::stands_the_same(before, now)
        && leads_the_same()
}

/// Counts what a page agrees with.
fn agree(site: &mut Site, then: &BTreeSet<Fact>, now: &BTreeSet<Fact>) {
    for fact in then.difference(now) {
        if let Some(count) = site.agreeing.get_mut(fact) {
            *count -= 1;
            if *count == 0 {
                site.agreeing.remove(fact);
            }
        }
    }
    for fact in now.difference(then) {
        *site.agreeing.entry(*fact).or_default() += 1;
    }
}
