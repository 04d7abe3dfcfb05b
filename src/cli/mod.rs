//! The command line: one file per command. Parses arguments, prints, and decides the exit code.
