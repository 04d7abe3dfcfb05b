//! The preview as a process of its own, and how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::until;

/// How long anything may take that is not measured.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running preview of a site with one page; killed when it is dropped.
pub(super) struct Process {
    pub child: Child,
    /// The address that it printed.
    pub url: String,
    stderr: Option<BufReader<ChildStderr>>,
    _site: tempfile::TempDir,
}

impl Process {
    /// Starts one; `script` is what a shell does before, and `args` are those of the program.
    pub(super) fn start(script: &str, args: &str, variables: &[(&str, &str)]) -> Self {
        let site = tempfile::tempdir().expect("a folder");
        fs::create_dir(site.path().join("content")).expect("creates");
        fs::write(site.path().join("content/index.md"), "# Home\n").expect("writes");
        let script =
            format!("{script}exec '{}' serve '{}' {args}", env!("CARGO_BIN_EXE_factpress"), site.path().display());
        let mut command = Command::new("sh");
        command.args(["-c", &script]).envs(variables.iter().copied()).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("a line");
        let url = line.trim().rsplit(' ').next().unwrap_or_default().to_owned();
        let stderr = child.stderr.take().map(BufReader::new);
        Self { child, url, stderr, _site: site }
    }

    pub(super) fn port(&self) -> u16 {
        let port = self.url.trim_end_matches('/').rsplit(':').next();
        port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port in {:?}", self.url))
    }

    /// The next line on the standard error.
    pub(super) fn says(&mut self) -> String {
        let mut line = String::new();
        if let Some(stderr) = &mut self.stderr {
            stderr.read_line(&mut line).expect("a line");
        }
        line
    }

    /// Ends it; gives what else it said on the standard error.
    pub(super) fn end(mut self) -> String {
        let _ = self.child.kill();
        let mut rest = String::new();
        if let Some(stderr) = &mut self.stderr {
            stderr.read_to_string(&mut rest).expect("text");
        }
        rest
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks for a page; status 0 where nobody answers.
pub(super) fn status(ip: IpAddr, port: u16) -> u16 {
    let ask = || -> std::io::Result<String> {
        let addr = SocketAddr::new(ip, port);
        let mut stream = TcpStream::connect_timeout(&addr, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n")?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(String::from_utf8_lossy(&start).into_owned())
    };
    ask().ok().and_then(|start| start.strip_prefix("HTTP/1.1 ")?.parse().ok()).unwrap_or(0)
}

/// Whether this process was started with interrupts ignored, as shells start those in the background: its children do so, too.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}

#[test]
fn ctrl_c_ends_it_at_once() {
    if ignores_interrupts() {
        println!("skipped: interrupts are ignored here");
        return;
    }
    let mut process = Process::start("", "--port 0", &[]);
    let connect = || {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, process.port())).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("time-out");
        stream
    };
    let mut idle: Vec<TcpStream> = (0..20).map(|_| connect()).collect();
    for stream in idle.iter_mut().step_by(2) {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("writes");
    }
    let pages: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut page = connect();
            page.write_all(b"GET /__preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("writes");
            until(&mut page, "event: build");
            page
        })
        .collect();
    let begun = Instant::now();
    let sent = Command::new("kill").args(["-INT", &process.child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    while process.child.try_wait().expect("its state").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(1), "it still runs");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop((idle, pages));
}
