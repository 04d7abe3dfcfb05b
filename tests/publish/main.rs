//! The output folder: what a build keeps, refuses, survives. Row numbers (E-20 …) are those of the project's list of
//! hostile input.
#![cfg(unix)]

mod folder;

mod fails;
mod interrupted;
mod keeps;
mod refuses;
