//! From the parser's events to the tree. Iterative, so that no nesting can exhaust the stack.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_saphyr::granit_parser::{Event, Marker, Options, Parser, ScalarStyle, Span as Place, StructureStyle, Tag};

use super::{Key, Node, Value, scalar, syntax};
use crate::finding::Finding;
use crate::rule::site;
use crate::span::{FileId, Span};

/// How deep lists and maps may stand in each other.
pub(super) const MAX_DEPTH: usize = 128;

/// How many values one text may hold.
const MAX_NODES: usize = 1_000_000;

/// How much memory aliases may make of one text, roughly, in bytes.
const MAX_ALIASED: usize = 8 << 20;

/// What one value weighs besides its text, roughly, in bytes.
const NODE_WEIGHT: usize = 64;

/// Reads `text`, which stands in `file` from byte `offset` on.
///
/// There is no tree where the text holds nothing but comments, or where a finding says that it cannot be read. A tree
/// with findings is whole but for what they name. A byte order mark at the beginning is passed over. Findings are in
/// the order of the text.
pub fn parse(file: FileId, offset: usize, text: &str) -> (Option<Node>, Vec<Finding>) {
    let mut builder = Builder::new(file, offset, text);
    let readable = builder.read();
    let Builder { root, mut findings, .. } = builder;
    findings.sort_by_key(|finding| finding.span);
    (root.filter(|_| readable), findings)
}

/// The parser's settings, everywhere the same.
pub(super) fn options() -> Options {
    let mut options = Options::default();
    // Reported here, so that one wrong alias does not hide the rest of the file.
    options.emit_unresolved_aliases = true;
    options.set_emit_comments(false);
    options
}

/// A list or map that is still open.
struct Frame {
    what: Open,
    flow: bool,
    start: usize,
    /// The end of the last thing in it.
    end: usize,
    anchor: usize,
    size: Size,
}

/// How large a value is with all that is in it.
#[derive(Clone, Copy)]
struct Size {
    /// What it weighs in memory, roughly, in bytes.
    weight: usize,
    /// How many lists and maps stand in each other.
    depth: usize,
}

enum Open {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, key: Option<Slot> },
}

/// A key that waits for its value; none where the key was refused, and its value with it.
type Slot = Option<Key>;

/// A finished value, with its name where it can be a key.
#[derive(Clone)]
struct Item {
    node: Node,
    name: Option<String>,
    /// Whether it is an unquoted `<<`.
    merge: bool,
    size: Size,
}

