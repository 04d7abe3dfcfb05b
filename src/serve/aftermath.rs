//! What follows a rebuild, on a thread of its own, so that no change waits for it: the site is checked, open pages are told of
//! changed files beside them, and the person at the terminal has a line about it.
#![expect(clippy::disallowed_methods, reason = "says how long a check took")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crate::session::{Session, inert};

use super::builds::Builds;
use super::found::News;
use super::live::Live;
use super::say::Say;

/// How many changed files beside pages open pages are told of.
const FILES: usize = 200;

/// A rebuild.
#[derive(Debug)]
pub(super) struct Rebuilt {
    /// What was served before, and what is served now.
    pub(super) sessions: [Arc<Session>; 2],
    /// What has changed; none where that is not known.
    pub(super) paths: BTreeSet<PathBuf>,
    /// When it began.
    pub(super) begun: Instant,
    /// How long it took.
    pub(super) took: Duration,
}

impl Rebuilt {
    /// Both as one.
    fn and(mut self, mut later: Self) -> Self {
        if self.paths.is_empty() || later.paths.is_empty() {
            self.paths.clear();
        } else {
            self.paths.append(&mut later.paths);
        }
        let ([before, _], [_, now]) = (self.sessions, later.sessions);
        Self { sessions: [before, now], took: later.took, ..self }
    }
}

/// What is to be looked at.
enum Work {
    /// What is served when the preview starts, and when that was.
    Start(Arc<Session>, Instant),
    Rebuilt(Rebuilt),
}

/// The thread, for as long as this lives.
#[derive(Debug)]
pub(super) struct Aftermath {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl Aftermath {
    /// Begins with what is served at the start: what is found is for open pages, and what later findings are compared with.
    pub(super) fn begin(live: Arc<Live>, builds: Arc<Builds>, say: Say) -> Self {
        let (sender, work) = mpsc::channel();
        let _ = sender.send(Work::Start(live.session(), Instant::now()));
        let trouble = say.clone();
        match Builder::new().name("check".to_owned()).spawn(move || follow(&work, &live, &builds, &say)) {
            Ok(thread) => Self { work: Some(sender), thread: Some(thread) },
            Err(error) => {
                trouble.err(&format!("the site is not checked: {error}"));
                Self { work: None, thread: None }
            }
        }
    }

    /// Looks at a rebuild, once those before it were looked at.
    pub(super) fn of(&self, rebuilt: Rebuilt) {
        if let Some(work) = &self.work {
            let _ = work.send(Work::Rebuilt(rebuilt));
        }
    }
}

impl Drop for Aftermath {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Looks at what is served until no more rebuilds can come. Those that came meanwhile are looked at as one.
fn follow(work: &Receiver<Work>, live: &Live, builds: &Builds, say: &Say) {
    while let Ok(next) = work.recv() {
        let look = || match next {
            Work::Start(session, begun) => {
                live.found().check(&session, "the preview was started", begun);
            }
            Work::Rebuilt(mut rebuilt) => {
                while let Ok(Work::Rebuilt(later)) = work.try_recv() {
                    rebuilt = rebuilt.and(later);
                }
                look_at(&rebuilt, live, builds, say);
            }
        };
        // A check that panics is a defect of ours; the pages that are there can still be read.
        if catch_unwind(AssertUnwindSafe(look)).is_err() {
            say.err("the check failed, which is a defect of factpress");
        }
    }
}

fn look_at(rebuilt: &Rebuilt, live: &Live, builds: &Builds, say: &Say) {
    let Rebuilt { sessions: [before, now], paths, begun, took } = rebuilt;
    let changed = changed(live.root(), paths);
    let news = live.found().check(now, &changed, *begun);
    let outputs = before.change_to(now).outputs;
    let files = outputs.iter().filter(|out| out.extension() != "html");
    builds.files(files.map(|out| format!("{}{}", now.base(), out.encoded())).take(FILES).collect());
    if let Some(done) = said(outputs.len(), news, *took) {
        say.out(&format!("{changed}: {done}"));
    }
}

/// What came of a change, in a few words; none where nothing did.
fn said(outputs: usize, news: News, took: Duration) -> Option<String> {
    let News { all, came, went } = news;
    if outputs + came + went == 0 {
        return None;
    }
    let all = count(all, "finding");
    let findings = match (came, went) {
        (0, 0) => all,
        (came, 0) => format!("{all} ({came} new)"),
        (0, went) => format!("{all} ({went} mended)"),
        (came, went) => format!("{all} ({came} new, {went} mended)"),
    };
    Some(format!("{}, {findings}, {} ms", count(outputs, "output"), took.as_millis()))
}

/// So many of something.
fn count(many: usize, noun: &str) -> String {
    format!("{many} {noun}{}", if many == 1 { "" } else { "s" })
}

/// The changed files in a few words: the first by name, the others by their number.
fn changed(root: &Path, paths: &BTreeSet<PathBuf>) -> String {
    let Some(first) = paths.first() else { return "files changed".to_owned() };
    let shown = first.strip_prefix(root).unwrap_or(first).to_string_lossy();
    let shown = inert(&shown);
    match paths.len() - 1 {
        0 => format!("{shown} changed"),
        more => format!("{shown} and {more} more changed"),
    }
}
