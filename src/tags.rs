//! How many attributes a tag may have before it is no tag to us.
//!
//! The HTML tokenizer calls itself once for each attribute of a tag, so a tag with tens of thousands of them would exhaust
//! the thread's stack. No page needs more than a few.

/// The most attributes a tag may have.
pub const ATTRIBUTES: usize = 256;

/// Whether every tag of some HTML is one the tokenizer can take. Quoted values count as one attribute, however long.
pub fn are_bounded(bytes: &[u8]) -> bool {
    // What can only hold few attributes at all needs no closer look.
    if bytes.len() <= ATTRIBUTES {
        return true;
    }
    let mut at = 0;
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut attributes = 0;
        let mut quote = None;
        let mut word = true;
        while let Some(byte) = bytes.get(at).copied() {
            match quote {
                Some(mark) => {
                    if byte == mark {
                        quote = None;
                    }
                }
                None if byte == b'>' => break,
                None if matches!(byte, b'"' | b'\'') => {
                    quote = Some(byte);
                    attributes += 1;
                }
                None if byte.is_ascii_whitespace() || byte == b'/' => word = false,
                None => {
                    attributes += usize::from(!word);
                    word = true;
                }
            }
            if attributes > 2 * ATTRIBUTES {
                return false;
            }
            at += 1;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_attributes_are_too_many() {
        let drawing = format!("<path d=\"{}\" class=a>", "M 0 0 ".repeat(10_000));
        assert!(are_bounded(drawing.as_bytes()));
        assert!(are_bounded("<a href='x' class=y>".repeat(1000).as_bytes()));
        assert!(!are_bounded(format!("<a {}>", "b ".repeat(1000)).as_bytes()));
        assert!(!are_bounded(format!("<a {}", "b='c'".repeat(1000)).as_bytes()));
        assert!(!are_bounded(format!("<a {}", "/b".repeat(1000)).as_bytes()));
    }
}
