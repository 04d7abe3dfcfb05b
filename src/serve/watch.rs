//! Watches folders, and calls once for every burst of changes.
//!
//! It does not matter in which order or how often the system tells of a change (editors that save by renaming tell of three), only
//! that it names each file that has changed, or says that it has lost count.
#![expect(clippy::disallowed_methods, reason = "looks at the folders it watches, and waits for bursts to end")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::say::Say;
use crate::session::inert;

/// How long nothing must change for a burst to be over: longer than a save by renaming takes, shorter than anybody notices.
const QUIET: Duration = Duration::from_millis(10);
/// How long a burst lasts at most, where there is no quiet: another one follows it.
const LONGEST: Duration = Duration::from_millis(250);
/// When to look again after a folder was made: what is put into it before the system watches it is told by nobody.
const SECOND_LOOK: Duration = Duration::from_millis(250);

/// What is watched.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The site's root: the files that lie in it directly are watched always.
    pub root: PathBuf,
    /// Folders that are watched with all below them.
    pub folders: Vec<PathBuf>,
    /// Folders of which only what lies directly in them is watched: something may come there.
    pub shallow: Vec<PathBuf>,
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
    Event(Event),
    Trouble(notify::Error),
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
    let handler = move |result: notify::Result<Event>| {
        let _ = events.send(result.map_or_else(Message::Trouble, Message::Event));
    };
    let watcher = RecommendedWatcher::new(handler, notify::Config::default())?;
    let ignored = Ignored { root: scope.root.clone(), folders: ignored_in_full(&scope.ignored) };
    let mut eyes = Eyes { watcher, folders: scope.folders, watched: BTreeSet::new() };
    eyes.look_at_root(&scope.root, &say);
    scope.shallow.iter().for_each(|folder| eyes.look_at(folder, &say));
    eyes.look(&say);
    let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
        let mut second_look = false;
        while let Some(change) = next_change(&messages, &ignored, second_look, &say) {
            let folders = on_change(&change.paths);
            if !folders.is_empty() {
                eyes.folders = folders;
            }
            eyes.forget(&change.paths);
            // A new folder holds no source yet, so the caller does not know of it.
            second_look = !change.made.is_empty();
            eyes.folders.extend(change.made);
            eyes.look(&say);
        }
    });
    let thread = thread.map_err(notify::Error::io)?;
    Ok(Watching { stop: sender, thread: Some(thread) })
}

/// What the system is asked to tell.
struct Eyes {
    watcher: RecommendedWatcher,
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
            match self.watcher.watch(folder, RecursiveMode::Recursive) {
                Ok(()) => {
                    self.watched.insert(folder.clone());
                }
                Err(error) => trouble(folder, &error, say),
            }
        }
    }

    /// Forgets folders that were themselves renamed, removed or made again: the system watches them no more.
    fn forget(&mut self, paths: &BTreeSet<PathBuf>) {
        let watcher = &mut self.watcher;
        self.watched.retain(|folder| {
            let gone = folder.ancestors().any(|above| paths.contains(above));
            if gone {
                let _ = watcher.unwatch(folder);
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
        self.look_at(root, say);
    }

    /// Watches what lies directly in a folder.
    fn look_at(&mut self, folder: &Path, say: &Say) {
        if let Err(error) = self.watcher.watch(folder, RecursiveMode::NonRecursive) {
            trouble(folder, &error, say);
        }
    }
}

fn trouble(folder: &Path, error: &notify::Error, say: &Say) {
    say.err(&format!("cannot watch `{}`: {}", inert(&folder.display().to_string()), inert(&error.to_string())));
}

/// Ignored folders as written and as the system may name them.
fn ignored_in_full(ignored: &[PathBuf]) -> Vec<PathBuf> {
    let full = |path: &PathBuf| {
        let parent = path.parent()?.canonicalize().ok()?;
        Some(parent.join(path.file_name()?))
    };
    ignored.iter().flat_map(|path| [Some(path.clone()), full(path)]).flatten().collect()
}

/// A burst of changes.
#[derive(Default)]
struct Burst {
    /// What changed; nothing for a second look, and where the system lost count.
    paths: BTreeSet<PathBuf>,
    /// The folders among them that were made.
    made: BTreeSet<PathBuf>,
}

/// Waits for the next change that matters, and for the quiet after it; `None` when the watch ends. Where a second look is due,
/// it is the change, unless there is another one before.
fn next_change(messages: &Receiver<Message>, ignored: &Ignored, second_look: bool, say: &Say) -> Option<Burst> {
    let mut due = second_look.then(|| Instant::now() + SECOND_LOOK);
    let mut burst = Burst::default();
    let mut begun = None;
    let mut lost = false;
    loop {
        let message = match due {
            None => messages.recv().map_err(RecvTimeoutError::from),
            Some(due) if due <= Instant::now() => Err(RecvTimeoutError::Timeout),
            Some(due) => messages.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        let matters = match message {
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Message::Trouble(error)) => {
                say.err(&format!("trouble while watching: {}", inert(&error.to_string())));
                lost = true;
                true
            }
            Ok(Message::Event(event)) => {
                lost |= event.need_rescan();
                event.need_rescan() || matters(&event) && burst.add(&event, ignored)
            }
        };
        if matters {
            let now = Instant::now();
            let begun = *begun.get_or_insert(now);
            due = Some((now + QUIET).min(begun + LONGEST));
        }
    }
    if lost {
        // What was lost is not known, so the caller looks at everything again.
        burst.paths.clear();
    }
    Some(burst)
}

impl Burst {
    /// Adds an event; tells whether anything of it counts.
    fn add(&mut self, event: &Event, ignored: &Ignored) -> bool {
        let mut counts = false;
        for path in event.paths.iter().filter(|path| !ignored.holds(path)) {
            // A folder that was moved here is as new as one that was made.
            let is_new = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
            if is_new && path.is_dir() {
                self.made.insert(path.clone());
            }
            self.paths.insert(path.clone());
            counts = true;
        }
        counts
    }
}

/// Whether an event can have changed the site. Reading does not, and our own reading would never end.
fn matters(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_))
}

/// What is none of the site's, wherever it lies.
struct Ignored {
    root: PathBuf,
    folders: Vec<PathBuf>,
}

impl Ignored {
    /// Whether a path is in an ignored folder, or is hidden itself or by a folder of the site: editors keep their swap files and
    /// their state under such names. What tells git which files to leave out tells us, too.
    fn holds(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.root).unwrap_or_else(|_| path.file_name().map_or(path, Path::new));
        let hidden = below.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            name.starts_with('.') && !matches!(&*name, ".gitignore" | ".ignore")
        });
        hidden || self.folders.iter().any(|folder| path.starts_with(folder))
    }
}
