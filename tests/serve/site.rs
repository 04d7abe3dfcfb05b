//! A real site on disk, served, edited, and served again.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use factpress::serve::{Options, Running, start};
use factpress::session::{self, Session};

use super::client::{Reply, until};

pub(super) fn serve(root: &std::path::Path) -> Running {
    let options = session::Options { root: root.to_owned(), texts: session::Texts::Kept, ..Default::default() };
    let session = Session::open(options).expect("a site");
    start(session, Options { port: 0, ..Options::default() }).expect("a preview")
}

fn send(running: &Running, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(running.addr()).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("time-out");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    stream
}

pub(super) fn get(running: &Running, path: &str) -> Reply {
    Reply::read(&mut send(running, path), false)
}

#[test]
fn edits_arrive() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("content/guide")).expect("creates");
    fs::write(root.join("content/index.md"), "# Home\n\n[Guide](guide/start.md)\n").expect("writes");
    fs::write(root.join("content/guide/start.md"), "# Start\n\nfirst words\n").expect("writes");
    let running = serve(root);
    assert!(get(&running, "/guide/start.html").text().contains("first words"));
    let listen = |page: &str| {
        let mut stream = send(&running, &format!("/__preview/events?page={page}"));
        until(&mut stream, "event: build");
        stream
    };
    let mut page = listen("/guide/start.html");
    let mut to_come = listen("/new/deep/page.html");

    fs::write(root.join("content/guide/start.md"), "# Start\n\nother words\n").expect("writes");
    until(&mut page, "event: patch");
    assert!(get(&running, "/guide/start.html").text().contains("other words"));

    fs::create_dir_all(root.join("content/new/deep")).expect("creates");
    fs::write(root.join("content/new/deep/page.md"), "# Deep\n\nnew words\n").expect("writes");
    until(&mut to_come, "event: patch");
    assert!(get(&running, "/new/deep/page.html").text().contains("new words"));

    fs::remove_file(root.join("content/guide/start.md")).expect("removes");
    until(&mut page, "event: gone");
    let gone = get(&running, "/guide/start.html");
    assert_eq!(gone.status, 404);
    let links = gone.text();
    assert!(links.contains("href=\"/index.html\""), "its links hold at any address: {links}");

    running.stop();
    assert!(!root.join("public").exists(), "nothing is written");
}

/// Waits until an address is answered with a text.
fn shows(running: &Running, path: &str, text: &str) {
    let end = std::time::Instant::now() + Duration::from_secs(10);
    while !get(running, path).text().contains(text) {
        assert!(std::time::Instant::now() < end, "{path} does not show {text:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn folders_that_hold_nothing_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for empty in ["content/guide", "templates", "static"] {
        fs::create_dir_all(root.join(empty)).expect("creates");
    }
    fs::write(root.join("content/index.md"), "# Home\n").expect("writes");
    let running = serve(root);
    fs::write(root.join("static/a.txt"), "a file").expect("writes");
    shows(&running, "/a.txt", "a file");
    fs::write(root.join("content/guide/a.md"), "# A\n\nnew words\n").expect("writes");
    shows(&running, "/guide/a.html", "new words");
    fs::write(root.join("templates/doc.html"), "<html>own {{ page.html | safe }}</html>").expect("writes");
    shows(&running, "/guide/a.html", "own ");
    fs::remove_dir_all(root.join("templates")).expect("removes");
    shows(&running, "/guide/a.html", "<!DOCTYPE html>");

    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("guide")).expect("creates");
    fs::write(root.join("README.md"), "# Home\n").expect("writes");
    let running = serve(root);
    fs::write(root.join("guide/a.md"), "# A\n\nnew words\n").expect("writes");
    shows(&running, "/guide/a.html", "new words");
}

#[cfg(unix)]
#[test]
fn pages_that_lie_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("content")).expect("creates");
    fs::create_dir_all(root.join("packages/foo")).expect("creates");
    fs::write(root.join("content/index.md"), "# Home\n").expect("writes");
    fs::write(root.join("packages/foo/README.md"), "# Foo\n\nfirst words\n").expect("writes");
    std::os::unix::fs::symlink("../packages/foo/README.md", root.join("content/foo.md")).expect("a link");
    let running = serve(root);
    shows(&running, "/foo.html", "first words");
    fs::write(root.join("packages/foo/README.md"), "# Foo\n\nother words\n").expect("writes");
    shows(&running, "/foo.html", "other words");
}

#[test]
fn d41_a_site_below_the_root() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("content")).expect("creates");
    fs::write(root.join("factpress.yaml"), "base_url: https://example.org/docs/\n").expect("writes");
    fs::write(root.join("content/index.md"), "# Home\n\nfirst words\n").expect("writes");
    let running = serve(root);
    assert!(running.url().ends_with("/docs/"), "{}", running.url());
    for path in ["/", "/docs", "/?x"] {
        let reply = get(&running, path);
        assert_eq!((reply.status, reply.header("location")), (301, Some("/docs/")), "{path}");
    }
    assert!(get(&running, "/docs/").text().contains("first words"));
    for path in ["/other", "/index.html", "/docsx/", "/docs/other"] {
        let reply = get(&running, path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.text().contains("href=\"/docs/index.html\""), "{path}: {}", reply.text());
    }
    let mut page = send(&running, "/__preview/events?page=/docs/index.html");
    until(&mut page, "event: build");
    fs::write(root.join("content/index.md"), "# Home\n\nother words\n").expect("writes");
    until(&mut page, "event: patch");
    assert!(get(&running, "/docs/index.html").text().contains("other words"));
}

#[test]
fn the_root_itself_may_be_the_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("guide")).expect("creates");
    fs::write(root.join("README.md"), "# Home\n").expect("writes");
    fs::write(root.join("guide/start.md"), "# Start\n\nfirst words\n").expect("writes");
    let running = serve(root);
    assert!(get(&running, "/guide/start.html").text().contains("first words"));
    for (path, url) in
        [("guide/start.md", "/guide/start.html"), ("other.md", "/other.html"), ("late/x.md", "/late/x.html")]
    {
        let mut page = send(&running, &format!("/__preview/events?page={url}"));
        until(&mut page, "event: build");
        if let Some(parent) = root.join(path).parent().filter(|parent| !parent.exists()) {
            fs::create_dir(parent).expect("creates");
            // Longer than the second look: the empty folder itself must be watched by now.
            std::thread::sleep(Duration::from_millis(600));
        }
        fs::write(root.join(path), "# Title\n\nother words\n").expect("writes");
        until(&mut page, "event: patch");
        assert!(get(&running, url).text().contains("other words"), "{path}");
    }
}
