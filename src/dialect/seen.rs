//! Sees from a page what it is written in.

/// Whether a page says by its first line that it is in the AWS dialect: an H1 that ends in an anchor with the stem of the
/// page's file as its name. `text` is the page's text from where its Markdown begins.
///
/// Nobody writes this by hand, and every page that the AWS documentation exports has it.
pub fn looks_like_aws(text: &str, stem: &str) -> bool {
    let line = text.split(['\n', '\r']).next().unwrap_or("").trim_end();
    let Some(title) = line.strip_prefix("# ") else { return false };
    let name = title.strip_suffix("\"></a>").and_then(|before| before.strip_suffix(stem));
    !stem.is_empty() && name.is_some_and(|before| before.ends_with("<a name=\""))
}

#[cfg(test)]
mod tests {
    use super::looks_like_aws;

    #[test]
    fn the_first_line_tells() {
        assert!(looks_like_aws("# Keeping bees<a name=\"bees\"></a>\n\nText\n", "bees"));
        assert!(looks_like_aws("# Keeping bees<a name=\"bees\"></a>  \r\nText", "bees"));
        assert!(looks_like_aws("# Bees<a name=\"bees\"></a>", "bees"));
    }

    #[test]
    fn any_other_first_line_does_not() {
        for text in [
            "",
            "# Bees",
            "# Bees<a name=\"wasps\"></a>",
            "# Bees<a name=\"wild-bees\"></a>",
            "## Bees<a name=\"bees\"></a>",
            "# Bees<a name=\"bees\"></a> again",
            "\n# Bees<a name=\"bees\"></a>",
            "Text\n# Bees<a name=\"bees\"></a>",
        ] {
            assert!(!looks_like_aws(text, "bees"), "{text:?}");
        }
        assert!(!looks_like_aws("# Bees<a name=\"\"></a>", ""));
    }
}
