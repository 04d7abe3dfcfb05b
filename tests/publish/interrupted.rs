//! A build that is killed leaves the old site or the new one, and the next build brings it to an end: E-25, E-27.
//!
//! The killed build runs in a process of its own: this test binary, started again for the one test `victim`.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use factpress::publish::{Means, Record, Step};

use crate::folder::{Build, Folders, MEANS, Site, files};

/// How many pages a site of these tests has.
const PAGES: usize = 60;

/// The `n`th site: half of the pages change from one to the next, some come and go.
fn nth(n: usize) -> Site {
    let page = |at: usize| {
        let text =
            if at.is_multiple_of(2) { format!("page {at} of {n} {}", "x".repeat(5000)) } else { format!("page {at}") };
        (format!("{}/{at}.html", at % 5), text)
    };
    (0..PAGES).filter(|at| !(at + n).is_multiple_of(9)).map(page).collect()
}

/// A place in a build, as text for the environment: `step:3`, `output:17`, `never`.
fn is_at(place: &str, kind: &str, number: usize) -> bool {
    place == format!("{kind}:{number}")
}

/// Not a test of its own: a build that another test starts and that ends as its environment says.
#[test]
fn victim() {
    let Ok(place) = env::var("FACTPRESS_TEST_KILL") else { return };
    let value = |name: &str| env::var(name).unwrap_or_default();
    let root = value("FACTPRESS_TEST_ROOT");
    let folders = Folders { root: root.clone().into(), out: Path::new(&root).join("public"), ..Folders::new() };
    let told = |step: Step| {
        if is_at(&place, "step", step as usize) {
            std::process::abort();
        }
    };
    let tells = |count: usize| {
        if is_at(&place, "output", count) {
            std::process::abort();
        }
        if place == "slow" {
            std::thread::sleep(Duration::from_micros(300));
        }
    };
    let means = Means {
        links: value("FACTPRESS_TEST_LINKS") == "true",
        exchange: value("FACTPRESS_TEST_EXCHANGE") == "true",
        told: &told,
    };
    let site = nth(value("FACTPRESS_TEST_SITE").parse().expect("a number"));
    let build =
        Build { folders: &folders, out: &folders.out, site: &site, means, produced: &Mutex::default(), tells: &tells };
    build.stage(|staged| staged.commit(Record { value: serde_json::Value::Null, again: &[] })).expect("a build");
}

fn start(folders: &Folders, site: usize, (links, exchange): (bool, bool), place: &str) -> Child {
    Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "interrupted::victim", "--test-threads=1"])
        .env("FACTPRESS_TEST_KILL", place)
        .env("FACTPRESS_TEST_ROOT", &folders.root)
        .env("FACTPRESS_TEST_SITE", site.to_string())
        .env("FACTPRESS_TEST_LINKS", links.to_string())
        .env("FACTPRESS_TEST_EXCHANGE", exchange.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process")
}

/// The site without the foreign file that all of these tests put beside it.
fn published(folders: &Folders) -> Site {
    let mut files = files(&folders.out);
    assert_eq!(files.remove("CNAME").as_deref(), Some("mine"), "a foreign file stays");
    files
}

/// A folder with the first site and a foreign file.
fn first() -> Folders {
    let folders = Folders::new();
    folders.build(&nth(0)).expect("a build");
    folders.put("CNAME", "mine");
    folders
}

