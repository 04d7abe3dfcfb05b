//! What every match of a pattern holds: a literal to look for before any pattern is tried.

/// The shortest literal that is worth looking for, in bytes.
const SHORTEST: usize = 4;

/// What can be told of the matches of a pattern from its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// A literal that each of them holds; none where no part of them is fixed.
    pub literal: Option<String>,
    /// How many letters they begin with, that are the same in all of them.
    pub head: usize,
    /// The signs `:/@#~%&=` that they may hold.
    pub signs: String,
}

/// What every match of a regular expression holds. Only what stands outside of groups, classes and quantifiers counts.
pub fn fixed(pattern: &str) -> Fixed {
    let mut runs: Vec<String> = vec![String::new()];
    let mut signs = String::new();
    let mut depth = 0_usize;
    let mut first = true;
    let mut head = 0;
    let mut chars = pattern.chars().peekable();
    let mut alternatives = false;
    while let Some(c) = chars.next() {
        let mut literal = None;
        match c {
            '\\' => match chars.next() {
                Some(escaped) if escaped.is_ascii_alphanumeric() => {}
                escaped => literal = escaped,
            },
            '(' => {
                depth += 1;
                if chars.peek() == Some(&'?') {
                    // The head of the group is no part of what it matches.
                    while chars.next_if(|c| !matches!(c, ':' | '>' | ')')).is_some() {}
                    if chars.next() == Some(')') {
                        depth -= 1;
                    }
                }
            }
            ')' => depth = depth.saturating_sub(1),
            '[' => {
                let mut before = ' ';
                for c in chars.by_ref() {
                    if c == ']' && before != '\\' {
                        break;
                    }
                    if is_sign(c) && !signs.contains(c) {
                        signs.push(c);
                    }
                    before = c;
                }
            }
            '|' => alternatives |= depth == 0,
            '{' => while chars.next_if(|c| *c != '}').is_some() {},
            '^' | '$' => continue,
            '.' | '?' | '*' | '+' | '}' => {}
            c => literal = Some(c),
        }
        let quantified = matches!(chars.peek(), Some('?' | '*' | '{'));
        if let Some(c) = literal {
            if is_sign(c) && !signs.contains(c) {
                signs.push(c);
            }
            if depth == 0 && !quantified {
                if let Some(run) = runs.last_mut() {
                    run.push(c);
                }
                continue;
            }
        }
        if first {
            head = runs.last().map_or(0, String::len);
            first = false;
        }
        runs.push(String::new());
    }
    if first {
        head = runs.last().map_or(0, String::len);
    }
    if alternatives {
        return Fixed { signs, ..Fixed::default() };
    }
    // What begins every match is rarer than what stands inside.
    let longest = match runs.first() {
        Some(begin) if begin.len() >= SHORTEST => Some(begin.clone()),
        _ => runs.into_iter().rev().max_by_key(String::len).filter(|run| run.len() >= SHORTEST),
    };
    Fixed { literal: longest, head, signs }
}

fn is_sign(c: char) -> bool {
    matches!(c, ':' | '/' | '@' | '#' | '~' | '%' | '&' | '=')
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn what_every_match_holds() {
        for (pattern, literal, head, signs) in [
            ("AWSServiceRoleFor[A-Za-z0-9_]+", Some("AWSServiceRoleFor"), 17, ""),
            (r"([a-z0-9-]+\.)+amazonaws\.com(\.cn)?", Some("amazonaws.com"), 0, ""),
            ("[A-Z][A-Za-z0-9_]*Policy", Some("Policy"), 0, ""),
            ("ferry|boat", None, 0, ""),
            ("(ferry|boat)-line", Some("-line"), 0, ""),
            ("boats?-[0-9]{2}", Some("boat"), 4, ""),
            ("[a-z0-9-]+:[A-Za-z]+", None, 0, ":"),
            ("arn:aws:iam::(?:aws|[0-9]{12}):policy/x+", Some("arn:aws:iam::"), 13, ":/"),
            ("(?i)ferry", Some("ferry"), 0, ""),
            ("", None, 0, ""),
        ] {
            let found = fixed(pattern);
            assert_eq!((found.literal.as_deref(), found.signs.as_str()), (literal, signs), "{pattern}");
            assert_eq!(found.head, head, "{pattern}");
        }
    }
}
