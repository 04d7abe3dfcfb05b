//! The labels of admonitions.

use super::super::Label;

/// The label that a line begins with, and where what follows it begins: `**Note**` alone or with anchors, `**Note:** text`,
/// `**Note**: text`.
pub(super) fn label(text: &str) -> Option<(Label, usize)> {
    let inside = text.strip_prefix("**")?;
    let letters = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let found = Label::ALL.iter().find(|label| label.word == &inside[..letters])?;
    let rest = inside[letters..].trim_start_matches(' ');
    let (rest, colon) = match rest.strip_prefix(":") {
        Some(rest) => (rest.trim_start_matches(' ').strip_prefix("**")?, true),
        None => {
            let rest = rest.strip_prefix("**")?;
            rest.strip_prefix(':').map_or((rest, false), |rest| (rest, true))
        }
    };
    let rest = rest.trim_start();
    (colon || rest.is_empty() || rest.starts_with("<a name=")).then_some((*found, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for (text, rest) in [
            ("**Note**", Some("")),
            ("**Tips:** x", Some("x")),
            ("**Warning**: x", Some("x")),
            ("**Note**<a name=\"n\"></a>", Some("<a name=\"n\"></a>")),
            ("**Note** x", None),
            ("**Notebook**", None),
            ("Note", None),
        ] {
            assert_eq!(label(text).map(|(_, at)| &text[at..]), rest, "{text}");
        }
    }
}
