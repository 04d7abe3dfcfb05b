//! Names and sentences in the text of the page, block by block, as kinds of things look for them.

use std::ops::Range;

use super::block_text::Pieces;
use super::escape::escape;
use super::excerpt::excerpt;
use super::prose::{FilledAt, FilledWith, NameToken, Passage, PassageKind, Said, Written};
use super::writer::Writer;
use super::{Hole, HoleKind};
use crate::sentence::{Bounds, Filled, Form, FoundName, FoundSentence, Reading, conditions, is_denied};

/// A paragraph that ends in a colon, and is read on into the items under it.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    text: String,
    pieces: Pieces,
    passage: Option<u32>,
}

/// Raw HTML elements in which no link can stand, or none is meant.
const NO_LINKS: [&str; 9] = ["a", "button", "label", "summary", "select", "textarea", "title", "svg", "math"];

/// Raw HTML elements whose text is struck out.
const STRUCK: [&str; 3] = ["del", "s", "strike"];

/// The longest sentence that is read on, in bytes.
const LEAD: usize = 600;

impl Lead {
    /// The last sentence of a paragraph, if it is one that can be read on.
    fn new(text: &str, pieces: Pieces, passage: Option<u32>) -> Option<Self> {
        let last = Bounds::new(text).around(text.len());
        let text = text.get(last.clone()).filter(|text| text.len() <= LEAD)?.to_owned();
        Some(Self { text, pieces: pieces.after(last.start), passage })
    }
}

/// A text that is read.
#[derive(Clone, Copy)]
struct Read<'t> {
    text: &'t str,
    pieces: &'t Pieces,
    /// How many of its bytes belong to the paragraph before a list.
    lead: usize,
}

