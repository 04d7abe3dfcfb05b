//! The JSON Schemas for editors: they refuse what is wrong, take what factpress takes, and know the keys that it knows.
#![expect(clippy::disallowed_methods, reason = "reads the documents of the project and of the cases")]
#![expect(clippy::expect_used, reason = "a document that cannot be read fails the test")]

mod cases;
mod config;
mod facts;
mod validate;
