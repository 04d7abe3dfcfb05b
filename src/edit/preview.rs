//! Shows edits before they are made: one line each, `path:line:column: old -> new`.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Plan;
use crate::finding::Edit;
use crate::source::Sources;
use crate::span::LineIndex;

/// The longest text that is shown whole, in scalar values.
const LONGEST: usize = 80;

/// The edits of a plan, by path and place, a line each.
pub fn preview(plan: &Plan<'_>, sources: &Sources) -> String {
    let mut files: Vec<_> = plan.files.iter().map(|(file, edits)| (sources.path(*file), *file, edits)).collect();
    files.sort_by_key(|(path, file, _)| (*path, *file));
    let mut out = String::new();
    for (path, file, edits) in files {
        let text = sources.text(file);
        let index = LineIndex::new(text.as_bytes());
        for edit in edits {
            let place = index.line_col(text.as_bytes(), edit.span.start);
            let old = text.get(edit.span.range()).unwrap_or("");
            let _ = writeln!(out, "{}:{}:{}: {}", shown(path), place.line, place.column, change(old, edit));
        }
    }
    out
}

/// What an edit does, in a few words.
fn change(old: &str, edit: &Edit) -> String {
    match (old, edit.text.as_str()) {
        ("", new) => format!("insert {}", shown(new)),
        (old, "") => format!("remove {}", shown(old)),
        (old, new) => format!("{} -> {}", shown(old), shown(new)),
    }
}

/// A text on one line, with escapes for what a terminal would obey.
fn shown(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST && !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut plain: String = text
        .chars()
        .take(LONGEST)
        .flat_map(|c| if is_obeyed(c) { c.escape_default().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        plain.push('…');
    }
    Cow::Owned(plain)
}

/// Whether a terminal does something else than show the character: controls, and marks of the direction of writing.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    #[test]
    fn changes() {
        let of = |old: &str, new: &str| change(old, &Edit { span: Span::whole(FileId(0)), text: new.into() });
        assert_eq!(of("#a", "#b"), "#a -> #b");
        assert_eq!(of("", "# \u{1b}[1m\n"), "insert # \\u{1b}[1m\\n");
        assert_eq!(of("\t", ""), "remove \\t");
        assert_eq!(of(&"x".repeat(1000), "").len(), "remove ".len() + LONGEST + 3);
    }
}
