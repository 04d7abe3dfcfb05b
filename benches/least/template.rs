//! One small page template.

use tera::{Context, Tera, Value};

use super::Failure;

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main>{{ body }}</main></body>
</html>
"#;

/// The template, read once.
pub(super) struct Template(Tera);

impl Template {
    pub(super) fn new() -> Result<Self, Failure> {
        let mut tera = Tera::new();
        tera.add_raw_template("page.html", PAGE)?;
        Ok(Self(tera))
    }

    /// A whole page around a body that is HTML already.
    pub(super) fn fill(&self, title: &str, body: &str) -> Result<Vec<u8>, Failure> {
        let mut context = Context::new();
        context.insert_value("title", Value::normal_string(title));
        context.insert_value("body", Value::safe_string(body));
        let mut page = Vec::with_capacity(PAGE.len() + title.len() + body.len());
        self.0.render_to("page.html", &context, &mut page)?;
        Ok(page)
    }
}
