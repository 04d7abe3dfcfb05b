//! Which tags of a page pair. Less than a parser of HTML, and enough to say where a layout would be torn: elements whose
//! end tag may be left out are closed by their neighbours and parents; every other one must be closed, in order.

use rustc_hash::FxHashMap;

/// How far up a start tag looks for what it closes; pages that nest deeper in elements without end tags do not occur.
const REACH: usize = 64;

/// The elements that are open.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// The names of the open elements, one after the other.
    names: Vec<u8>,
    /// For each open element: where its name begins, and the line of its start tag.
    open: Vec<(usize, u32)>,
    /// How many of them are `svg` or `math`, in which any element may close itself.
    foreign: usize,
    /// How many of them are `template`, whose content is not part of the page.
    templates: usize,
    /// How many elements of a name are open: a stray end tag must not cost a look through all of them.
    counts: FxHashMap<Box<[u8]>, u32>,
}

/// A tag that does not pair: its line, and the tag.
pub(crate) type Unpaired = (u32, String);

impl Tags {
    /// Whether the place lies in a `template`.
    pub(crate) fn in_template(&self) -> bool {
        self.templates > 0
    }

    /// Takes a start tag. Gives it back where it closes itself and must not.
    pub(crate) fn start(&mut self, name: &[u8], self_closing: bool, line: u32) -> Option<Unpaired> {
        if self.foreign == 0 {
            self.imply_end(name);
            if is_void(name) {
                return None;
            }
        }
        if self_closing {
            // In HTML the slash means nothing: the element stays open to the end of its parent.
            let torn = self.foreign == 0 && !matches!(name, b"svg" | b"math");
            return torn.then(|| (line, format!("<{}/>", String::from_utf8_lossy(name))));
        }
        self.push(name, line);
        None
    }

    /// Takes an end tag; gives what does not pair with it.
    pub(crate) fn end(&mut self, name: &[u8], line: u32, unpaired: &mut Vec<Unpaired>) {
        if self.foreign == 0 && is_void(name) {
            unpaired.push((line, end_tag(name)));
            return;
        }
        let open = self.counts.get(name).is_some_and(|count| *count > 0);
        let Some(at) = (0..if open { self.open.len() } else { 0 }).rev().find(|at| self.name(*at) == name) else {
            unpaired.push((line, end_tag(name)));
            return;
        };
        // An end tag that reaches past its own table, template or picture belongs to nothing.
        let walls = (at + 1..self.open.len()).any(|at| matches!(self.name(at), b"table" | b"template" | b"svg"));
        if walls && is_optional(name) {
            unpaired.push((line, end_tag(name)));
            return;
        }
        while self.open.len() > at + 1 {
            self.pop_unclosed(unpaired);
        }
        self.pop();
    }

    /// Ends the page; gives what is still open.
    pub(crate) fn finish(mut self, unpaired: &mut Vec<Unpaired>) {
        while !self.open.is_empty() {
            self.pop_unclosed(unpaired);
        }
    }

    fn pop_unclosed(&mut self, unpaired: &mut Vec<Unpaired>) {
        let Some(at) = self.open.len().checked_sub(1) else { return };
        let name = self.name(at);
        if self.foreign > 0 || !is_optional(name) {
            unpaired.push((self.open[at].1, format!("<{}>", String::from_utf8_lossy(name))));
        }
        self.pop();
    }

    /// Closes what a start tag closes: the paragraph before a block, the item before an item.
    fn imply_end(&mut self, name: &[u8]) {
        let ends: &[&[u8]] = match name {
            b"li" => &[b"li"],
            b"dt" | b"dd" => &[b"dt", b"dd"],
            b"td" | b"th" => &[b"td", b"th"],
            b"tr" => &[b"tr", b"caption", b"colgroup"],
            b"thead" | b"tbody" | b"tfoot" => &[b"thead", b"tbody", b"tfoot", b"caption", b"colgroup"],
            b"option" | b"optgroup" => &[b"option"],
            b"rt" | b"rp" => &[b"rt", b"rp"],
            b"body" => &[b"head"],
            _ => &[],
        };
        if closes_paragraph(name)
            && let Some(top) = self.open.len().checked_sub(1)
            && self.name(top) == b"p"
        {
            self.pop();
        }
        let optional = (0..self.open.len()).rev().take(REACH).take_while(|at| is_optional(self.name(*at)));
        let inside_row = matches!(name, b"td" | b"th");
        let mut found = None;
        for at in optional {
            if inside_row && self.name(at) == b"tr" {
                break;
            }
            if ends.contains(&self.name(at)) {
                found = Some(at);
                break;
            }
        }
        if let Some(at) = found {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn name(&self, at: usize) -> &[u8] {
        let end = self.open.get(at + 1).map_or(self.names.len(), |next| next.0);
        self.open.get(at).map_or(&[], |open| &self.names[open.0..end])
    }

    fn push(&mut self, name: &[u8], line: u32) {
        self.open.push((self.names.len(), line));
        self.names.extend_from_slice(name);
        match self.counts.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(name.into(), 1);
            }
        }
        self.foreign += usize::from(matches!(name, b"svg" | b"math"));
        self.templates += usize::from(name == b"template");
    }

    fn pop(&mut self) {
        let Some(at) = self.open.len().checked_sub(1) else { return };
        let start = self.open[at].0;
        if let Some(count) = self.counts.get_mut(&self.names[start..]) {
            *count -= 1;
        }
        let name = &self.names[start..];
        self.foreign -= usize::from(matches!(name, b"svg" | b"math"));
        self.templates -= usize::from(name == b"template");
        self.names.truncate(start);
        self.open.pop();
    }
}

fn end_tag(name: &[u8]) -> String {
    format!("</{}>", String::from_utf8_lossy(name))
}

/// Elements that have no content and no end tag.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements whose end tag may be left out.
fn is_optional(name: &[u8]) -> bool {
    matches!(
        name,
        b"html"
            | b"head"
            | b"body"
            | b"p"
            | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"caption"
            | b"colgroup"
            | b"option"
            | b"optgroup"
            | b"rt"
            | b"rp"
    )
}

/// Elements before which an open paragraph ends.
fn closes_paragraph(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"details"
            | b"dialog"
            | b"div"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hgroup"
            | b"hr"
            | b"li"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"p"
            | b"pre"
            | b"search"
            | b"section"
            | b"summary"
            | b"table"
            | b"ul"
    )
}
