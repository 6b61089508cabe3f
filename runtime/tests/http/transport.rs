//! Custom transports and timers.

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use clientwright_runtime::{
    Body, BodyFormat, BoxFuture, Bytes, Client, ClientBuilder, Credentials, Error, HttpTransport,
    Operation, SecretString, Stream, Timer, Transport, TransportError, http, reqwest,
};

use crate::server::{Answer, Server};
use crate::{SERVICE, builder, client};

static GET: Operation = Operation::get("things.get", "/things");
static POST: Operation = Operation {
    body: Some(BodyFormat::Json),
    ..Operation::post("things.create", "/things")
};

type Answered = Result<http::Response<Body>, TransportError>;

/// A transport that responds with the result of a function and records requests.
struct Scripted<F> {
    seen: Mutex<Vec<http::Request<Option<Bytes>>>>,
    answer: F,
}

impl<F: Fn(usize) -> Answered + Send + Sync + 'static> Scripted<F> {
    fn new(answer: F) -> Arc<Self> {
        let seen = Mutex::default();
        Arc::new(Self { seen, answer })
    }

    fn count(&self) -> usize {
        self.seen.lock().expect("no panic").len()
    }
}

impl<F: Fn(usize) -> Answered + Send + Sync + 'static> Transport for Scripted<F> {
    fn send(&self, request: http::Request<Option<Bytes>>) -> BoxFuture<'_, Answered> {
        let mut seen = self.seen.lock().expect("no panic");
        seen.push(request);
        Box::pin(ready((self.answer)(seen.len())))
    }
}

/// A timer that records durations. Timeouts never elapse, delays elapse at once.
#[derive(Default)]
struct Notes(Mutex<Vec<Duration>>);

impl Timer for Notes {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        self.0.lock().expect("no panic").push(duration);
        Ok(Box::pin(ready(())))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// A minimal executor.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

fn answer(status: u16, body: &'static str) -> http::Response<Body> {
    let mut answer = http::Response::new(Body::from(Bytes::from(body)));
    *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    answer
}

/// A builder for a client without a server.
fn without_server() -> ClientBuilder<Client> {
    ClientBuilder::new(&SERVICE)
        .credentials(Credentials::new(0, vec![SecretString::from("s3cret")]))
}

#[test]
fn custom_transport_and_timer_need_no_executor() {
    /// Chunks that are not ready at once.
    struct Pieces(Vec<&'static str>, bool);
    impl Stream for Pieces {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            self.1 = !self.1;
            if self.1 {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(self.0.pop().map(|piece| Ok(Bytes::from(piece))))
        }
    }
    /// A timeout that never elapses.
    struct Never(Arc<Notes>);
    impl Timer for Never {
        fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
            let noted = self.0.sleep(duration)?;
            if duration == Duration::from_secs(60) {
                return Ok(Box::pin(std::future::pending()));
            }
            Ok(noted)
        }
        fn now(&self) -> Duration {
            self.0.now()
        }
    }

    let transport = Scripted::new(|number| match number {
        1 => Ok(answer(503, "")),
        _ => Ok(http::Response::new(Body::stream(Pieces(
            vec!["}", "t\":7", "{\"resul"],
            false,
        )))),
    });
    let notes = Arc::new(Notes::default());
    let client = without_server()
        .transport(Arc::clone(&transport))
        .timer(Never(Arc::clone(&notes)))
        .build()
        .expect("a client");
    let response = block_on(client.request(&GET).send_result::<u64>().with_response());
    let response = response.expect("a response");
    assert_eq!((*response.value(), response.attempts()), (7, 2));

    let seen = transport.seen.lock().expect("no panic");
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].uri(), "https://api.example.com/client/v4/things");
    assert_eq!(seen[0].headers()["authorization"], "Bearer s3cret");
    assert!(seen[0].headers()["authorization"].is_sensitive());
    assert_eq!(seen[0].body(), &None);
    // Timeout of the first attempt, delay, timeout of the second attempt.
    let times = notes.0.lock().expect("no panic").clone();
    let usual = Duration::from_secs(60);
    assert_eq!((times[0], times[2], times.len()), (usual, usual, 3));
    assert!(times[1] <= Duration::from_millis(500) && !times[1].is_zero());
}

