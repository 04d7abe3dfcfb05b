//! Opens a place of a finding in the editor that `VISUAL` or `EDITOR` names.
#![expect(clippy::disallowed_methods, reason = "starts the editor of the person who asked for it")]

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::session::Spot;

use super::say::{Say, has_terminal};

/// How an editor is told the place, by its manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `--goto file:line:column`.
    Goto,
    /// `file:line:column`.
    Colons,
    /// `+line file`.
    Line,
    /// `+line,column file`.
    LineComma,
    /// `+line:column file`.
    LineColon,
    /// `--line line --column column file`.
    Options,
    /// The file alone.
    File,
}

/// Editors by the name of their program, with whether each is one of the terminal.
const EDITORS: &[(&[&str], Way, bool)] = &[
    (&["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], Way::Goto, false),
    (&["subl", "sublime_text", "zed"], Way::Colons, false),
    (&["hx", "helix", "micro"], Way::Colons, true),
    (&["gvim", "mvim"], Way::Line, false),
    (&["vi", "vim", "nvim", "ne", "joe"], Way::Line, true),
    (&["nano", "pico"], Way::LineComma, true),
    (&["emacsclient", "gedit"], Way::LineColon, false),
    (&["emacs", "kak"], Way::LineColon, true),
    (&["idea", "clion", "rustrover", "webstorm", "pycharm", "goland", "kate"], Way::Options, false),
    (&["ed", "ex", "mg"], Way::File, true),
];

/// Starts the editor. One of the terminal has the terminal until it ends; what the preview says then waits.
///
/// # Errors
/// Where no editor is named, or it does not start: what to do, in one sentence.
pub(super) fn open(spot: &Spot, say: &Say) -> Result<(), String> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(std::env::var_os).find(|name| !name.is_empty());
    let named = named.ok_or("set `VISUAL` or `EDITOR` to your editor, and start the preview again")?;
    let (program, own) = parts(&named);
    let (way, in_terminal) = manner(&program);
    let held = if in_terminal {
        if !has_terminal() {
            return Err("the editor wants a terminal, and the preview runs in none".to_owned());
        }
        Some(say.hold().ok_or("an editor is open in the terminal already")?)
    } else {
        None
    };
    let stdio = || if in_terminal { Stdio::inherit() } else { Stdio::null() };
    let disk = std::fs::canonicalize(&spot.disk).unwrap_or_else(|_| spot.disk.clone());
    let mut command = Command::new(&program);
    command.args(own).args(arguments(way, &disk, spot.line, spot.column));
    command.stdin(stdio()).stdout(stdio()).stderr(stdio());
    let name = program.to_string_lossy().into_owned();
    let mut child: Child = command.spawn().map_err(|error| format!("`{name}` does not start: {error}"))?;
    let say = say.clone();
    thread::spawn(move || {
        let ended = child.wait();
        drop(held);
        if let Ok(status) = ended
            && !status.success()
        {
            say.err(&format!("the editor ended with {status}"));
        }
    });
    Ok(())
}

/// The program and its own arguments, separated by spaces; a program that lies at a path with spaces is one.
fn parts(named: &OsString) -> (OsString, Vec<OsString>) {
    if Path::new(named).is_file() {
        return (named.clone(), Vec::new());
    }
    match named.to_str() {
        Some(text) => {
            let mut words = text.split_whitespace().map(OsString::from);
            (words.next().unwrap_or_default(), words.collect())
        }
        None => (named.clone(), Vec::new()),
    }
}

/// How a program is told the place, and whether it wants the terminal.
fn manner(program: &OsString) -> (Way, bool) {
    let name = Path::new(program).file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = ["exe", "cmd"].iter().find_map(|end| name.strip_suffix(end)?.strip_suffix('.')).unwrap_or(&name);
    let known = EDITORS.iter().find(|(names, _, _)| names.contains(&name));
    known.map_or((Way::File, false), |(_, way, in_terminal)| (*way, *in_terminal))
}

fn arguments(way: Way, disk: &Path, line: u32, column: u32) -> Vec<OsString> {
    let file = OsString::from(disk);
    let with_place = || {
        let mut file = file.clone();
        file.push(format!(":{line}:{column}"));
        file
    };
    match way {
        Way::Goto => vec!["--goto".into(), with_place()],
        Way::Colons => vec![with_place()],
        Way::Line => vec![format!("+{line}").into(), file],
        Way::LineComma => vec![format!("+{line},{column}").into(), file],
        Way::LineColon => vec![format!("+{line}:{column}").into(), file],
        Way::Options => {
            vec!["--line".into(), line.to_string().into(), "--column".into(), column.to_string().into(), file]
        }
        Way::File => vec![file],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_in_its_own_way() {
        for (named, expected) in [
            ("code --wait", "code --wait --goto /a b/c.md:3:7"),
            ("/usr/local/bin/subl", "/usr/local/bin/subl /a b/c.md:3:7"),
            ("nvim", "nvim +3 /a b/c.md"),
            ("nano", "nano +3,7 /a b/c.md"),
            ("emacsclient -n", "emacsclient -n +3:7 /a b/c.md"),
            ("idea", "idea --line 3 --column 7 /a b/c.md"),
            ("my-editor", "my-editor /a b/c.md"),
        ] {
            let (program, mut words) = parts(&named.into());
            words.extend(arguments(manner(&program).0, Path::new("/a b/c.md"), 3, 7));
            words.insert(0, program);
            let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
            assert_eq!(words.join(" "), expected);
        }
        assert!(manner(&"vim".into()).1 && !manner(&"Code.exe".into()).1);
    }
}
