//! A site in memory, and a client that sends exactly what it is told to.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use factpress::digest::Digest;
use factpress::output::Content;
use factpress::path::OutPath;
use factpress::serve::builds::Builds;
use factpress::serve::http::{Act, Acted, Answers, Door, Hosts, Served, Settings};
use factpress::serve::say::Say;

/// Outputs by path.
#[derive(Default)]
pub(crate) struct Site(Mutex<BTreeMap<String, Made>>);

#[derive(Clone)]
enum Made {
    Bytes(Vec<u8>),
    File(std::path::PathBuf),
    Panic,
}

impl Site {
    pub(crate) fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        self.0.lock().expect("lock").insert(path.to_owned(), Made::Bytes(text.as_ref().to_vec()));
    }

    pub(crate) fn put_file(&self, path: &str, disk: &std::path::Path) {
        self.0.lock().expect("lock").insert(path.to_owned(), Made::File(disk.to_owned()));
    }

    pub(crate) fn take(&self, path: &str) {
        self.0.lock().expect("lock").remove(path);
    }

    pub(crate) fn put_defect(&self, path: &str) {
        self.0.lock().expect("lock").insert(path.to_owned(), Made::Panic);
    }
}

impl Answers for Site {
    fn base(&self) -> String {
        "/".to_owned()
    }

    fn is_planned(&self, out: &OutPath) -> bool {
        self.0.lock().expect("lock").contains_key(out.as_str())
    }

    fn key(&self, out: &OutPath) -> Option<Digest> {
        match self.0.lock().expect("lock").get(out.as_str())? {
            Made::Bytes(bytes) => Some(Digest::of(bytes)),
            Made::File(_) | Made::Panic => Some(Digest::default()),
        }
    }

    fn make(&self, out: &OutPath) -> Option<Served> {
        let made = self.0.lock().expect("lock").get(out.as_str()).cloned()?;
        let content = match made {
            Made::Bytes(bytes) => Content::Bytes(bytes),
            Made::File(disk) => Content::File(disk),
            Made::Panic => panic!("a defect, as this test wants it"),
        };
        Some(Served { content, whole: true })
    }

    fn missing(&self) -> Content {
        let path = OutPath::new("404.html").expect("a path");
        self.make(&path).map_or_else(|| Content::Bytes(Vec::new()), |served| served.content)
    }

    fn findings(&self, _page: Option<&OutPath>, _may_act: bool) -> Option<Vec<u8>> {
        None
    }

    fn act(&self, _token: &str, _act: Act, _finding: &str) -> Acted {
        Acted::Nothing
    }
}

/// A preview of the site in memory, ended when it is dropped.
pub(crate) struct Preview {
    pub site: Arc<Site>,
    pub builds: Arc<Builds>,
    pub said: Arc<Mutex<Vec<String>>>,
    pub addr: SocketAddr,
    pub door: Door,
}

impl Preview {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let site = Arc::new(Site::default());
        site.put("index.html", "<html><head><title>Home</title></head><body>HOME</body></html>");
        site.put("404.html", "<html><head><title>Lost</title></head><body>LOST</body></html>");
        site.put("a.html", "<html><head></head><body>PAGE A</body></html>");
        site.put("dir/index.html", "<html><body>DIR</body></html>");
        site.put("dir/deep/x.txt", "X");
        site.put("theme.css", "body{}");
        site.put("ten.txt", "0123456789");
        let builds = Arc::new(Builds::new());
        let said = Arc::new(Mutex::new(Vec::new()));
        let ears = said.clone();
        let say = Say::new(move |_, line| ears.lock().expect("lock").push(line.to_owned()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let settings = Settings { hosts: Hosts::new("127.0.0.1", &["allowed.test".to_owned()]), ..settings };
        let door = Door::open(vec![listener], site.clone(), builds.clone(), settings, say).expect("a door");
        Self { site, builds, said, addr: door.addr(), door }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("time-out");
        stream
    }

    /// Sends bytes and reads one answer.
    pub(crate) fn raw(&self, request: impl AsRef<[u8]>) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request.as_ref()).expect("writes");
        Reply::read(&mut stream, request.as_ref().starts_with(b"HEAD"))
    }

    /// Sends a request of one line with a well-formed `Host`, and more headers (each with its line end).
    pub(crate) fn ask(&self, line: &str, headers: &str) -> Reply {
        self.raw(format!("{line} HTTP/1.1\r\nHost: localhost:{}\r\n{headers}\r\n", self.addr.port()))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), "")
    }

    /// Whether it still answers, and soon.
    /// Waits until connections that were opened or ended are known.
    pub(crate) fn settle(&self) {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }

    pub(crate) fn lives(&self) {
        let begun = std::time::Instant::now();
        assert_eq!(self.get("/a.html").status, 200);
        assert!(begun.elapsed() < Duration::from_secs(2), "answers soon: {:?}", begun.elapsed());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.builds.close();
        self.door.close();
    }
}

/// An answer, taken apart. Status 0: closed without one.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub(crate) fn read(stream: &mut TcpStream, head_only: bool) -> Self {
        let head = head(stream);
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut reply = Self { status, head, body: Vec::new() };
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if !head_only && status != 304 {
            reply.body = vec![0; length];
            stream.read_exact(&mut reply.body).expect("a whole body");
        }
        reply
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Reads up to the empty line.
pub(crate) fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => bytes.push(byte[0]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("no answer ({error}) after {:?}", String::from_utf8_lossy(&bytes)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a stream of events until something was said in it.
pub(crate) fn until(stream: &mut TcpStream, what: &str) -> String {
    let mut text = String::new();
    let mut bytes = [0; 512];
    while !text.contains(what) {
        match stream.read(&mut bytes) {
            Ok(0) | Err(_) => panic!("no {what:?} in {text:?}"),
            Ok(read) => text.push_str(&String::from_utf8_lossy(&bytes[..read])),
        }
    }
    text
}
