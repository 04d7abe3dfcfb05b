//! Links and checks 100,000 references with anchors, after reading and compiling. At most 1 s; the aim is 0.3 s.
//!
//! `cargo bench --bench links`. What ends in no page or no anchor costs more, as a near name is looked for.
#![expect(clippy::print_stdout, reason = "says what the sites are")]
#![expect(clippy::expect_used, reason = "without its site there is nothing to measure")]

use divan::Bencher;
use divan::counter::ItemsCount;
use factpress::link;

mod references;
mod sample;

use references::{LINKS, PAGES, References};

fn main() {
    for references in References::ALL {
        let sample = references.sample().expect("a site can be written and read");
        let summary = sample.session.summary();
        println!("{references}: {} pages, {} references, {} errors", summary.pages, summary.links, summary.errors);
    }
    divan::main();
}

#[divan::bench(args = References::ALL, sample_count = 10, sample_size = 1)]
fn link_and_check(bencher: Bencher<'_, '_>, references: References) {
    let sample = references.sample().expect("a site can be written and read");
    bencher.counter(ItemsCount::new(PAGES * LINKS)).with_inputs(|| sample.input()).bench_local_values(|input| {
        let site = link::link(input);
        let findings = sample.check(&site);
        (site, findings)
    });
}

#[divan::bench(args = References::ALL, sample_count = 10, sample_size = 1)]
fn check_alone(bencher: Bencher<'_, '_>, references: References) {
    let sample = references.sample().expect("a site can be written and read");
    let site = link::link(sample.input());
    bencher.counter(ItemsCount::new(PAGES * LINKS)).bench_local(|| sample.check(&site));
}
