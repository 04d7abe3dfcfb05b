//! The templates: loading them one by one, so that a mistake in one hides none in another, and rendering with them.
//!
//! The only file that names the template crate.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use super::builtin;
use crate::digest::{Digest, Hasher};
use crate::finding::Finding;
use crate::rule::site;
use crate::source::SourceFile;
use crate::span::{FileId, Span};

/// The most bytes a template may make of one output.
const LIMIT: usize = 64 * 1024 * 1024;

/// All templates of a site.
pub(super) struct Templates {
    tera: Tera,
    /// The site's own templates that are in use, by name.
    own: BTreeMap<String, (FileId, String)>,
    digest: Digest,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("own", &self.own).finish_non_exhaustive()
    }
}

/// What all outputs of a site show alike, made once.
#[derive(Clone, Debug)]
pub(in super::super) struct Shared(Value);

impl Shared {
    /// A value that every template of a site can see.
    pub(in super::super) fn new(value: &impl Serialize) -> Self {
        Self(Value::try_from_serializable(value).unwrap_or_else(|_| Value::none()))
    }
}

/// Why a template could not be rendered.
#[derive(Debug)]
pub(in super::super) struct Failure {
    /// The template it happened in.
    pub(in super::super) template: String,
    /// The bytes of it.
    pub(in super::super) range: Range<usize>,
    /// What happened, in the form of a finding's message.
    pub(in super::super) message: String,
}

impl Templates {
    /// The built-in templates with the site's own over them.
    pub(super) fn load(own: &[(&str, &SourceFile)]) -> (Self, Vec<Finding>) {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![""]);
        let built_in = tera.add_raw_templates(builtin::TEMPLATES.iter().copied());
        debug_assert!(built_in.is_ok(), "{built_in:?}");
        let texts = own.iter().filter_map(|(name, file)| Some((*name, *file, file.text.as_deref()?)));
        // One that is built in, letter for letter, is nothing of the site's own.
        let mut waiting: Vec<(&str, &SourceFile, &str)> =
            texts.filter(|(name, _, text)| !builtin::TEMPLATES.contains(&(*name, *text))).collect();
        let mut used: BTreeMap<String, (FileId, String)> = BTreeMap::new();
        // One that needs another waits for it; what still waits when nothing moves any more is wrong.
        loop {
            let before = waiting.len();
            waiting.retain(|(name, file, text)| {
                let added = tera.add_raw_template(name, text).is_ok();
                if added {
                    used.insert((*name).to_owned(), (file.id, (*text).to_owned()));
                }
                !added
            });
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        let findings = waiting.iter().map(|one| wrong(&mut tera, one, &waiting)).collect();
        let mut hasher = Hasher::new();
        for (name, text) in builtin::TEMPLATES {
            let text = used.get(*name).map_or(*text, |(_, text)| text);
            hasher.text(name).text(text);
        }
        for (name, (_, text)) in &used {
            hasher.text(name).text(text);
        }
        (Self { tera, own: used, digest: hasher.finish() }, findings)
    }

    /// The texts of the templates that are in use.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        let built_in = builtin::TEMPLATES.iter().filter(|(name, _)| !self.own.contains_key(*name));
        built_in.map(|(_, text)| *text).chain(self.own.values().map(|(_, text)| text.as_str()))
    }

    /// The digest of all templates.
    pub(super) fn digest(&self) -> Digest {
        self.digest
    }

    /// The file of the site that a template comes from.
    pub(super) fn origin(&self, name: &str) -> Option<FileId> {
        self.own.get(name).map(|(file, _)| *file)
    }

    /// The files of all templates of the site.
    pub(super) fn origins(&self) -> impl Iterator<Item = FileId> {
        self.own.values().map(|(file, _)| *file)
    }

    /// Renders a template with `site` and `page` in its context.
    pub(super) fn render(&self, name: &str, site: &Shared, page: &impl Serialize) -> Result<Vec<u8>, Failure> {
        let failure = |error: tera::Error| {
            let Place { template, range, message } = place(&error).unwrap_or_else(|| Place {
                template: name.to_owned(),
                range: 0..0,
                message: sentence(&error.to_string()),
            });
            Failure { template, range, message }
        };
        let mut context = Context::new();
        context.insert_value("site", site.0.clone());
        context.insert_value("page", Value::try_from_serializable(page).map_err(failure)?);
        let mut out = Limited(Vec::with_capacity(32 * 1024));
        match self.tera.render_to(name, &context, &mut out) {
            Ok(()) => Ok(out.0),
            Err(error) if matches!(error.kind(), ErrorKind::Io(_)) => {
                let message = format!("the output is larger than {} MiB", LIMIT / 1024 / 1024);
                Err(Failure { template: name.to_owned(), range: 0..0, message })
            }
            Err(error) => Err(failure(error)),
        }
    }
}

