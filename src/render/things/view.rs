//! Views of facts in pages, as HTML.

use super::value::{LinkedFact, LinkedValue};
use crate::facts::{EntityId, FieldId, View, ViewForm};
use crate::link::{Site, field_title};
use crate::markdown::escape;
use crate::path::OutPath;
use crate::render::urls::Urls;

/// A view as it stands on an output.
pub(in crate::render) fn view(site: &Site, view: &View, out: &OutPath) -> String {
    let urls = Urls::relative(out);
    let writer = Writer { site, view, urls };
    match view.form {
        ViewForm::Table => writer.table(),
        ViewForm::List => writer.list(),
        ViewForm::Card => view.things.first().map_or_else(String::new, |thing| writer.card(*thing)),
        ViewForm::Compare => writer.compare(),
    }
}

struct Writer<'a> {
    site: &'a Site,
    view: &'a View,
    urls: Urls<'a>,
}

impl Writer<'_> {
    fn title(&self, field: FieldId) -> String {
        let mut out = String::new();
        let field = self.site.facts.kinds[self.view.kind].fields.get(field.0);
        escape(&mut out, &field.map_or_else(Default::default, field_title));
        out
    }

    fn thing(&self, out: &mut String, id: EntityId) {
        LinkedValue::thing(self.site, id).html(out, &self.urls);
    }

    fn fact(&self, out: &mut String, id: EntityId, field: FieldId) {
        LinkedFact::of(self.site, id, field).html(out, &self.urls);
    }

    fn begin(&self, label: &str) -> String {
        let mut out = "<div class=\"tw\" role=\"region\" aria-label=\"".to_owned();
        escape(&mut out, label);
        out.push_str("\"><table>\n<thead>\n<tr>\n<th scope=\"col\">");
        out
    }

    fn table(&self) -> String {
        let kind = &self.site.facts.kinds[self.view.kind];
        if self.view.things.is_empty() {
            return self.nothing();
        }
        let mut out = self.begin(&kind.plural);
        match kind.label {
            Some(label) => out.push_str(&self.title(label)),
            None => escape(&mut out, &kind.title),
        }
        out.push_str("</th>\n");
        for field in &self.view.fields {
            out.push_str(&format!("<th scope=\"col\">{}</th>\n", self.title(*field)));
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for thing in &self.view.things {
            out.push_str("<tr>\n<th scope=\"row\">");
            self.thing(&mut out, *thing);
            out.push_str("</th>\n");
            for field in &self.view.fields {
                out.push_str("<td>");
                self.fact(&mut out, *thing, *field);
                out.push_str("</td>\n");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
        out
    }

    fn compare(&self) -> String {
        let mut out = self.begin("Comparison");
        out.push_str("Fact</th>\n");
        for thing in &self.view.things {
            out.push_str("<th scope=\"col\">");
            self.thing(&mut out, *thing);
            out.push_str("</th>\n");
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for field in &self.view.fields {
            out.push_str(&format!("<tr>\n<th scope=\"row\">{}</th>\n", self.title(*field)));
            for thing in &self.view.things {
                out.push_str("<td>");
                self.fact(&mut out, *thing, *field);
                out.push_str("</td>\n");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
        out
    }

    fn card(&self, thing: EntityId) -> String {
        let mut out = "<div class=\"facts card-view\"><p class=\"of\">".to_owned();
        self.thing(&mut out, thing);
        out.push_str("</p>\n<dl>\n");
        for field in &self.view.fields {
            out.push_str(&format!("<div><dt>{}</dt><dd>", self.title(*field)));
            self.fact(&mut out, thing, *field);
            out.push_str("</dd></div>\n");
        }
        out.push_str("</dl></div>\n");
        out
    }

    fn list(&self) -> String {
        if self.view.things.is_empty() {
            return self.nothing();
        }
        let mut out = "<ul>\n".to_owned();
        for thing in &self.view.things {
            out.push_str("<li>");
            self.thing(&mut out, *thing);
            if let Some(summary) = &self.site.facts.entity(*thing).about.summary {
                out.push_str(": ");
                escape(&mut out, summary);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
        out
    }

    fn nothing(&self) -> String {
        "<p><span class=\"unsaid\">None</span></p>\n".to_owned()
    }
}
