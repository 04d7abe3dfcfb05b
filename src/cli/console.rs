//! Where commands print: the results to the standard output, notes to the standard error. A closed pipe is no error.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::PathBuf;

use super::Color;
use crate::error::{Error, Result};

/// The standard output, and what is known of it.
#[derive(Debug)]
pub(super) struct Console {
    /// Whether colours are written.
    pub color: bool,
    /// The terminal, where the output is one.
    pub terminal: Option<Terminal>,
}

/// The size of a terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Lines.
    pub lines: usize,
    /// Columns.
    pub columns: usize,
}

/// The size of a terminal that does not tell its own.
const UNKNOWN: Terminal = Terminal { lines: 50, columns: 100 };

/// The narrowest and the widest report.
const WIDTHS: (usize, usize) = (40, 140);

impl Console {
    /// Looks at the standard output. Without a word on colours, the environment and the terminal decide.
    pub(super) fn new(color: Color) -> Self {
        let stdout = io::stdout();
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        };
        Self { color, terminal: stdout.is_terminal().then(size) }
    }

    /// How wide a report is.
    pub(super) fn width(&self) -> usize {
        self.terminal.unwrap_or(UNKNOWN).columns.clamp(WIDTHS.0, WIDTHS.1)
    }

    /// Writes to the standard output. Where the reader has gone, the rest is dropped in silence.
    ///
    /// # Errors
    /// Where the output cannot be written for another reason.
    pub(super) fn print(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        let result = write(&mut out).and_then(|()| out.flush());
        // What is left in the buffer must not be tried again when it is dropped.
        let _ = out.into_parts();
        match result {
            Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::Write { path: PathBuf::from("standard output"), source })
            }
            _ => Ok(()),
        }
    }

    /// Writes a line to the standard error; nothing can be done where that fails.
    pub(super) fn note(&self, line: &str) {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// The size of the terminal that the standard output is.
#[cfg(unix)]
fn size() -> Terminal {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_row > 0 && size.ws_col > 0 => {
            Terminal { lines: usize::from(size.ws_row), columns: usize::from(size.ws_col) }
        }
        _ => UNKNOWN,
    }
}

/// The size of the terminal that the standard output is.
#[cfg(not(unix))]
fn size() -> Terminal {
    UNKNOWN
}
