//! E-3, E-4, E-5: what is deep, long or never ends takes time as its length does, and no more stack than a small thread has.
#![expect(clippy::disallowed_methods, reason = "a test of time looks at a clock")]

use std::time::{Duration, Instant};

use factpress::report::{self, Format, Style};
use factpress::session::Session;

use crate::page::{compile, unsound};
use crate::shapes::shapes;
use crate::site;

/// The stack of the threads, in bytes.
const STACK: usize = 512 * 1024;

/// The smaller size, in bytes.
const SMALL: usize = 8 * 1024;

/// How much longer the larger one is.
const TIMES: u32 = 8;

/// The least time of so many runs: what else the machine does only ever adds.
fn least(runs: usize, work: &dyn Fn()) -> Duration {
    let once = |_| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..runs).map(once).min().unwrap_or_default()
}

/// Whether work on a size so many times larger takes three times what would be proportional, or more. Looked at more closely
/// only where it seems to.
pub(crate) fn grows_too_fast(times: u32, small: &dyn Fn(), large: &dyn Fn()) -> Option<String> {
    let mut last = String::new();
    for runs in [1, 2, 3] {
        let (one, many) = (least(runs, small), least(runs, large));
        if many <= one * times * 3 + Duration::from_millis(50) {
            return None;
        }
        last = format!("{one:?} becomes {many:?}");
    }
    Some(last)
}

pub(crate) fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    thread.expect("a thread").join().expect("no panic")
}

#[test]
fn e3_e4_e5_pages_take_time_as_their_length_does() {
    let slow = on_a_small_stack(|| {
        let mut slow = Vec::new();
        for (name, make) in shapes() {
            let (small, large) = (make(SMALL), make(SMALL * TIMES as usize));
            let grown = grows_too_fast(TIMES, &|| drop(compile(&small)), &|| drop(compile(&large)));
            slow.extend(grown.map(|how| format!("{name}: {how}")));
        }
        slow
    });
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn e5_deep_and_long_pages_are_sound() {
    let wrong = on_a_small_stack(|| {
        let mut wrong = Vec::new();
        for (name, make) in shapes() {
            let text = make(SMALL * TIMES as usize);
            let of = unsound(&text, &compile(&text));
            wrong.extend(of.first().map(|it| format!("{name}: {}", it.chars().take(300).collect::<String>())));
        }
        wrong
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn e4_sites_take_time_as_their_length_does() {
    let mut slow = Vec::new();
    for (name, make) in shapes() {
        let lay = |size: usize| {
            let folder = tempfile::tempdir().expect("a folder");
            site::write(&folder.path().join("content/index.md"), b"# Home\n\n[Page](page.md), [other](other.md)\n");
            site::write(&folder.path().join("content/page.md"), make(size).as_bytes());
            site::write(&folder.path().join("content/other.md"), b"# Other\n\n## a\n");
            folder
        };
        let (small, large) = (lay(SMALL / 2), lay(SMALL / 2 * TIMES as usize));
        let check = |folder: &tempfile::TempDir| {
            let options = site::options(folder.path(), &folder.path().join("public"));
            let session = Session::open(options).expect("a site");
            assert_eq!(site::bad_spans(&session), Vec::<String>::new(), "{name}");
            let (findings, sources, summary) = (session.findings(), session.sources(), session.summary());
            drop(report::render(Format::Json, report::Input { findings, sources, summary }, Style::default()));
        };
        let grown = grows_too_fast(TIMES, &|| check(&small), &|| check(&large));
        slow.extend(grown.map(|how| format!("{name}: {how}")));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
