//! The HTML of one page: the parser's events straight into the parser's own HTML writer, code blocks highlighted on the
//! way.

use std::time::{Duration, Instant};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::code::{self, Blocks};

/// What factpress parses with.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// A page as HTML.
pub(super) struct Html {
    /// The text of the first heading of level 1.
    pub(super) title: String,
    pub(super) body: String,
    /// How many code blocks were highlighted.
    pub(super) highlighted: usize,
    /// How long that took.
    pub(super) highlighting: Duration,
}

pub(super) fn render(text: &str, blocks: &Blocks) -> Html {
    let mut events = Events {
        parser: Parser::new_ext(text, OPTIONS),
        blocks,
        budget: code::PAGE_LIMIT,
        held: Vec::new(),
        title: Title::Awaited,
        highlighted: 0,
        highlighting: Duration::ZERO,
    };
    // Markup makes a page about half as long again.
    let mut body = String::with_capacity(text.len() + text.len() / 2);
    pulldown_cmark::html::push_html(&mut body, &mut events);
    let title = match events.title {
        Title::Awaited => String::new(),
        Title::Reading(title) | Title::Known(title) => title,
    };
    Html { title, body, highlighted: events.highlighted, highlighting: events.highlighting }
}

enum Title {
    Awaited,
    Reading(String),
    Known(String),
}

/// The parser's events, where a code block that is highlighted is one event of HTML.
struct Events<'a> {
    parser: Parser<'a>,
    blocks: &'a Blocks,
    /// How many bytes may still be highlighted.
    budget: usize,
    /// Events to give before the parser's next, the last first.
    held: Vec<Event<'a>>,
    title: Title,
    highlighted: usize,
    highlighting: Duration,
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(event) = self.held.pop() {
            return Some(event);
        }
        let event = self.parser.next()?;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => Some(self.code_block(kind)),
            event => {
                self.note_title(&event);
                Some(event)
            }
        }
    }
}

impl<'a> Events<'a> {
    fn code_block(&mut self, kind: CodeBlockKind<'a>) -> Event<'a> {
        let text = self.code_text();
        let info = match &kind {
            CodeBlockKind::Indented => "",
            CodeBlockKind::Fenced(info) => info,
        };
        let began = Instant::now();
        let html = code::html(info, &text, &mut self.budget, self.blocks);
        self.highlighting += began.elapsed();
        match html {
            Some(html) => {
                self.highlighted += 1;
                Event::Html(html.into())
            }
            None => {
                self.held.push(Event::End(TagEnd::CodeBlock));
                self.held.push(Event::Text(text));
                Event::Start(Tag::CodeBlock(kind))
            }
        }
    }

    /// The text of a block, copied only where it comes in several pieces.
    fn code_text(&mut self) -> CowStr<'a> {
        let mut whole: Option<CowStr<'a>> = None;
        while let Some(Event::Text(piece)) = self.parser.next() {
            whole = Some(match whole {
                None => piece,
                Some(before) => {
                    let mut joined = before.into_string();
                    joined.push_str(&piece);
                    joined.into()
                }
            });
        }
        whole.unwrap_or_else(|| "".into())
    }

    fn note_title(&mut self, event: &Event<'a>) {
        match (&mut self.title, event) {
            (Title::Awaited, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })) => {
                self.title = Title::Reading(String::new());
            }
            (Title::Reading(title), Event::Text(text) | Event::Code(text)) => title.push_str(text),
            (Title::Reading(title), Event::End(TagEnd::Heading(_))) => {
                self.title = Title::Known(std::mem::take(title));
            }
            _ => {}
        }
    }
}
