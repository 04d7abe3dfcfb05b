//! Watches folders, and calls once for every burst of changes.
//!
//! The caller reads the site again as a whole, so it does not matter in which order or how often the system tells of a
//! change (editors that save by renaming tell of three); only that it tells of one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer_opt};

use super::say::{Say, plain};

/// How long a file must be quiet before its change counts: longer than a save by renaming takes, shorter than anybody
/// notices.
const QUIET: Duration = Duration::from_millis(30);
/// How often the quiet is looked for.
const TICK: Duration = Duration::from_millis(15);
/// When to look again after a folder was made: what is put into it before the system watches it is told by nobody.
const SECOND_LOOK: Duration = Duration::from_millis(250);

/// What is watched.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The site's root: the files that lie in it directly are watched always.
    pub root: PathBuf,
    /// Folders that are watched with all below them.
    pub folders: Vec<PathBuf>,
    /// Folders in them that are not.
    pub ignored: Vec<PathBuf>,
}

/// A watch in progress.
#[derive(Debug)]
pub struct Watching {
    stop: mpsc::Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Events(Vec<DebouncedEvent>),
    Trouble(Vec<notify::Error>),
    Stop,
}

impl Watching {
    /// Ends the watch, after the call in progress.
    pub fn stop(mut self) {
        let _ = self.stop.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Begins to watch. `on_change` is called on a thread of its own with the paths that changed, and gives the folders to
/// watch from then on (none: as before).
///
/// # Errors
/// Where the system cannot watch at all. A single folder that cannot be watched is said and left out.
pub fn start(
    scope: Scope,
    mut on_change: impl FnMut(&BTreeSet<PathBuf>) -> Vec<PathBuf> + Send + 'static,
    say: Say,
) -> notify::Result<Watching> {
    let (sender, messages) = mpsc::channel();
    let events = sender.clone();
    let handler = move |result: DebounceEventResult| {
        let _ = events.send(match result {
            Ok(events) => Message::Events(events),
            Err(errors) => Message::Trouble(errors),
        });
    };
    let debouncer = new_debouncer_opt::<_, RecommendedWatcher, RecommendedCache>(
        QUIET,
        Some(TICK),
        handler,
        RecommendedCache::new(),
        notify::Config::default(),
    )?;
    let ignored = ignored_in_full(&scope.ignored);
    let mut eyes = Eyes { debouncer, folders: scope.folders, watched: BTreeSet::new() };
    eyes.look_at_root(&scope.root, &say);
    eyes.look(&say);
    let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
        let mut again = None;
        while let Some(paths) = next_change(&messages, &ignored, &mut again, &say) {
            let folders = on_change(&paths);
            if !folders.is_empty() {
                eyes.folders = folders;
            }
            eyes.forget(&paths);
            eyes.look(&say);
        }
        eyes.debouncer.stop_nonblocking();
    });
    let thread = thread.map_err(notify::Error::io)?;
    Ok(Watching { stop: sender, thread: Some(thread) })
}

/// What the system is asked to tell.
struct Eyes {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    /// The folders that should be watched.
    folders: Vec<PathBuf>,
    /// Those that are.
    watched: BTreeSet<PathBuf>,
}

impl Eyes {
    /// Watches folders that are there and not watched yet, with all below them.
    fn look(&mut self, say: &Say) {
        for folder in &self.folders {
            let covered = self.watched.iter().any(|above| folder.starts_with(above));
            if covered || !folder.exists() {
                continue;
            }
            match self.debouncer.watch(folder, RecursiveMode::Recursive) {
                Ok(()) => {
                    self.watched.insert(folder.clone());
                }
                Err(error) => trouble(folder, &error, say),
            }
        }
    }

    /// Forgets folders that were themselves renamed, removed or made again: the system watches them no more.
    fn forget(&mut self, paths: &BTreeSet<PathBuf>) {
        let debouncer = &mut self.debouncer;
        self.watched.retain(|folder| {
            let gone = folder.ancestors().any(|above| paths.contains(above));
            if gone {
                let _ = debouncer.unwatch(folder);
            }
            !gone
        });
    }

    /// Watches what lies directly in the root, where no watched folder covers it: the configuration, and folders that
    /// come and go.
    fn look_at_root(&mut self, root: &Path, say: &Say) {
        if self.folders.iter().any(|folder| root.starts_with(folder)) {
            return;
        }
        if let Err(error) = self.debouncer.watch(root, RecursiveMode::NonRecursive) {
            trouble(root, &error, say);
        }
    }
}

fn trouble(folder: &Path, error: &notify::Error, say: &Say) {
    say.err(&format!("cannot watch `{}`: {}", plain(&folder.display().to_string()), plain(&error.to_string())));
}

/// Ignored folders as written and as the system may name them.
fn ignored_in_full(ignored: &[PathBuf]) -> Vec<PathBuf> {
    let full = |path: &PathBuf| {
        let parent = path.parent()?.canonicalize().ok()?;
        Some(parent.join(path.file_name()?))
    };
    ignored.iter().flat_map(|path| [Some(path.clone()), full(path)]).flatten().collect()
}

/// Waits for the next change that matters; `None` when the watch ends. An empty set is a second look.
fn next_change(
    messages: &Receiver<Message>,
    ignored: &[PathBuf],
    again: &mut Option<()>,
    say: &Say,
) -> Option<BTreeSet<PathBuf>> {
    loop {
        let message = match again {
            None => messages.recv().ok()?,
            Some(()) => match messages.recv_timeout(SECOND_LOOK) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => {
                    *again = None;
                    return Some(BTreeSet::new());
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let mut paths = BTreeSet::new();
        let mut rescan = false;
        for message in std::iter::once(message).chain(messages.try_iter()) {
            match message {
                Message::Stop => return None,
                Message::Trouble(errors) => {
                    // What was lost is not known, so everything is read again.
                    rescan = true;
                    if let Some(error) = errors.first() {
                        say.err(&format!("trouble while watching: {}", plain(&error.to_string())));
                    }
                }
                Message::Events(events) => {
                    for event in &events {
                        rescan |= event.need_rescan();
                        if matters(event) {
                            paths.extend(event.paths.iter().filter(|path| !is_ignored(path, ignored)).cloned());
                        }
                        if matches!(event.kind, EventKind::Create(_)) && event.paths.iter().any(|path| path.is_dir()) {
                            *again = Some(());
                        }
                    }
                }
            }
        }
        if rescan || !paths.is_empty() {
            return Some(paths);
        }
    }
}

/// Whether an event can have changed the site. Reading does not, and our own reading would never end.
fn matters(event: &DebouncedEvent) -> bool {
    !matches!(event.kind, EventKind::Access(_))
}

fn is_ignored(path: &Path, ignored: &[PathBuf]) -> bool {
    ignored.iter().any(|folder| path.starts_with(folder))
}
