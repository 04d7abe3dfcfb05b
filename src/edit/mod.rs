//! Changes the author's text where that was asked for. Takes fixes; gives changed text.
//!
//! Invariant: never touches a byte outside its edits.
