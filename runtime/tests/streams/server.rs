//! A loopback server that writes responses piece by piece.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The head of a request.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub line: String,
    headers: Vec<(String, String)>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server that handles each connection with a function. It gets the number of the
    /// request, counted from 1, and the connection, whose request body has not been read.
    pub fn start(
        respond: impl Fn(usize, &mut Connection) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let respond = Arc::new(respond);
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, respond) = (Arc::clone(&log), Arc::clone(&respond));
                thread::spawn(move || {
                    // A client that disconnects is not an error.
                    let _ = serve(stream, &log, &*respond);
                });
            }
        });
        Self { url, seen }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic").clone()
    }
}

fn serve(
    stream: TcpStream,
    log: &Mutex<Vec<Seen>>,
    respond: &dyn Fn(usize, &mut Connection) -> io::Result<()>,
) -> io::Result<()> {
    let mut connection = Connection {
        reader: BufReader::new(stream.try_clone()?),
        stream,
        seen: Seen::default(),
    };
    connection.reader.read_line(&mut connection.seen.line)?;
    let mut line = String::new();
    loop {
        line.clear();
        connection.reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        let header = (name.to_owned(), value.to_owned());
        connection.seen.headers.push(header);
    }
    let number = {
        let mut log = log.lock().expect("no panic");
        log.push(connection.seen.clone());
        log.len()
    };
    respond(number, &mut connection)
}

/// A connection with one request.
pub struct Connection {
    pub seen: Seen,
    reader: BufReader<TcpStream>,
    stream: TcpStream,
}

impl Connection {
    /// Sends the head of a response. Without a length, the body ends when the connection is closed.
    pub fn head(&mut self, status: u16, headers: &[(&str, &str)]) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.send(format!("{head}\r\n").as_bytes())
    }

    /// Starts a body whose end is visible to the client.
    pub fn chunked(&mut self, status: u16, content_type: &str) -> io::Result<()> {
        let headers = [
            ("transfer-encoding", "chunked"),
            ("content-type", content_type),
        ];
        self.head(status, &headers)
    }

    pub fn chunk(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let bytes = bytes.as_ref();
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.send(&chunk)
    }

    /// Ends a chunked body.
    pub fn end(&mut self) -> io::Result<()> {
        self.send(b"0\r\n\r\n")
    }

    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Reads the request body.
    pub fn body(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        self.read_body(|chunk| body.extend_from_slice(chunk))?;
        Ok(body)
    }

    /// Reads the request body in pieces.
    pub fn read_body(&mut self, mut read: impl FnMut(&[u8])) -> io::Result<()> {
        let length = self.seen.header("content-length");
        if let Some(length) = length.and_then(|it| it.parse().ok()) {
            return self.read_piece(length, &mut read);
        }
        loop {
            let mut size = String::new();
            self.reader.read_line(&mut size)?;
            let size = u64::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
            self.read_piece(size, &mut read)?;
            self.reader.read_line(&mut String::new())?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn read_piece(&mut self, length: u64, read: &mut impl FnMut(&[u8])) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let size = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            read(&bytes[..size]);
            self.reader.consume(size);
            left -= size as u64;
        }
        Ok(())
    }

    /// Waits until the client closes the connection.
    pub fn wait_for_close(&mut self) -> io::Result<()> {
        self.reader.read_to_end(&mut Vec::new()).map(drop)
    }
}
