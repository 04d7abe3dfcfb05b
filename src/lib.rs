//! factpress compiles and links documentation.
#![forbid(unsafe_code)]

pub mod address;
pub mod allow;
pub mod config;
pub mod date;
pub mod digest;
pub mod error;
pub mod finding;
pub mod nearest;
pub mod one_line;
pub mod output;
pub mod path;
pub mod pattern;
pub mod rule;
pub mod seek;
pub mod span;
pub mod summary;
pub mod tags;

pub mod check;
pub mod cli;
pub mod dialect;
pub mod edit;
pub mod facts;
pub mod link;
pub mod markdown;
pub mod propose;
pub mod publish;
pub mod render;
pub mod report;
pub mod sentence;
pub mod serve;
pub mod session;
pub mod source;
pub mod yaml;