/// The finding for a template that could not be added, alone or with the others that could not.
fn wrong(
    tera: &mut Tera,
    (name, file, text): &(&str, &SourceFile, &str),
    waiting: &[(&str, &SourceFile, &str)],
) -> Finding {
    let together = || waiting.iter().map(|(name, _, text)| (*name, *text));
    let alone = tera.add_raw_template(name, text).err();
    let circle = tera.clone().add_raw_templates(together()).err().filter(|error| chain(error, name).is_some());
    let Some(error) = circle.or(alone) else {
        return Finding::new(&site::TEMPLATE_ERROR, Span::whole(file.id), "the template cannot be used");
    };
    if let Some(chain) = chain(&error, name) {
        let message = format!("the template leads back to itself: {chain}");
        return Finding::new(&site::TEMPLATE_ERROR, Span::whole(file.id), message);
    }
    match (error.kind(), place(&error)) {
        (_, Some(Place { range, message, .. })) => {
            let end = range.end.min(text.len());
            let span = Span::new(file.id, range.start.min(end), end);
            Finding::new(&site::TEMPLATE_ERROR, span, message)
        }
        (ErrorKind::MissingParent { parent, .. }, None) => {
            let message = format!("there is no template `{parent}` to extend");
            let at = text.find(parent.as_str()).map_or(0..0, |at| at..at + parent.len());
            Finding::new(&site::TEMPLATE_ERROR, Span::new(file.id, at.start, at.end), message)
        }
        (_, None) => reported(file.id, text, &error.to_string()),
    }
}

/// The templates that lead from one back to itself, where that is what is wrong.
fn chain(error: &tera::Error, name: &str) -> Option<String> {
    let chain = match error.kind() {
        ErrorKind::CircularInclude { include_chain, .. } => include_chain,
        ErrorKind::CircularExtend { inheritance_chain, .. } => inheritance_chain,
        _ => return None,
    };
    let shown: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
    chain.iter().any(|part| part == name).then(|| shown.join(", "))
}

/// Where an error lies.
struct Place {
    template: String,
    range: Range<usize>,
    message: String,
}

fn place(error: &tera::Error) -> Option<Place> {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else { return None };
    Some(Place {
        template: report.filename().to_owned(),
        range: report.span().range.clone(),
        message: quoted(sentence(report.message())),
    })
}

/// A message with the signs that were expected in backticks.
fn quoted(message: String) -> String {
    match message.rsplit_once("expected ") {
        Some((before, signs)) if signs.chars().all(|c| c.is_ascii_punctuation() && c != '`') && !signs.is_empty() => {
            format!("{before}expected `{signs}`")
        }
        _ => message,
    }
}

/// A finding from an error that is only given as text for people: `error: message`, then ` --> name:line:column`.
fn reported(file: FileId, text: &str, report: &str) -> Finding {
    let mut lines = report.lines();
    let first = lines.next().unwrap_or("");
    let message = sentence(first.strip_prefix("error: ").unwrap_or(first));
    let at = lines.find_map(|line| {
        let mut parts = line.trim().strip_prefix("--> ")?.rsplit(':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let inside = text.get(start..)?.char_indices().nth(column.checked_sub(1)?).map_or(0, |(at, _)| at);
        Some(start + inside)
    });
    let span = at.map_or_else(|| Span::whole(file), |at| Span::new(file, at, at));
    Finding::new(&site::TEMPLATE_ERROR, span, message)
}

/// An engine's sentence in the form of a finding's message.
pub(in super::super) fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation stays as it is.
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Bytes that refuse to grow past the limit.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LIMIT {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the limit of one output"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
