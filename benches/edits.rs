//! Edits of the sets M and L in a session that stays open: how long until the site is up to date and an edited page is made.
//!
//! `cargo bench --bench edits` measures both sets, `cargo bench --bench edits -- M` one. Thirty edits of each kind. It begins
//! when the files are saved, and leaves out how long the system takes to tell of that.
#![expect(clippy::disallowed_methods, reason = "measures time")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use factpress::session::{Options, Session, Texts};

#[allow(dead_code, reason = "an edit is looked at in more ways")]
mod edited;
#[allow(dead_code, reason = "what is built is measured in more ways")]
mod guides;

use edited::{Edit, Edited};
use guides::Failure;
use guides::corpus::{self, Corpus};
use guides::place::Place;

/// How often each edit is made.
const EDITS: usize = 30;

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
    let rounds = if args.iter().any(|arg| arg == "--bench") { EDITS } else { 1 };
    let named = |name: &str| args.iter().all(|word| word.starts_with('-')) || args.iter().any(|word| word == name);
    let Some(guides) = corpus::folder() else {
        println!("skipped: no corpora at `{}`", corpus::expected().display());
        return Ok(());
    };
    let Some(place) = Place::all()?.into_iter().next() else { return Ok(()) };
    for set in corpus::SETS.iter().filter(|set| set.name != "S" && named(set.name)) {
        let Some(corpus) = Corpus::copy(set, &guides, &place)? else {
            println!("{}: skipped, as not all of its guides are there", set.name);
            continue;
        };
        println!("\n{}: {} pages, {rounds} edits of each kind", corpus.name, corpus.pages);
        for edit in Edit::ALL {
            let site = Edited::prepare(&corpus.root)?;
            let mut session =
                Session::open(Options { root: corpus.root.clone(), texts: Texts::Kept, ..Options::default() })?;
            let mut times = Vec::new();
            for round in 0..rounds {
                site.edit(edit, round)?;
                let begun = Instant::now();
                let then = session.next(&[site.edited(edit)?])?;
                let page = site.page()?;
                let (changed, page) =
                    (session.key(&page) != then.key(&page), then.make(&page).map(|made| made.content));
                session = then;
                times.push((begun.elapsed(), session.timings().to_vec()));
                if page.is_none() || (!changed && !matches!(edit, Edit::Fact)) {
                    return Err(format!("{}: nothing changed", edit.name()).into());
                }
            }
            print(edit, times);
        }
    }
    Ok(())
}

/// How long one edit took: all of it, and its stages.
type Times = (Duration, Vec<(&'static str, Duration)>);

fn print(edit: Edit, mut times: Vec<Times>) {
    times.sort_by_key(|(all, _)| *all);
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let (Some((worst, _)), Some((median, stages))) = (times.last(), times.get(times.len() / 2)) else { return };
    let stages: Vec<String> =
        stages.iter().map(|(stage, time)| format!("{stage} {:.1}", milliseconds(*time))).collect();
    println!(
        "  {:<24} median {:>7.1} ms, worst {:>7.1} ms   ({})",
        edit.name(),
        milliseconds(*median),
        milliseconds(*worst),
        stages.join(", ")
    );
}
