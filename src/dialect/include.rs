//! Includes: `<!-- include: path#region -->` on a line of its own is replaced by the file, or by the part of it between
//! `<!-- region: name -->` and `<!-- /region -->` (in code files after any comment mark: `# region: name`).
//!
//! The text of an include keeps its place: findings in it point into the included file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::fences::Fences;
use super::line_ends::{line_ends, lines};
use super::{Dialect, LostInclude, OffsetMap, Prepared};
use crate::finding::Finding;
use crate::path::SourcePath;
use crate::rule::pages;
use crate::seek::holds;
use crate::span::{FileId, Span};

/// How deep includes may stand in each other.
const DEPTH: usize = 16;

/// How many bytes a page may grow to by includes.
const LIMIT: usize = 16 * 1024 * 1024;

/// A file that can be included.
#[derive(Clone, Copy, Debug)]
pub struct Included<'a> {
    /// Its file.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// Where its Markdown begins: after byte order mark and front matter.
    pub start: usize,
}

/// The page that is made ready, and how its includes are found.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The page's file.
    pub file: FileId,
    /// Its path, which relative includes start from.
    pub path: &'a SourcePath,
    /// Its text.
    pub text: &'a str,
    /// Where its Markdown begins.
    pub start: usize,
    /// What it is written in.
    pub dialect: Dialect,
}

/// An include as written.
struct Directive<'a> {
    /// The whole line, its end included.
    line: Range<usize>,
    /// The path and region as written.
    target: Range<usize>,
    path: &'a str,
    region: Option<&'a str>,
}

/// What is being put together.
struct Expansion<F> {
    find: F,
    text: String,
    map: OffsetMap,
    includes: BTreeSet<FileId>,
    findings: Vec<Finding>,
    lost: Vec<LostInclude>,
    /// The files being included, outermost first.
    open: Vec<(FileId, SourcePath)>,
}

/// Makes a page's text ready: replaces its includes. `find` answers with the file at a path, where it is there.
///
/// A page without includes, and without a lone CR, is not copied.
pub fn prepare<'a>(page: Page<'a>, find: impl Fn(&SourcePath) -> Option<Included<'a>>) -> Prepared<'a> {
    let whole = expand(page, find);
    if page.dialect == Dialect::Plain {
        return whole;
    }
    let made = super::aws::rewrite(&whole.text, &whole.map);
    let mut findings = whole.findings;
    findings.extend(made.findings);
    Prepared { text: Cow::Owned(made.text), map: made.map, marks: made.marks, findings, ..whole }
}

/// A page with its includes.
fn expand<'a>(page: Page<'a>, find: impl Fn(&SourcePath) -> Option<Included<'a>>) -> Prepared<'a> {
    let body = &page.text[page.start..];
    if directives(body).next().is_none() {
        return Prepared {
            text: line_ends(Cow::Borrowed(body)),
            map: OffsetMap::new(page.file, page.start),
            dialect: page.dialect,
            marks: Vec::new(),
            includes: Vec::new(),
            findings: Vec::new(),
            lost: Vec::new(),
        };
    }
    let mut expansion = Expansion {
        find,
        text: String::with_capacity(body.len() * 2),
        map: OffsetMap::new(page.file, page.start),
        includes: BTreeSet::new(),
        findings: Vec::new(),
        lost: Vec::new(),
        open: vec![(page.file, page.path.clone())],
    };
    let whole = page.start..page.text.len();
    expansion.copy(Included { file: page.file, text: page.text, start: page.start }, page.path, whole);
    let Expansion { text, map, includes, findings, lost, .. } = expansion;
    Prepared {
        text: line_ends(Cow::Owned(text)),
        map,
        dialect: page.dialect,
        marks: Vec::new(),
        includes: includes.into_iter().collect(),
        findings,
        lost,
    }
}

/// The paths a page includes, directly or through others, each once, in the order they are met. For the page's key.
pub fn included_paths<'a>(page: Page<'a>, find: impl Fn(&SourcePath) -> Option<Included<'a>>) -> Vec<SourcePath> {
    let mut paths: Vec<SourcePath> = Vec::new();
    let mut waiting = vec![(page.path.clone(), &page.text[page.start..])];
    while let Some((path, text)) = waiting.pop() {
        for directive in directives(text) {
            let Ok(target) = path.sibling(directive.path) else { continue };
            if paths.contains(&target) {
                continue;
            }
            if let Some(included) = find(&target) {
                waiting.push((target.clone(), &included.text[included.start..]));
            }
            // A file that is not there is part of the key as well: it may come.
            paths.push(target);
        }
    }
    paths
}

