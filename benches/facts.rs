//! Links and checks 10,000 pages that each speak of four things, where 100, 10,000 and 50,000 are described.
//!
//! `cargo bench --bench facts`. What a page costs must not grow with what is described.
#![expect(clippy::print_stdout, reason = "says what the sites are")]
#![expect(clippy::expect_used, reason = "without its site there is nothing to measure")]

use divan::Bencher;
use factpress::link;

mod described;
mod sample;

use described::Described;

fn main() {
    for described in Described::ALL {
        let sample = described.sample().expect("a site can be written and read");
        let summary = sample.session.summary();
        println!("{described}: {} facts, {} errors, {} warnings", summary.facts, summary.errors, summary.warnings);
    }
    divan::main();
}

#[divan::bench(args = Described::ALL, sample_count = 10, sample_size = 1)]
fn link_alone(bencher: Bencher<'_, '_>, described: Described) {
    let sample = described.sample().expect("a site can be written and read");
    bencher.with_inputs(|| sample.input()).bench_local_values(link::link);
}

#[divan::bench(args = Described::ALL, sample_count = 10, sample_size = 1)]
fn check_alone(bencher: Bencher<'_, '_>, described: Described) {
    let sample = described.sample().expect("a site can be written and read");
    let site = link::link(sample.input());
    bencher.bench_local(|| sample.check(&site));
}
