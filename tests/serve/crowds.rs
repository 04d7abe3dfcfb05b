//! Many requests at once, at random, half sent, while the site changes or the system has nothing left: the preview still answers.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpStream, UdpSocket};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use factpress::serve::http::{Patience, Settings};
use factpress::serve::{Options, bind};

use super::client::{Preview, Reply, head};
use super::site::{get, serve};

/// What no answer may ever hold.
const SECRET: &str = "SECRET-beside-the-site";

#[test]
fn d6_only_this_machine() {
    let listener = bind(&Options { port: 0, ..Options::default() }).expect("a port");
    let addr = listener.local_addr().expect("an address");
    assert!(addr.ip().is_loopback(), "{addr}");
    // The address of this machine in its network, where it has one; nothing is sent.
    let network = UdpSocket::bind("0.0.0.0:0").and_then(|it| it.connect("192.0.2.1:9").and_then(|()| it.local_addr()));
    match network {
        Ok(own) if !own.ip().is_loopback() => {
            let other = TcpStream::connect_timeout(&(own.ip(), addr.port()).into(), Duration::from_secs(2));
            assert!(other.is_err(), "reached at {own}");
        }
        _ => println!("skipped: this machine is in no network"),
    }
}

#[test]
fn d14_links_out_of_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    fs::create_dir_all(root.join("content")).expect("creates");
    fs::write(folder.path().join("secret.txt"), SECRET).expect("writes");
    fs::create_dir(folder.path().join("outside")).expect("creates");
    fs::write(folder.path().join("outside/secret.txt"), SECRET).expect("writes");
    let page = "# Home\n\n[a](file.txt) [b](dir/secret.txt) [c](gone.txt) [d](loop/x.txt)\n";
    fs::write(root.join("content/index.md"), page).expect("writes");
    for (name, to) in
        [("file.txt", "../../secret.txt"), ("dir", "../../outside"), ("gone.txt", "nothing"), ("loop", ".")]
    {
        std::os::unix::fs::symlink(to, root.join("content").join(name)).expect("a link");
    }
    let running = serve(&root);
    for path in ["/file.txt", "/dir/secret.txt", "/dir/", "/gone.txt", "/loop/x.txt", "/loop/loop/index.html"] {
        let reply = get(&running, path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains(SECRET), "{path}");
    }
}

#[test]
fn d27_long_heads() {
    let preview = Preview::new();
    let long = "x".repeat(64 << 10);
    assert_eq!(preview.get(&format!("/{long}")).status, 414);
    let many: String = (0..200).map(|number| format!("X-{number}: {number}\r\n")).collect();
    assert_eq!(preview.ask("GET /a.html", &many).status, 431);
    assert_eq!(preview.ask("GET /a.html", &format!("X: {}\r\n", "y".repeat(1 << 20))).status, 431);
    // A line without end is cut off long before it is sent.
    let mut stream = preview.connect();
    stream.set_write_timeout(Some(Duration::from_secs(5))).expect("time-out");
    let chunk = vec![b'x'; 64 << 10];
    let _ = stream.write_all(b"GET /");
    let sent = (0..3200).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!(sent < 1600, "{sent} chunks of 200 MB were taken");
    preview.lives();
}

/// A preview that waits less long than a person would notice.
fn hasty() -> Preview {
    let patience = Patience { idle: Duration::from_millis(600), sending: Duration::from_millis(300) };
    Preview::with(Settings { patience, ..Settings::default() })
}

/// Whether the other side ends a connection within a time.
fn ends(stream: &mut TcpStream, within: Duration) -> bool {
    let end = Instant::now() + within;
    let mut some = [0; 1024];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return false;
        }
        match stream.read(&mut some) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}

