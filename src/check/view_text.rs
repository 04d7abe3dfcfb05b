//! Views as Markdown: what other hosts show.

use crate::one_line::on_one_line;
use std::borrow::Cow;

use crate::facts::{EntityId, FieldId, View, ViewForm};
use crate::link::{Form, PageId, Shown, ShownFact, Site, State, To, field_title};
use crate::path::{SourcePath, encode_fragment};
use crate::source::Sources;
use crate::span::Span;

/// A view as Markdown, as it stands in a file: one that pages include has one text, whoever includes it.
pub(super) fn view_text(site: &Site, sources: &Sources, here: &SourcePath, view: &View) -> String {
    let writer = Writer { site, sources, here, view };
    match view.form {
        ViewForm::Table => {
            let kind = &site.facts.kinds[view.kind];
            let name = kind
                .label
                .and_then(|label| kind.fields.get(label.0))
                .map_or_else(|| escaped(&kind.title), |field| escaped(&field_title(field)));
            let head = std::iter::once(name).chain(view.fields.iter().map(|field| writer.title(*field)));
            let rows = view.things.iter().map(|thing| {
                std::iter::once(writer.thing(*thing))
                    .chain(view.fields.iter().map(|field| writer.fact(*thing, *field)))
                    .collect()
            });
            table(head.collect(), rows.collect())
        }
        ViewForm::Compare => {
            let head = std::iter::once("Fact".to_owned()).chain(view.things.iter().map(|thing| writer.thing(*thing)));
            let rows = view.fields.iter().map(|field| {
                std::iter::once(writer.title(*field))
                    .chain(view.things.iter().map(|thing| writer.fact(*thing, *field)))
                    .collect()
            });
            table(head.collect(), rows.collect())
        }
        ViewForm::Card => {
            let Some(thing) = view.things.first() else { return String::new() };
            let head = vec![escaped(&site.facts.kind_of(*thing).title), writer.thing(*thing)];
            let rows = view.fields.iter().map(|field| vec![writer.title(*field), writer.fact(*thing, *field)]);
            table(head, rows.collect())
        }
        ViewForm::List => view
            .things
            .iter()
            .map(|thing| match &site.facts.entity(*thing).about.summary {
                Some(summary) => format!("- {}: {}\n", writer.thing(*thing), escaped(summary)),
                None => format!("- {}\n", writer.thing(*thing)),
            })
            .collect(),
    }
}

fn table(head: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let line = |cells: &[String]| {
        format!("| {} |\n", cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
    };
    let mut out = line(&head);
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    rows.iter().for_each(|row| out.push_str(&line(row)));
    out
}

struct Writer<'a> {
    site: &'a Site,
    sources: &'a Sources,
    here: &'a SourcePath,
    view: &'a View,
}

impl Writer<'_> {
    fn title(&self, field: FieldId) -> String {
        let field = self.site.facts.kinds[self.view.kind].fields.get(field.0);
        escaped(&field.map_or_else(Default::default, field_title))
    }

    fn thing(&self, id: EntityId) -> String {
        self.value(&Shown::thing(self.site, id))
    }

    fn fact(&self, id: EntityId, field: FieldId) -> String {
        let ShownFact { state, values } = ShownFact::of(self.site, id, field);
        match state {
            State::Unstated => "*Not stated*".to_owned(),
            State::Undocumented => "*Not documented*".to_owned(),
            State::Stated | State::Default => {
                values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn value(&self, value: &Shown<'_>) -> String {
        let words = match value.form {
            // A line that ends in code would end the row of a table.
            Form::Code | Form::Arn if !value.text.contains('`') => format!("`{}`", on_one_line(value.text)),
            _ => escaped(value.text),
        };
        match self.address(value.to) {
            Some(address) => format!("[{words}]({})", destination(&address)),
            None => words,
        }
    }

    /// Where a value leads, as a link in the source.
    fn address(&self, to: To<'_>) -> Option<String> {
        let here = self.here;
        let to_page = |page: PageId, anchor: Option<&str>| {
            let path = here.way_to(&self.site.page(page).path);
            anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}"))
        };
        match to {
            To::Nowhere => None,
            To::Web(address) => Some(address.to_owned()),
            To::Place(place) => Some(to_page(place.page, place.anchor.as_deref())),
            To::Thing(id) => match &self.site.thing(id).place {
                Some(place) => Some(to_page(place.page, place.anchor.as_deref())),
                None => self.described(id).map(|(path, anchor)| {
                    let path = here.way_to(path);
                    if anchor {
                        format!("{path}#{}", encode_fragment(&self.site.facts.entity(id).id.value))
                    } else {
                        path
                    }
                }),
            },
        }
    }
}

impl Writer<'_> {
    /// The file that describes a thing, and whether it describes others too; none where it lies outside of the site.
    fn described(&self, id: EntityId) -> Option<(&SourcePath, bool)> {
        let id = &self.site.facts.entity(id).id;
        let path = &self.sources.get(id.span.file)?.path;
        if self.sources.is_elsewhere(path) {
            return None;
        }
        // The file of one thing is named by its id.
        Some((path, id.span != Span::whole(id.span.file)))
    }
}

/// Words as Markdown that shows them as they are.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
        // A brace before another one or a percent sign begins a template of other programs.
        let template = out.ends_with('{') && matches!(c, '{' | '%');
        if template || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~') {
            out.push('\\');
        }
        match c {
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// An address as the destination of a link: in angle brackets, where a parenthesis of its own would end the link.
fn destination(address: &str) -> Cow<'_, str> {
    let mut open = 0_usize;
    let balanced = address.chars().all(|c| {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return false,
            ')' => open -= 1,
            _ => {}
        }
        !matches!(c, '<' | '>' | '\\')
    });
    if balanced && open == 0 {
        return Cow::Borrowed(address);
    }
    let escaped = address.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>");
    Cow::Owned(format!("<{escaped}>"))
}

/// Whether two texts are the same Markdown, but for white space, empty lines, and how a table is drawn.
pub(super) fn same_text(written: &str, made: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| {
            let line = line.trim();
            if line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
                return "|-".to_owned();
            }
            let words = line.replace('|', " | ");
            on_one_line(&words)
        });
        lines.filter(|line| !line.is_empty()).collect()
    };
    lines(written) == lines(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations() {
        for (address, wanted) in [
            ("https://a.b/c_(d)", "https://a.b/c_(d)"),
            ("https://a.b/c)d", "<https://a.b/c)d>"),
            ("https://a.b/c(d", "<https://a.b/c(d>"),
            ("https://a.b/)c(", "<https://a.b/)c(>"),
            ("https://a.b/<c>", "<https://a.b/\\<c\\>>"),
        ] {
            assert_eq!(destination(address), wanted);
        }
    }

    #[test]
    fn the_same_but_for_how_it_is_drawn() {
        let made = "| A | B |\n| --- | --- |\n| x | y z |\n";
        assert!(same_text("\n\n|A|B|\n|:--|--:|\n|x|y   z|\n\n", made));
        assert!(!same_text("| A | B |\n| --- | --- |\n| x | y |\n", made));
        assert_eq!(escaped("a_b <c>\n d"), "a\\_b \\<c\\> d");
        assert_eq!(escaped("{{ y }} {% z {{{"), "{\\{ y }} {\\% z {\\{\\{");
    }
}
