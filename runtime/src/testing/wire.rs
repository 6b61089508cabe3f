//! A minimal HTTP/1.1 server connection (RFC 9112).

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use http::{Request, StatusCode};

use super::answer::Answer;
use super::fault::{Delivery, PIECE};

/// Maximum length of a request head in bytes.
const MOST_HEAD: usize = 64 << 10;
/// Maximum length of a request body in bytes.
const MOST_BODY: usize = 64 << 20;
/// Maximum number of request headers.
const MOST_HEADERS: usize = 100;

/// What a connection received.
pub(super) enum Received {
    Request(Box<Request<Bytes>>),
    /// The request is invalid or too large.
    Refused(StatusCode),
    Closed,
}

/// The server side of a connection.
pub(super) struct Connection {
    stream: TcpStream,
    /// Received bytes that are not processed yet.
    buffer: Vec<u8>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> io::Result<Self> {
        // Single bytes must be sent as separate packets.
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::new(),
        })
    }

    /// Waits for the next request.
    pub(super) fn receive(&mut self) -> io::Result<Received> {
        loop {
            match parse_head(&self.buffer) {
                Ok(Some((request, length))) => {
                    self.buffer.drain(..length);
                    return self.receive_body(request);
                }
                Ok(None) if self.buffer.len() > MOST_HEAD => {
                    return Ok(Received::Refused(
                        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                    ));
                }
                Ok(None) => {}
                Err(NotHttp) => return Ok(Received::Refused(StatusCode::BAD_REQUEST)),
            }
            if !self.fill()? {
                return Ok(Received::Closed);
            }
        }
    }

    fn receive_body(&mut self, request: Request<()>) -> io::Result<Received> {
        let headers = request.headers();
        let body = if headers.contains_key(TRANSFER_ENCODING) {
            self.chunks()?
        } else {
            let length = match headers.get(CONTENT_LENGTH).map(|value| value.to_str()) {
                None => 0,
                Some(Ok(text)) => match text.parse() {
                    Ok(length) => length,
                    Err(_) => return Ok(Received::Refused(StatusCode::BAD_REQUEST)),
                },
                Some(Err(_)) => return Ok(Received::Refused(StatusCode::BAD_REQUEST)),
            };
            self.take(length)?.map(Bytes::from)
        };
        Ok(match body {
            Some(body) => Received::Request(Box::new(request.map(|()| body))),
            None => Received::Refused(StatusCode::PAYLOAD_TOO_LARGE),
        })
    }

    /// Reads a chunked body (RFC 9112 section 7.1); `None` if it is too long.
    fn chunks(&mut self) -> io::Result<Option<Bytes>> {
        let mut body = Vec::new();
        loop {
            let size = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(httparse::Status::Complete((at, size))) => {
                        self.buffer.drain(..at);
                        break usize::try_from(size).unwrap_or(usize::MAX);
                    }
                    Ok(httparse::Status::Partial) => self.must_fill()?,
                    Err(_) => return Err(io::ErrorKind::InvalidData.into()),
                }
            };
            if size == 0 {
                // Skip the trailers, up to an empty line.
                while self.line()? > 0 {}
                return Ok(Some(body.into()));
            }
            if size > MOST_BODY - body.len() {
                return Ok(None);
            }
            body.extend(self.take(size)?.unwrap_or_default());
            self.line()?;
        }
    }

    /// Reads this many bytes; `None` if there are too many.
    fn take(&mut self, length: usize) -> io::Result<Option<Vec<u8>>> {
        if length > MOST_BODY {
            return Ok(None);
        }
        while self.buffer.len() < length {
            self.must_fill()?;
        }
        let rest = self.buffer.split_off(length);
        Ok(Some(std::mem::replace(&mut self.buffer, rest)))
    }

    /// Skips a line and returns its length.
    fn line(&mut self) -> io::Result<usize> {
        loop {
            if let Some(at) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                self.buffer.drain(..at + 2);
                return Ok(at);
            }
            if self.buffer.len() > MOST_HEAD {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.must_fill()?;
        }
    }

    fn must_fill(&mut self) -> io::Result<()> {
        if self.fill()? {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// Waits for more bytes; returns false at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        let mut bytes = [0; 8192];
        let length = self.stream.read(&mut bytes)?;
        self.buffer.extend(bytes.iter().take(length));
        Ok(length > 0)
    }

    /// Sends a response; returns whether the connection can be reused.
    pub(super) fn send(
        &mut self,
        answer: &Answer,
        delivery: Delivery,
        is_stopped: &dyn Fn() -> bool,
    ) -> io::Result<bool> {
        let body = &answer.body;
        let (half, _) = body.split_at(body.len() / 2);
        match delivery {
            // There is no body to split.
            Delivery::Drip if body.is_empty() => {
                return self.send(answer, Delivery::Whole, is_stopped);
            }
            Delivery::Whole => {
                let mut message = head(answer, &length(answer, body.len()));
                message.extend(body);
                self.stream.write_all(&message)?;
                return Ok(true);
            }
            Delivery::Drip => {
                self.stream.write_all(&head(answer, CHUNKED))?;
                for byte in body {
                    self.chunk(&[*byte])?;
                }
                self.stream.write_all(b"0\r\n\r\n")?;
                return Ok(true);
            }
            Delivery::Reset => {}
            Delivery::Cut => {
                self.stream.write_all(&head(answer, CHUNKED))?;
                self.chunk(half)?;
            }
            Delivery::Truncated => {
                let announced = format!("content-length: {}\r\n", body.len().max(1));
                self.stream.write_all(&head(answer, &announced))?;
                self.stream.write_all(half)?;
            }
            Delivery::Garbage => self
                .stream
                .write_all(b"\x15\x03 this is not HTTP\r\n\r\n")?,
            Delivery::Endless => {
                self.stream.write_all(&head(answer, CHUNKED))?;
                while !is_stopped() {
                    self.chunk(PIECE)?;
                }
            }
        }
        self.stream.shutdown(Shutdown::Both)?;
        Ok(false)
    }

    /// Sends a chunk. An empty chunk would end the body.
    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend(bytes);
        chunk.extend(b"\r\n");
        self.stream.write_all(&chunk)
    }
}

