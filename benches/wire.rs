//! From the save to the wire: how long until an open page of the preview hears of an edit and has fetched what it shows now.
//!
//! `cargo bench --bench wire` measures the sets M and L, `cargo bench --bench wire -- M` one. The preview is a process of its own,
//! asked over HTTP as a browser asks it, with one open page. Thirty edits of each kind. It begins when the file is saved, and ends
//! when the event `patch` has come and the page that it leads to has been fetched, whole and changed. So it holds what the system
//! takes to tell of a change, and what the preview waits for more of them.
#![expect(clippy::disallowed_methods, reason = "measures time")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

#[allow(dead_code, reason = "an edit is looked at in more ways")]
mod edited;
#[allow(dead_code, reason = "what is built is measured in more ways")]
mod guides;
mod preview;

use edited::{Edit, Edited};
use guides::Failure;
use guides::corpus::{self, Corpus};
use guides::place::Place;
use preview::Preview;

/// How often each edit is made.
const EDITS: usize = 30;
/// How long the preview rests before its memory is read, and when the site was put back.
const REST: Duration = Duration::from_millis(1500);
/// How long it rests after an edit, as long as anybody takes to make another.
const PAUSE: Duration = Duration::from_millis(1000);

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // Without this word the program runs as a test, which asks whether it works and not how fast.
    let measuring = args.iter().any(|arg| arg == "--bench");
    let named = |name: &str| args.iter().all(|word| word.starts_with('-')) || args.iter().any(|word| word == name);
    let Some(guides) = corpus::folder() else {
        println!("skipped: no corpora at `{}`", corpus::expected().display());
        return Ok(());
    };
    let Some(place) = Place::all()?.into_iter().next() else { return Ok(()) };
    let sets = corpus::SETS.iter().filter(|set| set.name != "S" && named(set.name));
    for set in sets.take(if measuring { 2 } else { 1 }) {
        match Corpus::copy(set, &guides, &place)? {
            Some(corpus) => edit_all(&corpus, if measuring { EDITS } else { 1 })?,
            None => println!("{}: skipped, as not all of its guides are there", set.name),
        }
    }
    Ok(())
}

fn edit_all(corpus: &Corpus, rounds: usize) -> Result<(), Failure> {
    println!("\n{}: {} pages, {rounds} edits of each kind", corpus.name, corpus.pages);
    let site = Edited::prepare(&corpus.root)?;
    let page = site.page()?;
    let begun = Instant::now();
    let mut preview = Preview::start(&corpus.root)?;
    preview.get(&page)?;
    println!("  {:<24} {:>7.1} ms", "start to first answer", milliseconds(begun.elapsed()));
    memory("memory at rest", &preview);
    // Without a pause, an edit comes while the preview still looks at what the one before has changed.
    let at_rest = Edit::ALL.map(|edit| (edit, edit.name(), PAUSE));
    for (edit, name, pause) in at_rest.into_iter().chain([(Edit::Page, "one after the other", Duration::ZERO)]) {
        // Each kind begins with the site as it was.
        let site = Edited::prepare(&corpus.root)?;
        std::thread::sleep(REST);
        let looked_at = if matches!(edit, Edit::Fact) { site.thing()? } else { page.clone() };
        let mut events = preview.events(&looked_at)?;
        let mut shown = preview.get(&looked_at)?;
        let mut times = Vec::new();
        for round in 0..rounds {
            let begun = Instant::now();
            site.edit(edit, round)?;
            events.patch()?;
            let now = preview.get(&looked_at)?;
            times.push(begun.elapsed());
            if now == shown {
                return Err(format!("{name}: nothing changed").into());
            }
            shown = now;
            std::thread::sleep(pause);
        }
        print(name, times);
    }
    memory("memory after the edits", &preview);
    Ok(())
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let (Some(median), Some(worst)) = (times.get(times.len() / 2), times.last()) else { return };
    let (median, worst) = (milliseconds(*median), milliseconds(*worst));
    println!("  {name:<24} median {median:>7.1} ms, worst {worst:>7.1} ms");
}

/// What the preview holds in memory when nothing happens; says nothing where the system does not tell.
fn memory(what: &str, preview: &Preview) {
    std::thread::sleep(REST);
    if let Some(kilobytes) = preview.resident() {
        println!("  {what:<24} {:>7.1} MiB", f64::from(kilobytes) / 1024.0);
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
