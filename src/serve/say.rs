//! What the preview tells the person who started it.

use std::io::Write as _;
use std::sync::Arc;

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// News, on standard output.
    Out,
    /// Warnings and hints, on standard error.
    Err,
}

/// What a line is said with.
type Mouth = dyn Fn(Voice, &str) + Send + Sync;

/// A way to say one line, shared by all threads of the preview.
#[derive(Clone)]
pub struct Say(Arc<Mouth>);

impl Say {
    /// Says lines by a function.
    pub fn new(say: impl Fn(Voice, &str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(say))
    }

    /// Prints lines. A closed pipe is no error.
    pub fn terminal() -> Self {
        Self::new(|voice, line| {
            let _ = match voice {
                Voice::Out => writeln!(std::io::stdout().lock(), "{line}"),
                Voice::Err => writeln!(std::io::stderr().lock(), "{line}"),
            };
        })
    }

    /// Says nothing.
    pub fn quiet() -> Self {
        Self::new(|_, _| {})
    }

    /// Says news.
    pub fn out(&self, line: &str) {
        (self.0)(Voice::Out, line);
    }

    /// Says a warning or a hint.
    pub fn err(&self, line: &str) {
        (self.0)(Voice::Err, line);
    }
}

impl std::fmt::Debug for Say {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Say")
    }
}

/// A text from elsewhere as it may stand in a terminal: control characters, which could move the cursor or change
/// colours, are shown as `?`.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}