impl<'a, F: Fn(&SourcePath) -> Option<Included<'a>>> Expansion<F> {
    /// Copies a part of a file, its includes replaced.
    fn copy(&mut self, from: Included<'a>, path: &SourcePath, part: Range<usize>) {
        let text = &from.text[part.clone()];
        let mut done = 0;
        for directive in directives(text) {
            self.push(from.file, part.start + done, &text[done..directive.line.start]);
            done = directive.line.end;
            let span = Span::new(from.file, part.start + directive.target.start, part.start + directive.target.end);
            if let Err(finding) = self.include(&directive, path, span) {
                self.findings.push(*finding);
            }
        }
        self.push(from.file, part.start + done, &text[done..]);
    }

    fn push(&mut self, file: FileId, start: usize, text: &str) {
        self.map.push(self.text.len(), file, start);
        self.text.push_str(text);
    }

    fn include(&mut self, directive: &Directive<'_>, from: &SourcePath, span: Span) -> Result<(), Box<Finding>> {
        let bad = |message: String| Finding::new(&pages::BAD_INCLUDE, span, message).cause(directive.path);
        let path = from
            .sibling(directive.path)
            .map_err(|_| bad(format!("the include `{}` leads out of the site", directive.path)))?;
        let Some(file) = (self.find)(&path) else {
            self.lost.push(LostInclude { from: from.clone(), written: directive.path.into(), wanted: path, span });
            return Ok(());
        };
        if let Some(at) = self.open.iter().position(|(open, _)| *open == file.file) {
            let finding = bad(format!("`{path}` includes itself"));
            let way: Vec<String> =
                self.open[at..].iter().map(|(_, path)| path).chain([&path]).map(|path| format!("`{path}`")).collect();
            let finding = if way.len() > 2 { finding.help(format!("by way of {}", way.join(" -> "))) } else { finding };
            return Err(Box::new(finding));
        }
        if self.open.len() > DEPTH {
            return Err(Box::new(bad(format!("includes stand more than {DEPTH} deep in each other"))));
        }
        let part = match directive.region {
            None => file.start..file.text.len(),
            Some(name) => region(file.text, name).ok_or_else(|| {
                bad(format!("`{path}` has no region `{name}`")).help(format!(
                    "mark it in the file: `<!-- region: {name} -->` and `<!-- /region -->` around its lines"
                ))
            })?,
        };
        if self.text.len() + part.len() > LIMIT {
            return Err(Box::new(bad("the page grows past 16 MiB by its includes".to_owned())));
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.includes.insert(file.file);
        self.open.push((file.file, path.clone()));
        self.copy(file, &path, part);
        self.open.pop();
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        Ok(())
    }
}

/// The includes of a text, each on a line of its own and outside fenced code.
fn directives(text: &str) -> impl Iterator<Item = Directive<'_>> {
    let mut fences = Fences::default();
    // Most texts hold none: the lines are only looked at where one can be.
    let text = if holds(text, "include:") { text } else { "" };
    lines(text).filter_map(move |(start, line)| {
        if fences.is_code(line) {
            return None;
        }
        let inner = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
        let target = inner.strip_prefix("include:")?.trim();
        let offset = start + line.find(target)?;
        let (path, region) = target.split_once('#').map_or((target, None), |(path, region)| (path, Some(region)));
        Some(Directive { line: start..start + line.len(), target: offset..offset + target.len(), path, region })
    })
}

/// The lines between the two marks of a region.
fn region(text: &str, name: &str) -> Option<Range<usize>> {
    let mut begun = None;
    for (start, line) in lines(text) {
        match begun {
            None => {
                if line
                    .split_once("region:")
                    .is_some_and(|(before, after)| !before.trim_end().ends_with('/') && word(after) == name)
                {
                    begun = Some(start + line.len());
                }
            }
            Some(from) if line.contains("/region") || line.contains("endregion") => return Some(from..start),
            Some(_) => {}
        }
    }
    begun.map(|from| from..text.len())
}

fn word(text: &str) -> &str {
    text.trim_start().split([' ', '\t', '\r', '\n', '*']).next().unwrap_or("").trim_end_matches("-->")
}
