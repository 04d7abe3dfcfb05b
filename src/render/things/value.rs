//! Values of facts as readers see them.

use serde::Serialize;

use super::snippet::ShownSnippet;
use crate::digest::Hasher;
use crate::facts::{EntityId, FieldId};
use crate::link::{self, Form, ShownFact, Site, State};
use crate::markdown::escape;
use crate::path::OutPath;
use crate::render::title::{breakable, breakable_arn};
use crate::render::urls::Urls;

/// Identifiers longer than this may break inside.
const LONG: usize = 18;

/// A value: words, and where they lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkedValue<'a> {
    form: Form,
    text: &'a str,
    to: To<'a>,
    snippet: Option<ShownSnippet<'a>>,
}

/// Where a value leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum To<'a> {
    Nowhere,
    /// An output, or a place on it.
    Output(&'a OutPath, Option<&'a str>),
    /// An address elsewhere.
    Web(&'a str),
}

/// A value as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ShownValue<'a> {
    form: &'static str,
    text: &'a str,
    /// An identifier as HTML, with the places where a narrow column may break it.
    code: Option<String>,
    /// Markdown as HTML.
    html: Option<String>,
    url: Option<String>,
}

impl<'a> LinkedValue<'a> {
    /// A value of the site, with the output that it leads to.
    pub(super) fn new(site: &'a Site, shown: link::Shown<'a>) -> Self {
        let link::Shown { form, text, to } = shown;
        let to = match to {
            link::To::Nowhere => To::Nowhere,
            link::To::Thing(id) => site.stands_at(id).map_or(To::Nowhere, |(out, anchor)| To::Output(out, anchor)),
            link::To::Place(place) => To::Output(&site.page(place.page).out, place.anchor.as_deref()),
            link::To::Web(address) => To::Web(address),
        };
        let snippet = match form {
            Form::Snippet(number) => site.snippets.get(number).map(|snippet| ShownSnippet::new(site, snippet)),
            Form::Text | Form::Code | Form::Arn | Form::Time => None,
        };
        Self { form, text, to, snippet }
    }

    /// A thing, by its name.
    pub(super) fn thing(site: &'a Site, id: EntityId) -> Self {
        Self::new(site, link::Shown::thing(site, id))
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { form, text, to, snippet } = self;
        hasher.text(word(*form)).text(text);
        if let Some(snippet) = snippet {
            snippet.hash(hasher);
        }
        match to {
            To::Nowhere => hasher.number(0),
            To::Output(out, anchor) => hasher.number(1).text(out.as_str()).option(*anchor),
            To::Web(address) => hasher.number(2).text(address),
        };
    }

    /// The value as it stands on an output.
    pub(super) fn context(&self, urls: &Urls<'_>) -> ShownValue<'a> {
        let url = match self.to {
            To::Nowhere => None,
            To::Output(out, Some(anchor)) => Some(urls.to_anchor(out, anchor)),
            To::Output(out, None) => Some(urls.to(out)),
            To::Web(address) => Some(address.to_owned()),
        };
        let mut code = String::new();
        match self.form {
            Form::Code => breakable(&mut code, self.text, LONG),
            Form::Arn => breakable_arn(&mut code, self.text),
            Form::Text | Form::Snippet(_) | Form::Time => {}
        }
        let code = Some(code).filter(|code| !code.is_empty());
        let html = self.snippet.map(|snippet| snippet.html(*urls));
        ShownValue { form: word(self.form), text: self.text, code, html, url }
    }

    /// Writes the value as HTML for an output.
    pub(super) fn html(&self, out: &mut String, urls: &Urls<'_>) {
        let ShownValue { form, text, code, html, url } = self.context(urls);
        if let Some(html) = html {
            out.push_str("<div class=\"snippet\">");
            out.push_str(&html);
            out.push_str("</div>");
            return;
        }
        if let Some(url) = &url {
            out.push_str("<a href=\"");
            escape(out, url);
            out.push_str("\">");
        }
        match (code, form) {
            (Some(code), _) => {
                out.push_str("<code>");
                out.push_str(&code);
                out.push_str("</code>");
            }
            (None, "time") => {
                out.push_str(&format!("<time datetime=\"{text}\">{text}</time>"));
            }
            (None, _) => escape(out, text),
        }
        out.push_str(if url.is_some() { "</a>" } else { "" });
    }

    /// The words alone.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }
}

fn word(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Snippet(_) => "snippet",
        Form::Code => "code",
        Form::Arn => "arn",
        Form::Time => "time",
    }
}

/// What a thing says of a field, as readers see it.
#[derive(Clone, Debug)]
pub(super) struct LinkedFact<'a> {
    pub(super) state: State,
    pub(super) values: Vec<LinkedValue<'a>>,
}

/// The word for a state in templates.
pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Stated => "stated",
        State::Default => "default",
        State::Undocumented => "undocumented",
        State::Unstated => "unstated",
    }
}

impl<'a> LinkedFact<'a> {
    /// What a thing says of a field.
    pub(super) fn of(site: &'a Site, id: EntityId, field: FieldId) -> Self {
        Self::new(site, ShownFact::of(site, id, field))
    }

    /// A fact of the site, with the outputs that it leads to.
    pub(super) fn new(site: &'a Site, fact: ShownFact<'a>) -> Self {
        let ShownFact { state, values } = fact;
        Self { state, values: values.into_iter().map(|shown| LinkedValue::new(site, shown)).collect() }
    }

    /// Writes the values as HTML for an output, and words where there are none.
    pub(super) fn html(&self, out: &mut String, urls: &Urls<'_>) {
        match self.state {
            State::Unstated => out.push_str("<span class=\"unsaid\">Not stated</span>"),
            State::Undocumented => out.push_str("<span class=\"unsaid\">Not documented</span>"),
            State::Stated | State::Default => {
                for (number, value) in self.values.iter().enumerate() {
                    out.push_str(if number > 0 && value.snippet.is_none() { ", " } else { "" });
                    value.html(out, urls);
                }
            }
        }
        if self.state == State::Default {
            out.push_str(" <span class=\"unsaid\">by default</span>");
        }
    }

    /// Adds all that is shown to a digest.
    pub(super) fn hash(&self, hasher: &mut Hasher) {
        let Self { state, values } = self;
        hasher.text(state_word(*state)).number(values.len() as u64);
        values.iter().for_each(|value| value.hash(hasher));
    }
}
