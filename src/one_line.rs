//! Texts on one line.

/// A text with each run of white space as one space, and none at its ends.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    #[test]
    fn white_space_is_one_space() {
        assert_eq!(super::on_one_line(" a\r\n\n b\u{a0}c "), "a b c");
        assert_eq!(super::on_one_line(" \n"), "");
    }
}
