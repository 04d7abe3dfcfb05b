//! What must not break under hostile or unlucky input. Row numbers (E-1 …) are those of the project's list of hostile input.
//!
//! | row | held by |
//! | --- | --- |
//! | E-1 | `tests/cases/not-utf8` |
//! | E-2 | `tests/cases/bytes` (four cases) |
//! | E-3 | `tests/cases/too-large/page`; long lines and pages: `growth` |
//! | E-4, E-5 | `growth` |
//! | E-10, E-12, E-13, E-14, E-15 | of facts: `tests/cases/facts-hostile`, `tests/cases/wrong-type/ids`, `tests/cases/lossy-value` |
//! | E-11 | of facts: `facts` |
//! | E-16 | `tests/cases/facts-hostile/pipe`, `endless`, `folder-for-a-file`; what may not be read: `facts` |
//! | E-20, E-21, E-24, E-34 | `tests/publish/refuses.rs` |
//! | E-22, E-23, E-35 | `tests/publish/keeps.rs` |
//! | E-25, E-27 | `tests/publish/interrupted.rs` |
//! | E-26 | `tests/publish/fails.rs` |
//! | E-28 | `tests/cases/aliases/dangerous`, `tests/cases/names`, `refuses::outputs_that_cannot_lie_together`; more of both: `sites` |
//! | E-29 | `sites`; the redirect page itself needs rendering |
//! | E-30 | `tests/cases/bad-include`; through links: `sites`; a template's own include needs rendering |
//! | E-31 | `tests/cases/output-collision`, `tests/cases/readme`; the rest: `sites` |
//! | E-32 | `tests/cases/symlink-escape`; loops of two, folders: `sites` |
//! | E-33 | `fails::an_asset_that_cannot_be_read`, `tests/cases/steps/delete`, `steps/rename`; while a session lives: `sites` |
//! | E-36 | `keeps::equal_sites_are_equal_byte_for_byte`, threads in `tests/cases.rs`; folder, zone, language: `command` |
//! | E-40, E-41 | `tests/cases/template-error` |
//! | E-42, E-43 | need rendering |
//! | E-44 | `tests/cases/facts-hostile`; every output and what `--fix` writes: `facts` |
//! | E-45 | `tests/cases/unsafe-scheme/hidden`; every form in every place: `sites`; in facts: `facts`, `tests/cases/facts-hostile/schemes` |
//! | E-46 | `tests/cases/unbalanced-html`, `tests/cases/raw-html`; for any text: `properties` |
//! | E-47 | `command` |
//!
//! 50,000 things on one site: `facts_many`. A thousand edits: of a session, `edits`; of a site that a preview serves, `edits_served`.
//!
//! What is hostile to the reader of the AWS dialect, which no list names: `exported`.
#![cfg(unix)]
#![allow(clippy::expect_used, reason = "a test fails where something is not as it must be")]

#[path = "../site/mod.rs"]
mod site;

mod command;
mod edits;
mod edits_served;
mod exported;
mod exported_shapes;
mod facts;
mod facts_many;
mod growth;
mod inert;
mod page;
mod properties;
mod rebuilt;
mod shapes;
mod sites;
mod wire;
