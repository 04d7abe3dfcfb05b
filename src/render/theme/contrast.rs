//! Whether the theme's colours can be read: every text colour against every surface it is drawn on, in both schemes.
//!
//! Ratios are those of WCAG 2.2 (relative luminance, contrast ratio).

use std::collections::BTreeMap;
use std::ops::Range;

use super::builtin;
use crate::finding::Finding;
use crate::rule::site;
use crate::span::{FileId, Span};

/// The least contrast of text that WCAG 2.2 asks for (1.4.3, level AA).
const LEAST: f64 = 4.5;

/// Text colours and the surfaces they are drawn on.
const PAIRS: &[(&str, &[&str])] = &[
    ("fg", &["bg", "sub", "raised", "soft", "mark"]),
    ("fg-2", &["bg", "sub", "raised", "soft", "guide-soft"]),
    ("fg-3", &["bg", "sub", "raised"]),
    ("link", &["bg", "soft"]),
    ("link-hover", &["bg"]),
    ("visited", &["bg"]),
    ("service", &["service-soft"]),
    ("role", &["role-soft"]),
    ("policy", &["policy-soft"]),
    ("permission", &["permission-soft"]),
    ("guide", &["guide-soft"]),
    ("note", &["note-soft"]),
    ("tip", &["tip-soft"]),
    ("important", &["important-soft"]),
    ("warning", &["warning-soft"]),
    ("caution", &["caution-soft"]),
    ("c-key", &["sub"]),
    ("c-str", &["sub"]),
    ("c-num", &["sub"]),
    ("c-prop", &["sub"]),
    ("c-fn", &["sub"]),
    ("c-com", &["sub"]),
];

/// The two schemes, by the word for each.
const SCHEMES: [&str; 2] = ["light", "dark"];

/// Findings for colours that the site's own style sheets set: the theme's, where the site replaces it, and its additions.
pub(super) fn check(theme: Option<(FileId, &str)>, custom: Option<(FileId, &str)>) -> Vec<Finding> {
    let mut tokens: BTreeMap<&str, Token<'_>> = BTreeMap::new();
    let sheets = [(theme.map(|(file, _)| file), theme.map_or(builtin::STYLE, |(_, text)| text))];
    for (file, text) in sheets.into_iter().chain(custom.map(|(file, text)| (Some(file), text))) {
        for (name, at) in declarations(text) {
            let value = text.get(at.clone()).unwrap_or("");
            tokens.insert(name, Token { value, place: file.map(|file| Span::new(file, at.start, at.end)) });
        }
    }
    let mut findings = Vec::new();
    for (text, surfaces) in PAIRS {
        for surface in *surfaces {
            let span = [text, surface].into_iter().find_map(|name| tokens.get(name)?.place);
            let Some(span) = span else { continue };
            let low = (0..SCHEMES.len()).filter_map(|scheme| {
                let ratio = contrast(colour(&tokens, text, scheme, 0)?, colour(&tokens, surface, scheme, 0)?);
                (ratio < LEAST).then_some((ratio, SCHEMES[scheme]))
            });
            if let Some((ratio, scheme)) = low.min_by(|a, b| a.0.total_cmp(&b.0)) {
                let message = format!(
                    "`--{text}` on `--{surface}` has a contrast of {ratio:.1} in the {scheme} scheme; text needs {LEAST}"
                );
                findings.push(
                    Finding::new(&site::LOW_CONTRAST, span, message)
                        .help("give a value for each scheme: `light-dark(dark text, light text)`")
                        .cause(format!("--{text} {scheme}")),
                );
            }
        }
    }
    // The worst surface of each colour is enough to say.
    findings.dedup_by(|later, first| later.span == first.span && later.cause == first.cause);
    findings
}

/// A property that holds a colour.
struct Token<'a> {
    value: &'a str,
    /// Where it is set, in a file of the site.
    place: Option<Span>,
}

