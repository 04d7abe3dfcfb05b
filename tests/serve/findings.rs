//! What pages are told of findings, and what a person can have done about one: the overlay's side of the preview.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use factpress::serve::Running;
use serde_json::Value;

use super::client::{Reply, until};
use super::site::{get, serve};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("creates");
    fs::write(path, text).expect("writes");
}

fn told(running: &Running, page: &str) -> Value {
    let reply = get(running, &format!("/__preview/findings?page={page}"));
    if reply.status == 204 {
        return Value::Null;
    }
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    serde_json::from_str(&reply.text()).expect("JSON")
}

/// Waits until what a page is told is as it should be, and gives it.
fn once(running: &Running, page: &str, is: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let told = told(running, page);
        if is(&told) {
            return told;
        }
        assert!(Instant::now() < end, "{told:#}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The errors of the groups here, elsewhere, earlier.
fn errors(told: &Value) -> [u64; 3] {
    ["here", "elsewhere", "earlier"].map(|group| told[group]["errors"].as_u64().unwrap_or(u64::MAX))
}

fn first<'a>(told: &'a Value, group: &str) -> &'a Value {
    &told[group]["findings"][0]
}

#[test]
fn what_arose_since_the_start_by_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\n[a](a.md) [old](nothing.md)\n");
    put(root, "content/a.md", "# A\n\nwords\n");
    let running = serve(root);
    let start = once(&running, "/a.html", |told| !told.is_null());
    assert_eq!(errors(&start), [0, 0, 1], "{start:#}");

    let mut stream = TcpStream::connect(running.addr()).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("time-out");
    write!(stream, "GET /__preview/events?page=/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    until(&mut stream, "event: found");

    put(root, "content/a.md", "# A\n\n`é`\t[gone](gone.md#x)\n");
    until(&mut stream, "event: found");
    let broken = once(&running, "/a.html", |told| errors(told) == [1, 0, 1]);
    let finding = first(&broken, "here");
    assert_eq!(finding["rule"], "broken-link");
    assert_eq!(finding["level"], "error");
    assert_eq!(finding["places"][0]["path"], "content/a.md");
    assert_eq!([&finding["places"][0]["line"], &finding["places"][0]["column"]], [3, 12]);
    assert_eq!(finding["places"][0]["lines"][0]["number"], 3);
    assert_eq!(
        finding["places"][0]["lines"][0]["parts"],
        serde_json::json!(["`é`\t[gone](", "gone.md#x", ")"]),
        "{finding:#}"
    );
    assert!(broken["said"].as_str().expect("a text").starts_with("content/a.md changed, checked in "), "{broken:#}");
    assert_eq!(errors(&told(&running, "/index.html")), [0, 1, 1]);
    assert_ne!(broken["found"], start["found"]);
    assert_eq!(broken["token"], start["token"]);

    put(root, "content/a.md", "# A\n\nwords\n");
    once(&running, "/a.html", |told| errors(told) == [0, 0, 1]);
    // What was there at the start, was mended, and comes again is new.
    put(root, "content/index.md", "# Home\n\n[a](a.md)\n");
    once(&running, "/a.html", |told| errors(told) == [0, 0, 0]);
    put(root, "content/index.md", "# Home\n\n[a](a.md) [old](nothing.md)\n");
    once(&running, "/a.html", |told| errors(told) == [0, 1, 0]);
}

#[test]
fn both_places_of_a_contradiction() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\nThere are 10<!-- fact: north.seats --> seats.\n");
    put(root, "content/facts/kinds/pier.yaml", "fields: { seats: integer }\n");
    put(root, "content/facts/pier.yaml", "north: { seats: 10 }\n");
    let running = serve(root);
    once(&running, "/index.html", |told| !told.is_null());
    put(root, "content/facts/pier.yaml", "north: { seats: 12 }\n");
    let told = once(&running, "/index.html", |told| errors(told)[0] == 1);
    let finding = first(&told, "here");
    let places: Vec<&str> =
        finding["places"].as_array().expect("places").iter().filter_map(|place| place["path"].as_str()).collect();
    assert_eq!(places, ["content/index.md", "content/facts/pier.yaml"], "{finding:#}");
    assert_eq!(finding["places"][1]["lines"][0]["parts"][1], "12", "{finding:#}");
    assert_eq!(finding["fix"], "write `12`", "{finding:#}");

    // The fix that is offered, made.
    let fix = format!(
        "/__preview/fix/{}?{}",
        finding["id"].as_str().expect("an id"),
        told["token"].as_str().expect("a token")
    );
    assert_eq!(get(&running, &fix).status, 200);
    once(&running, "/index.html", |told| errors(told) == [0, 0, 0]);
    assert!(fs::read_to_string(root.join("content/index.md")).expect("reads").contains("There are 12<!--"));
    assert_eq!(get(&running, &fix).status, 404, "it is no more");
}

