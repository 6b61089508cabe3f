//! A loopback server that is scripted byte by byte and counts requests and connections.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

/// An action of the server on a connection.
#[derive(Debug, Clone)]
pub enum Act {
    Send(Vec<u8>),
    /// Sends each byte in a packet of its own.
    Drip(Vec<u8>),
    /// Sends the same bytes until the client disconnects.
    Endless(&'static [u8]),
    /// Does nothing until the client disconnects.
    Hold,
    Pause(Duration),
    /// Closes the connection gracefully.
    Close,
    /// Resets the connection.
    Reset,
}

/// The response to one request. The connection stays open unless an act closes it.
pub type Answer = Vec<Act>;

/// A request as received.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub target: String,
    /// The header lines.
    pub head: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let (_, value) = lines.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// The value of a numeric query parameter.
    pub fn number(&self, name: &str) -> Option<u64> {
        let (_, query) = self.target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    }
}

pub struct Server {
    pub url: String,
    log: Arc<Log>,
}

#[derive(Default)]
struct Log {
    seen: Mutex<Vec<Seen>>,
    opened: AtomicUsize,
    closed: AtomicUsize,
}

type Script = dyn Fn(&Seen, usize) -> Answer + Send + Sync;

/// A complete response with a content length.
pub fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Answer {
    vec![Act::Send(message(status, headers, body))]
}

/// The bytes of such a response. `headers` are complete lines.
pub fn message(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let length = body.as_ref().len();
    let head = format!("HTTP/1.1 {status} Scripted\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body.as_ref()].concat()
}

impl Server {
    /// Responds with the result of a function, which receives the number of earlier requests.
    pub fn start(script: impl Fn(&Seen, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (log, script) = (Arc::new(Log::default()), Arc::new(script));
        let shared = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, script) = (Arc::clone(&shared), Arc::clone(&script));
                log.opened.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || {
                    // A client that disconnects is not an error.
                    let _ = serve(stream, &log, &*script);
                    log.closed.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        Self { url, log }
    }

    /// Returns these responses in order, and repeats the last one.
    pub fn scripted(answers: Vec<Answer>) -> Self {
        Self::start(move |_, before| {
            let answer = answers.get(before).or(answers.last());
            answer.cloned().unwrap_or_else(|| vec![Act::Close])
        })
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.log.seen.lock().expect("no panic").clone()
    }

    /// Number of requests received.
    pub fn count(&self) -> usize {
        self.log.seen.lock().expect("no panic").len()
    }

    /// Number of connections accepted.
    pub fn opened(&self) -> usize {
        self.log.opened.load(Ordering::Relaxed)
    }

    /// Number of connections closed.
    pub fn closed(&self) -> usize {
        self.log.closed.load(Ordering::Relaxed)
    }
}

fn serve(mut stream: TcpStream, log: &Log, script: &Script) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(seen) = receive(&mut reader)? {
        let before = {
            let mut all = log.seen.lock().expect("no panic");
            all.push(seen.clone());
            all.len() - 1
        };
        for act in script(&seen, before) {
            match act {
                Act::Send(bytes) => stream.write_all(&bytes)?,
                Act::Drip(bytes) => {
                    for byte in bytes {
                        stream.write_all(&[byte])?;
                    }
                }
                Act::Endless(bytes) => loop {
                    stream.write_all(bytes)?;
                },
                Act::Hold => drop(io::copy(&mut reader, &mut io::sink())),
                Act::Pause(time) => thread::sleep(time),
                Act::Close => return Ok(()),
                Act::Reset => return SockRef::from(&stream).set_linger(Some(Duration::ZERO)),
            }
        }
    }
    Ok(())
}

/// The next request on a connection; `None` if it is closed.
fn receive(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Seen>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut words = first.split(' ').map(str::to_owned);
    let mut seen = Seen {
        method: words.next().unwrap_or_default(),
        target: words.next().unwrap_or_default(),
        head: String::new(),
    };
    while reader.read_line(&mut seen.head)? > 2 {}
    let length = seen.header("content-length");
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
    Ok(Some(seen))
}
