//! Open pages hear of rebuilds, and files that change cause one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use factpress::serve::http::Settings;
use factpress::serve::say::Say;
use factpress::serve::watch::{self, Scope, Watching};

use super::client::{Preview, until};

fn listen(preview: &Preview) -> TcpStream {
    let mut page = preview.connect();
    page.write_all(b"GET /__preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    let text = until(&mut page, "}\n\n");
    assert!(text.contains("Content-Type: text/event-stream"), "{text}");
    assert!(text.contains("event: build\n"), "{text}");
    page
}

#[test]
fn d40_twelve_pages_hear_of_each_build_once() {
    let preview = Preview::with(Settings { heartbeat: Duration::from_millis(200), ..Settings::default() });
    let mut pages: Vec<TcpStream> = (0..12).map(|_| listen(&preview)).collect();
    preview.lives();
    for _ in 0..3 {
        let number = preview.builds.next();
        let name = preview.builds.name(number);
        for page in &mut pages {
            let text = until(page, "still here\n\n");
            assert_eq!(text.matches("event: patch").count(), 1, "{text}");
            assert_eq!(text.matches(&format!("{{\"build\":\"{name}\"}}")).count(), 1, "{text}");
        }
    }
}

#[test]
fn a_page_hears_of_itself_alone() {
    let preview = Preview::with(Settings { heartbeat: Duration::from_millis(100), ..Settings::default() });
    let listen = |page: &str| {
        let mut stream = preview.connect();
        write!(stream, "GET /__preview/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
        until(&mut stream, "}\n\n");
        stream
    };
    let (mut own, mut other, mut none) = (listen("/a.html"), listen("%2Fdir%2F"), listen("/to-come.html"));
    let told = |page: &mut TcpStream| {
        let text = until(page, "still here\n\n");
        ["build", "patch", "gone"].map(|what| text.matches(&format!("event: {what}\n")).count())
    };
    preview.site.put("a.html", "<body>changed</body>");
    preview.builds.next();
    assert_eq!([&mut own, &mut other, &mut none].map(told), [[0, 1, 0], [0, 0, 0], [0, 0, 0]]);
    preview.site.put("to-come.html", "<body>here</body>");
    preview.site.take("dir/index.html");
    preview.builds.next();
    assert_eq!([&mut own, &mut other, &mut none].map(told), [[0, 0, 0], [0, 0, 1], [0, 1, 0]]);
    preview.builds.next();
    assert_eq!([&mut own, &mut other, &mut none].map(told), [[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
}

#[test]
fn a_page_carries_its_build_and_one_script() {
    let preview = Preview::new();
    let page = preview.get("/a.html").text();
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    let build = preview.builds.name(preview.builds.number());
    let tag = format!("<script src=\"/__preview/preview.js\" data-build=\"{build}\"></script></body></html>");
    assert!(page.ends_with(&tag), "{page}");
    let mut events = preview.connect();
    events.write_all(b"GET /__preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    let text = until(&mut events, "}\n\n");
    assert!(text.contains(&format!("{{\"build\":\"{build}\"}}")), "a page of this build does not reload: {text}");
    preview.builds.next();
    let newer = preview.builds.name(preview.builds.number());
    assert!(preview.get("/a.html").text().contains(&newer), "so the reloaded page is not told to reload again");
    assert!(!preview.get("/theme.css").text().contains("preview.js"));
}

#[test]
fn the_script_is_served() {
    let reply = Preview::new().get("/__preview/preview.js");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(reply.text().contains("/__preview/events?page=${"));
}

#[test]
fn too_many_streams() {
    let preview = Preview::with(Settings { streams: 2, heartbeat: Duration::from_millis(20), ..Settings::default() });
    let first = listen(&preview);
    let _second = listen(&preview);
    assert_eq!(preview.get("/__preview/events").status, 503);
    drop(first);
    let begun = Instant::now();
    loop {
        let mut page = preview.connect();
        page.write_all(b"GET /__preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
        let mut start = [0; 12];
        page.read_exact(&mut start).expect("reads");
        if &start == b"HTTP/1.1 200" {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "a page that went away leaves its place");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A watched folder and what was told of it.
struct Watched {
    folder: tempfile::TempDir,
    told: Receiver<BTreeSet<PathBuf>>,
    watching: Option<Watching>,
}

impl Watched {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        fs::create_dir_all(root.join("content")).expect("creates");
        fs::create_dir_all(root.join("public")).expect("creates");
        fs::write(root.join("content/a.md"), "# A").expect("writes");
        let (sender, told) = mpsc::channel();
        let content = vec![root.join("content")];
        let scope = Scope {
            root: root.clone(),
            folders: content.clone(),
            shallow: Vec::new(),
            ignored: vec![root.join("public")],
        };
        let on_change = move |paths: &BTreeSet<PathBuf>| {
            // As a rebuild does: reading must not count as a change.
            let _ = fs::read(root.join("content/a.md"));
            let _ = sender.send(paths.clone());
            content.clone()
        };
        let watching = watch::start(scope, on_change, Say::new(|_, _| {})).expect("watches");
        Self { folder, told, watching: Some(watching) }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("a path")
    }

    /// Waits until a change of a path was told.
    fn hears(&self, path: &Path) {
        let end = Instant::now() + Duration::from_secs(5);
        let mut seen = Vec::new();
        while let Ok(paths) = self.told.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if paths.contains(path) {
                return;
            }
            seen.push(paths);
        }
        panic!("not told of {}: {seen:?}", path.display());
    }

    fn hears_nothing(&self) {
        std::thread::sleep(Duration::from_millis(400));
        let heard: Vec<_> = self.told.try_iter().collect();
        assert!(heard.is_empty(), "{heard:?}");
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(watching) = self.watching.take() {
            watching.stop();
        }
    }
}

#[test]
fn watch_sees_saves_of_all_kinds() {
    let watched = Watched::new();
    let page = watched.root().join("content/a.md");
    fs::write(&page, "# B").expect("writes");
    watched.hears(&page);
    watched.hears_nothing();
    // As editors do: the new text beside the file, then renamed over it.
    for _ in 0..3 {
        let beside = watched.root().join("content/.a.md.swp");
        fs::write(&beside, "# C").expect("writes");
        fs::rename(&beside, &page).expect("renames");
        watched.hears(&page);
    }
    fs::remove_file(&page).expect("removes");
    watched.hears(&page);
}

#[test]
fn watch_ignores_reading_and_the_output() {
    let watched = Watched::new();
    let _ = fs::read(watched.root().join("content/a.md"));
    let _ = fs::read_dir(watched.root().join("content")).map(Iterator::count);
    fs::write(watched.root().join("public/x.html"), "x").expect("writes");
    fs::remove_dir_all(watched.root().join("public")).expect("removes");
    watched.hears_nothing();
    let config = watched.root().join("factpress.yaml");
    fs::write(&config, "title: T").expect("writes");
    watched.hears(&config);
}

#[test]
fn watch_sees_new_nested_folders() {
    let watched = Watched::new();
    let deep = watched.root().join("content/x/y/z");
    fs::create_dir_all(&deep).expect("creates");
    fs::write(deep.join("new.md"), "# New").expect("writes");
    // The file itself may be missed; a look at everything comes in any case, and another one when all is quiet.
    let first = watched.told.recv_timeout(Duration::from_secs(5)).expect("a change");
    assert!(!first.is_empty());
    let end = Instant::now() + Duration::from_secs(5);
    let again =
        std::iter::from_fn(|| watched.told.recv_timeout(end - Instant::now()).ok()).any(|paths| paths.is_empty());
    assert!(again, "a second look");
    fs::write(deep.join("new.md"), "# Newer").expect("writes");
    watched.hears(&deep.join("new.md"));
}

#[test]
fn watch_sees_a_new_folder_go() {
    let watched = Watched::new();
    for round in 0..3 {
        let (folder, file) = (watched.root().join("templates"), watched.root().join("templates/doc.html"));
        fs::create_dir(&folder).expect("creates");
        fs::write(&file, format!("{round}")).expect("writes");
        watched.hears(&folder);
        std::thread::sleep(Duration::from_millis(400));
        fs::remove_dir_all(&folder).expect("removes");
        watched.hears(&folder);
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn watch_ignores_what_editors_keep() {
    let watched = Watched::new();
    let hidden = watched.root().join("content/.obsidian");
    fs::create_dir(&hidden).expect("creates");
    std::thread::sleep(Duration::from_millis(400));
    for round in 0..3 {
        fs::write(hidden.join("workspace.json"), format!("{round}")).expect("writes");
        std::thread::sleep(Duration::from_millis(50));
    }
    watched.hears_nothing();
}

#[test]
fn watch_survives_the_folder_made_again() {
    let watched = Watched::new();
    let content = watched.root().join("content");
    fs::rename(&content, watched.root().join("old")).expect("renames");
    watched.hears(&content);
    fs::create_dir(&content).expect("creates");
    watched.hears(&content);
    std::thread::sleep(Duration::from_millis(400));
    let page = content.join("b.md");
    fs::write(&page, "# B").expect("writes");
    watched.hears(&page);
}
