//! What happens when files change: the site is brought up to date, and that is looked at.
#![expect(clippy::disallowed_methods, reason = "says how long a rebuild took")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::error::Result;
use crate::session::inert;

use super::aftermath::{Aftermath, Rebuilt};
use super::builds::Builds;
use super::live::{Live, folders};
use super::say::Say;

/// What to do when files changed: refresh, count, and have it looked at. Gives the folders to watch from now on; none where nothing
/// is known about them.
pub(super) fn on_change(
    live: Arc<Live>,
    builds: Arc<Builds>,
    aftermath: Aftermath,
    say: Say,
) -> impl FnMut(&BTreeSet<PathBuf>) -> Vec<PathBuf> + Send + 'static {
    // After a rebuild that failed it is not known any more what has changed.
    let mut missed = false;
    let unknown = BTreeSet::new();
    move |paths| {
        let begun = Instant::now();
        // A rebuild that panics is a defect of ours; the pages that are there can still be read.
        let result: std::thread::Result<Result<Vec<PathBuf>>> = catch_unwind(AssertUnwindSafe(|| {
            let sessions = live.refresh(&builds, if missed { &unknown } else { paths })?;
            let took = begun.elapsed();
            let folders = folders(&sessions[1], live.root());
            aftermath.of(Rebuilt { sessions, paths: paths.clone(), begun, took });
            Ok(folders)
        }));
        missed = !matches!(result, Ok(Ok(_)));
        let trouble = match result {
            Ok(Ok(folders)) => return folders,
            Ok(Err(error)) => inert(&error.to_string()).into_owned(),
            Err(_) => "the rebuild failed, which is a defect of factpress".to_owned(),
        };
        say.err(&format!("still serving the site as it was: {trouble}"));
        live.found().trouble(trouble);
        Vec::new()
    }
}