#[test]
fn killed_at_every_step() {
    let steps = [
        Step::Started,
        Step::Produced,
        Step::Linked,
        Step::Recorded,
        Step::Journaled,
        Step::Parted,
        Step::Exchanged,
        Step::Swept,
    ];
    for means in MEANS {
        for step in steps {
            let folders = first();
            let done = start(&folders, 1, means, &format!("step:{}", step as usize)).wait().expect("an end");
            let reached = means.1 != matches!(step, Step::Journaled | Step::Parted) || !means.1;
            assert_eq!(done.success(), !reached, "{step:?} {means:?}");
            if step == Step::Parted && reached {
                // The one moment in which there is no site: the file system cannot exchange folders.
                assert!(!folders.out.exists());
                let stopped = folders.build(&nth(1)).expect("a build");
                assert_eq!(stopped.notes, ["an interrupted build was finished"]);
                assert_eq!((stopped.written, stopped.removed), (0, 0));
            }
            let expected = if step >= Step::Parted || done.success() { nth(1) } else { nth(0) };
            assert_eq!(published(&folders), expected, "{step:?} {means:?}");
            folders.build(&nth(2)).expect("the next build");
            assert_eq!(published(&folders), nth(2), "{step:?} {means:?}");
            assert_eq!(folders.leftovers(), Vec::<String>::new(), "{step:?} {means:?}");
        }
    }
}

#[test]
fn killed_while_making_outputs() {
    for at in (0..PAGES / 2).step_by(3) {
        let folders = first();
        let done = start(&folders, 1, (true, true), &format!("output:{at}")).wait().expect("an end");
        assert!(!done.success(), "killed at output {at}");
        assert_eq!(published(&folders), nth(0));
        let outcome = folders.build(&nth(1)).expect("the next build");
        assert_eq!(outcome.notes, ["what an interrupted build had left was removed"]);
        assert_eq!(published(&folders), nth(1));
        assert_eq!(folders.leftovers(), Vec::<String>::new());
    }
}

#[test]
fn killed_at_any_moment() {
    let folders = first();
    let mut last = 0;
    let signals = ["-KILL", "-KILL", "-TERM", "-INT"];
    let (mut old, mut new) = (0, 0);
    for round in 0..50_usize {
        let next = last + 1;
        let mut child = start(&folders, next, (true, true), "slow");
        std::thread::sleep(Duration::from_micros(1000 + 700 * round as u64));
        let signal = signals[round % signals.len()];
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
        child.wait().expect("an end");
        let there = published(&folders);
        if there == nth(next) {
            new += 1;
            last = next;
        } else {
            assert_eq!(there, nth(last), "round {round}: neither the old site nor the new one");
            old += 1;
        }
    }
    println!("{old} times the old site, {new} times the new one");
    folders.build(&nth(last)).expect("the next build");
    assert_eq!(published(&folders), nth(last));
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}

#[test]
fn a_reader_sees_one_site_while_builds_go_on() {
    let folders = first();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (folders, stop) = (&folders, &stop);
        scope.spawn(move || {
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                // Page 2 is in every site but those with n % 9 == 7, and never empty.
                let text = fs::read_to_string(folders.out.join("2/2.html")).expect("a page that is always there");
                assert!(text.ends_with('x') && text.len() > 5000, "{text}");
            }
        });
        for n in 1..40 {
            folders.build(&nth(if n % 9 == 7 { n + 1 } else { n })).expect("a build");
        }
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
    });
}

#[test]
fn what_others_left_beside_the_output_is_undone() {
    let folders = first();
    let beside = |name: &str| folders.root.join(format!(".public.factpress-{name}"));
    // Only the old site, moved away: it comes back.
    fs::rename(&folders.out, beside("old")).expect("renamed");
    assert_eq!(folders.build(&nth(0)).expect("a build").notes, ["an interrupted build was undone"]);
    assert_eq!(published(&folders), nth(0));
    // A stage that is a link is removed, and not what it leads to.
    fs::create_dir(folders.root.join("precious")).expect("a folder");
    fs::write(folders.root.join("precious/file"), "mine").expect("a file");
    std::os::unix::fs::symlink("precious", beside("stage")).expect("a link");
    fs::write(beside("journal"), "").expect("a file");
    folders.build(&nth(1)).expect("a build");
    assert_eq!(published(&folders), nth(1));
    assert_eq!(fs::read_to_string(folders.root.join("precious/file")).expect("it is there"), "mine");
    assert_eq!(folders.leftovers(), Vec::<String>::new());
}
