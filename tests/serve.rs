//! What the preview answers to requests, kind and hostile. Names of tests are the rows of the list they hold.
#![expect(clippy::disallowed_methods, reason = "tests lay out sites and read outputs back")]
#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::io::{Read, Write};
use std::time::Duration;

use factpress::error::Error;

#[path = "serve/addresses.rs"]
mod addresses;
#[path = "serve/browser.rs"]
mod browser;
#[path = "serve/client.rs"]
mod client;
#[path = "serve/crowds.rs"]
mod crowds;
#[path = "serve/findings.rs"]
mod findings;
#[path = "serve/live.rs"]
mod live;
#[path = "serve/process.rs"]
mod process;
#[path = "serve/site.rs"]
mod site;

use client::{Preview, Reply};

/// Every path must get the status, and must never show a page.
fn all(preview: &Preview, status: u16, paths: &[&str]) {
    for path in paths {
        let reply = preview.get(path);
        assert_eq!(reply.status, status, "{path:?}: {reply:?}");
        assert!(!reply.text().contains("PAGE A"), "{path:?}");
    }
}

#[test]
fn d1_local_hosts() {
    let preview = Preview::new();
    let port = preview.addr.port();
    for host in
        ["localhost:P", "127.0.0.1:P", "[::1]:P", "x.localhost:P", "localhost:9999", "LOCALHOST", "allowed.test:P"]
    {
        let host = host.replace('P', &port.to_string());
        let reply = preview.raw(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(reply.status, 200, "{host}");
        assert!(reply.text().contains("HOME"), "{host}");
    }
}

#[test]
fn d2_foreign_hosts() {
    let preview = Preview::new();
    let port = preview.addr.port();
    let hosts = [
        "evil.test",
        "evil.test:P",
        "127.0.0.1.evil.test",
        "localhost.evil.test",
        "evillocalhost",
        "0.0.0.0:P",
        "[::]",
    ];
    for host in hosts {
        for path in ["/", "/__preview/events", "/__preview/preview.js", "/nothing"] {
            let host = host.replace('P', &port.to_string());
            let reply = preview.raw(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            assert_eq!(reply.status, 403, "{host}");
            assert!(!reply.text().contains("HOME") && !reply.text().contains("LOST"), "{host}");
        }
    }
    let said = preview.said.lock().expect("lock").join("\n");
    assert_eq!(said.matches("--allow-host evil.test").count(), 1, "{said}");
}

#[test]
fn d3_bad_hosts() {
    let preview = Preview::new();
    for headers in
        ["", "Host: a\r\nHost: a\r\n", "Host: localhost\r\nhost: localhost\r\n", "Host:\r\n", "Host: a b\r\n"]
    {
        let reply = preview.raw(format!("GET / HTTP/1.1\r\n{headers}\r\n"));
        assert_eq!(reply.status, 400, "{headers:?}");
    }
}

#[test]
fn d4_no_cors() {
    let reply = Preview::new().ask("GET /", "Origin: http://evil.test\r\n");
    assert_eq!(reply.status, 200);
    assert!(!reply.head.to_lowercase().contains("access-control-"), "{}", reply.head);
    assert!(reply.header("vary").is_none());
}

#[test]
fn d5_events_of_the_same_origin() {
    let preview = Preview::new();
    let port = preview.addr.port();
    let foreign = [
        "Origin: http://evil.test\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: http://127.0.0.1:{port}\r\n"),
        format!("Origin: http://localhost:{}\r\n", port - 1),
        format!("Origin: http://localhost:{port}.evil.test\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
    ];
    for headers in foreign {
        assert_eq!(preview.ask("GET /__preview/events", &headers).status, 403, "{headers}");
    }
    let own = format!("Origin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(preview.ask("GET /__preview/events", &own).status, 200);
}

#[test]
fn d7_d8_no_way_out() {
    let preview = Preview::new();
    let raw = ["/../../secret.txt", "/a/../../secret.txt", "/./x", "/./a.html", "/dir/../a.html", "/dir//index.html"];
    all(&preview, 404, &raw);
    let escaped = [
        "/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e/a.html",
        "/%2E%2E%2Fa.html",
        "/%252e%252e/a.html",
        "/dir%2findex.html",
        "/%2561.html",
        "/%zz",
        "/%ff",
    ];
    all(&preview, 404, &escaped);
}

#[test]
fn d9_d10_strange_characters() {
    let preview = Preview::new();
    let bad = [
        "/..\\..\\x",
        "/..%5c..%5cx",
        "/a\\b",
        "/%00",
        "/a%00.html",
        "/a\0.html",
        "/%0d%0a",
        "/%0aX",
        "/%7f",
        "/\u{1}",
    ];
    all(&preview, 400, &bad);
    preview.lives();
}

#[test]
fn d11_names_of_other_systems() {
    let strange = ["//etc/hostname", "///x", "/C:/x", "/a.html:stream", "/con", "/a.html.", "/a.html%20", "/a.html/"];
    all(&Preview::new(), 404, &strange);
}

#[test]
fn d12_d13_targets() {
    let preview = Preview::new();
    all(&preview, 400, &["http://evil.test/a.html", "http://localhost/a.html", "*", "a.html", "", "/a.html#/../x"]);
    let reply = preview.get("/a.html?x=../../secret.txt&raw??");
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains("PAGE A"));
}

#[test]
fn d15_d18_d19_not_planned() {
    let preview = Preview::new();
    all(
        &preview,
        404,
        &["/.git/config", "/.hidden", "/dir/deep/", "/dir/deep", "/nothing.html", "/__preview/", "/__preview/x"],
    );
    let lost = preview.get("/some/where");
    assert_eq!(lost.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(lost.text().contains("LOST"));
}

#[test]
fn d16_d17_folders() {
    let preview = Preview::new();
    preview.site.put("a b/ü:x/index.html", "DEEP");
    for (path, location) in [("/dir", "dir/"), ("/a%20b/%C3%BC:x?q", "./%C3%BC:x/")] {
        let reply = preview.get(path);
        assert_eq!(reply.status, 301, "{path}");
        assert_eq!(reply.header("location"), Some(location));
    }
    assert!(preview.get("/dir/").text().contains("DIR"));
    let reply = preview.get("/%0d%0aSet-Cookie:%20x/");
    assert_eq!(reply.status, 400);
    assert!(reply.header("set-cookie").is_none());
}

#[test]
fn d20_head() {
    let preview = Preview::new();
    for path in ["/a.html", "/nothing", "/theme.css", "/dir", "/__preview/preview.js"] {
        let whole = preview.get(path);
        let mut stream = preview.connect();
        let head = format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("writes");
        let mut all = String::new();
        stream.read_to_string(&mut all).expect("reads to the end");
        assert!(all.ends_with("\r\n\r\n"), "no body: {all}");
        let dated = |head: &str| {
            head.lines()
                .filter(|line| !line.starts_with("Date") && !line.starts_with("Connection"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(dated(&all), dated(&whole.head), "{path}");
        assert_eq!(whole.header("content-length"), Some(whole.body.len().to_string().as_str()));
    }
}

#[test]
fn d21_methods() {
    let preview = Preview::new();
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "FOO", "get"] {
        let reply = preview.ask(&format!("{method} /a.html"), "");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("GET, HEAD"));
        assert!(!reply.head.to_lowercase().contains("access-control-"));
    }
}

#[test]
fn d22_d23_d26_conditions() {
    let preview = Preview::new();
    let first = preview.get("/ten.txt");
    let tag = first.header("etag").expect("a tag").to_owned();
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let reply = preview.ask("GET /ten.txt", &format!("If-None-Match: {known}\r\n"));
        assert_eq!(reply.status, 304, "{known}");
        assert_eq!(reply.header("etag"), Some(tag.as_str()));
    }
    for ignored in ["Sat, 01 Jan 2050 00:00:00 GMT", "garbage"] {
        assert_eq!(preview.ask("GET /ten.txt", &format!("If-Modified-Since: {ignored}\r\n")).status, 200);
    }
    preview.site.put("ten.txt", "9876543210");
    let reply = preview.ask("GET /ten.txt", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((reply.status, reply.text().as_str()), (200, "9876543210"));
    for path in ["/", "/nothing", "/dir", "/__preview/preview.js"] {
        assert_eq!(preview.get(path).header("cache-control"), Some("no-cache"), "{path}");
    }
}

#[test]
fn d22_a_304_has_no_body() {
    let preview = Preview::new();
    let mut stream = preview.connect();
    let one = "GET /ten.txt HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\n\r\n";
    stream.write_all(format!("{one}{one}").as_bytes()).expect("writes");
    for _ in 0..2 {
        assert!(client::head(&mut stream).starts_with("HTTP/1.1 304 "));
    }
}

#[test]
fn d24_ranges() {
    let preview = Preview::new();
    let folder = tempfile::tempdir().expect("a folder");
    let disk = folder.path().join("ten.bin");
    std::fs::write(&disk, "0123456789").expect("writes");
    preview.site.put_file("ten.bin", &disk);
    for path in ["/ten.txt", "/ten.bin"] {
        for (range, status, content_range, body) in [
            ("bytes=0-3", 206, Some("bytes 0-3/10"), "0123"),
            ("bytes=-5", 206, Some("bytes 5-9/10"), "56789"),
            ("bytes=5-", 206, Some("bytes 5-9/10"), "56789"),
            ("bytes=0-0,2-3", 200, None, "0123456789"),
            ("bytes=x", 200, None, "0123456789"),
            ("bytes=9999999-", 416, Some("bytes */10"), "416: there is nothing in this range\n"),
        ] {
            let reply = preview.ask(&format!("GET {path}"), &format!("Range: {range}\r\n"));
            assert_eq!(reply.status, status, "{path} {range}");
            assert_eq!(reply.header("content-range"), content_range, "{path} {range}");
            assert_eq!(reply.text(), body, "{path} {range}");
        }
        let changed = preview.ask(&format!("GET {path}"), "Range: bytes=0-3\r\nIf-Range: \"old\"\r\n");
        assert_eq!(changed.status, 200);
    }
}

#[test]
fn d25_types() {
    let preview = Preview::new();
    for (name, media) in [
        ("x.html", "text/html; charset=utf-8"),
        ("x.HTML", "text/html; charset=utf-8"),
        ("x.css", "text/css; charset=utf-8"),
        ("x.js", "text/javascript; charset=utf-8"),
        ("x.mjs", "text/javascript; charset=utf-8"),
        ("x.json", "application/json; charset=utf-8"),
        ("x.svg", "image/svg+xml; charset=utf-8"),
        ("x.png", "image/png"),
        ("x.webp", "image/webp"),
        ("x.avif", "image/avif"),
        ("x.woff2", "font/woff2"),
        ("x.wasm", "application/wasm"),
        ("x.xml", "application/xml; charset=utf-8"),
        ("x.txt", "text/plain; charset=utf-8"),
        ("x.pdf", "application/pdf"),
        ("x.md", "text/markdown; charset=utf-8"),
        ("x.unheard", "application/octet-stream"),
        ("x", "application/octet-stream"),
    ] {
        preview.site.put(name, "x");
        let reply = preview.get(&format!("/{name}"));
        assert_eq!(reply.header("content-type"), Some(media), "{name}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{name}");
    }
}

#[test]
fn d30_announced_bodies() {
    let preview = Preview::new();
    let mut held = Vec::new();
    for (announced, statuses) in [
        ("Content-Length: 100000000000", &[405][..]),
        ("Content-Length: 9223372036854775808", &[405]),
        ("Content-Length: 18446744073709551615", &[405]),
        ("Content-Length: 18446744073709551616", &[400, 405]),
        ("Content-Length: -1", &[400, 405]),
        ("Content-Length: 5000\r\n\r\nunfinished", &[405]),
        ("Transfer-Encoding: chunked\r\n\r\n5\r\nab", &[405]),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4", &[400]),
        ("Content-Length: 5000\r\nExpect: 100-continue", &[405]),
    ] {
        let mut stream = preview.connect();
        let end = if announced.contains("\r\n\r\n") { "" } else { "\r\n\r\n" };
        let request = format!("POST / HTTP/1.1\r\nHost: localhost\r\n{announced}{end}");
        stream.write_all(request.as_bytes()).expect("writes");
        let reply = Reply::read(&mut stream, false);
        assert!(statuses.contains(&reply.status), "{announced}: {reply:?}");
        preview.lives();
        held.push(stream);
    }
    assert_eq!(preview.ask("GET /a.html", "Content-Length: 5000\r\n").status, 413);
    drop(held);
    preview.lives();
}

#[test]
fn d30_a_whole_body_leaves_the_connection_usable() {
    let preview = Preview::new();
    let mut stream = preview.connect();
    let body = "x".repeat(5000);
    let post = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{body}");
    stream.write_all(post.as_bytes()).expect("writes");
    assert_eq!(Reply::read(&mut stream, false).status, 405);
    stream.write_all(b"GET /ten.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    assert_eq!(Reply::read(&mut stream, false).text(), "0123456789");
}

#[test]
fn d33_versions_and_pipelines() {
    let preview = Preview::new();
    for request in
        ["GET /ten.txt HTTP/1.0\r\n\r\n", "GET /ten.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"]
    {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).expect("writes");
        let mut all = String::new();
        stream.read_to_string(&mut all).expect("closes");
        assert!(all.ends_with("\r\n\r\n0123456789"), "{all}");
    }
    let mut stream = preview.connect();
    for path in ["/ten.txt", "/a.html", "/theme.css"] {
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).expect("writes");
    }
    for part in ["0123456789", "PAGE A", "body{}"] {
        assert!(Reply::read(&mut stream, false).text().contains(part));
    }
}

#[test]
fn d34_expectations() {
    let preview = Preview::new();
    assert_eq!(preview.ask("GET /", "Expect: something\r\n").status, 417);
    assert_eq!(preview.ask("POST /", "Content-Length: 3\r\nExpect: 100-continue\r\n").status, 405);
}

#[test]
fn d35_clients_that_go_away() {
    let preview = Preview::new();
    preview.site.put("big.bin", vec![0; 8 << 20]);
    for _ in 0..30 {
        let mut stream = preview.connect();
        stream.write_all(b"GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
        let mut some = [0; 100];
        stream.read_exact(&mut some).expect("reads");
    }
    preview.lives();
}

#[test]
fn d36_a_port_that_is_taken() {
    let preview = Preview::new();
    let options = factpress::serve::Options { port: preview.addr.port(), ..Default::default() };
    let error = factpress::serve::bind(&options).expect_err("taken");
    let Error::Listen { address, reason } = &error else { panic!("{error}") };
    assert_eq!(address, &preview.addr.to_string());
    assert!(reason.contains("--port 0"), "{reason}");
    assert!(reason.contains("try `--port "), "{reason}");
    let free = factpress::serve::Options { port: 0, ..Default::default() };
    assert_ne!(factpress::serve::bind(&free).expect("a free one").local_addr().expect("an address").port(), 0);
}

#[test]
fn d39_errors_repeat_nothing() {
    let preview = Preview::new();
    preview.site.put("404.html", "LOST");
    let evil = "/%3Cimg%20onerror=x%3E</script>";
    assert!(!preview.get(evil).text().contains("onerror"));
    let reply = preview.raw("GET / HTTP/1.1\r\nHost: evil.test\u{1b}[31m\r\n\r\n");
    assert_eq!(reply.status, 400);
    assert!(!preview.said.lock().expect("lock").join("").contains('\u{1b}'));
}

#[test]
fn d42_names() {
    let preview = Preview::new();
    for (name, url) in [
        ("ü.html", "/%C3%BC.html"),
        ("u\u{308}.html", "/u%CC%88.html"),
        ("c d.html", "/c%20d.html"),
        ("100%.html", "/100%25.html"),
        ("a+b.html", "/a+b.html"),
        ("q?#.html", "/q%3F%23.html"),
    ] {
        preview.site.put(name, format!("named {name}"));
        assert!(preview.get(url).text().contains(&format!("named {name}")), "{url}");
    }
    assert_eq!(preview.get("/c+d.html").status, 404);
    assert_eq!(preview.get("/a%20b.html").status, 404);
}

#[test]
fn a_defect_in_one_answer_ends_no_other() {
    let preview = Preview::new();
    preview.site.put_defect("broken.txt");
    for _ in 0..5 {
        assert_eq!(preview.get("/broken.txt").status, 500);
    }
    preview.lives();
}

#[test]
fn files_that_are_gone_or_no_files() {
    let preview = Preview::new();
    let folder = tempfile::tempdir().expect("a folder");
    preview.site.put_file("gone.bin", &folder.path().join("gone.bin"));
    preview.site.put_file("folder.bin", folder.path());
    all(&preview, 404, &["/gone.bin", "/folder.bin"]);
}

#[test]
fn d43_the_end_frees_the_port() {
    let preview = Preview::new();
    let addr = preview.addr;
    let mut page = preview.connect();
    page.write_all(b"GET /__preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    client::until(&mut page, "event: build");
    let begun = std::time::Instant::now();
    drop(preview);
    while std::net::TcpListener::bind(addr).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(1), "the port is free again");
        std::thread::sleep(Duration::from_millis(5));
    }
}
