//! Titles and names in narrow places.

use crate::markdown::escape;

/// Writes a title so that a name longer than `long` breaks between its parts: `AWS::EC2::CarrierGateway` after its colons
/// and before a capital.
pub(super) fn breakable(out: &mut String, title: &str, long: usize) {
    for word in title.split_inclusive(' ') {
        if word.len() <= long {
            escape(out, word);
            continue;
        }
        let mut from = 0;
        let mut before = ' ';
        for (at, c) in word.char_indices() {
            let camel = c.is_uppercase() && (before.is_lowercase() || before.is_numeric());
            let border = c.is_alphanumeric() && matches!(before, ':' | '.' | '_' | '/' | '-');
            if at > 0 && (camel || border) {
                escape(out, &word[from..at]);
                out.push_str("<wbr>");
                from = at;
            }
            before = c;
        }
        escape(out, &word[from..]);
    }
}

/// Writes an Amazon Resource Name so that it breaks after its colons and slashes only.
pub(super) fn breakable_arn(out: &mut String, arn: &str) {
    for (number, part) in arn.split_inclusive([':', '/']).enumerate() {
        out.push_str(if number > 0 { "<wbr>" } else { "" });
        escape(out, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_between_their_parts() {
        let shown = |title| {
            let mut out = String::new();
            breakable(&mut out, title, 18);
            out
        };
        assert_eq!(shown("AWS::EC2::CarrierGateway"), "AWS::<wbr>EC2::<wbr>Carrier<wbr>Gateway");
        assert_eq!(shown("Short::Name and <more>"), "Short::Name and &lt;more&gt;");
        assert_eq!(shown("a<b_cdefghijklmnopqrst"), "a&lt;b_<wbr>cdefghijklmnopqrst");
    }

    #[test]
    fn resource_names_break_after_colons_and_slashes() {
        let mut out = String::new();
        breakable_arn(&mut out, "arn:aws:iam::aws:policy/A-b");
        assert_eq!(out, "arn:<wbr>aws:<wbr>iam:<wbr>:<wbr>aws:<wbr>policy/<wbr>A-b");
    }
}
