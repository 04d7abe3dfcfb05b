//! Takes out of the built-in style sheet and scripts what only their authors need: comments and white space.

/// A style sheet without comments, and with one space where white space separates.
pub(super) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut space = false;
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                space = true;
            }
            '"' | '\'' => {
                separate(&mut out, &mut space, c);
                out.push(c);
                while let Some(inner) = chars.next() {
                    out.push(inner);
                    match inner {
                        '\\' => out.extend(chars.next()),
                        inner if inner == c => break,
                        _ => {}
                    }
                }
            }
            c if c.is_ascii_whitespace() => space = true,
            c => {
                separate(&mut out, &mut space, c);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
        }
    }
    out
}

/// Writes the space that was seen, unless a neighbour separates by itself.
fn separate(out: &mut String, space: &mut bool, next: char) {
    let around = |c: char| matches!(c, '{' | '}' | ';' | ',');
    if *space && !around(next) && !out.is_empty() && !out.ends_with(around) {
        out.push(' ');
    }
    *space = false;
}

/// A script without indentation and without the lines that are comments. Its comments stand on lines of their own, and
/// none of its strings goes over several lines.
pub(super) fn script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;

    #[test]
    fn style_sheets() {
        let css = css(
            "/* a */ a  b > c,\n d { x : y; content: \"a  } \\\" /* b */\"; }\n\n@media (x) and (y) { p { z: calc(1px + 2px); } }",
        );
        assert_eq!(css, "a b > c,d{x : y;content: \"a  } \\\" /* b */\"}@media (x) and (y){p{z: calc(1px + 2px)}}");
    }

    #[test]
    fn scripts() {
        assert_eq!(script("// a\n  let x = 1; // stays\n\n  // b\n  y();\n"), "let x = 1; // stays\ny();\n");
    }

    #[test]
    fn no_string_of_the_built_in_scripts_goes_over_lines() {
        for text in [builtin::SCRIPT, builtin::SEARCH] {
            for line in text.lines() {
                assert_eq!(line.matches('`').count() % 2, 0, "{line}");
                assert!(!line.contains("/*"), "{line}");
            }
        }
    }
}