#[test]
fn d38_a_template_that_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\nwords\n");
    put(root, "templates/doc.html", "<html><body class=\"own\">{{ page.html }}</body></html>");
    put(root, "templates/home.html", "<html><body class=\"own\">{{ page.title }}</body></html>");
    let running = serve(root);
    once(&running, "/index.html", |told| !told.is_null());
    assert!(get(&running, "/index.html").text().contains("class=\"own\""));
    for (broken, line, column) in [
        ("<html>\n<b>{{ page.html </b></html>", 2, None),
        ("<html>\n  {{ page.html | nothing }}</html>", 2, None),
        ("<html>\n  {{ page.title.no.such }}</html>", 2, Some(17)),
    ] {
        put(root, "templates/doc.html", broken);
        let end = Instant::now() + Duration::from_secs(10);
        let reply = loop {
            let reply = get(&running, "/index.html");
            if reply.status == 500 || Instant::now() > end {
                break reply;
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(reply.status, 500, "{broken}");
        assert!(reply.text().contains("/__preview/preview.js"), "it is told when it is mended");
        let told = once(&running, "/index.html", |told| errors(told)[0] == 1);
        let finding = first(&told, "here");
        assert_eq!(finding["rule"], "template-error");
        let place = &finding["places"][0];
        assert_eq!(
            [&place["path"], &place["line"]],
            [&Value::from("templates/doc.html"), &Value::from(line)],
            "{told:#}"
        );
        assert!(column.is_none_or(|column| place["column"] == column), "{told:#}");
        assert_eq!(get(&running, "/index.html").status, 500, "a page that shows something else is no mended one");

        // A change that has nothing to do with it leaves it as it is.
        put(root, "content/other.md", &format!("# Other\n\n{line} [x](nothing.md)\n"));
        once(&running, "/index.html", |told| errors(told) == [1, 1, 0]);
        fs::remove_file(root.join("content/other.md")).expect("removes");

        put(root, "templates/doc.html", "<html><body class=\"own\">{{ page.html }}</body></html>");
        once(&running, "/index.html", |told| errors(told) == [0, 0, 0]);
        let reply = get(&running, "/index.html");
        assert_eq!(reply.status, 200);
        assert!(reply.text().contains("class=\"own\""));
    }
}

#[test]
fn a_rebuild_that_fails_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\nwords\n");
    let running = serve(root);
    once(&running, "/index.html", |told| !told.is_null());
    put(root, "factpress.yaml", "content: nowhere\n");
    let told = once(&running, "/index.html", |told| told["trouble"] != "");
    assert!(told["trouble"].as_str().expect("a text").contains("nowhere"), "{told:#}");
    assert!(get(&running, "/index.html").text().contains("words"));
    // What was saved meanwhile is not forgotten.
    put(root, "content/index.md", "# Home\n\nother words\n");
    std::thread::sleep(Duration::from_millis(300));
    put(root, "factpress.yaml", "title: Mended\n");
    once(&running, "/index.html", |told| told["trouble"] == "");
    let page = get(&running, "/index.html").text();
    assert!(page.contains("other words") && page.contains("Mended"), "{page}");
}

#[test]
fn who_reads_along_from_elsewhere_has_nothing_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\n[x](Other.md)\n");
    put(root, "content/other.md", "# Other\n");
    // The address of this machine in its network, where it has one; nothing is sent.
    let network =
        std::net::UdpSocket::bind("0.0.0.0:0").and_then(|it| it.connect("192.0.2.1:9").and_then(|()| it.local_addr()));
    let Some(own) = network.ok().map(|addr| addr.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified()) else {
        println!("skipped: this machine is in no network");
        return;
    };
    let session = factpress::session::Session::open(factpress::session::Options {
        root: root.to_owned(),
        texts: factpress::session::Texts::Kept,
        ..Default::default()
    });
    let options = factpress::serve::Options { host: "0.0.0.0".to_owned(), port: 0, ..Default::default() };
    let running = factpress::serve::start(session.expect("a site"), options).expect("a preview");
    let ask = |ip: std::net::IpAddr, path: &str| {
        let mut stream = TcpStream::connect((ip, running.addr().port())).expect("connects");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("writes");
        Reply::read(&mut stream, false)
    };
    let local = std::net::Ipv4Addr::LOCALHOST.into();
    let end = Instant::now() + Duration::from_secs(10);
    while ask(local, "/__preview/findings").status != 200 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    let told: Value = serde_json::from_str(&ask(local, "/__preview/findings").text()).expect("JSON");
    let there: Value = serde_json::from_str(&ask(own, "/__preview/findings").text()).expect("JSON");
    assert_eq!((&there["token"], &there["earlier"]), (&Value::Null, &told["earlier"]));
    let id = first(&told, "earlier")["id"].as_str().expect("an id");
    let token = told["token"].as_str().expect("a token");
    for act in ["fix", "open"] {
        assert_eq!(ask(own, &format!("/__preview/{act}/{id}?{token}")).status, 403, "{act}");
    }
    assert!(fs::read_to_string(root.join("content/index.md")).expect("reads").contains("Other.md"));
    let reply = ask(local, "/index.html");
    assert_eq!(reply.header("content-security-policy"), Some("frame-ancestors 'self'"));
}

