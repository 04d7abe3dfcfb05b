//! Full builds of the sets S, M and L against the floor: the same files, the same minute, in memory and on disk.
//!
//! `cargo bench --bench build` measures everything, `cargo bench --bench build -- S M` some sets. Each build is a process
//! of its own, and the two take turns: what else the machine does then falls on both. The benchmark harness cannot take
//! turns, so this program is its own.
#![expect(clippy::disallowed_methods, reason = "starts processes, and measures files and time")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

use std::process::ExitCode;

mod guides;
mod least;
mod measure;

use guides::corpus::{self, Corpus};
use guides::place::Place;
use measure::build::{self, Builder};
use measure::table;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    if let Some(code) = build::answer(&args) {
        return code;
    }
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    match compare(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(words: &[&str]) -> Result<(), least::Failure> {
    // Without this word the program runs as a test, which asks whether it works and not how fast.
    let measuring = words.contains(&"--bench");
    let named = |name: &str| words.iter().all(|word| word.starts_with('-')) || words.contains(&name);
    let sets: Vec<&corpus::Set> =
        corpus::SETS.iter().filter(|set| named(set.name)).take(if measuring { 3 } else { 1 }).collect();
    let Some(guides) = corpus::folder() else {
        println!("skipped: no corpora at `{}`", corpus::expected().display());
        return Ok(());
    };
    table::legend();
    for place in Place::all()? {
        let mut growth = Vec::new();
        for set in &sets {
            let Some(corpus) = Corpus::copy(set, &guides, &place)? else {
                println!(
                    "\n{} {}: skipped, as not all of its guides are at `{}`",
                    set.name,
                    place.name,
                    guides.display()
                );
                continue;
            };
            let rounds = if measuring { set.rounds } else { 1 };
            let runs = take_turns(&corpus, &place, rounds)?;
            table::print(&corpus, &place, &runs);
            growth.push((set.name, corpus.bytes, runs));
        }
        table::growth(&growth, &place);
    }
    Ok(())
}

/// One build of each to warm up, then as many rounds as asked for.
fn take_turns(corpus: &Corpus, place: &Place, rounds: usize) -> Result<table::Runs, least::Failure> {
    let mut runs = table::Runs::default();
    for round in 0..=rounds {
        let floor = build::run(Builder::Floor, corpus, place, round)?;
        let factpress = build::run(Builder::Factpress, corpus, place, round)?;
        if round > 0 {
            runs.floor.push(floor);
            runs.factpress.push(factpress);
        }
    }
    Ok(runs)
}
