//! A pattern in the syntax of ECMAScript, which JSON Schema and so editors use.
//!
//! Only what means the same in both is written over. `\d`, `\w` and `\b` know all scripts here and ASCII there; groups with
//! flags or names, classes in classes and signs beyond the first plane are written or counted differently.

use std::iter::Peekable;
use std::str::Chars;

/// Signs that have a meaning in ECMAScript, so that they stand for themselves behind a backslash only.
const SYNTAX: &str = r"^$\.*+?()[]{}|/";

/// The pattern in ECMAScript, with and without its flag `u`; none where something in it has another meaning there. Given is
/// a pattern that can be read.
pub(super) fn ecma(written: &str) -> Option<String> {
    let mut from = written.chars().peekable();
    let mut text = String::new();
    // Whether the last thing may be repeated: at the start and behind a repetition nothing can.
    let mut repeatable = false;
    while let Some(c) = from.next() {
        match c {
            '*' | '+' | '?' | '{' => {
                if !repeatable {
                    return None;
                }
                text.push(c);
                if c == '{' {
                    count(&mut from, &mut text)?;
                }
                text.extend(from.next_if_eq(&'?'));
                repeatable = false;
                continue;
            }
            '(' => {
                text.push('(');
                if from.next_if_eq(&'?').is_some() {
                    from.next_if_eq(&':')?;
                    text.push_str("?:");
                }
            }
            '[' => class(&mut from, &mut text)?,
            '\\' => escaped(&mut from, &mut text, false)?,
            // There, other line ends are excluded too.
            '.' => text.push_str(r"[^\n]"),
            ')' | '|' | '^' | '$' => text.push(c),
            c => sign(c, &mut text)?,
        }
        repeatable = !matches!(c, '(' | '|' | '^' | '$');
    }
    Some(text)
}

/// A pattern of ECMAScript that matches a text as it is.
pub fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if SYNTAX.contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// Writes a sign that stands for itself, outside of a class.
fn sign(c: char, text: &mut String) -> Option<()> {
    if u32::from(c) > 0xFFFF {
        return None;
    }
    if SYNTAX.contains(c) {
        text.push('\\');
    }
    text.push(c);
    Some(())
}

/// Writes what stands behind a backslash.
fn escaped(from: &mut Peekable<Chars<'_>>, text: &mut String, in_class: bool) -> Option<()> {
    match from.next()? {
        // Borders of words.
        '<' | '>' => None,
        c @ ('n' | 'r' | 't') => {
            text.extend(['\\', c]);
            Some(())
        }
        c @ ('-' | '^') if in_class => {
            text.extend(['\\', c]);
            Some(())
        }
        c if c.is_ascii_punctuation() => sign(c, text),
        _ => None,
    }
}

/// Writes how often something is repeated: what stands behind `{`, with `}`.
fn count(from: &mut Peekable<Chars<'_>>, text: &mut String) -> Option<()> {
    let start = text.len();
    loop {
        match from.next()? {
            c if c.is_ascii_digit() => text.push(c),
            ',' if text.len() > start && !text[start..].contains(',') => text.push(','),
            '}' if text.len() > start => break,
            _ => return None,
        }
    }
    text.push('}');
    Some(())
}

/// Writes a class: what stands behind `[`.
fn class(from: &mut Peekable<Chars<'_>>, text: &mut String) -> Option<()> {
    text.push('[');
    text.extend(from.next_if_eq(&'^'));
    let mut before = None;
    loop {
        let c = from.next()?;
        match c {
            ']' if before.is_some() => break,
            // As the first sign it stands for itself here, and ends the class there.
            ']' | '[' => return None,
            '\\' => escaped(from, text, true)?,
            // Twice, these are operators.
            '&' | '-' | '~' if from.peek() == Some(&c) || before == Some(c) => return None,
            c if u32::from(c) > 0xFFFF => return None,
            c => text.push(c),
        }
        before = Some(c);
    }
    text.push(']');
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn what_means_the_same_is_written_over() {
        for (written, ecma) in [
            ("AWSServiceRoleFor[A-Za-z0-9_]+", "AWSServiceRoleFor[A-Za-z0-9_]+"),
            (r"([a-z0-9-]+\.)+amazonaws\.com(\.cn)?", r"([a-z0-9-]+\.)+amazonaws\.com(\.cn)?"),
            ("a|b", "a|b"),
            ("(?:a+?|b{2}|c{2,}|d{2,3}?)", "(?:a+?|b{2}|c{2,}|d{2,3}?)"),
            (r"arn:aws:.*", r"arn:aws:[^\n]*"),
            (r"a\-b\:c\/d\_e", r"a-b:c\/d_e"),
            (r"[\]\-\[\^\.a-c]x", r"[\]\-\[\^\.a-c]x"),
            ("[^a-]", "[^a-]"),
            ("a}]", r"a\}\]"),
            (r"\$\{x\}", r"\$\{x\}"),
            ("größe é", "größe é"),
            (r"\t", r"\t"),
            ("^a$", "^a$"),
        ] {
            let pattern = Pattern::new(written).expect(written);
            let whole = format!("^(?:{ecma})$");
            assert_eq!(pattern.ecma().as_deref(), Some(&*whole), "{written}");
            assert_eq!(Pattern::new(&whole).map(|_| ()), Ok(()), "{written}");
        }
    }

    #[test]
    fn texts_match_themselves() {
        for text in ["harbour", "a.b", "(x|y)*", r"\d[0]{2}/^$+?"] {
            let pattern = Pattern::new(&super::literal(text)).expect(text);
            assert!(pattern.matches(text) && !pattern.matches("axb"), "{text}");
        }
    }

    #[test]
    fn what_does_not_is_left_out() {
        for written in [
            "(?i)a",
            "(?P<n>a)",
            "(?<n>a)",
            "(?x) a",
            r"a\p{L}+",
            r"\d+",
            r"\w",
            r"[\w-]",
            r"\bx",
            r"\Ax",
            r"\x41",
            r"x\<",
            "[[:alpha:]]",
            "[a[bc]]",
            "[a-z&&[^b]]",
            "[a-z--b]",
            "[]a]",
            "a**",
            "a{2}{3}",
            "a{,3}",
            "a{ 2 }",
            "😀",
            "[😀]",
        ] {
            if let Ok(pattern) = Pattern::new(written) {
                assert_eq!(pattern.ecma(), None, "{written}");
            }
        }
    }
}
