//! What is open at a place of a page: list items, and the containers that only their exporter knew.

use super::super::{Mark, Marked};

/// Something that is open.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    Item(Item),
    Container(Container),
}

/// An item of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// The column of its marker in the source.
    pub(super) column: usize,
    pub(super) ordered: bool,
    /// The column that its blocks are written at.
    pub(super) inside: usize,
}

/// A container.
#[derive(Clone, Copy, Debug)]
pub(super) struct Container {
    /// What it is.
    pub(super) what: Marked,
    /// Its mark.
    mark: usize,
    /// How many blocks had been written when it was opened.
    blocks: usize,
    /// The column of its first line.
    pub(super) column: usize,
    /// Whether it says what a term with an anchor is.
    pub(super) named: bool,
    /// Whether code stands in it.
    pub(super) coded: bool,
}

impl Container {
    /// Whether a blank line leaves it open: it ends with a line of its own.
    pub(super) fn is_lasting(&self) -> bool {
        matches!(self.what, Marked::Tabs | Marked::Pane)
    }

    pub(super) fn is_admonition(&self) -> bool {
        matches!(self.what, Marked::Admonition(_))
    }
}

/// All that is open, outermost first, and the marks so far.
#[derive(Debug, Default)]
pub(super) struct Frames {
    frames: Vec<Frame>,
    pub(super) marks: Vec<Mark>,
    /// Whether a list was left behind inside a container that has ended: another one must not grow onto it.
    pub(super) list_behind: bool,
    /// Whether an item has ended since the last block.
    pub(super) item_ended: bool,
    /// How many blocks have been written.
    pub(super) blocks: usize,
}

impl Frames {
    pub(super) fn len(&self) -> usize {
        self.frames.len()
    }

    pub(super) fn open_item(&mut self, item: Item) {
        self.frames.push(Frame::Item(item));
    }

    /// Opens a container whose first byte will be at `at`; `named` is one that says what a term with an anchor is.
    pub(super) fn open(&mut self, what: Marked, column: usize, at: usize, named: bool) {
        // Its label is not part of the text, and parts no lists.
        self.list_behind |= self.item_ended;
        let mark = self.marks.len();
        self.marks.push(Mark { range: at..at, what });
        self.frames.push(Frame::Container(Container { what, mark, blocks: self.blocks, column, named, coded: false }));
    }

    /// Notes a single block.
    pub(super) fn mark(&mut self, what: Marked, range: std::ops::Range<usize>) {
        self.marks.push(Mark { range, what });
    }

    /// Closes all but the outermost `count`; containers end at `at`.
    pub(super) fn close_to(&mut self, count: usize, at: usize) {
        let mut list = false;
        while self.frames.len() > count {
            match self.frames.pop() {
                Some(Frame::Item(_)) => {
                    list = true;
                    self.item_ended = true;
                }
                Some(Frame::Container(container)) => {
                    self.list_behind |= list;
                    if let Some(mark) = self.marks.get_mut(container.mark) {
                        mark.range.end = at;
                        // A definition that holds nothing is none.
                        let empty = container.blocks == self.blocks && container.mark + 1 == self.marks.len();
                        if container.what == Marked::Definition && empty {
                            self.marks.pop();
                        }
                    }
                }
                None => break,
            }
        }
    }

    /// The column that blocks are written at.
    pub(super) fn inside(&self) -> usize {
        self.item().map_or(0, |(_, item)| item.inside)
    }

    /// The innermost item, through all containers, with its place.
    pub(super) fn item(&self) -> Option<(usize, Item)> {
        self.item_below(self.frames.len())
    }

    /// The innermost item among the outermost `count`.
    pub(super) fn item_below(&self, count: usize) -> Option<(usize, Item)> {
        let found = self.frames.iter().take(count).enumerate().rev();
        found.filter_map(|(at, frame)| if let Frame::Item(item) = frame { Some((at, *item)) } else { None }).next()
    }

    /// The innermost container with its place.
    pub(super) fn container(&self) -> Option<(usize, Container)> {
        self.container_below(self.frames.len())
    }

    /// The innermost container among the outermost `count`.
    pub(super) fn container_below(&self, count: usize) -> Option<(usize, Container)> {
        let found = self.frames.iter().take(count).enumerate().rev();
        found.filter_map(|(at, frame)| if let Frame::Container(it) = frame { Some((at, *it)) } else { None }).next()
    }

    /// Whether nothing has been written since a container was opened.
    pub(super) fn is_empty(&self, container: Container) -> bool {
        container.blocks == self.blocks
    }

    /// Notes that code stands in the innermost container.
    pub(super) fn code(&mut self) {
        let containers = self.frames.iter_mut().rev();
        let mut containers = containers.filter_map(|it| if let Frame::Container(it) = it { Some(it) } else { None });
        if let Some(container) = containers.next() {
            container.coded = true;
        }
    }

    /// Whether one block has been written since a container was opened.
    pub(super) fn holds_one(&self, container: Container) -> bool {
        container.blocks + 1 == self.blocks
    }

    /// How many frames stand up to and with the innermost container: the items above it are the current list's.
    pub(super) fn floor(&self) -> usize {
        self.container().map_or(0, |(at, _)| at + 1)
    }

    /// The innermost frame.
    pub(super) fn top(&self) -> Option<Frame> {
        self.frames.last().copied()
    }

    /// The items above the innermost container, outermost first.
    pub(super) fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let items = self.frames.iter().skip(self.floor());
        items.filter_map(|frame| if let Frame::Item(item) = frame { Some(*item) } else { None })
    }

    /// The place of the innermost definition of a term with an anchor, below which other containers stand.
    pub(super) fn named_definition(&self) -> Option<usize> {
        let at = self.frames.iter().rposition(|frame| matches!(frame, Frame::Container(it) if it.named))?;
        let lasting = |frame: &Frame| matches!(frame, Frame::Container(it) if it.is_lasting());
        (!self.frames[at..].iter().any(lasting)).then_some(at)
    }

    /// The places of the open definitions of the innermost pane, outermost first.
    pub(super) fn definitions(&self) -> Vec<usize> {
        let pane = self.frames.iter().rposition(|frame| matches!(frame, Frame::Container(it) if it.is_lasting()));
        let from = pane.map_or(0, |at| at + 1);
        let found = (from..).zip(&self.frames[from..]);
        found
            .filter(|(_, frame)| matches!(frame, Frame::Container(it) if it.what == Marked::Definition))
            .map(|(at, _)| at)
            .collect()
    }

    /// The place of the innermost container of a kind.
    pub(super) fn find(&self, what: Marked) -> Option<usize> {
        self.frames.iter().rposition(|frame| matches!(frame, Frame::Container(it) if it.what == what))
    }
}
