//! The command line from outside: help, exit codes, and what is printed where.

use std::io::Read as _;
use std::process::{Command, Output, Stdio};

fn factpress(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factpress"));
    command.args(args).env_remove("SOURCE_DATE_EPOCH").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = factpress(args).output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn help() {
    for (command, says) in [
        (&["--help"][..], "factpress build --strict"),
        (&["build", "--help"], "--strict"),
        (&["check", "--help"], "factpress check --fix --dry-run"),
        (&["serve", "--help"], "--port"),
        (&["explain", "--help"], "factpress explain broken-link"),
        (&["why", "--help"], "URL_OR_PATH"),
    ] {
        let (code, out, err) = run(command);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{command:?}");
        assert!(out.contains("Examples:\n") && out.contains(says), "{command:?}: {out}");
        assert!(!out.contains('\u{1b}'), "no colours in a pipe");
    }
    assert_eq!(run(&["--version"]).1, format!("factpress {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistakes_on_the_command_line() {
    for (args, says) in [
        (&["check", "--bogus"][..], "--bogus"),
        (&["check", "--dry-run"], "--fix"),
        (&["check", "--output", "--fix"], "--output"),
        (&["check", "--today", "2026-02-30"], "2026-02-30"),
        (&["check", "--threads", "0"], "--threads"),
        (&["--port", "1", "check"], "`check`"),
        (&["why"], "URL_OR_PATH"),
        (&["biuld"], "did you mean the command `build`?"),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.starts_with("error: ") && err.contains(says), "{args:?}: {err}");
    }
    let output = factpress(&["check"]).env("SOURCE_DATE_EPOCH", "soon").output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn explain() {
    let (code, out, err) = run(&["explain", "broken-link"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("broken-link (level error unless configured, family links)\n"), "{out}");

    let (code, out, err) = run(&["explain", "broken-lnk"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "error: there is no rule `broken-lnk`; did you mean `broken-link`?\n");

    let (code, out, _) = run(&["explain"]);
    assert_eq!(code, Some(0));
    for rule in factpress::rule::all() {
        assert!(out.contains(&format!("\n  {} ", rule.name)), "{}", rule.name);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = factpress(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("text");
    assert_eq!((child.wait().expect("it ends").code(), err.as_str()), (Some(0), ""));
}
