//! What the project asks of itself. Each check takes what it looks at, so that a test beside it can show it failing.
#![expect(clippy::disallowed_methods, reason = "reads the project's own files")]
#![expect(clippy::expect_used, reason = "a file of the project that cannot be read fails the test")]

mod commands;
mod dependencies;
mod examples;
mod facts;
mod files;
mod invariants;
mod layers;
mod marked;
mod rules;
mod site;
mod text;
