//! A preview as a process of its own, and a client that asks it as a browser does.
#![expect(clippy::disallowed_methods, reason = "starts a process, measures time, and reads what the system says of it")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use factpress::path::OutPath;

use crate::guides::Failure;

/// How long an answer or an event may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview, ended when it is dropped, with a connection for pages.
pub(crate) struct Preview {
    child: Child,
    addr: SocketAddr,
    pages: BufReader<TcpStream>,
}

/// What a page is told.
pub(crate) struct Events(BufReader<TcpStream>);

impl Preview {
    /// Starts one and waits until it has printed its address.
    pub(crate) fn start(root: &Path) -> Result<Self, Failure> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factpress"));
        command.arg("serve").arg(root).args(["--port", "0"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let Some(stdout) = child.stdout.take() else { return Err("no output".into()) };
        let mut told = BufReader::new(stdout);
        let mut line = String::new();
        told.read_line(&mut line)?;
        // What it says of each edit is read and forgotten: a full pipe would hold it up.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse::<u16>().ok());
        let addr = SocketAddr::from(([127, 0, 0, 1], port.ok_or("no address")?));
        let pages = connect(addr)?;
        Ok(Self { child, addr, pages })
    }

    /// A page as it is served, without the name of the build, which every build changes.
    pub(crate) fn get(&mut self, page: &OutPath) -> Result<String, Failure> {
        ask(&mut self.pages, &format!("/{}", page.encoded()))?;
        let status = line(&mut self.pages)?;
        let mut length = 0;
        loop {
            let line = line(&mut self.pages)?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.pages.read_exact(&mut body)?;
        if !status.contains(" 200 ") {
            return Err(format!("{page}: {status}").into());
        }
        let body = String::from_utf8(body)?;
        let (head, rest) = body.split_once("data-build=\"").ok_or("no script in the page")?;
        Ok(format!("{head}{}", rest.split_once('"').map_or("", |(_, tail)| tail)))
    }

    /// The stream of events for a page.
    pub(crate) fn events(&self, page: &OutPath) -> Result<Events, Failure> {
        let mut stream = connect(self.addr)?;
        ask(&mut stream, &format!("/__preview/events?page=/{}", page.encoded()))?;
        while line(&mut stream)? != "event: build" {}
        Ok(Events(stream))
    }

    /// The kilobytes of memory that the process holds, where the system tells.
    pub(crate) fn resident(&self) -> Option<u32> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Events {
    /// Waits until the page is told that it shows something else.
    pub(crate) fn patch(&mut self) -> Result<(), Failure> {
        let begun = Instant::now();
        while line(&mut self.0)? != "event: patch" {
            if begun.elapsed() > PATIENCE {
                return Err("the page is told of nothing".into());
            }
        }
        Ok(())
    }
}

fn connect(addr: SocketAddr) -> Result<BufReader<TcpStream>, Failure> {
    let stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(BufReader::new(stream))
}

fn ask(to: &mut BufReader<TcpStream>, path: &str) -> Result<(), Failure> {
    Ok(to.get_mut().write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())?)
}

fn line(from: &mut BufReader<TcpStream>) -> Result<String, Failure> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        return Err("the preview has closed the connection".into());
    }
    Ok(line.trim_end().to_owned())
}
