//! What the configuration takes, as JSON Schema. The keys are those that are read; each has a sentence for editors.

use super::address::{self, ADDRESS};
use super::read::{DIALECTS, EDIT, KEYS, LANGUAGE, RAW_HTML, SWITCHES, URLS};
use super::{levels, nav};
use crate::yaml::Schema;

/// A path in the site, as far as a pattern can tell.
const PATH: (&str, &str) = (r"^[^/~\\][^\\]*$", "write a path below the folder of `factpress.yaml`, with `/`");

/// A language tag.
const TAG: &str = "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$";

/// The schema of `factpress.yaml`.
pub fn schema() -> Schema {
    let settings = KEYS.map(|key| {
        let (schema, says) = setting(key);
        (key, schema.or_null().says(says))
    });
    Schema::map(settings).or_null().keeping([("entry", nav::schema()), ("levels", levels::of_path())])
}

/// What a key takes, and what it is for.
fn setting(key: &str) -> (Schema, &'static str) {
    let path = || Schema::text().matching(PATH.0, PATH.1);
    let base = || Schema::form(ADDRESS, address::BASE);
    match key {
        "title" => (Schema::text(), "The name of the site. Without it, the title of the home page."),
        "base_url" => (base(), "Where the site is published: for canonical links and the sitemap only."),
        "language" => (Schema::form(TAG, LANGUAGE), "The language of the pages; `en` unless set."),
        "repository" => (Schema::form(ADDRESS, address::WEB), "Where the sources are kept; linked from every page."),
        "edit_url" => {
            (Schema::form(ADDRESS, EDIT), "The address to edit a page at. `{path}` stands for the path of its file.")
        }
        "content" => (path(), "The folder of the pages."),
        "facts" => (path(), "The folder of the facts; `facts` in the content folder unless set."),
        "kinds" => (Schema::one_or_more(Schema::text()), "Kinds of things that come with factpress, by name."),
        "templates" => (path(), "The folder of your own templates; `templates` unless set."),
        "static" => (path(), "The folder of your own styles and other files; `static` unless set."),
        "out" => (Schema::text(), "The output folder; `public` unless set."),
        "nav" => (Schema::list(&Schema::kept("entry")), "The navigation."),
        "urls" => (
            Schema::choice(words(&URLS)),
            "`file` writes `a/b.html`, `directory` writes `a/b/index.html`; `file` unless set.",
        ),
        "published_at" => (
            by_section(Schema::one_or_more(base().or_null())),
            "Addresses under which the site or one of its sections is known: links to them are resolved here.",
        ),
        "dialect" => (
            by_section(Schema::choice(words(&DIALECTS))),
            "What pages are written in, for the site or by section; seen unless set.",
        ),
        "raw_html" => (
            Schema::choice(words(&RAW_HTML)),
            "`allow` keeps HTML in pages, `escape` shows it as text; `allow` unless set.",
        ),
        "wikilinks" => (Schema::flag(), "Whether `[[page#anchor]]` is a link."),
        "today" => (Schema::date(), "The day that counts as today, for `review-due`; the clock's unless set."),
        "rules" => (levels::schema(), "Levels of findings, by family, by rule and by path."),
        "baseline" => (path(), "Kept for later versions."),
        "redirects" => {
            (Schema::map_of(&Schema::text()), "Old addresses that lead to a page, a file, or an address elsewhere.")
        }
        "publish" => (
            Schema::map(SWITCHES.map(|switch| (switch, Schema::flag().or_null().says(switched(switch))))),
            "What is published beside the pages; all unless switched off.",
        ),
        _ => (Schema::anything(), "Kept for later versions."),
    }
}

/// A value for the whole site, or a map with one for each section.
fn by_section(value: Schema) -> Schema {
    let each = Schema::map_of(&value.clone().or_null());
    Schema::any([value, each])
}

/// What a switch of `publish` switches.
fn switched(switch: &str) -> &'static str {
    match switch {
        "sitemap" => "`sitemap.xml`, which needs `base_url`.",
        "robots" => "`robots.txt`, which needs `base_url`.",
        "index" => "`a-z.html`, all pages by title.",
        _ => "The search index.",
    }
}

fn words<'w, T>(choices: &'w [(&'w str, T)]) -> impl Iterator<Item = &'w str> {
    choices.iter().map(|(word, _)| *word)
}
