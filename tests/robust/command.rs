//! The command under other circumstances: another folder, zone or language; more errors than anybody reads.
#![expect(clippy::disallowed_methods, reason = "a test from outside starts the program")]

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::site;

fn check(root: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factpress"));
    command.arg("check").args(arguments).arg(root).stdin(Stdio::null()).env_remove("SOURCE_DATE_EPOCH");
    command
}

#[test]
fn e36_the_folder_the_zone_and_the_language_do_not_show() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    site::write(&root.join("content/index.md"), "# A\n\n[ä](ä.md) [b](b.md) [B](B.md)\n".as_bytes());
    site::write(&root.join("content/b.md"), b"---\nreviewed: 2026-01-01\nreview_every: 1 month\n---\n# B\n");
    let run = |command: &mut Command| {
        let output = command.args(["--format", "json", "--today", "2026-06-01"]).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).expect("text")
    };
    let one = run(&mut check(&root, &[]));
    assert_eq!(one, run(check(&root, &[]).current_dir("/")));
    assert_eq!(one, run(check("site".as_ref(), &[]).current_dir(folder.path())));
    assert_eq!(one, run(check(".".as_ref(), &[]).current_dir(&root)));
    for (name, value) in [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "C"), ("HOME", "/nowhere")]
    {
        assert_eq!(one, run(check(&root, &[]).env(name, value)), "{name}={value}");
    }
    let other = tempfile::tempdir().expect("a folder");
    site::copy(&root, &other.path().join("site"));
    assert_eq!(one, run(&mut check(&other.path().join("site"), &[])));
}

#[test]
fn e47_a_thousand_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let links: String = (0..1000).map(|number| format!("[a](lost-{number}.md)\n")).collect();
    site::write(&folder.path().join("content/index.md"), format!("# A\n\n{links}").as_bytes());
    let output = check(folder.path(), &["--format", "json"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1000));
    assert_eq!(json["summary"]["errors"], 1000);

    let output = check(folder.path(), &["--all"]).output().expect("it starts");
    let all = String::from_utf8(output.stdout).expect("text");
    assert_eq!(all.matches("error[broken-link]").count(), 1000);
    assert!(all.contains("1,000 errors"), "{}", all.lines().last().unwrap_or(""));

    // A reader that has seen enough: neither an error nor another exit code.
    let mut child =
        check(folder.path(), &["--all"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut first = [0; 64];
    let mut stdout = child.stdout.take().expect("piped");
    stdout.read_exact(&mut first).expect("a beginning");
    drop(stdout);
    let mut error = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut error).expect("text");
    assert_eq!((child.wait().expect("it ends").code(), error.as_str()), (Some(1), ""));
}
