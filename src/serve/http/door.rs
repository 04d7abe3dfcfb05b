//! The listeners and the threads behind them.
//!
//! The port is taken once and kept, at each address. For each, a server of the HTTP crate listens on a copy of the socket; where
//! it stops to accept (one connection that failed is enough), another server gets another copy, and the old one still delivers
//! what comes over the connections it has. All servers share the workers.
#![expect(clippy::disallowed_methods, reason = "waits only so long for a worker to end")]

use std::collections::BTreeSet;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tiny_http::Server;

use crate::serve::builds::Builds;
use crate::serve::knock::Knock;
use crate::serve::say::{Say, plain};

use super::deaths;
use super::events::Streams;
use super::refuse::{Bodies, announces_body};
use super::request::{Refusal, Request};
use super::response::Response;
use super::route::{Route, route};
use super::wire::{Told, send};
use super::{Answers, Settings};

/// The stack of a worker in bytes: pages are rendered on it, and templates may nest.
const STACK: usize = 8 << 20;
/// How often to look whether a server still accepts.
const LOOK: Duration = Duration::from_millis(500);
/// How long to wait before the next try to accept again; twice as long after each server that did not last.
const BREATH: Duration = Duration::from_millis(50);
/// The longest such wait, and how long a server lasts that is worth a short one.
const LONGEST_BREATH: Duration = Duration::from_secs(1);
/// How long the end waits for answers in progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// About how many foreign names a hint is given.
const HINTS: usize = 8;

/// Listeners with their threads; [`Door::close`] ends them.
#[derive(Debug)]
pub struct Door {
    addr: SocketAddr,
    house: Arc<House>,
    workers: Vec<JoinHandle<()>>,
}

/// What all threads share.
struct House {
    /// None at the end.
    listeners: Mutex<Vec<TcpListener>>,
    servers: Mutex<Vec<Arc<Server>>>,
    closing: AtomicBool,
    answers: Arc<dyn Answers>,
    builds: Arc<Builds>,
    streams: Arc<Streams>,
    bodies: Arc<Bodies>,
    settings: Settings,
    hinted: Mutex<BTreeSet<String>>,
    say: Say,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").field("settings", &self.settings).finish_non_exhaustive()
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
        deaths::count();
        let addr = listeners.first().ok_or(io::ErrorKind::InvalidInput)?.local_addr()?;
        let servers: Vec<Arc<Server>> = listeners.iter().map(serve).collect::<io::Result<_>>()?;
        let house = Arc::new(House {
            listeners: Mutex::new(listeners),
            servers: Mutex::new(Vec::new()),
            closing: AtomicBool::new(false),
            streams: Arc::new(Streams::new(builds.clone(), answers.clone(), &settings)),
            answers,
            builds,
            bodies: Arc::default(),
            settings,
            hinted: Mutex::default(),
            say,
        });
        let (sender, requests) = mpsc::channel();
        let requests = Arc::new(Mutex::new(requests));
        let mut door = Self { addr, house, workers: Vec::new() };
        for _ in 0..door.house.settings.workers.max(1) {
            let (house, requests) = (door.house.clone(), requests.clone());
            let worker = Builder::new().name("answer".to_owned()).stack_size(STACK);
            door.workers.push(worker.spawn(move || work(&house, &requests))?);
        }
        for (at, server) in servers.into_iter().enumerate() {
            let (house, sender) = (door.house.clone(), sender.clone());
            house.keep(&server);
            Builder::new().name("accept".to_owned()).spawn(move || receive(&house, at, &server, &sender, BREATH))?;
        }
        Ok(door)
    }

    /// The address of the first listener.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Ends: no more connections, no more answers. Waits for those in progress, but not for clients that do not read.
    pub fn close(&mut self) {
        self.house.closing.store(true, Ordering::SeqCst);
        lock(&self.house.listeners).clear();
        for server in lock(&self.house.servers).drain(..) {
            server.unblock();
        }
        let end = Instant::now() + PATIENCE;
        for worker in self.workers.drain(..) {
            while !worker.is_finished() && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(2));
            }
            if worker.is_finished() {
                let _ = worker.join();
            }
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A server on a copy of the listener.
fn serve(listener: &TcpListener) -> io::Result<Arc<Server>> {
    let server = Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)?;
    Ok(Arc::new(server))
}

