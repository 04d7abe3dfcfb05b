//! What the parser cannot read, in words for the author.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use crate::finding::Finding;
use crate::rule::site;
use crate::span::Span;

/// The finding for a text that the parser gave up on at `span`.
pub(super) fn unreadable(error: &ScanError, span: Span) -> Finding {
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(span);
    }
    let (message, help) = if is_tab(error) {
        ("a tab where YAML allows spaces only".into(), "indent with spaces")
    } else {
        explain(error.kind())
    };
    let finding = Finding::new(&site::YAML_SYNTAX, span, message);
    if help.is_empty() { finding } else { finding.help(help) }
}

/// Whether a tab is what the parser gave up on.
pub(super) fn is_tab(error: &ScanError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// The finding for lists and maps in each other past all reason.
pub(super) fn too_deep(span: Span) -> Finding {
    Finding::new(&site::TOO_LARGE, span, "lists and maps are nested too deep here")
        .help(format!("at most {} levels are read", super::build::MAX_DEPTH))
}

/// A message and, where something is likely, what to do.
fn explain(kind: &ErrorKind) -> (String, &'static str) {
    let quote = "put the value in quotes";
    match kind {
        ErrorKind::UnclosedQuotedScalar => ("a quote that is never closed".into(), ""),
        ErrorKind::UnclosedFlowCollection { open } => (format!("a `{open}` that is never closed"), ""),
        ErrorKind::MisplacedFlowCollectionEnd => ("a closing bracket that nothing opened".into(), ""),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => (format!("a `{close}` that closes a `{open}`"), ""),
        ErrorKind::MappingValueNotAllowed => {
            ("a `:` where no key can stand".into(), "put the value in quotes if the `:` belongs to it")
        }
        ErrorKind::ExpectedBlockMappingKey => {
            ("expected a key at the indentation of the lines above".into(), "a map holds `key: value` lines only")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a line that is neither a key nor part of a value".into(), "write `key: value`")
        }
        ErrorKind::InvalidIndentation => ("an indentation that fits none of the lines above".into(), ""),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            (format!("the control character `{}`", character.escape_default()), "remove it")
        }
        ErrorKind::UnexpectedCharacter { character } => (format!("`{character}` cannot begin a value"), quote),
        ErrorKind::UnknownQuotedScalarEscape => {
            ("an escape that YAML does not know".into(), "write `\\\\` for a backslash, or use single quotes")
        }
        other => {
            let text = other.to_string().replace('\'', "`");
            (if text.is_empty() { "this is not YAML".into() } else { text }, "")
        }
    }
}
