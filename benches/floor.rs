//! The least that any generator has to do: nothing yet.

fn main() {}
