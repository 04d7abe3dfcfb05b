//! Findings: what is wrong with the content, as plain data with places.

use crate::rule::{Level, Rule};
use crate::span::Span;

/// One thing that is wrong in the site's content.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule found it.
    pub rule: &'static Rule,
    /// Its level, once levels and excuses have been applied; the rule's default before that.
    pub level: Level,
    /// What is wrong: lower case, no full stop, what the user wrote in backticks, first the fact, then the place.
    pub message: String,
    /// Where: the destination itself, not the whole link. An empty span at 0 is the file as a whole.
    pub span: Span,
    /// What to do, nearest candidate first; `did you mean …`.
    pub help: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// An edit, where exactly one is right.
    pub fix: Option<Fix>,
    /// The one target or wrong value behind it: findings with equal rule and cause are one cause in the summary.
    pub cause: String,
    /// Short form of what mends the cause, for the summary (`payments.md#a -> #b`); empty where nothing is known.
    pub remedy: String,
}

/// A second place of a finding.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there, in the form of a finding's message.
    pub message: String,
}

/// A certain fix.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What the fix does, in the imperative.
    pub title: String,
    /// The edits that make it; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of some bytes of a file.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Finding {
    /// A finding of `rule` at its default level, with no help yet. Its cause is its message until said otherwise.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            rule,
            level: rule.level,
            cause: message.clone(),
            message,
            span,
            help: Vec::new(),
            related: Vec::new(),
            fix: None,
            remedy: String::new(),
        }
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// Adds a certain fix that replaces one span.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }

    /// Names what the finding shares with others of the same cause.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// Says in short what mends the cause.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}
