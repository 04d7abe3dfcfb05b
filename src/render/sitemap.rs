//! What search engines are told: `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt` (RFC 9309).

use super::page::canonical;
use crate::link::{Generated, Site};
use crate::markdown::escape;
use crate::path::OutPath;

/// The addresses of all pages that are not internal.
pub(super) fn sitemap(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let pages = site.pages.iter().filter(|page| !page.object.front.internal).map(|page| &page.out);
    let things = site.things.iter().filter_map(|thing| thing.made.as_ref());
    let kinds = site.kinds.iter().filter_map(|kind| kind.out.as_ref());
    let comparisons = site.comparisons.iter().map(|comparison| &comparison.out);
    for place in pages.chain(things).chain(kinds).chain(comparisons) {
        if let Some(address) = canonical(site, place) {
            out.push_str("<url><loc>");
            escape(&mut out, &address);
            out.push_str("</loc></url>\n");
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// Everything may be read; where the sitemap is.
pub(super) fn robots(site: &Site) -> String {
    let mut out = "User-agent: *\nAllow: /\n".to_owned();
    let sitemap = OutPath::new(Generated::Sitemap.name()).ok().filter(|_| Generated::Sitemap.is_made(site));
    if let Some(address) = sitemap.and_then(|sitemap| canonical(site, &sitemap)) {
        out.push_str("Sitemap: ");
        out.push_str(&address);
        out.push('\n');
    }
    out
}