impl House {
    /// Keeps a server, so that the end can wake who waits for its requests.
    fn keep(&self, server: &Arc<Server>) {
        lock(&self.servers).push(server.clone());
        // The end may have come in between, and would not know it.
        if self.is_closing() {
            server.unblock();
        }
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// Asks at a listener whether its server lives, after so many deaths; none where the system does not let us.
    fn knock(&self, at: usize) -> Option<(u64, Knock)> {
        let so_far = deaths::so_far();
        let addr = lock(&self.listeners).get(at)?.local_addr().ok()?;
        Some((so_far, Knock::at(addr).ok()?))
    }
}

/// Passes the requests of a server on, until the end. Where the server accepts no more, its connections are still served
/// here, while one heir accepts others; `breath` is how long the heir waits at least, `at` the number of the listener.
fn receive(house: &Arc<House>, at: usize, server: &Arc<Server>, sender: &Sender<tiny_http::Request>, breath: Duration) {
    let begun = Instant::now();
    let mut deaths = Some(deaths::so_far());
    let mut asked = None;
    loop {
        match server.recv_timeout(LOOK) {
            Ok(Some(request)) => {
                if sender.send(request).is_err() {
                    return;
                }
            }
            Ok(None) | Err(_) if house.is_closing() => return,
            Ok(None) if deaths.is_none_or(|before| before == deaths::so_far()) => {}
            // It may be the server of another listener that died. The answer comes by way of this loop.
            Ok(None) if asked.is_none() => asked = house.knock(at),
            Ok(None) if asked.as_ref().is_some_and(|(_, knock)| knock.is_answered()) => {
                deaths = asked.take().map(|(so_far, _)| so_far);
            }
            Ok(None) | Err(_) => {
                asked = None;
                // An old server has its heir, which looks after itself: two of them for one death would be four for the next.
                if deaths.take().is_none() {
                    continue;
                }
                let breath = if begun.elapsed() > LONGEST_BREATH { BREATH } else { (breath * 2).min(LONGEST_BREATH) };
                let (house, sender) = (house.clone(), sender.clone());
                let heir = move || {
                    if let Some(server) = reopen(&house, at, breath) {
                        receive(&house, at, &server, &sender, breath);
                    }
                };
                let _ = Builder::new().name("accept".to_owned()).spawn(heir);
            }
        }
    }
}

/// Listens again, as soon as the system lets us; `None` at the end.
fn reopen(house: &House, at: usize, breath: Duration) -> Option<Arc<Server>> {
    let mut begun = Instant::now();
    while !house.is_closing() {
        std::thread::sleep(LOOK.min(breath));
        if begun.elapsed() < breath {
            continue;
        }
        begun = Instant::now();
        let server = lock(&house.listeners).get(at).map(serve)?;
        if let Ok(server) = server {
            house.keep(&server);
            return Some(server);
        }
    }
    None
}

/// Answers requests, one after the other.
fn work(house: &Arc<House>, requests: &Mutex<Receiver<tiny_http::Request>>) {
    loop {
        let next = lock(requests).recv();
        let Ok(request) = next else { return };
        // A defect in one answer must not end the others; the request, dropped on the way, is answered with 500.
        let _ = catch_unwind(AssertUnwindSafe(|| answer(house, request)));
    }
}

/// Answers one request.
fn answer(house: &House, request: tiny_http::Request) {
    let told = Told::by(&request);
    let raw = told.raw();
    if announces_body(&request) {
        house.bodies.refuse(request, &raw);
        return;
    }
    let checked = match Request::check(&raw, &house.settings.hosts) {
        Ok(checked) => checked,
        Err(refusal) => {
            send(request, Response::refusal(&refusal));
            if let Refusal::Foreign(host) = refusal {
                hint(house, &host);
            }
            return;
        }
    };
    let build = house.builds.name(house.builds.number());
    match route(&checked, &*house.answers, &build) {
        Route::Response(response) => send(request, response),
        Route::Events(_) if checked.head_only => send(request, Streams::head()),
        Route::Events(page) => house.streams.open(request, page),
    }
}

/// Says once for each name how to allow it, for the person who meant it.
fn hint(house: &House, host: &str) {
    let name = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name);
    let mut hinted = lock(&house.hinted);
    if hinted.len() < HINTS && hinted.insert(name.to_ascii_lowercase()) {
        let name = plain(name);
        house.say.err(&format!("refused a request for host `{name}`; if it is yours: `--allow-host {name}`"));
    }
}
