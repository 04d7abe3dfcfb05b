//! The listeners and the threads behind them: one that accepts for each listener, one for each connection.
#![expect(clippy::disallowed_methods, reason = "waits only so long for connections to end")]

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crate::serve::builds::Builds;
use crate::serve::say::Say;

use super::connection::{self, Shared};
use super::events::Streams;
use super::response::Response;
use super::wire::{After, write};
use super::{Answers, Settings};

/// The stack of a connection's thread in bytes: pages are rendered on it, and templates may nest.
const STACK: usize = 8 << 20;
/// How long to wait before the next try to accept, where the system has nothing left for a connection.
const BREATH: Duration = Duration::from_millis(20);
/// How long the end waits for answers in progress, and then for clients that do not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Listeners with their threads; [`Door::close`] ends them.
#[derive(Debug)]
pub struct Door {
    addrs: Vec<SocketAddr>,
    house: Arc<House>,
    accepting: Vec<JoinHandle<()>>,
}

/// What the threads share.
struct House {
    shared: Shared,
    closing: AtomicBool,
    open: Mutex<Open>,
}

/// The open connections.
#[derive(Debug, Default)]
struct Open {
    next: u64,
    streams: BTreeMap<u64, Arc<TcpStream>>,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").field("settings", &self.shared.settings).finish_non_exhaustive()
    }
}

impl Door {
    /// Begins to answer on listeners.
    ///
    /// # Errors
    /// Where there is no listener, or one of them or a thread cannot be had.
    pub fn open(
        listeners: Vec<TcpListener>,
        answers: Arc<dyn Answers>,
        builds: Arc<Builds>,
        settings: Settings,
        say: Say,
    ) -> io::Result<Self> {
        let addrs = listeners.iter().map(TcpListener::local_addr).collect::<io::Result<Vec<_>>>()?;
        if addrs.is_empty() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let streams = Streams::new(builds.clone(), answers.clone(), &settings);
        let shared = Shared { answers, builds, streams, settings, say, hinted: Mutex::default() };
        let house = Arc::new(House { shared, closing: AtomicBool::new(false), open: Mutex::default() });
        let mut door = Self { addrs, house, accepting: Vec::new() };
        for listener in listeners {
            let house = door.house.clone();
            let thread = Builder::new().name("accept".to_owned()).spawn(move || accept(&house, &listener))?;
            door.accepting.push(thread);
        }
        Ok(door)
    }

    /// The address of the first listener.
    pub fn addr(&self) -> SocketAddr {
        self.addrs.first().copied().unwrap_or_else(|| (Ipv4Addr::UNSPECIFIED, 0).into())
    }

    /// Ends: no more connections, no more requests. Waits for answers in progress, but not for clients that do not read.
    pub fn close(&mut self) {
        if self.house.closing.swap(true, Ordering::SeqCst) {
            return;
        }
        for addr in &self.addrs {
            // Wakes the thread that accepts there.
            let _ = TcpStream::connect_timeout(&to_reach(*addr), PATIENCE);
        }
        self.house.shut(Shutdown::Read);
        let end = Instant::now() + PATIENCE;
        while !self.house.open().streams.is_empty() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(2));
        }
        self.house.shut(Shutdown::Both);
        for thread in self.accepting.drain(..) {
            while !thread.is_finished() && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(2));
            }
            if thread.is_finished() {
                let _ = thread.join();
            }
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.close();
    }
}

/// An address at which a listener is reached from this machine.
fn to_reach(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

impl House {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends one side of all connections, or both.
    fn shut(&self, how: Shutdown) {
        for stream in self.open().streams.values() {
            // One that is closed already is what is wanted.
            let _ = stream.shutdown(how);
        }
    }
}

/// Accepts connections until the end. Where that fails the system has nothing left, or the client has gone again; neither ends
/// the preview.
fn accept(house: &Arc<House>, listener: &TcpListener) {
    loop {
        let accepted = listener.accept();
        if house.closing.load(Ordering::SeqCst) {
            return;
        }
        match accepted {
            Ok((stream, _)) => admit(house, stream),
            Err(_) => std::thread::sleep(BREATH),
        }
    }
}

/// Gives a connection a thread of its own, where there are not too many.
fn admit(house: &Arc<House>, stream: TcpStream) {
    let stream = Arc::new(stream);
    let number = {
        let mut open = house.open();
        if open.streams.len() >= house.shared.settings.connections {
            drop(open);
            // In one piece, which the system takes whatever the client does.
            let _ = write(&mut &*stream, Response::text(503, "503: too many connections"), false, After::Closes);
            return;
        }
        open.next += 1;
        let number = open.next;
        open.streams.insert(number, stream.clone());
        number
    };
    // Leaves the list however the thread ends, and where it cannot begin.
    let leave = Leave { house: house.clone(), number };
    let serve = move || connection::serve(&leave.house.shared, &stream);
    let _ = Builder::new().name("connection".to_owned()).stack_size(STACK).spawn(serve);
}

/// A connection's place in the list.
struct Leave {
    house: Arc<House>,
    number: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.house.open().streams.remove(&self.number);
    }
}
