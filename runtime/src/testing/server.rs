//! The HTTP server: one thread that accepts connections, and one per connection.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::backend::Backend;
use super::connection::{Connection, Received};
use super::credentials::with_credentials;
use super::error_response::ErrorResponse;
use super::fault::DeliveryMode;
use super::response::Response;
use super::schema::Described;
use super::token;
use crate::{ClientBuilder, Error};

/// Delay after a connection cannot be accepted, for example because of the limit on open files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(20);

/// An HTTP server on localhost with the state of a [`Fake`](super::Fake). Returned by
/// [`Fake::serve`](super::Fake::serve).
///
/// The server runs in real time. Dropping it stops all its threads.
pub struct Server<C> {
    address: SocketAddr,
    backend: Arc<Backend>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    client: PhantomData<fn() -> C>,
}

/// State shared by the threads.
#[derive(Default)]
struct Shared {
    stop: Stop,
    /// Open connections, by number.
    connections: Mutex<BTreeMap<u64, TcpStream>>,
}

impl Shared {
    fn connections(&self) -> MutexGuard<'_, BTreeMap<u64, TcpStream>> {
        let connections = self.connections.lock();
        connections.unwrap_or_else(PoisonError::into_inner)
    }
}

/// The stop signal.
#[derive(Default)]
struct Stop {
    stopped: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    fn stopped(&self) -> MutexGuard<'_, bool> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        *self.stopped() = true;
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        *self.stopped()
    }

    /// Sleeps, or returns early when the server stops.
    fn sleep(&self, duration: Duration) {
        let waited = self
            .changed
            .wait_timeout_while(self.stopped(), duration, |stopped| !*stopped);
        drop(waited);
    }
}

impl<C: Described> Server<C> {
    pub(super) fn start(backend: Arc<Backend>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let thread = {
            let (backend, shared) = (Arc::clone(&backend), Arc::clone(&shared));
            let builder = thread::Builder::new().name("fake-server".to_owned());
            builder.spawn(move || accept(&listener, &backend, &shared))?
        };
        Ok(Self {
            address,
            backend,
            shared,
            thread: Some(thread),
            client: PhantomData,
        })
    }

    /// Returns the base URL for clients of this server.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.backend.base_path)
    }

    /// Returns the URL of the token endpoint, if the API has one, for `ClientBuilder::token_url`.
    #[must_use]
    pub fn token_url(&self) -> Option<String> {
        let path = token::path_of(self.backend.api.service)?;
        Some(format!("http://{}{path}", self.address))
    }

    /// Creates a client of the server, with credentials that it accepts.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if the client cannot be built.
    pub fn client(&self) -> Result<C, Error> {
        self.builder().build()
    }

    /// Creates a builder for a client of the server, with credentials that it accepts.
    ///
    /// The client ignores proxy settings in the environment, unless `ClientBuilder::env` is called.
    pub fn builder(&self) -> ClientBuilder<C> {
        let mut builder = ClientBuilder::new(self.backend.api.service).base_url(self.base_url());
        if let Some(url) = self.token_url() {
            builder = builder.token_url(url);
        }
        with_credentials(builder, self.backend.api.service)
    }
}

impl<C> Drop for Server<C> {
    fn drop(&mut self) {
        self.shared.stop.stop();
        // Wakes the accepting thread. If this fails, the backlog is full, and another connection
        // wakes the thread.
        drop(TcpStream::connect_timeout(
            &self.address,
            Duration::from_secs(1),
        ));
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has already been reported.
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, backend: &Arc<Backend>, shared: &Arc<Shared>) {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    for number in 0.. {
        let accepted = listener.accept();
        if shared.stop.is_stopped() {
            break;
        }
        let Ok((stream, _)) = accepted else {
            shared.stop.sleep(ACCEPT_RETRY_DELAY);
            continue;
        };
        threads.retain(|thread| !thread.is_finished());
        threads.extend(spawn_connection(stream, number, backend, shared));
    }
    // Wakes all threads that are blocked on a client.
    for stream in shared.connections().values() {
        let _ = stream.shutdown(Shutdown::Both);
    }
    for thread in threads {
        let _ = thread.join();
    }
}

/// Serves a connection on its own thread; `None` if no thread can be started.
fn spawn_connection(
    stream: TcpStream,
    number: u64,
    backend: &Arc<Backend>,
    shared: &Arc<Shared>,
) -> Option<JoinHandle<()>> {
    shared
        .connections()
        .insert(number, stream.try_clone().ok()?);
    let (backend, of_thread) = (Arc::clone(backend), Arc::clone(shared));
    let thread = thread::Builder::new().name("fake-connection".to_owned());
    let spawned = thread.spawn(move || {
        // A client that disconnects is not an error.
        let _ = serve(stream, &backend, &of_thread.stop);
        let finished = of_thread.connections().remove(&number);
        if let Some(stream) = finished {
            let _ = stream.shutdown(Shutdown::Both);
        }
    });
    if spawned.is_err() {
        shared.connections().remove(&number);
    }
    spawned.ok()
}

fn serve(stream: TcpStream, backend: &Backend, stop: &Stop) -> io::Result<()> {
    let mut connection = Connection::new(stream)?;
    let is_stopped = || stop.is_stopped();
    loop {
        let delivery = match connection.receive()? {
            Received::Request(request) => backend.handle(&request),
            Received::Invalid(status) => {
                let error = ErrorResponse::new(status.as_u16(), "the request cannot be parsed");
                let response = Response::error(backend.api.service, &error);
                connection.send(&response, DeliveryMode::Whole, &is_stopped)?;
                return Ok(());
            }
            Received::Closed => return Ok(()),
        };
        if delivery.delay > Duration::ZERO {
            stop.sleep(delivery.delay);
        }
        let is_reusable = connection.send(&delivery.response, delivery.mode, &is_stopped)?;
        if !is_reusable || stop.is_stopped() {
            return Ok(());
        }
    }
}

impl<C> fmt::Debug for Server<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
