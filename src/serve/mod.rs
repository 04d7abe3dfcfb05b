//! The live preview: watches the site, answers HTTP on the loopback interface, and tells open pages what changed.
//!
//! Invariant: serves what was planned and nothing else; writes nothing.
