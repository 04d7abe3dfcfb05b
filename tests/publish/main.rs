//! The output folder: what a build keeps, refuses, survives. Row numbers (E-20 …) are those of the project's list of
//! hostile input.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites and read outputs back")]
#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
#![cfg(unix)]

mod folder;

mod fails;
mod interrupted;
mod keeps;
mod refuses;
