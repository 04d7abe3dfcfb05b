//! Runs the cases: each folder below `tests/cases` with an `input/` is a tiny site, and what must come of it.
//!
//! ```text
//! tests/cases/<rule or topic>/<case>/
//!   case.txt                  what must be seen, in words
//!   input/…                   the site: the folder given to factpress; setup.txt (beside it) makes what files cannot hold
//!   expected/findings.txt     the report for people, whole
//!   expected/out/…            outputs to compare, where there are any; of a page, the inside of its <main>
//!   expected/files.txt        the exact set of outputs, where present
//!   expected/site.txt         the linked site as text, where present
//!   expected/fixed/…          sources as `check --fix` leaves them, where there are any; a second run changes nothing
//!   steps/1/…                 an overlay on the input, with removed.txt, setup.txt and an expected/ of its own,
//!   steps/1/expected/changed.txt   and the outputs that the step wrote or removed
//! ```
//!
//! `UPDATE_EXPECT=1 cargo test --test cases` accepts what came. A missing findings.txt or changed.txt is written and fails
//! once; an empty file below `expected/` asks for that output. `cargo test --test cases WORD` runs the cases whose names
//! hold the word. What else is held for every case stands in [`held`].
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test program: reads cases, prints results")]
#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod site;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use factpress::session::{Change, Session};

use site::Result as Built;

/// One case on disk.
struct Case {
    name: String,
    folder: PathBuf,
}

/// What a case is doing: its folders, and what it has come to complain about.
struct Run<'a> {
    case: &'a Case,
    root: PathBuf,
    out: PathBuf,
    /// Where sites are built a second time, from nothing.
    elsewhere: PathBuf,
    accept: bool,
    complaints: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let words: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let mut cases = cases();
    cases.retain(|case| words.is_empty() || words.iter().any(|word| case.name.contains(word.as_str())));
    if flag("--list") {
        cases.iter().for_each(|case| println!("{}: test", case.name));
        return ExitCode::SUCCESS;
    }
    if flag("--ignored") {
        return ExitCode::SUCCESS;
    }
    let accept = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    // Panics are complaints of their case, not noise between the lines.
    std::panic::set_hook(Box::new(|_| {}));
    let complaints = run_all(&cases, accept);
    let failed = complaints.iter().filter(|complaints| !complaints.is_empty()).count();
    for (case, complaints) in cases.iter().zip(&complaints).filter(|(_, complaints)| !complaints.is_empty()) {
        println!("FAILED {}\n{}", case.name, complaints.join("\n"));
    }
    println!("cases: {} passed, {failed} failed", cases.len() - failed);
    if failed > 0 && !accept {
        println!("accept what came with UPDATE_EXPECT=1, then read the difference");
    }
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// All cases, by name.
fn cases() -> Vec<Case> {
    let root = site::project().join("tests/cases");
    let topics = site::folders(&root);
    let folders = topics.iter().flat_map(|topic| site::folders(topic));
    folders
        .map(|folder| {
            let name = folder.strip_prefix(&root).expect("below the cases").to_string_lossy().into_owned();
            Case { name, folder }
        })
        .collect()
}

/// Runs cases on a few threads; what each complains about comes back in their order.
fn run_all(cases: &[Case], accept: bool) -> Vec<Vec<String>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<BTreeMap<usize, Vec<String>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(at) else { return };
                    let complaints = catch_unwind(AssertUnwindSafe(|| run(case, accept)))
                        .unwrap_or_else(|panic| vec![format!("  panicked: {}", words(&*panic))]);
                    results.lock().expect("no case panics here").insert(at, complaints);
                }
            });
        }
    });
    results.into_inner().expect("no case panics here").into_values().collect()
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}

/// Runs one case with its steps; gives what is wrong with it.
fn run(case: &Case, accept: bool) -> Vec<String> {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let place = |name: &str| temporary.path().join(name);
    let (root, out, elsewhere) = (place("site"), place("public"), place("elsewhere"));
    let mut run = Run { case, root, out, elsewhere, accept, complaints: Vec::new() };
    if !case.folder.join("case.txt").is_file() {
        run.complain("has no case.txt that says what must be seen");
    }
    run.lay(&case.folder.join("input"));
    run.set_up(&case.folder);
    let expected = case.folder.join("expected");
    let mut session = match Session::open(site::options(&run.root, &run.out)) {
        Ok(session) => session,
        Err(error) => {
            run.compare(&expected.join("findings.txt"), &run.environment(&error), true);
            return run.complaints;
        }
    };
    run.stage(&mut session, &expected, None);
    run.compare_fixed(&expected.join("fixed"));
    for (number, step) in site::folders(&case.folder.join("steps")).iter().enumerate() {
        assert_eq!(step.file_name().and_then(|name| name.to_str()), Some(format!("{}", number + 1).as_str()));
        run.overlay(step);
        match session.refresh() {
            Ok(change) => run.stage(&mut session, &step.join("expected"), Some(&change)),
            Err(error) => {
                let text = run.environment(&error);
                run.compare(&step.join("expected/findings.txt"), &text, true);
            }
        }
    }
    run.complaints
}

