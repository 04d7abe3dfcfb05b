//! Writes outputs to a folder. Takes the list of outputs and a way to make each; the folder is the old site or the new
//! one, never a mixture.
//!
//! Invariant: the only layer that writes to the output folder, and it removes only files that it made.
