//! The theme: the built-in templates and static files, each overridden by a site's own file of the same name.

mod builtin;
mod contrast;
mod files;
mod sprite;
mod strip;
mod templates;

pub(super) use files::Bytes;
pub(super) use templates::{Failure, Shared, sentence};

use crate::digest::{Digest, Hasher};
use crate::finding::Finding;
use crate::source::{Layout, Role, SourceFile, Sources};
use crate::span::FileId;
use files::ThemeFile;
use sprite::Sprite;
use templates::Templates;

/// Templates and static files, ready to use.
#[derive(Debug)]
pub struct Theme {
    templates: Templates,
    sprite: Sprite,
    /// What is published for the theme, by output path.
    pub(super) files: Vec<ThemeFile>,
    /// Where pages find its parts.
    pub(super) names: Names,
    /// The digest of all that pages show of the theme.
    pub(super) digest: Digest,
    whole: bool,
}

/// Output paths of the theme's parts, percent-encoded: what pages write after the way to the root.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) style: String,
    /// The site's own style sheet.
    pub(super) custom: Option<String>,
    pub(super) script: String,
    pub(super) search: String,
    pub(super) icon: String,
}

impl Theme {
    /// The built-in theme with the site's own files over it. Templates that cannot be read are findings, and the
    /// built-in ones stand in for them; so are colours that are hard to read.
    pub fn load(sources: &Sources, layout: &Layout) -> (Self, Vec<Finding>) {
        let own: Vec<(&str, &SourceFile)> = below(sources, Role::Template, layout.templates.as_ref());
        let statics: Vec<(&str, &SourceFile)> = below(sources, Role::Static, layout.statics.as_ref());
        let text = |name: &str| {
            let file = statics.iter().find(|(path, _)| *path == name)?.1;
            Some((file.id, file.text.as_deref()?))
        };
        let (templates, mut findings) = Templates::load(&own);
        let whole = findings.is_empty();
        findings.extend(contrast::check(text("theme.css"), text(files::CUSTOM)));
        let sprite = Sprite::new(builtin::ICONS, text("icons.svg").map(|(_, text)| text), templates.texts());
        let (files, names) = files::files(&statics);
        let mut hasher = Hasher::new();
        hasher.digest(templates.digest()).digest(sprite.digest());
        let Names { style, custom, script, search, icon } = &names;
        hasher.text(style).option(custom.as_deref()).text(script).text(search).text(icon);
        let digest = hasher.finish();
        (Self { templates, sprite, files, names, digest, whole }, findings)
    }

    /// Whether every template of the site is in use; else a built-in one may stand in for one that cannot be read.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Renders one output by a template.
    ///
    /// # Errors
    /// Where the template fails, with the place.
    pub(super) fn render(
        &self,
        template: &str,
        site: &Shared,
        page: &impl serde::Serialize,
    ) -> Result<Vec<u8>, Failure> {
        self.templates.render(template, site, page)
    }

    /// The file of the site that a template comes from; none for a built-in one.
    pub(super) fn origin(&self, template: &str) -> Option<FileId> {
        self.templates.origin(template)
    }

    /// The files of the site's own templates.
    pub(super) fn own_templates(&self) -> impl Iterator<Item = FileId> {
        self.templates.origins()
    }

    /// The symbols for a page with these parts.
    pub(super) fn icons(&self, parts: &[&str]) -> String {
        self.sprite.of(parts)
    }
}

/// The files of one role with their paths below its folder, by path.
fn below<'a>(
    sources: &'a Sources,
    role: Role,
    folder: Option<&crate::path::SourcePath>,
) -> Vec<(&'a str, &'a SourceFile)> {
    let Some(folder) = folder else { return Vec::new() };
    let files = sources.iter().filter(|file| file.role == role);
    files.filter_map(|file| Some((file.path.below(folder.as_str())?, file))).collect()
}