const CHUNKED: &str = "transfer-encoding: chunked\r\n";

/// The `content-length` header, if a body is allowed (RFC 9110 section 8.6).
fn length(answer: &Answer, length: usize) -> String {
    if answer.status == StatusCode::NO_CONTENT || answer.status == StatusCode::NOT_MODIFIED {
        String::new()
    } else {
        format!("content-length: {length}\r\n")
    }
}

fn head(answer: &Answer, framing: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status).into_bytes();
    let own = [CONTENT_LENGTH, TRANSFER_ENCODING];
    for (name, value) in answer
        .headers
        .iter()
        .filter(|(name, _)| !own.contains(name))
    {
        head.extend(name.as_str().bytes());
        head.extend(b": ");
        head.extend(value.as_bytes());
        head.extend(b"\r\n");
    }
    head.extend(framing.bytes());
    head.extend(b"\r\n");
    head
}

struct NotHttp;

/// Parses the head of a request and returns its length; `None` if it is incomplete.
fn parse_head(bytes: &[u8]) -> Result<Option<(Request<()>, usize)>, NotHttp> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(bytes).map_err(|_| NotHttp)? {
        httparse::Status::Complete(length) => length,
        httparse::Status::Partial => return Ok(None),
    };
    let mut request = Request::builder()
        .method(parsed.method.unwrap_or_default())
        .uri(parsed.path.unwrap_or_default());
    let mut found = HeaderMap::new();
    for header in parsed.headers.iter() {
        let name = http::HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| NotHttp)?;
        let value = http::HeaderValue::from_bytes(header.value).map_err(|_| NotHttp)?;
        found.append(name, value);
    }
    if let Some(headers) = request.headers_mut() {
        *headers = found;
    }
    let request = request.body(()).map_err(|_| NotHttp)?;
    Ok(Some((request, length)))
}
