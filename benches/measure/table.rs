//! What is printed of the builds of a set.

use std::time::Duration;

use super::build::{Builder, Run};
use crate::guides::corpus::Corpus;
use crate::guides::place::Place;

/// All builds of a set in a place, in the order they were made.
#[derive(Default)]
pub(crate) struct Runs {
    pub(crate) floor: Vec<Run>,
    pub(crate) factpress: Vec<Run>,
}

/// The limits, said once.
pub(crate) fn legend() {
    println!(
        "The floor reads, parses, renders, highlights, fills one template, writes; factpress builds. Two threads each."
    );
    println!(
        "Limits: ratio on disk 2.0, aim 1.3; peak memory 3 x source + 64 MiB, aim 2 x; growth per byte 1.3, aim 1.0."
    );
}

/// The builds of one set.
pub(crate) fn print(corpus: &Corpus, place: &Place, runs: &Runs) {
    let source = megabytes(corpus.bytes);
    let rounds = runs.floor.len();
    println!("\n{} {}: {} pages, {source:.1} MB, {rounds} rounds", corpus.name, place.name, corpus.pages);
    println!("  {:<10}{:>12}{:>12}{:>12}{:>9}{:>13}", "", "min", "median", "processor", "pages", "peak memory");
    for (builder, runs) in [(Builder::Floor, &runs.floor), (Builder::Factpress, &runs.factpress)] {
        let times = Times::of(runs);
        let pages = runs.iter().map(|run| run.pages).min().unwrap_or(0);
        let peak = peak(runs).map_or_else(|| "unknown".to_owned(), |peak| format!("{:.1} MB", megabytes(peak)));
        println!(
            "  {:<10}{:>9.1} ms{:>9.1} ms{:>9.1} ms{pages:>9}{peak:>13}",
            builder.name(),
            milliseconds(times.min),
            milliseconds(times.median),
            milliseconds(times.processor),
        );
    }
    let (floor, factpress) = (Times::of(&runs.floor), Times::of(&runs.factpress));
    let allowed = megabytes(3 * corpus.bytes + 64 * 1024 * 1024);
    println!(
        "  {:<10}{:>12.2}{:>12.2}{:>12.2}{:>22}",
        "ratio",
        factpress.min.as_secs_f64() / floor.min.as_secs_f64(),
        factpress.median.as_secs_f64() / floor.median.as_secs_f64(),
        factpress.processor.as_secs_f64() / floor.processor.as_secs_f64(),
        format!("of {allowed:.1} MB"),
    );
    if runs.factpress.iter().any(|run| run.pages < corpus.pages) {
        println!("  factpress wrote fewer pages than there are: the ratio says nothing");
    }
}

/// How the time for a byte grows from M to L, where both were built.
pub(crate) fn growth(sets: &[(&str, u64, Runs)], place: &Place) {
    let of = |name| sets.iter().find(|(set, ..)| *set == name);
    let (Some((_, small, few)), Some((_, large, many))) = (of("M"), of("L")) else { return };
    let per_byte = |runs: &[Run], bytes: u64| Times::of(runs).processor.as_secs_f64() / bytes as f64;
    println!(
        "\nGrowth of processor time per byte from M to L, {}: floor {:.2}, factpress {:.2}",
        place.name,
        per_byte(&many.floor, *large) / per_byte(&few.floor, *small),
        per_byte(&many.factpress, *large) / per_byte(&few.factpress, *small),
    );
}

/// The shortest and the middle time, and the least work of processors.
struct Times {
    min: Duration,
    median: Duration,
    processor: Duration,
}

impl Times {
    fn of(runs: &[Run]) -> Self {
        let mut times: Vec<Duration> = runs.iter().map(|run| run.elapsed).collect();
        times.sort_unstable();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        let processor = runs.iter().map(|run| run.processor).min().unwrap_or_default();
        Self { min: at(0), median: at(times.len() / 2), processor }
    }
}

/// The most memory that any of the builds had.
fn peak(runs: &[Run]) -> Option<u64> {
    runs.iter().filter_map(|run| run.peak).max()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
