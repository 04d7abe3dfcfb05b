//! From a page's text to its object.

use pulldown_cmark::{BrokenLink, CowStr, Parser};

use super::hidden::Hidden;
use super::marks::Marks;
use super::options::Dress;
use super::undefined::{Undefined, undefined_label};
use super::writer::Writer;
use super::{Anchors, Body, Exports, FrontMatter, Options, PageObject};
use crate::dialect::{OffsetMap, Prepared};
use crate::digest::{Digest, Hasher};
use crate::finding::Finding;
use crate::rule::pages;
use crate::span::{FileId, Span};

/// Which extensions of CommonMark a conformance suite asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extensions {
    /// Tables.
    pub tables: bool,
    /// `~~text~~`.
    pub strikethrough: bool,
    /// `- [x]`.
    pub task_lists: bool,
}

fn parser_options(wikilinks: bool) -> pulldown_cmark::Options {
    use pulldown_cmark::Options as P;
    let mut options = P::ENABLE_TABLES
        | P::ENABLE_FOOTNOTES
        | P::ENABLE_STRIKETHROUGH
        | P::ENABLE_TASKLISTS
        | P::ENABLE_HEADING_ATTRIBUTES
        | P::ENABLE_GFM
        | P::ENABLE_DEFINITION_LIST;
    if wikilinks {
        options |= P::ENABLE_WIKILINKS;
    }
    options
}

/// Compiles one page.
///
/// `key` is the digest of everything the object is made from, see [`PageObject::key`]. `front` is the front matter with
/// the findings it gave.
pub fn compile(
    file: FileId,
    prepared: Prepared<'_>,
    front: (FrontMatter, Vec<Finding>),
    options: &Options,
    key: Digest,
) -> PageObject {
    let (mut front, mut findings) = front;
    let Prepared { text, map, dialect, marks, includes, findings: include_findings, lost: lost_includes } = prepared;
    findings.extend(include_findings);
    let hidden = Hidden::of(&text);
    let mut writer = Writer::new(&text, &map, options, Dress::Theme);
    writer.dialect = dialect;
    writer.marks = Marks::new(marks);
    let undefined = walk(&mut writer, hidden.as_ref(), parser_options(options.wikilinks));
    findings.extend(undefined.iter().filter_map(|link| undefined_label(&text, &map, link)));
    writer.flush_block();
    writer.end_view_unclosed();
    writer.end_marks();
    writer.close_raw_tags();
    writer.report_undefined_notes();
    writer.write_footnotes();
    writer.report_foreign();
    findings.append(&mut writer.findings);

    let written = writer.title.as_ref().map(|_| writer.headings.first().map_or("", |heading| &heading.text).to_owned());
    let any = writer.headings.iter().find(|heading| heading.level == 1);
    let (title, title_span) = match (&front.title, written, any) {
        (Some(title), _, _) => (title.clone(), front.title_span),
        (None, Some(title), first) if !title.is_empty() => (title, first.map(|heading| heading.span)),
        (None, _, Some(heading)) => (heading.text.to_string(), Some(heading.span)),
        (None, _, None) => (String::new(), None),
    };
    if title.is_empty() {
        let finding = Finding::new(&pages::MISSING_TITLE, Span::whole(file), "the page has no title")
            .help("begin it with `# Title`, or give `title:` in its front matter");
        findings.push(finding);
    }
    let summary = front.description.clone().or_else(|| writer.first_paragraph.take()).unwrap_or_default();
    let mut exports = Exports {
        title,
        title_span,
        summary,
        headings: writer.headings,
        anchors: Anchors::new(writer.anchors),
        aliases: front.aliases.clone(),
        digest: Digest::default(),
    };
    exports.digest = digest(&exports);
    let mut whole = super::buffer::Buffer::default();
    let (title_end, title_id) = match writer.title {
        Some(title) => {
            whole.append(title.inside);
            (whole.html.len(), title.id)
        }
        None => (0, String::new()),
    };
    if title_end == 0 && title_id.is_empty() {
        whole = writer.out;
    } else {
        whole.append(writer.out);
    }
    // Thousands of objects stay as they are from here on.
    whole.html.shrink_to_fit();
    whole.holes.shrink_to_fit();
    writer.imports.shrink_to_fit();
    exports.headings.shrink_to_fit();
    let mut allows = std::mem::take(&mut front.allows);
    allows.append(&mut writer.allows);
    PageObject {
        key,
        includes,
        lost_includes,
        exports,
        imports: writer.imports,
        prose: writer.prose,
        facts: writer.facts,
        body: Body { html: whole.html, title_end, title_id, holes: whole.holes, srcsets: writer.srcsets },
        front,
        allows,
        findings,
        outline: writer.outline,
    }
}

/// Walks all events of the writer's text, of which something may be hidden from the parser. Gives the labels that were not
/// defined.
pub(super) fn walk<'a>(
    writer: &mut Writer<'a>,
    hidden: Option<&'a Hidden>,
    options: pulldown_cmark::Options,
) -> Vec<Undefined> {
    let mut undefined = Vec::new();
    let mut note = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        let label = match hidden {
            Some(hidden) => hidden.shown(link.reference),
            None => link.reference,
        };
        let label = label.to_string();
        undefined.push(Undefined { kind: link.link_type, range: link.span, label });
        None
    };
    let text = hidden.map_or(writer.text, |hidden| &hidden.text);
    let mut events = Parser::new_with_broken_link_callback(text, options, Some(&mut note)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let event = match hidden {
            Some(hidden) => hidden.restore(event),
            None => event,
        };
        writer.event(event, range, &|label| events.reference_definitions().get(label).map(|link| link.span.clone()));
    }
    writer.flush_run();
    drop(events);
    undefined
}

/// The digest of all that other pages can see.
fn digest(exports: &Exports) -> Digest {
    let Exports { title, title_span: _, summary, headings, anchors, aliases, digest: _ } = exports;
    let mut hasher = Hasher::new();
    hasher.text(title).text(summary).number(headings.len() as u64);
    for heading in headings {
        hasher.number(u64::from(heading.level)).text(&heading.id).text(&heading.text);
    }
    for anchor in anchors.iter() {
        hasher.text(&anchor.id).option(anchor.target.as_deref());
    }
    for (alias, _) in aliases {
        hasher.text(alias);
    }
    hasher.finish()
}

/// A text as the conformance suites of CommonMark and GFM show it: no theme, no policies, only the extensions asked for.
pub fn conformance_html(text: &str, extensions: Extensions) -> String {
    use pulldown_cmark::Options as P;
    let mut parser = P::empty();
    parser.set(P::ENABLE_TABLES, extensions.tables);
    parser.set(P::ENABLE_STRIKETHROUGH, extensions.strikethrough);
    parser.set(P::ENABLE_TASKLISTS, extensions.task_lists);
    let map = OffsetMap::new(FileId(0), 0);
    let options = Options {
        wikilinks: false,
        raw_html: crate::config::RawHtml::Allow,
        highlighter: std::sync::Arc::new(super::Highlighter::off()),
        facts: false,
        grammar: std::sync::Arc::default(),
    };
    let mut writer = Writer::new(text, &map, &options, Dress::Bare);
    walk(&mut writer, None, parser);
    writer.flush_block();
    writer.out.html
}
