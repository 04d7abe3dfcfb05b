//! Reads `factpress.yaml` into a [`Config`].

use super::{Config, Dialect, Publish, RawHtml, UrlStyle, address, levels, nav};
use crate::finding::Finding;
use crate::path::{PathError, SourcePath};
use crate::span::{FileId, Span};
use crate::yaml::{self, Key, Node, Reader};

/// The keys of the file.
pub(super) const KEYS: [&str; 24] = [
    "title",
    "base_url",
    "language",
    "repository",
    "edit_url",
    "content",
    "facts",
    "kinds",
    "templates",
    "static",
    "out",
    "nav",
    "urls",
    "published_at",
    "dialect",
    "raw_html",
    "wikilinks",
    "today",
    "rules",
    "baseline",
    "inventories",
    "external",
    "redirects",
    "publish",
];

/// The keys of `publish`.
pub(super) const SWITCHES: [&str; 5] = ["sitemap", "robots", "index", "search", "facts"];

/// The words of `urls`.
pub(super) const URLS: [(&str, UrlStyle); 2] = [("file", UrlStyle::File), ("directory", UrlStyle::Directory)];

/// The words of `dialect`.
pub(super) const DIALECTS: [(&str, Dialect); 2] = [("aws", Dialect::Aws), ("plain", Dialect::Plain)];

/// The words of `raw_html`.
pub(super) const RAW_HTML: [(&str, RawHtml); 2] = [("allow", RawHtml::Allow), ("escape", RawHtml::Escape)];

/// What `language` takes, after "write".
pub(super) const LANGUAGE: &str = "a language tag, as `en` or `pt-BR`";

/// What `edit_url` takes, after "write".
pub(super) const EDIT: &str = "an address that begins with `https://` and has `{path}` in it";

/// Reads the configuration from the whole text of its file. Every mistake is a finding at its key or value, in the order
/// of the text, and what cannot be used keeps its default; a file that is no YAML gives the defaults.
///
/// `inventories` and `external` are accepted as they are and not read yet. Excuses in comments are for [`yaml::allows`].
pub fn read(file: FileId, text: &str) -> (Config, Vec<Finding>) {
    let (root, findings) = yaml::parse(file, 0, text);
    let mut reader = Reader::new(text);
    reader.findings = findings;
    let mut config = Config::default();
    match root {
        Some(root) if root.as_map().is_some() => {
            for (key, value) in reader.entries("configuration", &root) {
                setting(&mut config, &mut reader, key, value, &root);
            }
        }
        Some(root) if !root.is_null() => {
            let message = format!("the configuration is {}", root.what());
            reader.bad(root.span, message, "write a map: `key: value` lines");
        }
        _ => {}
    }
    (config, reader.finish())
}

/// Reads one setting.
fn setting(config: &mut Config, reader: &mut Reader<'_>, key: &Key, node: &Node, root: &Node) {
    let name = &*key.name;
    match name {
        "title" => config.title = reader.text(name, node).map(Into::into),
        "base_url" => config.base_url = reader.wanted(name, node, address::BASE, address::base),
        "language" => {
            config.language = reader.wanted(name, node, LANGUAGE, |text| is_language(text).then(|| text.to_owned()));
        }
        "repository" => config.repository = reader.wanted(name, node, address::WEB, address::web),
        "edit_url" => {
            config.edit_url =
                reader.wanted(name, node, EDIT, |text| address::web(text).filter(|url| url.contains("{path}")));
        }
        "content" => config.content = path(reader, name, node),
        "facts" => config.facts = folder(reader, name, node),
        "kinds" => {
            for item in reader.items(name, node) {
                config.kinds.extend(reader.text(name, item).map(|kind| (kind.to_owned(), item.span)));
            }
        }
        "templates" => config.templates = folder(reader, name, node),
        "static" => config.statics = folder(reader, name, node),
        "baseline" => config.baseline = path_below(reader, name, node),
        // May lie anywhere: whether it may be written to is judged before it is.
        "out" => {
            let printable = |text: &&str| !text.trim().is_empty() && !text.chars().any(char::is_control);
            config.out = reader.wanted(name, node, "a folder", |text| Some(text).filter(printable).map(Into::into));
        }
        "nav" => {
            config.nav = (!node.is_null()).then(|| nav::read(reader, name, node));
            config.nav_key = config.nav.as_ref().map(|_| key.span);
        }
        "urls" => config.urls = reader.choice(name, node, &URLS).unwrap_or_default(),
        "published_at" => {
            for (section, value) in by_section(config, reader, name, node) {
                for item in reader.items(name, value) {
                    let prefix = reader.wanted(name, item, address::BASE, address::base);
                    config.published_at.extend(prefix.map(|prefix| (section.clone(), prefix)));
                }
            }
        }
        "dialect" => {
            for (section, value) in by_section(config, reader, name, node) {
                config.dialect.extend(reader.choice(name, value, &DIALECTS).map(|dialect| (section, dialect)));
            }
        }
        "raw_html" => config.raw_html = reader.choice(name, node, &RAW_HTML).unwrap_or_default(),
        "wikilinks" => config.wikilinks = reader.flag(name, node).unwrap_or_default(),
        "today" => config.today = reader.date(name, node).map(|day| day.to_string()),
        "rules" => config.rules = levels::read(reader, node),
        "redirects" => config.redirects = redirects(reader, node),
        "publish" => config.publish = publish(reader, node),
        "inventories" | "external" => {}
        _ => reader.unknown_key(key, "in the configuration", &KEYS, root),
    }
}