impl Writer<'_> {
    /// Whether anything is looked for in the text of pages.
    pub(super) fn reads(&self) -> bool {
        self.options.facts && self.themed()
    }

    /// Reads the text of the block that ends, before it is let go of.
    pub(super) fn read_block(&mut self) {
        if !self.reads() || (self.block.text.trim().is_empty() && self.block.addresses.is_empty()) {
            return;
        }
        let text = std::mem::take(&mut self.block.text);
        let pieces = self.block.pieces().clone();
        let said = self.block.said(&text);
        let mut reading = self.options.grammar.read(&said, &self.block.code);
        let lead = self.lists.last().and_then(|list| list.lead.clone());
        let lead = lead.filter(|_| self.table.is_none() && self.heading.is_none());
        if let Some(lead) = &lead {
            self.put_under(lead, &mut reading);
        }
        let what = if self.heading.is_some() { PassageKind::Heading } else { PassageKind::Text };
        let passage = self.note(Read { text: &text, pieces: &pieces, lead: 0 }, reading, what, None);
        let passage = self.read_addresses(passage, what, &text);
        if let Some(lead) = lead {
            self.read_on(&lead, &said, &pieces, passage);
        }
        let leads = text.trim_end().ends_with(':') && self.table.is_none() && self.heading.is_none();
        self.lead = leads.then(|| Lead::new(&said, pieces, passage)).flatten();
    }

    /// Reads the addresses of links: a name in one is named there too.
    fn read_addresses(&mut self, passage: Option<u32>, what: PassageKind, text: &str) -> Option<u32> {
        let mut passage = passage;
        let mut bounds: Option<Bounds> = None;
        for (address, at, place) in std::mem::take(&mut self.block.addresses) {
            for found in self.options.grammar.read(&address, &[]).names {
                let passage = *passage.get_or_insert_with(|| self.passage(what));
                let span = self.span(match address.len() == place.len() {
                    true => place.start + found.at.start..place.start + found.at.end,
                    false => place.clone(),
                });
                let mut named = named(&found, passage, &address, (span, Written::InAddress));
                named.at = narrow(at);
                named.sentence = narrow(bounds.get_or_insert_with(|| Bounds::new(text)).around(at).start);
                self.prose.names.push(named);
            }
        }
        passage
    }

    /// What an item says is void where the paragraph before the list denies it, or says it of some cases only.
    fn put_under(&self, lead: &Lead, reading: &mut Reading) {
        if reading.sentences.is_empty() {
            return;
        }
        let (denied, conditions) = (is_denied(&lead.text), conditions(&lead.text) != 0);
        for found in &mut reading.sentences {
            let states = self.options.grammar.form(found.form).is_some_and(Form::is_saying);
            found.void |= denied || (conditions && states);
        }
    }

    /// Reads a paragraph on into the text of an item under it.
    fn read_on(&mut self, lead: &Lead, text: &str, pieces: &Pieces, passage: Option<u32>) {
        let start = lead.text.len() + 1;
        let whole = format!("{} {text}", lead.text);
        let code: Vec<Range<usize>> = self.block.code.iter().map(|span| span.start + start..span.end + start).collect();
        let mut reading = self.options.grammar.read(&whole, &code);
        reading.names.clear();
        reading.sentences.retain(|found| found.at.start < start && found.at.end > start);
        let pieces = lead.pieces.followed_by(pieces, start);
        let read = Read { text: &whole, pieces: &pieces, lead: start };
        self.note(read, reading, PassageKind::Text, Some((passage, lead.passage)));
    }

    /// Reads a block of code; `source` answers where a part of it stands in the page.
    pub(super) fn read_code(&mut self, text: &str, source: impl Fn(&Range<usize>) -> Range<usize>) {
        if !self.reads() {
            return;
        }
        let reading = self.options.grammar.read(text, &[]);
        if reading.names.is_empty() && reading.sentences.is_empty() {
            return;
        }
        let passage = self.passage(PassageKind::Code);
        for found in &reading.names {
            let source = source(&found.at);
            let written = self.written(&text[found.at.clone()], &source);
            self.prose.names.push(named(found, passage, text, (self.span(source), written)));
        }
        for found in reading.sentences {
            let place = |at: &Range<usize>| {
                let source = source(at);
                Some((self.span(source.clone()), self.written(&text[at.clone()], &source)))
            };
            let said = said(&found, passage, text, 0, place);
            self.prose.sentences.extend(said);
        }
    }

    fn passage(&mut self, what: PassageKind) -> u32 {
        let number = narrow(self.prose.passages.len());
        let heading = match what {
            PassageKind::Heading => Some(narrow(self.headings.len())),
            PassageKind::Text | PassageKind::Code => self.section(),
        };
        let item = self.lists.last().map(|list| list.item);
        let group = match (&self.table, item) {
            (Some(table), _) => table.row,
            (None, Some(item)) => item,
            (None, None) => self.next_group(),
        };
        self.prose.passages.push(Passage { group, heading, what });
        number
    }

    /// A number for blocks that belong together.
    pub(super) fn next_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    /// Notes what was found in a text. Gives the passage it stands in, where anything was. `on` are the passages of an item
    /// and of the paragraph before its list, for what was read on.
    fn note(
        &mut self,
        read: Read<'_>,
        reading: Reading,
        what: PassageKind,
        on: Option<(Option<u32>, Option<u32>)>,
    ) -> Option<u32> {
        if reading.names.is_empty() && reading.sentences.is_empty() {
            return None;
        }
        let passage = on.and_then(|(item, _)| item).unwrap_or_else(|| self.passage(what));
        let mut walk = Walk::default();
        let mut holes = Vec::new();
        for found in &reading.names {
            let Some(source) = read.pieces.source(&found.at) else { continue };
            let written = self.written(&read.text[found.at.clone()], &source);
            let mut named = named(found, passage, read.text, (self.span(source), written));
            if what == PassageKind::Text && !found.prefix {
                let link = self.place_of_link(read, &mut walk, &found.at);
                named.linkable = link.is_some();
                holes.extend(link.map(|link| (link, narrow(self.prose.names.len()))));
            }
            if named.linkable {
                named.excerpt = excerpt(read.text, found.at.clone()).map(Box::new);
            }
            self.prose.names.push(named);
        }
        self.leave_holes(holes);
        for found in reading.sentences {
            let place = |at: &Range<usize>| {
                let source = read.pieces.source(at)?;
                Some((self.span(source.clone()), self.written(read.text.get(at.clone())?, &source)))
            };
            let mut said = said(&found, passage, read.text, read.lead, place);
            if let (Some(said), Some((_, lead))) = (&mut said, on) {
                said.lead = lead;
            }
            self.prose.sentences.extend(said);
        }
        Some(passage)
    }

    /// Where a link around a name begins and ends in the output. Names inside links and headings cannot be links.
    fn place_of_link(&self, read: Read<'_>, walk: &mut Walk, at: &Range<usize>) -> Option<Range<usize>> {
        let start = walk.to(read.text, read.pieces, at)?;
        let shown = escaped(&read.text[at.clone()]);
        let end = start + shown.len();
        // What is not there as one piece has tags in it.
        if self.out.html.get(start..end) != Some(shown.as_str()) {
            return None;
        }
        const OPEN: &str = "<code>";
        const CLOSE: &str = "</code>";
        let in_code = self.out.html[..start].ends_with(OPEN) && self.out.html[end..].starts_with(CLOSE);
        Some(if in_code { start - OPEN.len()..end + CLOSE.len() } else { start..end })
    }

    /// Leaves holes for links around names: places in the output, and the numbers of the names. What else stands at the
    /// beginning of a link stands before it, and at its end behind it; of two links at one place one stands in the other.
    fn leave_holes(&mut self, links: Vec<(Range<usize>, u32)>) {
        let Some(first) = links.iter().map(|(link, _)| link.start).min() else { return };
        let holes = &mut self.out.holes;
        let from = holes.partition_point(|hole| (hole.at as usize) < first);
        let mut all: Vec<((usize, u8, usize, u32), Hole)> =
            holes.split_off(from).into_iter().map(|hole| ((hole.at as usize, 1, 0, 0), hole)).collect();
        for (link, number) in links {
            let hole = |at: usize, what| Hole { at: narrow(at), what };
            let (inner, outer) = (usize::MAX - link.start, usize::MAX - link.end);
            all.push(((link.end, 0, inner, u32::MAX - number), hole(link.end, HoleKind::NameClose(number))));
            all.push(((link.start, 2, outer, number), hole(link.start, HoleKind::NameOpen(number))));
        }
        all.sort_by_key(|(place, _)| *place);
        holes.extend(all.into_iter().map(|(_, hole)| hole));
    }

    /// How a part of the text is written at a place of the page.
    pub(super) fn written(&self, part: &str, source: &Range<usize>) -> Written {
        let source = self.text.get(source.clone()).unwrap_or("");
        if source == part {
            Written::AsIs
        } else if source.replace('\\', "") == part {
            Written::Escaped
        } else {
            Written::Marked
        }
    }

    /// Notes that the text added next, of so many bytes, is struck out, where it is.
    pub(super) fn strike(&mut self, length: usize) {
        if self.struck > 0 || self.raw_tags.last_of(&STRUCK).is_some() {
            let start = self.block.text.len();
            self.block.struck.push(start..start + length);
        }
    }

    /// Where the text that is written next begins in the output, where it may become a link.
    pub(super) fn linkable_from(&self) -> Option<usize> {
        let free = self.links.is_empty() && self.heading.is_none() && self.raw_tags.last_of(&NO_LINKS).is_none();
        free.then_some(self.out.html.len())
    }
}