#[test]
fn d39_what_is_found_is_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n");
    let running = serve(root);
    once(&running, "/index.html", |told| !told.is_null());
    put(
        root,
        "content/index.md",
        "# Home\n\n[x](</script><img src=x onerror=alert(1)>.md) \u{1b}[31m[y](\u{202e}y.md)\u{9b}2J\n",
    );
    once(&running, "/index.html", |told| errors(told)[0] >= 1);
    let reply = get(&running, "/__preview/findings?page=/index.html");
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    let text = reply.text();
    assert!(text.contains("</script>"), "it is data, and shown as text: {text}");
    assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
    assert!(!text.contains("\\u001b"), "{text:?}");
}

/// The preview as a process, with an editor that writes down what it is started with.
struct Process {
    child: Child,
    port: u16,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    fn start(root: &Path, editor: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_factpress"))
            .args([root.to_str().expect("UTF-8"), "--port", "0"])
            .env_remove("VISUAL")
            .env("EDITOR", editor)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("a line");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        Self { child, port: port.expect("a port") }
    }

    fn ask(&self, line: &str, headers: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("time-out");
        write!(stream, "{line} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n{headers}\r\n", self.port)
            .expect("writes");
        Reply::read(&mut stream, line.starts_with("HEAD"))
    }

    fn told(&self) -> Value {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let reply = self.ask("GET /__preview/findings?page=/index.html", "");
            if reply.status == 200 {
                return serde_json::from_str(&reply.text()).expect("JSON");
            }
            assert!(Instant::now() < end);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[cfg(unix)]
#[test]
fn the_editor_opens_for_who_knows_the_token() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\n[x](nothing.md) [y](Other.md)\n");
    put(root, "content/other.md", "# Other\n");
    let (editor, started) = (root.join("code"), root.join("started"));
    fs::write(&editor, format!("#!/bin/sh\necho \"$@\" >> '{}'\n", started.display())).expect("writes");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("sets");
    let preview = Process::start(root, editor.to_str().expect("UTF-8"));
    let told = preview.told();
    let token = told["token"].as_str().expect("a token");
    let id = first(&told, "earlier")["id"].as_str().expect("an id");
    let open = format!("/__preview/open/{id}?{token}");

    let foreign = "Sec-Fetch-Site: cross-site\r\n";
    let other = "Origin: http://elsewhere.example\r\n";
    for (line, headers, status) in [
        (format!("GET {open}"), foreign, 403),
        (format!("GET {open}"), other, 403),
        ("GET /__preview/findings?page=/".to_owned(), foreign, 403),
        ("GET /__preview/findings?page=/".to_owned(), other, 403),
        (format!("GET /__preview/open/{id}?{}", token.replace(|c: char| c != '0', "0")), "", 403),
        (format!("GET /__preview/open/{id}"), "", 403),
        (format!("GET /__preview/open/{id}?"), "", 403),
        (format!("GET /__preview/fix/{id}?x"), "", 403),
        (format!("GET /__preview/open/{}?{token}", "0".repeat(16)), "", 404),
        (format!("GET /__preview/open/..%2f..%2fetc%2fpasswd?{token}"), "", 400),
        (format!("GET /__preview/open/content/index.md?{token}"), "", 404),
        (format!("GET /__preview/fix/{id}?{token}"), "", 404),
        (format!("GET /__preview/other/{id}?{token}"), "", 404),
        (format!("POST {open}"), "Content-Length: 0\r\n", 405),
        (format!("HEAD {open}"), "", 200),
    ] {
        let got = preview.ask(&line, headers).status;
        assert!(got == status || status == 400 && got == 404, "{line} {headers}: {got}");
    }
    assert!(!started.exists(), "{}", fs::read_to_string(&started).unwrap_or_default());

    assert_eq!(preview.ask(&format!("GET {open}"), "Sec-Fetch-Site: same-origin\r\n").status, 204);
    let end = Instant::now() + Duration::from_secs(5);
    while fs::read_to_string(&started).unwrap_or_default().is_empty() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    let disk = root.join("content/index.md").canonicalize().expect("a path");
    let wanted = format!("--goto {}:3:5\n", disk.display());
    assert_eq!(fs::read_to_string(&started).expect("it was started"), wanted);
}

#[test]
fn no_editor_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "content/index.md", "# Home\n\n[x](nothing.md)\n");
    for (editor, reason) in
        [("", "set `VISUAL` or `EDITOR`"), ("vim", "wants a terminal"), ("/no/such/program", "start")]
    {
        let preview = Process::start(root, editor);
        let told = preview.told();
        let id = first(&told, "earlier")["id"].as_str().expect("an id");
        let open = format!("GET /__preview/open/{id}?{}", told["token"].as_str().expect("a token"));
        let reply = preview.ask(&open, "");
        assert_eq!(reply.status, 409);
        assert!(reply.text().contains(reason), "{}", reply.text());
    }
}
