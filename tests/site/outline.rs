//! The linked site as text: pages with their neighbours and backlinks, the navigation, redirects.

use std::fmt::Write as _;

use factpress::link::nav::NavId;
use factpress::link::{Answer, PageId, Site};

/// Everything that linking found out about a site, for people to compare.
pub fn outline(site: &Site) -> String {
    let mut out = format!("title: {}\n\npages\n", site.title);
    for id in site.page_ids() {
        let page = site.page(id);
        let _ = writeln!(out, "  {}: {}", page.out, page.title());
        if let Some((previous, next)) = site.nav.order.get(id.0 as usize) {
            let neighbours = [("previous", previous), ("next", next)];
            for (word, page) in neighbours.into_iter().filter_map(|(word, page)| Some((word, (*page)?))) {
                let _ = writeln!(out, "    {word}: {}", site.page(page).out);
            }
        }
        for link in site.backlinks(id) {
            let from = site.page(link.from);
            let (_, excerpt) = site.spoken_in(link);
            let named = matches!(link.mention, factpress::link::Mention::Name { .. });
            let _ = write!(out, "    {} {}, {} x", if named { "named by" } else { "from" }, from.out, link.count);
            if let Some(excerpt) = excerpt {
                let mark = excerpt.text.get(excerpt.mark.start as usize..excerpt.mark.end as usize);
                let _ = write!(out, ": {} [{}]", excerpt.text, mark.unwrap_or("?"));
            }
            out.push('\n');
        }
    }
    out.push_str("\nnavigation\n");
    for root in &site.nav.roots {
        node(site, *root, 1, &mut out);
    }
    for (text, _) in &site.nav.lost {
        let _ = writeln!(out, "  lost: {text}");
    }
    if !site.redirects.is_empty() {
        out.push_str("\nredirects\n");
    }
    for redirect in &site.redirects {
        let after = |query: &Option<Box<str>>, fragment: &Option<Box<str>>| {
            let part =
                |sign: char, text: &Option<Box<str>>| text.as_ref().map_or(String::new(), |it| format!("{sign}{it}"));
            part('?', query) + &part('#', fragment)
        };
        let to = match &redirect.to {
            Answer::Page { page, anchor, query, .. } => address(site, *page) + &after(query, anchor),
            Answer::Asset { file, query, fragment } => {
                site.asset(*file).map_or_else(String::new, |asset| asset.out.to_string()) + &after(query, fragment)
            }
            Answer::Output { out, query, fragment } => out.to_string() + &after(query, fragment),
            Answer::External => redirect.dest.to_string(),
            Answer::Unresolved(_) => "nothing".to_owned(),
        };
        let _ = writeln!(out, "  {} -> {to}", redirect.out);
    }
    out
}

fn address(site: &Site, page: PageId) -> String {
    site.page(page).out.to_string()
}

fn node(site: &Site, id: NavId, depth: usize, out: &mut String) {
    let node = site.nav.node(id);
    let page = node.page.map_or(String::new(), |page| format!(" ({})", address(site, page)));
    let _ = writeln!(out, "{}{}{page}", "  ".repeat(depth), node.title);
    for child in &node.children {
        self::node(site, *child, depth + 1, out);
    }
}
