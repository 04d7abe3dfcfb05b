//! Fenced code, seen line by line: what stands in it is no include.

/// A fence that is open.
struct Open {
    sign: u8,
    length: usize,
    /// The column of its first sign.
    column: usize,
    /// Whether it stands behind the sign of a list item, and ends where that does.
    in_item: bool,
}

/// The fence that is open, if one is.
#[derive(Default)]
pub(super) struct Fences {
    open: Option<Open>,
}

impl Fences {
    /// Takes the next line. Whether it is part of fenced code.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let bare = line.trim();
        let column = line.len() - line.trim_start_matches([' ', '\t']).len();
        if self.open.as_ref().is_some_and(|open| open.in_item && column < open.column && !bare.is_empty()) {
            self.open = None;
        }
        match &self.open {
            None => {
                self.open = opened(bare, column);
                self.open.is_some()
            }
            Some(open) => {
                if open.is_closed_by(bare, column) {
                    self.open = None;
                }
                true
            }
        }
    }
}

impl Open {
    fn is_closed_by(&self, bare: &str, column: usize) -> bool {
        // Four columns further in, it is code.
        column < self.column + 4 && bare.len() >= self.length && bare.bytes().all(|byte| byte == self.sign)
    }
}

/// The fence that a line opens, behind the signs of list items or not. Backticks behind backticks make a code span of them
/// (CommonMark 4.5).
fn opened(bare: &str, column: usize) -> Option<Open> {
    let fence = behind_item_signs(bare);
    let sign = fence.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = fence.bytes().take_while(|byte| *byte == sign).count();
    let is_span = sign == b'`' && fence[length..].contains('`');
    let behind = bare.len() - fence.len();
    (length >= 3 && !is_span).then_some(Open { sign, length, column: column + behind, in_item: behind > 0 })
}

/// A line without the signs of list items at its start: `-`, `*`, `+`, `1.` or `1)`, each with a space behind it.
fn behind_item_signs(line: &str) -> &str {
    let mut rest = line;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let signs: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
        match rest[digits..].strip_prefix(signs) {
            Some(behind) if digits <= 9 && behind.starts_with([' ', '\t']) => {
                rest = behind.trim_start_matches([' ', '\t']);
            }
            _ => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fences;

    fn code(text: &str) -> String {
        let mut fences = Fences::default();
        text.lines().map(|line| if fences.is_code(line) { '#' } else { '.' }).collect()
    }

    #[test]
    fn lines_of_code() {
        for (text, lines) in [
            ("a\n```\nb\n```\nc", ".###."),
            ("~~~~ x\n~~~\n~~~~~\na", "###."),
            ("1) - ```\n     a\n     ```\nb", "###."),
            ("- ```\n  a\n\n  b\nc", "####."),
            ("- ```\n  a\n- ```\n  b\n  ```\nc", "#####."),
            ("```a``` b\nc", ".."),
            ("~~~a~~~ b\nc", "##"),
            ("```\n    ```\na\n```\nb", "####."),
            ("-```\na", ".."),
            ("1234567890. ```\na", ".."),
        ] {
            assert_eq!(code(text), lines, "{text}");
        }
    }
}
