//! A minimal HTTP/1.1 server connection (RFC 9112).

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use http::{Request, StatusCode};

use super::fault::{CHUNK, DeliveryMode};
use super::response::Response;

/// Maximum length of a request head in bytes.
const MAX_HEAD: usize = 64 << 10;
/// Maximum length of a request body in bytes.
const MAX_BODY: usize = 64 << 20;
/// Maximum number of request headers.
const MAX_HEADERS: usize = 100;

/// The result of receiving a request.
pub(super) enum Received {
    Request(Box<Request<Bytes>>),
    /// The request is invalid or too large.
    Invalid(StatusCode),
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
                Ok(None) if self.buffer.len() > MAX_HEAD => {
                    return Ok(Received::Invalid(
                        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                    ));
                }
                Ok(None) => {}
                Err(NotHttp) => return Ok(Received::Invalid(StatusCode::BAD_REQUEST)),
            }
            if !self.fill()? {
                return Ok(Received::Closed);
            }
        }
    }

    fn receive_body(&mut self, request: Request<()>) -> io::Result<Received> {
        let headers = request.headers();
        let body = if headers.contains_key(TRANSFER_ENCODING) {
            self.receive_chunks()?
        } else {
            let length = match headers.get(CONTENT_LENGTH).map(|value| value.to_str()) {
                None => 0,
                Some(Ok(text)) => match text.parse() {
                    Ok(length) => length,
                    Err(_) => return Ok(Received::Invalid(StatusCode::BAD_REQUEST)),
                },
                Some(Err(_)) => return Ok(Received::Invalid(StatusCode::BAD_REQUEST)),
            };
            self.take(length)?.map(Bytes::from)
        };
        Ok(match body {
            Some(body) => Received::Request(Box::new(request.map(|()| body))),
            None => Received::Invalid(StatusCode::PAYLOAD_TOO_LARGE),
        })
    }

    /// Reads a chunked body (RFC 9112 section 7.1); `None` if it is too long.
    fn receive_chunks(&mut self) -> io::Result<Option<Bytes>> {
        let mut body = Vec::new();
        loop {
            let size = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(httparse::Status::Complete((at, size))) => {
                        self.buffer.drain(..at);
                        break usize::try_from(size).unwrap_or(usize::MAX);
                    }
                    Ok(httparse::Status::Partial) => self.fill_or_fail()?,
                    Err(_) => return Err(io::ErrorKind::InvalidData.into()),
                }
            };
            if size == 0 {
                // Skip the trailers, up to an empty line.
                while self.skip_line()? > 0 {}
                return Ok(Some(body.into()));
            }
            if size > MAX_BODY - body.len() {
                return Ok(None);
            }
            body.extend(self.take(size)?.unwrap_or_default());
            self.skip_line()?;
        }
    }

    /// Reads this many bytes; `None` if there are too many.
    fn take(&mut self, length: usize) -> io::Result<Option<Vec<u8>>> {
        if length > MAX_BODY {
            return Ok(None);
        }
        while self.buffer.len() < length {
            self.fill_or_fail()?;
        }
        let rest = self.buffer.split_off(length);
        Ok(Some(std::mem::replace(&mut self.buffer, rest)))
    }

    /// Skips a line and returns its length.
    fn skip_line(&mut self) -> io::Result<usize> {
        loop {
            if let Some(at) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                self.buffer.drain(..at + 2);
                return Ok(at);
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.fill_or_fail()?;
        }
    }

    fn fill_or_fail(&mut self) -> io::Result<()> {
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
        response: &Response,
        mode: DeliveryMode,
        is_stopped: &dyn Fn() -> bool,
    ) -> io::Result<bool> {
        let body = &response.body;
        let (half, _) = body.split_at(body.len() / 2);
        match mode {
            // There is no body to split.
            DeliveryMode::Drip if body.is_empty() => {
                return self.send(response, DeliveryMode::Whole, is_stopped);
            }
            DeliveryMode::Whole => {
                let mut message = head(response, &length(response, body.len()));
                message.extend(body);
                self.stream.write_all(&message)?;
                return Ok(true);
            }
            DeliveryMode::Drip => {
                self.stream.write_all(&head(response, CHUNKED))?;
                for byte in body {
                    self.send_chunk(&[*byte])?;
                }
                self.stream.write_all(b"0\r\n\r\n")?;
                return Ok(true);
            }
            DeliveryMode::Reset => {}
            DeliveryMode::Cut => {
                self.stream.write_all(&head(response, CHUNKED))?;
                self.send_chunk(half)?;
            }
            DeliveryMode::Truncated => {
                let announced = format!("content-length: {}\r\n", body.len().max(1));
                self.stream.write_all(&head(response, &announced))?;
                self.stream.write_all(half)?;
            }
            DeliveryMode::Garbage => self
                .stream
                .write_all(b"\x15\x03 this is not HTTP\r\n\r\n")?,
            DeliveryMode::Endless => {
                self.stream.write_all(&head(response, CHUNKED))?;
                while !is_stopped() {
                    self.send_chunk(CHUNK)?;
                }
            }
        }
        self.stream.shutdown(Shutdown::Both)?;
        Ok(false)
    }

    /// Sends a chunk. An empty chunk would end the body.
    fn send_chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
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
fn length(response: &Response, length: usize) -> String {
    if response.status == StatusCode::NO_CONTENT || response.status == StatusCode::NOT_MODIFIED {
        String::new()
    } else {
        format!("content-length: {length}\r\n")
    }
}

fn head(response: &Response, framing: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\n", response.status).into_bytes();
    let own = [CONTENT_LENGTH, TRANSFER_ENCODING];
    for (name, value) in response
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
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
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
