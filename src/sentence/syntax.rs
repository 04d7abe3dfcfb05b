//! How a sentence pattern is written: words, `{field}`, `(a|b)`, `(x)?`, `x?`, `…`, and `\` before a sign that is meant.

use std::ops::Range;

/// How deep groups may stand in each other.
const DEEPEST: usize = 16;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Letters and signs as they are, without white space.
    Text(String),
    /// White space, and the signs `, : ; ( ) –`.
    Space,
    /// Up to twelve words of the sentence.
    Gap,
    /// The place of a field, and where its name stands in the pattern.
    Field(String, Range<usize>),
    /// One of some; nothing as well where it is optional.
    Group {
        /// The alternatives.
        options: Vec<Vec<Part>>,
        /// Whether it may be left out.
        optional: bool,
    },
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the pattern.
    pub at: usize,
    /// What, in a few words.
    pub what: &'static str,
}

/// Reads a pattern.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Part>, Problem> {
    let mut open: Vec<Open> = Vec::new();
    let mut here: Vec<Part> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' if open.len() >= DEEPEST => {
                return Err(Problem { at, what: "its groups stand too deep in each other" });
            }
            '(' => open.push(Open { at, before: std::mem::take(&mut here), options: Vec::new() }),
            '|' => match open.last_mut() {
                Some(group) => group.options.push(std::mem::take(&mut here)),
                None => return Err(Problem { at, what: "`|` stands outside of a group" }),
            },
            ')' => {
                let Some(Open { at: _, before, mut options }) = open.pop() else {
                    return Err(Problem { at, what: "a parenthesis has no other half" });
                };
                options.push(std::mem::replace(&mut here, before));
                let optional = chars.next_if(|(_, c)| *c == '?').is_some();
                here.push(Part::Group { options, optional });
            }
            '?' => {
                let last = match here.last_mut() {
                    Some(Part::Text(word)) => word.pop(),
                    _ => None,
                };
                let Some(last) = last else { return Err(Problem { at, what: "`?` stands behind nothing" }) };
                let options = vec![vec![Part::Text(last.to_string())]];
                here.push(Part::Group { options, optional: true });
            }
            '{' => {
                let rest = &text[at + 1..];
                let Some(end) = rest.find('}') else { return Err(Problem { at, what: "a brace has no other half" }) };
                let name = rest[..end].trim();
                let start = at + 1 + (rest[..end].len() - rest[..end].trim_start().len());
                here.push(Part::Field(name.to_owned(), start..start + name.len()));
                while chars.next_if(|(next, _)| *next <= at + 1 + end).is_some() {}
            }
            '}' => return Err(Problem { at, what: "a brace has no other half" }),
            '…' => {
                here.push(Part::Gap);
                // The words of a gap end with the space behind them.
                while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            }
            '\\' => match chars.next() {
                Some((_, meant)) => push(&mut here, meant),
                None => return Err(Problem { at, what: "`\\` stands before nothing" }),
            },
            c if c.is_whitespace() => {
                if here.last() != Some(&Part::Space) {
                    here.push(Part::Space);
                }
            }
            c => push(&mut here, c),
        }
    }
    match open.pop() {
        Some(Open { at, .. }) => Err(Problem { at, what: "a parenthesis has no other half" }),
        None => Ok(here),
    }
}

/// A group that is being read.
struct Open {
    at: usize,
    before: Vec<Part>,
    options: Vec<Vec<Part>>,
}

fn push(here: &mut Vec<Part>, c: char) {
    match here.last_mut() {
        Some(Part::Text(word)) => word.push(c),
        _ => here.push(Part::Text(c.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let text = |word: &str| Part::Text(word.to_owned());
        let group = |options: &[&str], optional| Part::Group {
            options: options.iter().map(|word| vec![text(word)]).collect(),
            optional,
        };
        assert_eq!(
            parse("{name} trusts? (a|b) … c\\?"),
            Ok(vec![
                Part::Field("name".to_owned(), 1..5),
                Part::Space,
                text("trust"),
                group(&["s"], true),
                Part::Space,
                group(&["a", "b"], false),
                Part::Space,
                Part::Gap,
                text("c?"),
            ])
        );
        assert_eq!(
            parse("a(, b)?"),
            Ok(vec![text("a"), Part::Group { options: vec![vec![text(","), Part::Space, text("b")]], optional: true }])
        );
    }

    #[test]
    fn problems() {
        for (written, at) in
            [("a (b", 2), ("a) b", 1), ("a|b", 1), ("?", 0), ("(a)?? b", 4), ("{a", 0), ("a}", 1), ("a\\", 1)]
        {
            assert_eq!(parse(written).map_err(|problem| problem.at), Err(at), "{written}");
        }
        assert!(parse(&"(".repeat(5000)).is_err());
    }
}