impl Run<'_> {
    fn complain(&mut self, what: impl Into<String>) {
        self.complaints.push(format!("  {}", what.into()));
    }

    fn lay(&self, input: &Path) {
        site::copy(input, &self.root);
    }

    fn set_up(&mut self, folder: &Path) {
        if let Some(script) = site::text(&folder.join("setup.txt"))
            && let Err(error) = site::setup::run(&script, &self.root)
        {
            self.complain(error);
        }
    }

    /// Applies a step: removes what it says, then copies everything else.
    fn overlay(&mut self, step: &Path) {
        for path in site::text(&step.join("removed.txt")).unwrap_or_default().lines() {
            let path = self.root.join(path);
            let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            if let Err(error) = removed {
                self.complain(format!("removed.txt: {}: {error}", path.display()));
            }
        }
        for folder in site::folders(step).iter().filter(|folder| folder.file_name().is_some_and(|it| it != "expected"))
        {
            site::copy(folder, &self.root.join(folder.file_name().expect("a folder has a name")));
        }
        for entry in std::fs::read_dir(step).into_iter().flatten().flatten().filter(|entry| entry.path().is_file()) {
            if entry.file_name() != "removed.txt" && entry.file_name() != "setup.txt" {
                site::write(&self.root.join(entry.file_name()), &site::read(&entry.path()));
            }
        }
        self.set_up(step);
    }

    fn environment(&self, error: &factpress::error::Error) -> String {
        format!("error: {error}\n").replace(&*self.root.to_string_lossy(), "<site>")
    }

    /// Publishes what the session holds, compares it with what is expected, and holds it to everything else.
    fn stage(&mut self, session: &mut Session, expected: &Path, change: Option<&Change>) {
        let before = site::stamps(&self.out);
        let came = match site::publish(session, &self.out) {
            Ok(came) => came,
            Err(error) => return self.compare(&expected.join("findings.txt"), &self.environment(&error), true),
        };
        self.compare(&expected.join("findings.txt"), &came.human, true);
        let outline = site::outline::outline(session.site());
        self.compare(&expected.join("site.txt"), &outline, false);
        let files: String = came.outputs.keys().map(|path| site::unhashed(path) + "\n").collect();
        self.compare(&expected.join("files.txt"), &files, false);
        self.compare_outputs(&expected.join("out"), &came);
        if let Some(change) = change {
            self.compare_change(expected, &before, change);
        }
        self.held(session, &came);
    }

    /// Compares one text with its file. A file that is not there is written where the text is `required`.
    fn compare(&mut self, file: &Path, came: &str, required: bool) {
        let name = file.strip_prefix(&self.case.folder).unwrap_or(file).display().to_string();
        let Some(expected) = site::text(file) else {
            if required {
                site::write(file, came.as_bytes());
                if !self.accept {
                    self.complain(format!(
                        "{name} was missing and is written: read it\n{}",
                        site::diff::lines("", came)
                    ));
                }
            }
            return;
        };
        if expected == came {
            return;
        }
        if self.accept {
            site::write(file, came.as_bytes());
        } else {
            self.complain(format!("{name}\n{}", site::diff::lines(&expected, came)));
        }
    }

    fn compare_outputs(&mut self, expected: &Path, came: &Built) {
        for path in site::stamps(expected).into_keys() {
            let Some(bytes) = came.outputs.get(&path) else {
                self.complain(format!("expected/out/{path} is no output"));
                continue;
            };
            let text = String::from_utf8_lossy(bytes);
            let text = if path.ends_with(".html") { site::html::readable(&text) } else { text.into_owned() };
            self.compare(&expected.join(&path), &text, true);
        }
    }

    /// Compares the sources as `check --fix` leaves them.
    fn compare_fixed(&mut self, expected: &Path) {
        let files: Vec<String> = site::stamps(expected).into_keys().collect();
        if files.is_empty() {
            return;
        }
        let root = self.elsewhere.join("fixed");
        site::copy(&self.root, &root);
        let fix = || {
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_factpress"));
            let done = program.args(["check", "--fix", "--today", "2026-06-01"]).arg(&root).output();
            done.is_ok_and(|done| done.status.code().is_some_and(|code| code < 2))
        };
        for time in ["once", "twice"] {
            if !fix() {
                self.complain(format!("check --fix {time} failed"));
            }
            for file in &files {
                let came = site::text(&root.join(file)).unwrap_or_default();
                if time == "once" {
                    self.compare(&expected.join(file), &came, true);
                } else if site::text(&expected.join(file)).is_some_and(|once| once != came) {
                    self.complain(format!("check --fix twice is not the same as once: {file}"));
                }
            }
        }
    }

    /// Compares the outputs that a step has touched; all of them must be among those the session announced.
    fn compare_change(&mut self, expected: &Path, before: &BTreeMap<String, site::Stamp>, change: &Change) {
        let after = site::stamps(&self.out);
        let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| ("-", path));
        let written =
            after.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| ("+", path));
        let mut touched: Vec<(&str, &String)> =
            gone.chain(written).filter(|(_, path)| *path != "manifest.json").collect();
        touched.sort_by_key(|(_, path)| *path);
        for (_, path) in &touched {
            if !change.outputs.iter().any(|announced| announced.as_str() == path.as_str()) {
                self.complain(format!("{path} changed, and the session did not say so"));
            }
        }
        let text: String = touched.iter().map(|(mark, path)| format!("{mark} {path}\n")).collect();
        self.compare(&expected.join("changed.txt"), &text, true);
    }

    /// What is held for every case, with no work of its author: spans are sound; JSON is; what is served is what was
    /// published; the independent reader finds nothing; a second build touches nothing and says the same; a site built
    /// from nothing, in another folder, with one thread and with four, is the same byte for byte.
    fn held(&mut self, session: &Session, came: &Built) {
        for span in site::bad_spans(session) {
            self.complain(format!("span out of bounds or inside a character: {span}"));
        }
        match serde_json::from_str::<serde_json::Value>(&came.json) {
            Err(error) => self.complain(format!("the JSON report does not parse: {error}")),
            Ok(json) => {
                let count = json["findings"].as_array().map_or(0, Vec::len);
                if count != session.findings().len() || json["version"] != 1 {
                    self.complain(format!("the JSON report holds {count} of {} findings", session.findings().len()));
                }
            }
        }
        if came.outputs.is_empty() {
            return;
        }
        for path in site::differently_served(session, &came.outputs) {
            self.complain(format!("{path} is served otherwise than it was published"));
        }
        for problem in site::read_back(&self.out) {
            self.complain(format!("read back: {problem}"));
        }
        self.again(came);
        for threads in [1, 4] {
            let place = self.elsewhere.join(threads.to_string());
            let _ = std::fs::remove_dir_all(&place);
            let (root, out) = (place.join("site"), place.join("public"));
            site::copy(&self.root, &root);
            self.pipes(&root);
            match site::clean(&root, &out, threads) {
                Ok(clean) => self.same(&format!("built from nothing on {threads} threads"), came, &clean),
                Err(error) => self.complain(format!("built from nothing: {error}")),
            }
        }
    }

    /// Makes the pipes again that a copy of the site cannot hold.
    fn pipes(&mut self, root: &Path) {
        let script = site::text(&self.case.folder.join("setup.txt")).unwrap_or_default();
        let pipes: String = script.lines().filter(|line| line.starts_with("pipe ")).flat_map(|it| [it, "\n"]).collect();
        if let Err(error) = site::setup::run(&pipes, root) {
            self.complain(error);
        }
    }

    /// A second build, by the short way and by the long one.
    fn again(&mut self, came: &Built) {
        let before = site::stamps(&self.out);
        match site::up_to_date(&self.root, &self.out) {
            None if site::keeps_no_findings(&self.out) => {}
            None => self.complain("a second build finds something to do"),
            Some(known) if (&known.human, &known.json) != (&came.human, &came.json) => {
                let difference = site::diff::lines(&came.human, &known.human);
                self.complain(format!("a second build reports something else\n{difference}"));
            }
            Some(_) => {}
        }
        match site::clean(&self.root, &self.out, 2) {
            Ok(second) => self.same("built again", came, &second),
            Err(error) => self.complain(format!("built again: {error}")),
        }
        let after = site::stamps(&self.out);
        for (path, _) in after.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)) {
            self.complain(format!("a second build touches {path}"));
        }
    }

    fn same(&mut self, how: &str, came: &Built, other: &Built) {
        for (what, a, b) in [
            ("report", &came.human, &other.human),
            ("short", &came.short, &other.short),
            ("JSON", &came.json, &other.json),
        ] {
            if a != b {
                self.complain(format!("{how}: the {what} differs\n{}", site::diff::lines(a, b)));
            }
        }
        for path in came.outputs.keys().chain(other.outputs.keys()) {
            if came.outputs.get(path) != other.outputs.get(path) {
                self.complain(format!("{how}: {path} differs\n{}", difference(came, other, path)));
            }
        }
    }
}

fn difference(came: &Built, other: &Built, path: &str) -> String {
    let text = |built: &Built| built.outputs.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    site::diff::lines(&text(came).unwrap_or_default(), &text(other).unwrap_or_default())
}
