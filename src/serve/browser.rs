//! Opens the preview in a browser: that of `BROWSER`, or the one the system knows.
#![expect(clippy::disallowed_methods, reason = "asks which browser a person uses, and starts it")]

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::say::Say;
use crate::session::inert;

/// A browser that ends unwell after so long was open, and what it says then is none of ours.
const OPENED: Duration = Duration::from_secs(10);

/// Opens an address. What goes wrong is said in one line, at once or soon.
pub(super) fn open(url: &str, say: &Say) {
    let named = std::env::var("BROWSER").ok().filter(|named| !named.trim().is_empty());
    let command = named.map_or_else(|| usual(url), |named| chosen(&named, url));
    let (url, say) = (url.to_owned(), say.clone());
    // Waits for the browser, or whatever passes the address on to it, so that the system can forget it when it ends.
    let thread = std::thread::Builder::new().name("browser".to_owned());
    let _ = thread.spawn(move || {
        if let Err(why) = run(&command) {
            let name = command.first().map_or("", String::as_str);
            say.err(&format!("cannot open a browser by `{}`: {}; the preview is at {url}", inert(name), inert(&why)));
        }
    });
}

/// What the system opens addresses with.
fn usual(url: &str) -> Vec<String> {
    let words: &[&str] = if cfg!(windows) {
        // The empty word is the title of a window: without it, `start` takes a quoted address for one.
        &["cmd", "/C", "start", ""]
    } else if cfg!(target_os = "macos") {
        &["open"]
    } else {
        &["xdg-open"]
    };
    words.iter().copied().chain([url]).map(str::to_owned).collect()
}

/// The command that `BROWSER` names: words, of which `%s` stands for the address; without one it comes last. Of several
/// commands between colons, which is how other programs read it, the first.
fn chosen(named: &str, url: &str) -> Vec<String> {
    let first = if cfg!(windows) { named } else { named.split(':').find(|it| !it.trim().is_empty()).unwrap_or(named) };
    let mut words: Vec<String> = first.split_whitespace().map(|word| word.replace("%s", url)).collect();
    if !first.contains("%s") {
        words.push(url.to_owned());
    }
    words
}

fn run(command: &[String]) -> Result<(), String> {
    let Some((program, args)) = command.split_first() else { return Err("no command".to_owned()) };
    let begun = Instant::now();
    let status = start(program, args).and_then(|mut child| child.wait()).map_err(|error| error.to_string())?;
    if status.success() || begun.elapsed() > OPENED { Ok(()) } else { Err(format!("it ended with {status}")) }
}

/// Starts a program that hears and says nothing here.
fn start(program: &str, args: &[String]) -> io::Result<std::process::Child> {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C ends the preview, not the browser.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands() {
        let url = "http://127.0.0.1:4000/";
        assert_eq!(chosen("firefox", url), ["firefox", url]);
        assert_eq!(chosen("firefox --new-window  %s", url), ["firefox", "--new-window", url]);
        assert_eq!(usual(url).last().map(String::as_str), Some(url));
        #[cfg(unix)]
        assert_eq!(chosen(":w3m -N:links", url), ["w3m", "-N", url]);
    }
}