#[test]
fn bodies_that_are_always_ready_still_time_out() {
    /// An endless supply of empty chunks.
    struct Empty(u32);
    impl Stream for Empty {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.0 += 1;
            Poll::Ready((self.0 < 1_000_000).then(|| Ok(Bytes::new())))
        }
    }
    let transport = Scripted::new(|_| Ok(http::Response::new(Body::stream(Empty(0)))));
    let client = without_server()
        .transport(transport)
        .timer(Notes::default())
        .max_retries(0)
        .build()
        .expect("a client");
    let error = block_on(client.request(&GET).send_empty()).expect_err("no end");
    assert!(error.is_timeout(), "{error:?}");
}

#[test]
fn transport_errors_map_to_error_kinds() {
    type Failure = fn(&'static str) -> TransportError;
    let failures: [(Failure, &str, &Operation, u32); 8] = [
        (|why| TransportError::connect(why), "Connect", &GET, 3),
        (|why| TransportError::connect(why), "Connect", &POST, 3),
        (|why| TransportError::timeout(why), "Timeout", &GET, 3),
        (|why| TransportError::timeout(why), "Timeout", &POST, 1),
        (|why| TransportError::interrupted(why), "Transport", &GET, 3),
        (
            |why| TransportError::interrupted(why),
            "Transport",
            &POST,
            1,
        ),
        (|why| TransportError::rejected(why), "Transport", &GET, 1),
        (|why| TransportError::executor(why), "Executor", &GET, 0),
    ];
    for (failure, kind, operation, attempts) in failures {
        let transport = Scripted::new(move |_| Err(failure("the reason")));
        let client = without_server()
            .transport(Arc::clone(&transport))
            .timer(Notes::default())
            .build()
            .expect("a client");
        let mut request = client.request(operation);
        if operation.body.is_some() {
            request.json(&1);
        }
        let error = block_on(request.send_empty()).expect_err(kind);
        assert_eq!(format!("{:?}", error.kind()), kind);
        assert_eq!(error.attempts(), attempts, "{kind}");
        assert_eq!(transport.count(), attempts.max(1) as usize, "{kind}");
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("the reason"));
    }
}

#[test]
fn outside_of_tokio_the_default_transport_returns_an_error() {
    let server = Server::constant(200, "{}");
    let client = client(&server);
    let mut items = client.request(&GET).items::<u64>();
    let errors = [
        block_on(client.request(&GET).send_empty()).err(),
        block_on(items.next()).and_then(Result::err),
        block_on(async {
            let client = builder(&server)
                .timer(Notes::default())
                .build()
                .expect("a client");
            client.request(&GET).send_empty().await.err()
        }),
    ];
    for error in errors {
        let error = error.expect("no executor");
        assert_eq!(format!("{:?}", error.kind()), "Executor");
        assert_eq!(error.attempts(), 0);
        assert_eq!(
            error.to_string(),
            "things.get: the call was made outside of the async runtime it needs"
        );
    }
    assert!(server.seen().is_empty());
}