/// The way through a text and what has been written of it: each byte is gone over once.
#[derive(Default)]
pub(super) struct Walk {
    piece: Option<usize>,
    at: usize,
    html: usize,
}

impl Walk {
    /// Where some bytes of the text begin in the output; none where they cannot become a link. The bytes come in order.
    pub(super) fn to(&mut self, text: &str, pieces: &Pieces, part: &Range<usize>) -> Option<usize> {
        let (piece, html) = pieces.linkable(part)?;
        if self.piece != Some(piece) || part.start < self.at {
            *self = Self { piece: Some(piece), at: piece, html };
        }
        self.html += escaped(&text[self.at..part.start]).len();
        self.at = part.start;
        Some(self.html)
    }
}

fn named(found: &FoundName, passage: u32, text: &str, (span, written): (crate::span::Span, Written)) -> NameToken {
    NameToken {
        name: found.name,
        text: text[found.at.clone()].into(),
        passage,
        at: narrow(found.at.start),
        sentence: narrow(found.sentence),
        span,
        written,
        prefix: found.prefix,
        linkable: false,
        excerpt: None,
    }
}

/// A sentence that was found in a text of which the first `lead` bytes are not its passage's.
fn said(
    found: &FoundSentence,
    passage: u32,
    text: &str,
    lead: usize,
    place: impl Fn(&Range<usize>) -> Option<(crate::span::Span, Written)>,
) -> Option<Said> {
    let own = |at: usize| narrow(at.saturating_sub(lead));
    let mut filled = Vec::with_capacity(found.filled.len());
    for (slot, with) in &found.filled {
        let (what, at) = match with {
            Filled::Value(at) => (FilledWith::Value, at),
            Filled::Joined(at) => (FilledWith::Joined, at),
            Filled::Called(at) => (FilledWith::Called, at),
            Filled::Refused(at) => (FilledWith::Refused, at),
        };
        let (span, written) = place(at)?;
        filled.push(FilledAt { slot: *slot, what, text: text[at.clone()].into(), end: own(at.end), span, written });
    }
    // What begins before a list stands where the item does.
    let shown = if lead > 0 { lead..found.at.end } else { found.at.clone() };
    Some(Said {
        form: found.form,
        passage,
        at: own(found.at.start)..own(found.at.end),
        sentence: own(found.sentence),
        span: place(&shown)?.0,
        filled,
        void: found.void,
        text: text[found.at.clone()].into(),
        lead: None,
    })
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
