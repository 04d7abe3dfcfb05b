//! Anchors that are not there.

use super::suggest::{Suggest, relative};
use crate::finding::Finding;
use crate::link::{PageId, Site};
use crate::markdown::{Anchor, Reference};
use crate::rule::links;

/// The finding for a link whose page is there and whose anchor is not.
pub(super) fn missing(
    site: &Site,
    suggest: &Suggest<'_>,
    from: PageId,
    reference: &Reference,
    target: PageId,
    anchor: &str,
) -> Finding {
    let page = site.page(target);
    let place = if target == from { "this page".to_owned() } else { format!("`{}`", page.path) };
    let finding =
        Finding::new(&links::MISSING_ANCHOR, reference.span, format!("there is no anchor `#{anchor}` on {place}"))
            .cause(format!("{}#{anchor}", page.path));
    if let Some(same) = suggest.same_anchor(target, anchor) {
        let id = same.output_id();
        let finding = label(site, target, finding, same).help(format!("did you mean `#{id}`?"));
        let text = with_fragment(&reference.dest, id);
        return finding.remedy(format!("{}#{anchor} -> #{id}", page.path)).fix(
            format!("link to `#{id}`"),
            reference.span,
            text,
        );
    }
    // An anchor that stands on one other page has moved there, or the link has the wrong page.
    if let Some(other) = suggest.page_with_anchor(anchor, target) {
        let path = &site.page(other).path;
        let written = if other == from { String::new() } else { relative(site.page(from), path) };
        return finding
            .help(format!("`{path}` has it: `{written}#{anchor}`"))
            .remedy(format!("{}#{anchor} -> {path}#{anchor}", page.path));
    }
    match suggest.near_anchor(target, anchor) {
        Some(near) => {
            let id = near.output_id();
            label(site, target, finding, near)
                .help(format!("did you mean `#{id}`?"))
                .remedy(format!("{}#{anchor} -> #{id}", page.path))
        }
        None => finding.help("the link leads to the page as a whole"),
    }
}

fn label(site: &Site, target: PageId, finding: Finding, near: &Anchor) -> Finding {
    let heading = near.heading.and_then(|at| site.page(target).object.exports.headings.get(at as usize));
    match heading.filter(|heading| *heading.id == *near.output_id()) {
        Some(heading) => finding.related(heading.span, "the nearest heading"),
        None => finding.related(near.span, "the nearest anchor"),
    }
}

fn with_fragment(dest: &str, id: &str) -> String {
    let before = dest.split('#').next().unwrap_or("");
    format!("{before}#{}", crate::path::encode_fragment(id))
}