/// The custom properties that a style sheet sets on the root outside of any condition, with the places of their values.
fn declarations(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    // What is open: whether each block is one that counts.
    let mut open: Vec<bool> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = text.get(at + 2..).and_then(|rest| rest.find("*/")).map_or(bytes.len(), |end| at + 4 + end);
                // A comment before a selector or a property is no part of it.
                if text.get(from..at).is_some_and(|before| before.trim().is_empty()) {
                    from = end;
                }
                at = end;
                continue;
            }
            b'{' => {
                let selector = text.get(from..at).unwrap_or("").trim();
                let root = selector.split(',').any(|one| matches!(one.trim(), ":root" | "html"));
                let layer = selector.starts_with("@layer");
                open.push((root || layer) && open.iter().all(|counts| *counts));
                from = at + 1;
            }
            b';' | b'}' => {
                if open.len() <= 2 && !open.is_empty() && open.iter().all(|counts| *counts) {
                    found.extend(declaration(text, from..at));
                }
                if *byte == b'}' {
                    open.pop();
                }
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn declaration(text: &str, range: Range<usize>) -> Option<(&str, Range<usize>)> {
    let (name, value) = text.get(range.clone())?.split_once(':')?;
    let name = name.trim().strip_prefix("--")?;
    let trimmed = value.trim();
    let start = range.end - value.len() + (value.len() - value.trim_start().len());
    Some((name, start..start + trimmed.len()))
}

/// Red, green and blue, each from 0 to 1.
type Rgb = [f64; 3];

/// The colour of a property in a scheme; none where it is written in a way that is not read here.
fn colour(tokens: &BTreeMap<&str, Token<'_>>, name: &str, scheme: usize, depth: usize) -> Option<Rgb> {
    parse(tokens, tokens.get(name)?.value, scheme, depth)
}

fn parse(tokens: &BTreeMap<&str, Token<'_>>, value: &str, scheme: usize, depth: usize) -> Option<Rgb> {
    // Properties that refer to each other in a circle have no colour.
    if depth > 8 {
        return None;
    }
    let inside = |function: &str| value.strip_prefix(function)?.strip_suffix(')').map(str::trim);
    if let Some(schemes) = inside("light-dark(") {
        let (light, dark) = schemes.split_once(',')?;
        return parse(tokens, if scheme == 0 { light.trim() } else { dark.trim() }, scheme, depth + 1);
    }
    if let Some(name) = inside("var(") {
        return colour(tokens, name.strip_prefix("--")?, scheme, depth + 1);
    }
    let hex = value.strip_prefix('#').filter(|hex| hex.is_ascii())?;
    let part = |at: usize| -> Option<f64> {
        let digits = if hex.len() == 3 { hex.get(at..=at)?.repeat(2) } else { hex.get(2 * at..2 * at + 2)?.to_owned() };
        Some(f64::from(u8::from_str_radix(&digits, 16).ok()?) / 255.0)
    };
    matches!(hex.len(), 3 | 6).then_some(())?;
    Some([part(0)?, part(1)?, part(2)?])
}

/// The contrast ratio of two colours, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [r, g, b] =
            colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_colours_keep_the_limits_of_the_theme() {
        let mut tokens = BTreeMap::new();
        for (name, at) in declarations(builtin::STYLE) {
            tokens.insert(name, Token { value: &builtin::STYLE[at], place: None });
        }
        for (text, surfaces) in PAIRS {
            for surface in *surfaces {
                for (scheme, word) in SCHEMES.iter().enumerate() {
                    let of =
                        |name| colour(&tokens, name, scheme, 0).unwrap_or_else(|| panic!("--{name} has no colour"));
                    let ratio = contrast(of(text), of(surface));
                    assert!(ratio >= 5.5, "--{text} on --{surface}, {word}: {ratio:.2}");
                }
            }
        }
        let on_page = |text, scheme| {
            contrast(colour(&tokens, text, scheme, 0).unwrap(), colour(&tokens, "bg", scheme, 0).unwrap())
        };
        for scheme in 0..SCHEMES.len() {
            assert!(on_page("fg", scheme) >= 13.0 && on_page("link", scheme) >= 7.0);
            assert!(on_page("line-2", scheme) >= 3.0, "edges of controls");
        }
    }

    #[test]
    fn only_what_holds_everywhere_counts() {
        let text = "/* --a: x; */ :root { --a: #fff; --b : var(--a) }\n@media print { :root { --c: #000; } }\n.x { --d: #000; } \
                    @layer t { :root { /* y */ --e: light-dark(#000, #fff); } }";
        let found: Vec<(&str, &str)> = declarations(text).into_iter().map(|(name, at)| (name, &text[at])).collect();
        assert_eq!(found, [("a", "#fff"), ("b", "var(--a)"), ("e", "light-dark(#000, #fff)")]);
    }

    #[test]
    fn a_pale_link_is_found_at_its_value() {
        let text = ":root {\n  --link: #c9d4ea;\n}\n";
        let found = check(None, Some((FileId(3), text)));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(&text[found[0].span.range()], "#c9d4ea");
        assert!(check(None, Some((FileId(3), ":root { --link: light-dark(#1a4fc0, #8db6ff); }"))).is_empty());
        assert!(check(None, Some((FileId(3), ":root { --link: var(--link); --fg: rgb(0 0 0); }"))).is_empty());
    }

    #[test]
    fn ratios() {
        assert!((contrast([1.0; 3], [0.0; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([1.0; 3], [1.0; 3]) - 1.0).abs() < 1e-9);
    }
}
