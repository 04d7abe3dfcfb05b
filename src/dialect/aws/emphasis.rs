//! Which stars of a line belong together.
//!
//! Exported text escapes every star that is a character, so each run that is left begins or ends emphasis, whatever stands
//! around it; CommonMark's rule of flanks would take those with a space on the wrong side for text.

use super::tokens::{Part, Sign, Token};

/// An open span.
struct Open {
    token: usize,
    /// How many of its stars are still open.
    stars: usize,
    /// The last run that ended some of them.
    inner: Option<usize>,
}

/// Gives the runs of stars of a line their parts.
pub(super) fn pair(text: &str, tokens: &mut [Token]) {
    let mut open: Vec<Open> = Vec::new();
    // The last pair of double stars, and whether its end follows a space.
    let mut slipped: Option<(usize, usize)> = None;
    for at in 0..tokens.len() {
        let Token { at: place, len, what: Sign::Stars(_) } = tokens[at] else { continue };
        let outer = open.len().checked_sub(2).map(|under| open[under].stars);
        match open.last_mut() {
            Some(top) if top.stars == len => {
                let begins = top.token;
                open.pop();
                let many = tokens[begins].len > 3;
                let stars = if many { 2 } else { len };
                let empty = text[tokens[begins].range().end..place].trim().is_empty();
                tokens[at].what = Sign::Stars(if empty { Part::Nothing } else { Part::Ends(stars) });
                if empty {
                    tokens[begins].what = Sign::Stars(Part::Nothing);
                } else if many {
                    tokens[begins].what = Sign::Stars(Part::Begins(2));
                }
                if len == 2 && text[..place].ends_with(char::is_whitespace) {
                    slipped = Some((begins, at));
                }
            }
            // `****one** both**`: bold inside of bold is bold.
            Some(top) if top.stars > 3 && len == 2 => {
                top.stars -= len;
                top.inner = Some(at);
                tokens[at].what = Sign::Stars(Part::Nothing);
            }
            // `***both** one*`.
            Some(top) if top.stars == 3 && len < 3 => {
                top.stars -= len;
                top.inner = (len == 2).then_some(at);
                tokens[at].what = Sign::Stars(Part::Ends(len));
            }
            // `*one **two***`.
            Some(top) if len == 3 && outer.is_some_and(|outer| outer + top.stars == 3) => {
                open.truncate(open.len() - 2);
                tokens[at].what = Sign::Stars(Part::Ends(3));
            }
            // `**one****two**`: one span after another.
            Some(top) if len == 4 && top.stars == 2 => tokens[at].what = Sign::Stars(Part::Nothing),
            _ => {
                // `**Example : **Allow..****`: the second pair of stars began a span inside the first.
                if len == 4
                    && open.is_empty()
                    && let Some((_, inner)) = slipped.take()
                    && !text[place + len..].starts_with(char::is_alphanumeric)
                {
                    tokens[inner].what = Sign::Stars(Part::Nothing);
                    tokens[at].what = Sign::Stars(Part::Ends(2));
                    continue;
                }
                tokens[at].what = Sign::Stars(Part::Begins(len));
                open.push(Open { token: at, stars: len, inner: None });
            }
        }
    }
    for left in open {
        let token = tokens[left.token];
        let part = match left.inner {
            Some(inner) => {
                tokens[inner].what = Sign::Stars(Part::Ends(2));
                Part::Begins(2)
            }
            // One star may be a sign of arithmetic; more are what is left of emphasis.
            None if token.len > 1 => Part::Nothing,
            None => Part::None,
        };
        tokens[left.token].what = Sign::Stars(part);
    }
}
