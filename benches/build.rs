//! Full builds against the floor: nothing is measured yet.

fn main() {}
