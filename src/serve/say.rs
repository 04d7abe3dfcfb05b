//! What the preview tells the person who started it.

use std::io::{IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
pub struct Say(Arc<Inner>);

struct Inner {
    mouth: Box<Mouth>,
    /// What waits to be said, while another has the terminal.
    waiting: Mutex<Option<Vec<(Voice, String)>>>,
}

/// While it lives, nothing is said; then all that was to be.
#[derive(Debug)]
pub struct Held(Say);

impl Say {
    /// Says lines by a function.
    pub fn new(say: impl Fn(Voice, &str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { mouth: Box::new(say), waiting: Mutex::new(None) }))
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
        self.say(Voice::Out, line);
    }

    /// Says a warning or a hint.
    pub fn err(&self, line: &str) {
        self.say(Voice::Err, line);
    }

    /// Keeps what is to be said until what is given is dropped; `None` where it is kept already.
    pub fn hold(&self) -> Option<Held> {
        let mut waiting = self.waiting();
        if waiting.is_some() {
            return None;
        }
        *waiting = Some(Vec::new());
        Some(Held(self.clone()))
    }

    fn say(&self, voice: Voice, line: &str) {
        match &mut *self.waiting() {
            Some(waiting) => waiting.push((voice, line.to_owned())),
            None => (self.0.mouth)(voice, line),
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Option<Vec<(Voice, String)>>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let waiting = self.0.waiting().take();
        for (voice, line) in waiting.into_iter().flatten() {
            self.0.say(voice, &line);
        }
    }
}

impl std::fmt::Debug for Say {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Say")
    }
}

/// Whether there is a terminal that another program could use meanwhile.
pub(super) fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_said_later() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let say = Say::new({
            let heard = heard.clone();
            move |_, line| heard.lock().expect("heard").push(line.to_owned())
        });
        let held = say.hold().expect("held");
        assert!(say.hold().is_none());
        say.out("a");
        say.err("b");
        assert!(heard.lock().expect("heard").is_empty());
        drop(held);
        say.out("c");
        assert_eq!(*heard.lock().expect("heard"), ["a", "b", "c"]);
        assert!(say.hold().is_some());
    }
}
