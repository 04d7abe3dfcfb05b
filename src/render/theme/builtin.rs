//! The built-in theme, as it is compiled into the program.

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        /// Templates by name.
        pub(super) const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../templates/", $name)))),*];
    };
}

templates! {
    "404.html",
    "a-z.html",
    "base.html",
    "compare.html",
    "doc.html",
    "home.html",
    "kind.html",
    "redirect.html",
    "section.html",
    "thing.html",
    "components/cell.html",
    "components/children.html",
    "components/crumbs.html",
    "components/facts.html",
    "components/groups.html",
    "components/icon.html",
    "components/kind.html",
    "components/mark.html",
    "components/pager.html",
    "components/refs.html",
    "components/relations.html",
    "components/toc.html",
    "components/value.html",
}

/// The style sheet.
pub(super) const STYLE: &str = include_str!("../../../static/theme.css");
/// The script of every page.
pub(super) const SCRIPT: &str = include_str!("../../../static/site.js");
/// The script of the search dialog.
pub(super) const SEARCH: &str = include_str!("../../../static/search.js");
/// The icons, one symbol each.
pub(super) const ICONS: &str = include_str!("../../../static/icons.svg");
/// The icon of the site.
pub(super) const FAVICON: &str = include_str!("../../../static/favicon.svg");
