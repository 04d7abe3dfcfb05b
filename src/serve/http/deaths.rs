//! Tells when the HTTP crate has stopped to accept without a word: where the system has no file left for a connection, the
//! thread that accepts panics, and nobody hears of it but the hook for panics.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

static DEATHS: AtomicU64 = AtomicU64::new(0);
static HOOK: Once = Once::new();

/// Begins to count. Panics of others are told as before.
pub(super) fn count() {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if is_of_the_crate(panic) {
                DEATHS.fetch_add(1, Ordering::SeqCst);
            } else {
                before(panic);
            }
        }));
    });
}

/// How many threads of the crate have died so far.
pub(super) fn so_far() -> u64 {
    DEATHS.load(Ordering::SeqCst)
}

/// Whether a thread of the crate's own panics, in its own code.
fn is_of_the_crate(panic: &PanicHookInfo<'_>) -> bool {
    let there = panic.location().is_some_and(|at| at.file().contains("tiny_http"));
    there && std::thread::current().name().is_none()
}
