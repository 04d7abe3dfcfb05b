//! At which addresses of this machine the preview answers.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use factpress::serve::Options;

use super::process::{Process, status};

const FOUR: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const SIX: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// Whether this machine has `::1`; says so where it has not.
fn has_six() -> bool {
    let there = TcpListener::bind((SIX, 0)).is_ok();
    if !there {
        // Past the capture of the test harness.
        let _ = writeln!(std::io::stderr(), "skipped: this machine has no ::1");
    }
    there
}

#[test]
fn both_addresses_of_localhost() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("content")).expect("creates");
    std::fs::write(folder.path().join("content/index.md"), "# Home\n").expect("writes");
    for host in [Options::default().host, "localhost".to_owned(), "LocalHost".to_owned()] {
        let session = factpress::session::Options { root: folder.path().to_owned(), ..Default::default() };
        let session = factpress::session::Session::open(session).expect("a site");
        let options = Options { host: host.clone(), port: 0, ..Options::default() };
        let running = factpress::serve::start(session, options).expect("a preview");
        let addr = running.addr();
        assert_eq!((addr.ip(), status(FOUR, addr.port())), (FOUR, 200), "{host}");
        let name = if host == "127.0.0.1" { "127.0.0.1" } else { "localhost" };
        assert_eq!(running.url(), format!("http://{name}:{}/", addr.port()));
        if has_six() {
            assert_eq!(status(SIX, addr.port()), 200, "{host}");
        }
        running.stop();
        let begun = Instant::now();
        while [FOUR, SIX].iter().any(|ip| TcpStream::connect((*ip, addr.port())).is_ok()) {
            assert!(begun.elapsed() < Duration::from_secs(1), "both are free again");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn another_address_alone() {
    if !has_six() {
        return;
    }
    for host in ["::1", "'[::1]'"] {
        let process = Process::start("", &format!("--port 0 --host {host}"), &[]);
        assert_eq!((status(SIX, process.port()), status(FOUR, process.port())), (200, 0));
        assert_eq!(process.url, format!("http://[::1]:{}/", process.port()));
        assert_eq!(process.end(), "");
    }
    let process = Process::start("", "--port 0", &[]);
    assert_eq!(process.url, format!("http://127.0.0.1:{}/", process.port()));
    assert_eq!(process.end(), "", "nothing to warn of");
}

#[test]
fn another_program_at_the_second_address() {
    if !has_six() {
        return;
    }
    let other = TcpListener::bind((SIX, 0)).expect("a port");
    let port = other.local_addr().expect("an address").port();
    let mut process = Process::start("", &format!("--host localhost --port {port}"), &[]);
    assert_eq!(
        process.says(),
        format!(
            "warning: another program listens on [::1]:{port}, and a browser may show that one for `localhost`; \
             the preview is at http://127.0.0.1:{port}/\n"
        )
    );
    assert_eq!(process.url, format!("http://127.0.0.1:{port}/"));
    assert_eq!(status(FOUR, port), 200);
    assert_eq!(process.end(), "");
}

#[test]
fn a_crowd_at_one_address_ends_neither() {
    let process = Process::start("ulimit -n 64; ", "--port 0", &[]);
    let port = process.port();
    let patience = Duration::from_millis(50);
    for ip in [FOUR, SIX] {
        if ip == SIX && !has_six() {
            continue;
        }
        let crowd: Vec<TcpStream> =
            (0..200).filter_map(|_| TcpStream::connect_timeout(&(ip, port).into(), patience).ok()).collect();
        assert!(crowd.len() > 64, "{} connections", crowd.len());
        std::thread::sleep(Duration::from_secs(1));
        drop(crowd);
        let begun = Instant::now();
        let ips: &[IpAddr] = if has_six() { &[FOUR, SIX] } else { &[FOUR] };
        while ips.iter().any(|ip| status(*ip, port) != 200) {
            assert!(begun.elapsed() < Duration::from_secs(20), "it recovers");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
