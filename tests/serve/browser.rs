//! `--open` opens the address in a browser, and where that fails the preview goes on.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use super::process::{Process, status};

#[test]
fn the_browser_is_told_the_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let (browser, told) = (folder.path().join("browser"), folder.path().join("told"));
    let script = format!("#!/bin/sh\necho noise; echo noise >&2\necho \"$@\" > '{}.part'\n", told.display());
    let script = format!("{script}mv '{0}.part' '{0}'\n", told.display());
    fs::write(&browser, script).expect("writes");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("can be run");
    let named = format!("{} --new", browser.display());
    let process = Process::start("", "--port 0 --open", &[("BROWSER", &named)]);
    let begun = Instant::now();
    while !told.exists() {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing was opened");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(fs::read_to_string(&told).expect("text"), format!("--new {}\n", process.url));
    assert_eq!(process.end(), "", "what a browser says is not passed on");
}

#[test]
fn without_a_browser_the_preview_goes_on() {
    for (named, why) in [("no-such-browser", "No such file"), ("false", "it ended with exit status: 1")] {
        let mut process = Process::start("", "--port 0 --open", &[("BROWSER", named)]);
        let line = process.says();
        assert!(line.starts_with(&format!("cannot open a browser by `{named}`: ")) && line.contains(why), "{line}");
        assert!(line.ends_with(&format!("; the preview is at {}\n", process.url)), "{line}");
        assert_eq!(status(IpAddr::V4(Ipv4Addr::LOCALHOST), process.port()), 200);
        assert_eq!(process.end(), "");
    }
}

#[test]
fn nothing_is_opened_unless_asked_for() {
    let process = Process::start("", "--port 0", &[("BROWSER", "no-such-browser")]);
    assert_eq!(status(IpAddr::V4(Ipv4Addr::LOCALHOST), process.port()), 200);
    assert_eq!(process.end(), "");
}