/// A value for the whole site, or a map with one for each section. The empty section is the site itself, also written `.`.
fn by_section<'n>(config: &mut Config, reader: &mut Reader<'_>, key: &str, node: &'n Node) -> Vec<(String, &'n Node)> {
    if node.as_map().is_none() {
        return vec![(String::new(), node)];
    }
    let mut sections = Vec::new();
    for (section, value) in reader.entries(key, node) {
        match SourcePath::new(&section.name) {
            Ok(path) => {
                if !path.as_str().is_empty() {
                    config.sections.push((path.as_str().to_owned(), section.span));
                }
                sections.push((path.as_str().to_owned(), value));
            }
            Err(_) => {
                let message = format!("`{key}` names a section that cannot be: `{}`", section.name);
                reader.bad(section.span, message, "write the section's folder, or `.` for the site itself");
            }
        }
    }
    sections
}

/// A path in the site.
fn path(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<SourcePath> {
    let text = reader.text(key, node)?;
    let below = if text.starts_with(['/', '~']) { Err(PathError::Outside) } else { SourcePath::new(text) };
    match below {
        Ok(path) => return Some(path),
        Err(PathError::Outside) => {
            let message = format!("`{key}` leads out of the site: `{text}`");
            reader.bad(node.span, message, "write a path below the folder of `factpress.yaml`");
        }
        Err(PathError::Invalid) => reader.refuse(key, node, "a path below the folder of `factpress.yaml`, with `/`"),
    }
    None
}

/// A folder in the site that is not the site's own, with its place.
fn folder(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<(SourcePath, Span)> {
    Some((path_below(reader, key, node)?, node.span))
}

/// A path in the site that is not the site's own folder.
fn path_below(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<SourcePath> {
    let path = path(reader, key, node)?;
    if path.as_str().is_empty() {
        reader.refuse(key, node, "a path below the folder of `factpress.yaml`");
        return None;
    }
    Some(path)
}

fn redirects(reader: &mut Reader<'_>, node: &Node) -> Vec<(String, String, Span)> {
    let mut redirects = Vec::new();
    for (from, to) in reader.entries("redirects", node) {
        if !SourcePath::new(&from.name).is_ok_and(|path| !path.as_str().is_empty()) || address::is_external(&from.name)
        {
            let message = format!("`redirects` cannot begin at `{}`", from.name);
            reader.bad(from.span, message, "write an old address as a path below the site's address");
            continue;
        }
        let expected = "a page of the site or an address that begins with `https://`";
        let leads = |text: &str| {
            let fits = !text.trim().is_empty() && (!address::is_external(text) || address::web(text).is_some());
            fits.then(|| text.to_owned())
        };
        if let Some(target) = reader.wanted(&from.name, to, expected, leads) {
            redirects.push((from.name.clone(), target, to.span));
        } else if to.is_null() {
            reader.refuse(&from.name, to, expected);
        }
    }
    redirects
}

fn publish(reader: &mut Reader<'_>, node: &Node) -> Publish {
    let mut publish = Publish::default();
    for (key, value) in reader.entries("publish", node) {
        let switch = match &*key.name {
            "sitemap" => &mut publish.sitemap,
            "robots" => &mut publish.robots,
            "index" => &mut publish.index,
            "search" => &mut publish.search,
            "facts" => &mut publish.facts,
            _ => {
                reader.unknown_key(key, "in `publish`", &SWITCHES, node);
                continue;
            }
        };
        *switch = reader.flag(&key.name, value).unwrap_or(*switch);
    }
    publish
}

/// Whether a text has the form of a language tag.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts
        .next()
        .is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
