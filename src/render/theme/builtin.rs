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
    "doc.html",
    "home.html",
    "redirect.html",
    "section.html",
    "components/children.html",
    "components/crumbs.html",
    "components/groups.html",
    "components/icon.html",
    "components/mark.html",
    "components/pager.html",
    "components/refs.html",
    "components/toc.html",
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