struct Builder<'t> {
    file: FileId,
    offset: usize,
    text: &'t str,
    frames: Vec<Frame>,
    root: Option<Node>,
    anchors: FxHashMap<usize, Item>,
    nodes: usize,
    aliased: usize,
    findings: Vec<Finding>,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, offset: usize, text: &'t str) -> Self {
        Self {
            file,
            offset,
            text,
            frames: Vec::new(),
            root: None,
            anchors: FxHashMap::default(),
            nodes: 0,
            aliased: 0,
            findings: Vec::new(),
        }
    }

    /// Reads all events; whether the tree can be used.
    fn read(&mut self) -> bool {
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options()) {
            let (event, place) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = self.at(*error.marker());
                    // The parser says where it began to read what holds the tab.
                    let tab = if syntax::is_tab(&error) { self.text[at..].find('\t') } else { None };
                    let span = self.letter(at + tab.unwrap_or(0));
                    self.findings.push(syntax::unreadable(&error, span));
                    return false;
                }
            };
            let (start, end) = (self.at(place.start), self.at(place.end));
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.refuse(start, end, "a second document begins here", "one file holds one document");
                        return true;
                    }
                }
                Event::Scalar(value, style, anchor, tag) => {
                    self.scalar(value, style, anchor, tag.as_deref(), place);
                }
                Event::SequenceStart(style, anchor, tag) => {
                    self.tag_of_collection(tag.as_deref(), "seq", place);
                    if !self.open(Open::List(Vec::new()), style, start, end, anchor) {
                        return false;
                    }
                }
                Event::MappingStart(style, anchor, tag) => {
                    self.tag_of_collection(tag.as_deref(), "map", place);
                    if !self.open(Open::Map { entries: Vec::new(), key: None }, style, start, end, anchor) {
                        return false;
                    }
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(end),
                Event::Alias(id) if !self.alias(id, start, end) => return false,
                Event::UnresolvedAlias(name) => {
                    let message = format!("there is no `&{name}` before this alias");
                    self.refuse(start, end, message, "put the value in quotes if it only begins with `*`");
                    self.leave_out(end);
                }
                _ => {}
            }
            if self.nodes > MAX_NODES || self.aliased > MAX_ALIASED {
                let message =
                    if self.nodes > MAX_NODES { "too many values" } else { "aliases make too many values of this" };
                let limit = if self.nodes > MAX_NODES {
                    format!("at most {MAX_NODES} values are read")
                } else {
                    format!("at most {} MiB are made of aliases", MAX_ALIASED >> 20)
                };
                self.findings.push(Finding::new(&site::TOO_LARGE, self.span(start, end), message).help(limit));
                return false;
            }
        }
        true
    }

    /// The byte of the text that a marker stands at; always a border of a character in the text.
    fn at(&self, marker: Marker) -> usize {
        let mut at = marker.byte_offset().unwrap_or(0).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end.max(start))
    }

    /// The character at a byte; nothing at the end of a line.
    fn letter(&self, at: usize) -> Span {
        let next = self.text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
        self.span(at, at + next.map_or(0, char::len_utf8))
    }

    fn refuse(&mut self, start: usize, end: usize, message: impl Into<String>, help: &str) {
        let finding = Finding::new(&site::YAML_SYNTAX, self.span(start, end), message);
        self.findings.push(if help.is_empty() { finding } else { finding.help(help) });
    }

    fn open(&mut self, what: Open, style: StructureStyle, start: usize, end: usize, anchor: usize) -> bool {
        if self.frames.len() == MAX_DEPTH {
            self.findings.push(syntax::too_deep(self.letter(start)));
            return false;
        }
        let size = Size { weight: NODE_WEIGHT, depth: 0 };
        self.frames.push(Frame { what, flow: style == StructureStyle::Flow, start, end, anchor, size });
        true
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        // A block ends with the last thing in it; the parser says so only at the next token.
        let end = if frame.flow { end } else { frame.end };
        let value = match frame.what {
            Open::List(items) => Value::List(items),
            Open::Map { entries, .. } => {
                self.duplicates(&entries);
                Value::Map(entries)
            }
        };
        let node = Node { span: self.span(frame.start, end), value };
        let size = Size { depth: frame.size.depth + 1, ..frame.size };
        self.put(Item { node, name: None, merge: false, size }, end, frame.anchor);
    }

    fn duplicates(&mut self, entries: &[(Key, Node)]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, _) in entries {
            match seen.get(&*key.name) {
                Some(first) => {
                    let message = format!("the key `{}` is given twice", key.name);
                    let finding = Finding::new(&site::DUPLICATE_KEY, key.span, message)
                        .related(*first, format!("`{}` is first given here", key.name))
                        .help("keep one of the two");
                    self.findings.push(finding);
                }
                None => {
                    seen.insert(&key.name, key.span);
                }
            }
        }
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, place: Place) {
        let (start, end) = (self.at(place.start), self.at(place.end));
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let end = if block { start + self.text[start..end.max(start)].trim_end().len() } else { end };
        // The parser writes nothing as `~`.
        let nothing = style == ScalarStyle::Plain && start == end;
        let text = if nothing { Cow::Borrowed("") } else { text };
        // It places a value that is not there before the colon; people look for it behind.
        let after_key = nothing && self.text[start..].starts_with(':') && self.awaits_value();
        let (start, end) = if after_key { (start + 1, start + 1) } else { (start, end) };
        let plain = style == ScalarStyle::Plain;
        let value = match tag.map(|tag| (tag.core_suffix(), tag.suffix())) {
            None if plain => scalar::plain(&text),
            None | Some((Some("str"), _)) => Value::Text(text.to_string()),
            Some((None, "!" | "")) => Value::Text(text.to_string()),
            Some((Some(wanted), _)) => {
                let value = scalar::plain(&text);
                let fits = matches!(
                    (wanted, &value),
                    ("null", Value::Null)
                        | ("bool", Value::Bool(_))
                        | ("int", Value::Integer(_))
                        | ("float", Value::Float(_) | Value::Integer(_))
                );
                if !fits {
                    self.refuse(start, end, format!("`{text}` is not what its tag `!!{wanted}` says"), "");
                }
                value
            }
            Some((None, _)) => {
                self.custom_tag(tag, place);
                if plain { scalar::plain(&text) } else { Value::Text(text.to_string()) }
            }
        };
        let merge = plain && tag.is_none() && text == "<<";
        let node = Node { span: self.span(start, end), value };
        let size = Size { weight: NODE_WEIGHT + text.len(), depth: 0 };
        self.put(Item { node, name: Some(text.into_owned()), merge, size }, end, anchor);
    }

    /// Whether the innermost map has a key that waits for its value.
    fn awaits_value(&self) -> bool {
        self.frames.last().is_some_and(|frame| matches!(frame.what, Open::Map { key: Some(_), .. }))
    }

    fn tag_of_collection(&mut self, tag: Option<&Tag>, wanted: &str, place: Place) {
        if tag.is_some_and(|tag| tag.core_suffix() != Some(wanted)) {
            self.custom_tag(tag, place);
        }
    }

    fn custom_tag(&mut self, tag: Option<&Tag>, place: Place) {
        let place = place.tag_span().unwrap_or(place);
        let name = tag.map(Tag::original).unwrap_or_default();
        let message = format!("the tag `{name}` is not read");
        self.refuse(self.at(place.start), self.at(place.end), message, "write the plain value");
    }

    /// Puts what an alias stands for; whether it is within the limits.
    fn alias(&mut self, id: usize, start: usize, end: usize) -> bool {
        let Some(item) = self.anchors.get(&id) else {
            self.refuse(start, end, "an alias inside of what it stands for", "");
            self.leave_out(end);
            return true;
        };
        if self.frames.len() + item.size.depth > MAX_DEPTH {
            self.findings.push(syntax::too_deep(self.span(start, end)));
            return false;
        }
        // Weighed before it is copied, so that a bomb never goes off.
        self.aliased += item.size.weight;
        if self.aliased <= MAX_ALIASED {
            let item = item.clone();
            self.put(item, end, 0);
        }
        true
    }

    /// Goes on behind a value that was refused: a list is without it, and a map without its key.
    fn leave_out(&mut self, end: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        frame.end = frame.end.max(end);
        if let Open::Map { key, .. } = &mut frame.what {
            *key = if key.is_some() { None } else { Some(None) };
        }
    }

    /// Puts a finished value where it belongs; `end` is where it ends in the text.
    fn put(&mut self, item: Item, end: usize, anchor: usize) {
        self.nodes += 1;
        if anchor != 0 {
            self.aliased += item.size.weight;
            if self.aliased <= MAX_ALIASED {
                self.anchors.insert(anchor, item.clone());
            }
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(item.node);
            return;
        };
        frame.end = frame.end.max(end);
        frame.size.weight += item.size.weight;
        frame.size.depth = frame.size.depth.max(item.size.depth);
        match &mut frame.what {
            Open::List(items) => items.push(item.node),
            Open::Map { entries, key } => match key.take() {
                Some(Some(name)) => entries.push((name, item.node)),
                Some(None) => {}
                None => {
                    let span = item.node.span;
                    let (slot, problem) = match item.name {
                        Some(_) if item.merge => {
                            (None, Some(("merge keys are not read", "write the keys of the other map here")))
                        }
                        Some(name) => (Some(Key { name, span }), None),
                        None => (None, Some(("a key must be a single value", ""))),
                    };
                    *key = Some(slot);
                    if let Some((message, help)) = problem {
                        let finding = Finding::new(&site::YAML_SYNTAX, span, message);
                        self.findings.push(if help.is_empty() { finding } else { finding.help(help) });
                    }
                }
            },
        }
    }
}
