//! A small HTTP/1.1 loopback server that records requests and responds with the result of a function.
//!
//! Requests are kept as they came over the wire, undecoded, since how they are encoded is one of
//! the things to test.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub use crate::message::{Answer, Seen};

/// More requests mean that the client is in a loop: fail the test instead of hanging.
const MOST_REQUESTS: usize = 50_000;

type Script = dyn Fn(&Seen) -> Answer + Send + Sync;

/// A running server. Stops when dropped.
pub struct Server {
    url: String,
    log: Arc<Log>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Log {
    seen: Mutex<Vec<Seen>>,
    abandoned: Mutex<usize>,
}

impl Log {
    /// Records a request and returns the number of requests.
    fn push(&self, request: &Seen) -> usize {
        let mut seen = lock(&self.seen);
        seen.push(request.clone());
        seen.len()
    }
}

impl Server {
    /// Starts a server on a free port.
    pub async fn start(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let log = Arc::new(Log::default());
        let script: Arc<Script> = Arc::new(script);
        let task = tokio::spawn(accept(listener, Arc::clone(&log), script));
        Self {
            url: format!("http://{address}"),
            log,
            task,
        }
    }

    /// A server that always returns the same response.
    pub async fn constant(answer: Answer) -> Self {
        Self::start(move |_| answer.clone()).await
    }

    /// Scheme, host and port.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.log.seen).clone()
    }

    /// The requests since the last call of this method.
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut lock(&self.log.seen))
    }

    /// Number of clients that disconnected while the server was silent.
    pub fn abandoned(&self) -> usize {
        *lock(&self.log.abandoned)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, log: Arc<Log>, script: Arc<Script>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (log, script) = (Arc::clone(&log), Arc::clone(&script));
        tokio::spawn(async move {
            // A client that disconnects is not an error.
            let _ = serve(stream, &log, &*script).await;
        });
    }
}

async fn serve(stream: TcpStream, log: &Log, script: &Script) -> io::Result<()> {
    let mut stream = BufStream::new(stream);
    while let Some(seen) = receive(&mut stream).await? {
        let number = log.push(&seen);
        let answer = if number > MOST_REQUESTS {
            Answer::new(508, "")
        } else {
            script(&seen)
        };
        if answer.silent {
            // Returns when the client closes the connection.
            stream.read_u8().await.ok();
            *lock(&log.abandoned) += 1;
            return Ok(());
        }
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", answer.status);
        for (name, value) in &answer.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", answer.body.len()));
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(answer.body.as_bytes()).await?;
        stream.flush().await?;
    }
    Ok(())
}

/// The next request on a connection; `None` if it is closed.
async fn receive(stream: &mut BufStream<TcpStream>) -> io::Result<Option<Seen>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let mut seen = Seen {
        method,
        path: path.to_owned(),
        query,
        ..Seen::default()
    };
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let header = (name.to_ascii_lowercase(), value.trim().to_owned());
        seen.headers.push(header);
    }
    let length = seen.header("content-length");
    seen.body = vec![0; length.and_then(|text| text.parse().ok()).unwrap_or(0)];
    stream.read_exact(&mut seen.body).await?;
    Ok(Some(seen))
}

/// Ignores poisoning: a panic in a script fails its own test only.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
