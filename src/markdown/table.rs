//! Tables.

use pulldown_cmark::Alignment;

use super::writer::Writer;

/// The table being written.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    head: bool,
    column: usize,
    /// Whether any cell of the head says something.
    head_text: bool,
    /// Whether the body has begun.
    body: bool,
    /// The number of the row's group.
    pub(super) row: u32,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.flush_block();
        self.lead = None;
        self.begun = true;
        self.tables += 1;
        self.out.line();
        if self.themed() {
            let caption = self.marks.take_caption();
            self.out.raw("<div class=\"tw\" role=\"region\" aria-label=\"");
            match &caption {
                Some(caption) => self.out.text(&caption.text),
                None => self.out.raw(&format!("Table {}", self.tables)),
            }
            self.out.raw("\"><table>\n");
            if let Some(caption) = caption {
                self.out.raw("<caption>");
                self.out.append(caption.inside);
                self.out.raw("</caption>\n");
            }
        } else {
            self.out.raw("<table>\n");
        }
        self.table = Some(Table {
            alignments: alignments.to_vec(),
            head: false,
            column: 0,
            head_text: false,
            body: false,
            row: 0,
        });
    }

    pub(super) fn start_table_head(&mut self) {
        let row = self.next_group();
        let outer = std::mem::take(&mut self.out);
        self.parked.push(outer);
        if let Some(table) = &mut self.table {
            table.head = true;
            table.column = 0;
            table.row = row;
        }
        self.out.raw("<thead>\n<tr>\n");
    }

    pub(super) fn end_table_head(&mut self) {
        self.out.raw("</tr>\n</thead>\n");
        let head = std::mem::take(&mut self.out);
        self.out = self.parked.pop().unwrap_or_default();
        let Some(table) = &mut self.table else { return };
        table.head = false;
        // A head that says nothing is how a table without one is written.
        if table.head_text || !self.themed() {
            self.out.append(head);
        }
    }

    pub(super) fn start_table_row(&mut self) {
        let row = self.next_group();
        let Some(table) = &mut self.table else { return };
        table.column = 0;
        table.row = row;
        if !table.body {
            table.body = true;
            self.out.raw("<tbody>\n");
        }
        self.out.raw("<tr>\n");
    }

    pub(super) fn end_table_row(&mut self) {
        self.out.raw("</tr>\n");
    }

    pub(super) fn start_table_cell(&mut self) {
        self.flush_block();
        let themed = self.themed();
        let Some(table) = &self.table else { return };
        let alignment = table.alignments.get(table.column).copied().unwrap_or(Alignment::None);
        self.out.raw(match (table.head, themed) {
            (true, true) => "<th scope=\"col\"",
            (true, false) => "<th",
            (false, _) => "<td",
        });
        let side = match alignment {
            Alignment::None => None,
            Alignment::Left => Some("left"),
            Alignment::Center => Some("center"),
            Alignment::Right => Some("right"),
        };
        if let Some(side) = side {
            // The theme's pages carry no inline styles, so that a strict content security policy holds.
            self.out.raw(&if themed { format!(" class=\"{side}\"") } else { format!(" align=\"{side}\"") });
        }
        self.out.raw(">");
    }

    pub(super) fn end_table_cell(&mut self) {
        let says = !self.block.text.trim().is_empty() || !self.block.links.is_empty();
        self.flush_block();
        let Some(table) = &mut self.table else { return };
        table.column += 1;
        let head = table.head;
        if head {
            table.head_text |= says;
        }
        self.out.raw(if head { "</th>\n" } else { "</td>\n" });
    }

    pub(super) fn end_table(&mut self) {
        if let Some(table) = self.table.take()
            && table.body
        {
            self.out.raw("</tbody>\n");
        }
        self.out.raw(if self.themed() { "</table></div>\n" } else { "</table>\n" });
    }
}
