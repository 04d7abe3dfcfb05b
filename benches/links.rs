//! Checking links: nothing is measured yet.

fn main() {}
