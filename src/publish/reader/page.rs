//! One page: its anchors, its addresses and its tags.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use rustc_hash::FxHashSet;

use crate::path::OutPath;
use crate::publish::reader::address::{Leads, Use, follow};
use crate::publish::reader::tags::{Tags, Unpaired};
use crate::publish::reader::{Files, Kind, Problem};

/// What a page holds, as far as other pages and the report need it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its anchors, sorted.
    anchors: Box<[Box<str>]>,
    /// Links to anchors of other pages.
    pub(crate) pending: Vec<Pending>,
    /// What is wrong with it by itself.
    pub(crate) problems: Vec<Problem>,
}

/// A link to an anchor of another page.
#[derive(Debug)]
pub(crate) struct Pending {
    /// The page it leads to.
    pub(crate) target: u32,
    /// The anchor, decoded.
    pub(crate) fragment: Box<str>,
    /// The address as it stands in the page.
    pub(crate) shown: Box<str>,
    /// The line it stands on.
    pub(crate) line: u32,
}

impl Page {
    /// Whether the page has an anchor.
    pub(crate) fn has(&self, anchor: &str) -> bool {
        self.anchors.binary_search_by(|known| (**known).cmp(anchor)).is_ok()
    }
}

/// Reads the page at `path`.
pub(crate) fn read(path: &str, bytes: &[u8], files: &Files) -> Page {
    let mut reading = Reading { from: OutPath::new(path).unwrap_or_default(), files, ..Reading::new(files) };
    if std::str::from_utf8(bytes).is_err() {
        reading.report(0, Kind::NotUtf8, "");
    }
    reading.run(bytes);
    reading.finish(path)
}

/// A page while it is read.
struct Reading<'a> {
    from: OutPath,
    files: &'a Files,
    ids: FxHashSet<Box<str>>,
    names: FxHashSet<Box<str>>,
    /// Links to anchors of this page, looked up at its end: line, anchor, address.
    own: Vec<(u32, String, Box<str>)>,
    pending: Vec<Pending>,
    /// Addresses seen on this page: a page repeats many, and once is enough.
    seen: FxHashSet<(Use, Box<str>)>,
    problems: Vec<(u32, Kind, String)>,
}

impl<'a> Reading<'a> {
    fn new(files: &'a Files) -> Self {
        Self {
            from: OutPath::default(),
            files,
            ids: FxHashSet::default(),
            names: FxHashSet::default(),
            own: Vec::new(),
            pending: Vec::new(),
            seen: FxHashSet::default(),
            problems: Vec::new(),
        }
    }

    fn report(&mut self, line: u32, kind: Kind, what: &str) {
        self.problems.push((line, kind, what.to_owned()));
    }

    /// Reads a page.
    fn run(&mut self, bytes: &[u8]) {
        for (line, fragment) in self.piece(bytes, 1) {
            // What is hidden in a fragment once more is hidden from browsers too.
            self.piece(&fragment, line);
        }
    }

    /// Reads a piece of HTML whose first line has the number `line`; gives the content of its `noscript` elements, which
    /// a tokenizer passes as text and a browser without scripts shows.
    fn piece(&mut self, bytes: &[u8], line: u32) -> Vec<(u32, Vec<u8>)> {
        if !crate::tags::are_bounded(bytes) {
            self.report(line, Kind::UnpairedTag, "a tag with too many attributes");
            return Vec::new();
        }
        let mut scan = Scan {
            bytes,
            at: 0,
            line,
            tag: Vec::new(),
            tag_line: line,
            values: Vec::new(),
            attributes: Vec::new(),
            tags: Tags::default(),
            unpaired: Vec::new(),
            fragments: Vec::new(),
            reading: self,
        };
        let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            scan.take(event, span);
            None
        };
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        // Reading from memory does not fail, and the callback gives no tokens: this only runs to the end.
        let _ = Tokenizer::new_with_emitter(bytes, emitter).finish();
        let Scan { tags, mut unpaired, fragments, .. } = scan;
        tags.finish(&mut unpaired);
        for (line, tag) in unpaired {
            self.report(line, Kind::UnpairedTag, &tag);
        }
        fragments
    }

    fn address(&mut self, line: u32, purpose: Use, address: &str) {
        if !self.seen.insert((purpose, address.into())) {
            return;
        }
        match follow(&self.from, address, purpose, self.files) {
            Leads::Fine => {}
            Leads::Wrong(kind) => self.report(line, kind, address),
            Leads::Anchor(None, id) => self.own.push((line, id, address.into())),
            Leads::Anchor(Some(target), id) => {
                self.pending.push(Pending { target, fragment: id.into(), shown: address.into(), line });
            }
        }
    }

    fn finish(mut self, path: &str) -> Page {
        for (line, id, address) in std::mem::take(&mut self.own) {
            if !self.ids.contains(id.as_str()) && !self.names.contains(id.as_str()) {
                self.report(line, Kind::DeadAnchor, &address);
            }
        }
        let mut anchors: Vec<Box<str>> = self.ids.into_iter().chain(self.names).collect();
        anchors.sort_unstable();
        let problem = |(line, kind, what)| Problem { path: path.to_owned(), line, kind, what };
        Page {
            anchors: anchors.into(),
            pending: self.pending,
            problems: self.problems.into_iter().map(problem).collect(),
        }
    }
}

