//! Asks at an address whether anybody answers there, as any client would. Two listeners have two servers, and of one that died
//! it is not known which; its listener still takes connections, which then wait for ever.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A request that costs next to nothing.
const REQUEST: &[u8] = b"HEAD /__preview/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
/// How long a connection may take; a crowd that nobody lets in leaves no place to wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// A request that is on its way.
#[derive(Debug)]
pub(super) struct Knock(Option<TcpStream>);

impl Knock {
    /// Asks, and does not wait for the answer.
    ///
    /// # Errors
    /// Where the system lets nobody ask now.
    pub(super) fn at(addr: SocketAddr) -> io::Result<Self> {
        match TcpStream::connect_timeout(&addr, PATIENCE) {
            Ok(mut stream) => {
                stream.set_nonblocking(true)?;
                Ok(Self(stream.write_all(REQUEST).is_ok().then_some(stream)))
            }
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Ok(Self(None)),
            Err(error) => Err(error),
        }
    }

    /// Whether somebody has answered by now.
    pub(super) fn is_answered(&self) -> bool {
        self.0.as_ref().is_some_and(|mut stream| stream.read_exact(&mut [0]).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn answers() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let addr = listener.local_addr().expect("an address");
        let knock = Knock::at(addr).expect("asked");
        assert!(!knock.is_answered(), "nobody accepts");
        let knock = Knock::at(addr).expect("asked");
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a client");
            stream.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n").expect("writes");
        }
        std::thread::sleep(PATIENCE);
        assert!(knock.is_answered());
        drop(listener);
        assert!(Knock::at(addr).is_err(), "nobody listens");
    }
}