#[test]
fn calls_can_be_built_and_decoded_without_io() {
    let transport = Scripted::new(|_| Ok(answer(500, "")));
    let client = without_server()
        .transport(Arc::clone(&transport))
        .build()
        .expect("a client");
    let mut request = client.request(&POST);
    request.query("q", &"a b");
    request.field("name", &"x");
    let call = request.send_result::<u64>();
    let message = call.to_http().expect("a message");
    assert_eq!(message.method(), "POST");
    assert_eq!(
        message.uri(),
        "https://api.example.com/client/v4/things?q=a+b"
    );
    assert_eq!(message.headers()["content-type"], "application/json");
    assert_eq!(message.headers()["authorization"], "Bearer s3cret");
    assert_eq!(
        message.body().as_deref(),
        Some(br#"{"name":"x"}"#.as_slice())
    );
    let decoded = |status: u16, body: &'static str| {
        let mut answer = http::Response::new(Bytes::from(body));
        *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        call.decode(answer).map_err(|error| error.to_string())
    };
    assert_eq!(decoded(200, r#"{"result":7}"#), Ok(7));
    assert_eq!(
        decoded(404, r#"{"errors":[{"code":1,"message":"no"}]}"#),
        Err("things.create: the server returned 404 Not Found: no (code 1)".to_owned())
    );
    assert_eq!(
        decoded(200, r#"{"result":"7"}"#).map_err(|error| error.contains("at `result`")),
        Err(true)
    );
    let mut mistaken = client.request(&POST);
    mistaken.path("thing_id", &"..");
    let refused = mistaken.send_empty().to_http().expect_err("a dot segment");
    assert!(refused.is_invalid_argument());
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn any_http_client_can_be_a_transport() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/client/v4/things" => Answer::new(307, "").header("location", "/here"),
        _ => Answer::new(200, r#"{"result":7}"#),
    });
    let headers = [(http::header::VIA, http::HeaderValue::from_static("mine"))];
    let mine = reqwest::Client::builder().default_headers(headers.into_iter().collect());
    let client = builder(&server)
        .http_client(mine.build().expect("an HTTP client"))
        .build()
        .expect("a client");
    let value = client.request(&GET).send_result::<u64>().await;
    assert_eq!(value.ok(), Some(7));
    let seen = server.last();
    assert_eq!(seen.target, "/here");
    assert_eq!(seen.header("via"), Some("mine"));
    assert_eq!(seen.header("authorization"), Some("Bearer s3cret"));
}

/// Adds a mark to the header `x-marks`, so that the order of wrappers is visible.
struct Marking<T>(T, &'static str);

impl<T: Transport> Transport for Marking<T> {
    fn send(
        &self,
        mut request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let before = request.headers().get("x-marks");
        let before = before.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let marks = format!("{before}{}", self.1)
            .parse()
            .expect("a header value");
        request.headers_mut().insert("x-marks", marks);
        self.0.send(request)
    }
}

#[tokio::test]
async fn transports_can_be_wrapped() {
    let server = Server::constant(200, r#"{"result":7}"#);
    let wrapped = |builder: ClientBuilder<Client>| {
        builder
            .wrap_transport(|inner| Marking(inner, "1"))
            .wrap_transport(|inner| Marking(inner, "2"))
            .build()
            .expect("a client")
    };
    let mine = HttpTransport::from(reqwest::Client::new());
    for (client, marks) in [
        (wrapped(builder(&server)), "21"),
        (
            wrapped(builder(&server).transport(Marking(mine, "0"))),
            "210",
        ),
    ] {
        let value = client.request(&GET).send_result::<u64>().await;
        assert_eq!(value.ok(), Some(7));
        assert_eq!(server.last().header("x-marks"), Some(marks));
    }
}

#[tokio::test]
async fn responses_from_another_origin_are_rejected() {
    let other = Server::constant(200, r#"{"result":7}"#);
    let location = format!("{}/there", other.url.replace("127.0.0.1", "localhost"));
    let server = Server::start(move |_| Answer::new(307, "").header("location", location.clone()));
    let client = builder(&server)
        .max_retries(2)
        .http_client(reqwest::Client::new())
        .build()
        .expect("a client");
    let error: Error = client
        .request(&GET)
        .send_empty()
        .await
        .expect_err("elsewhere");
    assert_eq!(format!("{:?}", error.kind()), "Transport");
    assert_eq!(server.seen().len(), 1, "once was enough");
    // The redirect was followed, but without the credentials.
    for seen in other.seen() {
        assert_eq!(seen.header("authorization"), None);
    }
}

/// A server whose backlog is full accepts no connection.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn connecting_has_its_own_timeout() {
    use socket2::{Domain, Socket, Type};
    use std::net::{SocketAddr, TcpStream};

    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(&any.into()).expect("a free port");
    socket.listen(0).expect("a queue");
    let address = socket
        .local_addr()
        .ok()
        .and_then(|address| address.as_socket());
    let address = address.expect("an address");
    let limit = Duration::from_millis(100);
    let fill = std::iter::from_fn(|| TcpStream::connect_timeout(&address, limit).ok());
    let queue: Vec<TcpStream> = fill.take(16).collect();
    assert!(queue.len() < 16, "there is room for more");

    // The default is longer than this limit and far shorter than the timeout of an attempt.
    for limit in [Some(limit), None] {
        let mut builder = without_server()
            .base_url(format!("http://{address}"))
            .max_retries(0);
        if let Some(limit) = limit {
            builder = builder.connect_timeout(limit);
        }
        let client = builder.build().expect("a client");
        let call = client.request(&GET).send_empty();
        let call = tokio::time::timeout(Duration::from_secs(30), call);
        let error = call.await.expect("no limit").expect_err("a full queue");
        assert_eq!(format!("{:?}", error.kind()), "Connect");
    }
}
