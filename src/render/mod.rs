//! Makes outputs. Takes a site, its theme and the list of outputs; gives bytes. The only layer that names the template
//! crate.
//!
//! [`plan()`] lists every output of a site, [`wanted()`] gives their keys, and [`produce()`] makes one of them.
//! What an output shows is collected in one struct for each kind of output, from which come both its key
//! and the context of its template: what is not in the key cannot be shown.
//!
//! Invariant: templates see only the page's context, and no template function looks anything up.

mod theme;
pub use theme::Theme;

mod what;
pub use what::{Planned, What};

mod plan;
pub use plan::{Plan, plan, with_theme};

mod keys;
pub use keys::{key, wanted};
pub use urls::path_of;

mod produce;
pub use produce::{missing, produce};

mod origins;
pub use origins::origins;

// What outputs show.
mod inputs;
mod lists;
mod mentions;
mod navigation;
mod page;
mod redirect;
mod search;
mod shell;
mod shown_facts;
mod sitemap;
mod steps;
mod things;

// How it is written.
mod fill;
mod target;
mod title;
mod urls;