#[test]
fn d28_who_sends_slowly_or_nothing_is_cut_off_and_holds_up_nobody() {
    assert_eq!(
        [Patience::default().idle, Patience::default().sending],
        [Duration::from_secs(30), Duration::from_secs(10)]
    );
    let preview = hasty();
    let mut held: Vec<TcpStream> = (0..500).map(|_| preview.connect()).collect();
    for _ in 0..4 {
        for stream in held.iter_mut().take(250) {
            let _ = stream.write_all(b"G");
        }
        let begun = Instant::now();
        preview.lives();
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
    let open = held.iter_mut().filter_map(|stream| (!ends(stream, Duration::from_secs(5))).then_some(())).count();
    assert_eq!(open, 0);
    // One that has had an answer may wait longer for its next request, and not for ever.
    let mut stream = preview.connect();
    stream.write_all(b"GET /ten.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
    assert_eq!(Reply::read(&mut stream, false).text(), "0123456789");
    assert!(!ends(&mut stream, Duration::from_millis(400)) && ends(&mut stream, Duration::from_secs(3)));
}

#[test]
fn d28_too_many_connections() {
    let preview = Preview::with(Settings { connections: 8, ..Settings::default() });
    let held: Vec<TcpStream> = (0..8).map(|_| preview.connect()).collect();
    preview.settle();
    assert_eq!(Reply::read(&mut preview.connect(), false).status, 503);
    drop(held);
    preview.settle();
    preview.lives();
}

#[test]
fn d32_no_http() {
    let preview = Preview::new();
    for bytes in [
        &b"GET / HTTP/1.1\nHost: localhost\n\n"[..],
        b"GET /\r\n",
        b"GET / HTTP/1.2\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00\xff\x80\x7f random",
        b"{\"json\": true}",
    ] {
        let mut stream = preview.connect();
        stream.write_all(bytes).expect("writes");
        let first = head(&mut stream);
        let status = first.split(' ').nth(1).unwrap_or("closed");
        assert!(matches!(status, "400" | "505"), "{bytes:?}: {first}");
        assert!(ends(&mut stream, Duration::from_secs(1)), "{bytes:?}");
        preview.lives();
    }
}

#[test]
fn connections_that_come_together_are_all_answered() {
    // A pool of threads that counts its idle ones a moment too late leaves the second of two waiting behind the first, which a
    // browser holds open.
    for round in 0..40 {
        let preview = Preview::new();
        let mut held: Vec<TcpStream> = (0..round % 5).map(|_| preview.connect()).collect();
        std::thread::sleep(Duration::from_millis(3));
        held.extend((0..6).map(|_| preview.connect()));
        for stream in held.iter_mut().rev() {
            stream.set_read_timeout(Some(Duration::from_secs(2))).expect("time-out");
            stream.write_all(b"GET /ten.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
            assert_eq!(Reply::read(stream, false).text(), "0123456789", "round {round}");
        }
    }
}

#[test]
fn d31_two_lengths() {
    let preview = Preview::new();
    for headers in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Transfer-Encoding : chunked\r\n",
        "X: a\r\n b\r\n",
    ] {
        let mut stream = preview.connect();
        let request = format!("GET /a.html HTTP/1.1\r\nHost: localhost\r\n{headers}\r\nhello");
        stream.write_all(request.as_bytes()).expect("writes");
        let first = head(&mut stream);
        let status = first.split(' ').nth(1).unwrap_or("closed");
        assert_eq!(status, "400", "{headers:?}: {first}");
        assert!(ends(&mut stream, Duration::from_secs(1)), "{headers:?}");
        preview.lives();
    }
}

#[test]
fn d29_more_connections_than_the_system_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("creates");
    fs::write(folder.path().join("content/index.md"), "# Home\n").expect("writes");
    let script =
        format!("ulimit -n 64; exec '{}' '{}' --port 0", env!("CARGO_BIN_EXE_factpress"), folder.path().display());
    let mut child = Command::new("sh").args(["-c", &script]).stdout(Stdio::piped()).spawn().expect("a shell");
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().expect("output")), &mut line)
        .expect("a line");
    let port: u16 =
        line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    // Some wait where the system keeps them, until it keeps no more; those are not waited for.
    let (addr, patience) = (([127, 0, 0, 1], port).into(), Duration::from_millis(50));
    let held: Vec<TcpStream> = (0..400).filter_map(|_| TcpStream::connect_timeout(&addr, patience).ok()).collect();
    assert!(held.len() > 64, "{} connections", held.len());
    std::thread::sleep(Duration::from_secs(3));
    assert!(threads(child.id()) < 200, "{} threads", threads(child.id()));
    drop(held);
    let begun = Instant::now();
    let status = loop {
        let mut stream = TcpStream::connect_timeout(&addr, Duration::from_secs(5)).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("time-out");
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let status = Reply::read(&mut stream, false).status;
        if status == 200 || begun.elapsed() > Duration::from_secs(20) {
            break status;
        }
    };
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(status, 200, "it recovers");
}

/// How many threads a process has, where the system tells.
fn threads(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count)
}

#[test]
fn d37_a_rebuild_at_any_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir(root.join("content")).expect("creates");
    let text = |word: &str| format!("# Home\n\n{}\n\nlast {word}\n", format!("{word} ").repeat(2000));
    fs::write(root.join("content/index.md"), text("old")).expect("writes");
    let running = serve(root);
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..20 {
                fs::write(root.join("content/index.md"), text(if number % 2 == 0 { "new" } else { "old" }))
                    .expect("writes");
                std::thread::sleep(Duration::from_millis(60));
            }
            ended.store(true, Ordering::SeqCst);
        });
        let mut both = [false, false];
        while !ended.load(Ordering::SeqCst) {
            let reply = get(&running, "/index.html");
            let page = reply.text();
            assert_eq!(reply.status, 200);
            let [new, old] = ["last new", "last old"].map(|last| page.contains(last));
            // An empty file, as it lies there between truncating and writing, is a text as well.
            let words = |word: &str| page.matches(word).count() > 1000;
            assert!(!(new && words("old ") || old && words("new ")), "half of each");
            both = [both[0] || new, both[1] || old];
        }
        assert_eq!(both, [true, true], "both were served");
    });
}

#[test]
fn d44_requests_at_random() {
    const PARTS: [&str; 24] = [
        "GET",
        "POST",
        "HEAD",
        " ",
        "/",
        "..",
        "%2e",
        "%2f",
        "%00",
        "\\",
        "?",
        "#",
        "a.html",
        "__preview",
        "events",
        "HTTP/1.1",
        "\r\n",
        "Host: localhost",
        "Content-Length: 3",
        "Range: bytes=0-",
        "If-None-Match: *",
        "\u{0}",
        "é",
        ":",
    ];
    let preview = Preview::new();
    preview.site.put("secret-free.html", "<body>public</body>");
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut roll = move |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap_or(0) % sides
    };
    for number in 0..100_000 {
        let mut request = String::new();
        if roll(3) > 0 {
            request.push_str("GET /");
        }
        for _ in 0..roll(12) {
            request.push_str(PARTS[roll(PARTS.len())]);
        }
        if roll(2) > 0 {
            request.push_str(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        let Ok(mut stream) = TcpStream::connect(preview.addr) else {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        let _ = stream.write_all(request.as_bytes());
        // One in a hundred answers is read; the others are left.
        if number % 100 == 0 {
            preview.lives();
        }
    }
    preview.lives();
}