/// Attributes that hold an address or an anchor.
const KNOWN: [&[u8]; 16] = [
    b"id",
    b"name",
    b"href",
    b"src",
    b"srcset",
    b"imagesrcset",
    b"poster",
    b"data",
    b"action",
    b"formaction",
    b"xlink:href",
    b"http-equiv",
    b"content",
    b"rel",
    b"cite",
    b"background",
];

/// A piece of HTML while it is tokenized.
struct Scan<'a, 'b> {
    bytes: &'a [u8],
    /// How far lines are counted, and the line there.
    at: usize,
    line: u32,
    /// The start tag that is being read, and its line.
    tag: Vec<u8>,
    tag_line: u32,
    /// The values of its attributes, one after the other.
    values: Vec<u8>,
    /// Its known attributes: the index into [`KNOWN`], where its value begins and ends.
    attributes: Vec<(usize, usize, usize)>,
    tags: Tags,
    unpaired: Vec<Unpaired>,
    /// The content of `noscript` elements, and the line it begins on.
    fragments: Vec<(u32, Vec<u8>)>,
    reading: &'a mut Reading<'b>,
}

impl Scan<'_, '_> {
    fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag_line = self.line_at(span.start);
                self.tag.clear();
                self.tag.extend_from_slice(name);
                self.values.clear();
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(known) = KNOWN.iter().position(|known| *known == name) {
                    self.attributes.push((known, self.values.len(), self.values.len()));
                } else {
                    // Stands for any other: its value is not kept.
                    self.attributes.push((usize::MAX, 0, 0));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.attributes.last_mut().filter(|last| last.0 != usize::MAX) {
                    self.values.extend_from_slice(value);
                    last.2 = self.values.len();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(self_closing),
            CallbackEvent::EndTag { name } => {
                let line = self.line_at(span.start);
                self.tags.end(name, line, &mut self.unpaired);
                self.tag.clear();
            }
            CallbackEvent::String { value } => {
                if self.tag == b"noscript" && !self.tags.in_template() {
                    let line = self.line_at(span.start);
                    self.fragments.push((line, value.to_vec()));
                }
            }
            CallbackEvent::Error(html5gum::Error::EofInTag | html5gum::Error::EofInComment) => {
                let line = self.line_at(span.start);
                self.unpaired.push((line, "<".to_owned()));
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The line of a byte that does not lie before the last one asked for.
    fn line_at(&mut self, at: usize) -> u32 {
        if let Some(passed) = self.bytes.get(self.at..at) {
            let lines = passed.iter().filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            self.at = at;
        }
        self.line
    }

    /// The value of an attribute of the tag; the first one counts where it is repeated.
    fn value(&self, name: &[u8]) -> Option<String> {
        let attribute =
            self.attributes.iter().find(|(known, ..)| KNOWN.get(*known).is_some_and(|known| *known == name))?;
        Some(String::from_utf8_lossy(&self.values[attribute.1..attribute.2]).into_owned())
    }

    fn start_tag(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        let hidden = self.tags.in_template();
        self.unpaired.extend(self.tags.start(&tag, self_closing, self.tag_line));
        if !hidden && self.attributes.iter().any(|(known, ..)| *known != usize::MAX) {
            self.anchors(&tag);
            self.addresses(&tag);
        }
        self.tag = tag;
    }

    fn anchors(&mut self, tag: &[u8]) {
        let id = self.value(b"id").filter(|id| !id.is_empty());
        let name = if tag == b"a" { self.value(b"name").filter(|name| !name.is_empty()) } else { None };
        if let Some(name) = name
            && id.as_ref() != Some(&name)
            && !self.reading.names.insert(name.as_str().into())
        {
            self.reading.report(self.tag_line, Kind::DuplicateId, &name);
        }
        if let Some(id) = id
            && !self.reading.ids.insert(id.as_str().into())
        {
            self.reading.report(self.tag_line, Kind::DuplicateId, &id);
        }
    }

    fn addresses(&mut self, tag: &[u8]) {
        let line = self.tag_line;
        if tag == b"base" {
            let what = self.value(b"href").unwrap_or_default();
            self.reading.report(line, Kind::BaseElement, &what);
            return;
        }
        let picture = matches!(tag, b"img" | b"image" | b"source" | b"input" | b"video" | b"use");
        let part = if picture { Use::Picture } else { Use::Part };
        let href = match tag {
            b"link" => self.link_use(),
            b"use" | b"image" | b"feimage" => Some(Use::Picture),
            _ => Some(Use::Link),
        };
        let wanted: [(&[u8], Option<Use>); 8] = [
            (b"href", href),
            (b"xlink:href", href),
            (b"src", Some(part)),
            (b"poster", Some(Use::Picture)),
            (b"background", Some(Use::Picture)),
            (b"data", (tag == b"object").then_some(Use::Part)),
            (b"action", (tag == b"form").then_some(Use::Link)),
            (b"formaction", matches!(tag, b"button" | b"input").then_some(Use::Link)),
        ];
        for (name, purpose) in wanted {
            if let (Some(purpose), Some(address)) = (purpose, self.value(name)) {
                self.reading.address(line, purpose, &address);
            }
        }
        for name in [b"srcset".as_slice(), b"imagesrcset"] {
            for address in self.value(name).iter().flat_map(|set| candidates(set)) {
                self.reading.address(line, Use::Picture, address);
            }
        }
        if tag == b"meta" && self.value(b"http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            let content = self.value(b"content").unwrap_or_default();
            if let Some(address) = refresh_address(&content) {
                self.reading.address(line, Use::Link, address);
            }
        }
    }

    /// What the address of a `link` is for; none where it is only a hint.
    fn link_use(&self) -> Option<Use> {
        let rel = self.value(b"rel").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| rel.split_ascii_whitespace().any(|there| there == word);
        match () {
            () if has("preconnect") || has("dns-prefetch") => None,
            () if has("icon") || has("apple-touch-icon") => Some(Use::Picture),
            () if has("stylesheet") || has("preload") || has("modulepreload") || has("manifest") => Some(Use::Part),
            () => Some(Use::Link),
        }
    }
}

/// The addresses of a `srcset`.
fn candidates(set: &str) -> impl Iterator<Item = &str> {
    let mut rest = set;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        if address.ends_with(',') {
            rest = after;
            return Some(address.trim_end_matches(','));
        }
        // A comma in parentheses is the descriptor's own.
        let mut inside = false;
        let end = after.find(|c| {
            inside = if inside { c != ')' } else { c == '(' };
            c == ',' && !inside
        });
        rest = end.map_or("", |at| &after[at..]);
        Some(address)
    })
}

/// The address of `0; url=…`, where there is one.
fn refresh_address(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let address = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => {
            rest.get(3..)?.trim_start().strip_prefix('=').map_or(rest, str::trim_start)
        }
        _ => rest,
    };
    let quote = address.chars().next().filter(|c| matches!(c, '"' | '\''));
    Some(quote.map_or(address.trim_end(), |quote| address[1..].split(quote).next().unwrap_or_default()))
}
