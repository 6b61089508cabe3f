//! Table-driven tests: what the server does, and the expected outcome of the call.

use std::error::Error as _;
use std::time::Duration;

use clientwright_runtime::{
    BodyFormat, Call, Client, ClientBuilder, Credentials, Error, ErrorKind, Operation, Request,
    SecretString,
};

use crate::server::{Answer, Server};
use crate::timer::Waits;
use crate::{SERVICE, record};

/// Timeout of an attempt if the server responds.
pub const PATIENT: Duration = Duration::from_secs(20);
/// Timeout of an attempt if the server does not respond.
pub const HURRIED: Duration = Duration::from_millis(250);

/// A row of the table.
pub struct Row {
    pub name: String,
    pub operation: &'static Operation,
    pub settings: fn(ClientBuilder<Client>) -> ClientBuilder<Client>,
    pub send: fn(Request) -> Call<()>,
    pub limit: Duration,
    pub answers: Vec<Answer>,
    /// `value`, or the kind of the error.
    pub outcome: String,
    pub requests: usize,
    pub waits: Vec<Wait>,
}

/// Expected delay before a retry.
#[derive(Debug, Clone, Copy)]
pub enum Wait {
    /// The delay the server asks for.
    Asked(Duration),
    /// The exponential delay after this attempt, with jitter.
    Usual(u32),
}

pub static GET: Operation = Operation::get("things.get", "/things");
pub static POST: Operation = Operation {
    body: Some(BodyFormat::Json),
    ..Operation::post("things.create", "/things")
};

/// A row with a single response, which is not retried.
pub fn row(name: &str, answer: Answer, outcome: &str) -> Row {
    Row::new(name, vec![answer], outcome, 1)
}

/// Body size limit in the rows that test it.
pub const LIMIT: usize = 10_000;

/// A body of this length in bytes: a number in an envelope, padded with spaces.
pub fn of_length(length: usize) -> Vec<u8> {
    let mut body = br#"{"result":7}"#.to_vec();
    body.resize(length, b' ');
    body
}

impl Row {
    /// A `GET` of a number with these responses. Failures are retried with the default delays.
    pub fn new(
        name: impl Into<String>,
        answers: Vec<Answer>,
        outcome: impl Into<String>,
        requests: usize,
    ) -> Self {
        Self {
            name: name.into(),
            operation: &GET,
            settings: |builder| builder,
            send: |request| request.send_with(|raw| raw.result::<u64>().map(drop)),
            limit: PATIENT,
            answers,
            outcome: outcome.into(),
            requests,
            waits: (1..).take(requests - 1).map(Wait::Usual).collect(),
        }
    }

    pub fn of(self, operation: &'static Operation) -> Self {
        Self { operation, ..self }
    }

    pub fn with(self, settings: fn(ClientBuilder<Client>) -> ClientBuilder<Client>) -> Self {
        Self { settings, ..self }
    }

    pub fn sent(self, send: fn(Request) -> Call<()>) -> Self {
        Self { send, ..self }
    }

    pub fn hurried(self) -> Self {
        let limit = HURRIED;
        Self { limit, ..self }
    }

    pub fn waiting(self, waits: Vec<Wait>) -> Self {
        Self { waits, ..self }
    }
}

impl Wait {
    fn allows(self, wait: Duration) -> bool {
        match self {
            Self::Asked(asked) => wait == asked,
            Self::Usual(attempt) => {
                let most = Duration::from_millis(500 << (attempt - 1)).min(Duration::from_secs(8));
                wait <= most && wait >= most * 3 / 4
            }
        }
    }
}

/// Part of every secret, plain and encoded for HTTP Basic. No row may show it.
pub const SECRETS: [&str; 2] = ["s3cret", "dXNlcjpzM2NyZXQtYmFzaWM"];

/// The secrets of the first requirement, each in a different place.
pub const EVERYWHERE: &[&str] = &[
    "s3cret-token",
    "s3cret@example.com",
    "s3cret-key",
    "s3cret-service",
    "s3cret-query",
    "s3cret-session",
];
pub const BASIC: &[&str] = &["user", "s3cret-basic"];

/// A builder for a client of this server with the secrets of the first requirement.
pub fn builder(url: &str) -> ClientBuilder<Client> {
    with_secrets(url, 0, EVERYWHERE)
}

fn with_secrets(url: &str, alternative: usize, secrets: &[&str]) -> ClientBuilder<Client> {
    let secrets = secrets.iter().map(|secret| SecretString::from(*secret));
    ClientBuilder::new(&SERVICE)
        .base_url(url)
        .credentials(Credentials::new(alternative, secrets.collect()))
}

/// Runs each row.
pub async fn check(rows: &[Row]) {
    for row in rows {
        run(row, builder).await;
    }
}

/// Runs each row with HTTP Basic.
pub async fn check_with_basic(rows: &[Row]) {
    for row in rows {
        run(row, |url| with_secrets(url, 1, BASIC)).await;
    }
}

async fn run(row: &Row, builder: fn(&str) -> ClientBuilder<Client>) {
    let name = &row.name;
    record::start();
    let server = Server::scripted(row.answers.clone());
    let limit = row.limit;
    let timer = Waits::new(move |time| time == limit);
    let builder = builder(&server.url)
        .timeout(limit)
        .timer(std::sync::Arc::clone(&timer));
    let builder = (row.settings)(builder);
    let mut shown = format!("{builder:?}");
    let client = builder.build().expect("a client");
    let request = client.request(row.operation);
    shown.push_str(&format!("{client:?} {request:?}"));

    // Fails a client that hangs.
    let call = tokio::time::timeout(PATIENT * 3, (row.send)(request).with_response());
    let result = call.await.unwrap_or_else(|_| panic!("{name}: it hangs"));
    let attempts = match &result {
        Ok(response) => {
            shown.push_str(&format!("{response:?}"));
            response.attempts()
        }
        Err(error) => {
            shown.push_str(&everything(error));
            error.attempts()
        }
    };
    assert_eq!(outcome(&result), row.outcome, "{name}");
    // The server may lag behind if the client does not wait for its response.
    let mut patience = 1000;
    while server.count() < row.requests && patience > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        patience -= 1;
    }
    assert_eq!(server.count(), row.requests, "{name}: requests");
    assert_eq!(attempts as usize, row.requests, "{name}: attempts");
    let waits = timer.skipped();
    let fits = waits.len() == row.waits.len()
        && (row.waits.iter().zip(&waits)).all(|(expected, wait)| expected.allows(*wait));
    assert!(fits, "{name}: {waits:?} instead of {:?}", row.waits);

    drop(client);
    shown.push_str(&record::take().join("\n"));
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{name}: {shown}");
    }
}

/// The `Display` and `Debug` output of an error and its sources.
pub fn everything(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    shown
}

/// A short description of a result.
pub fn outcome<T>(result: &Result<T, Error>) -> String {
    match result.as_ref().map_err(Error::kind) {
        Ok(_) => "value".to_owned(),
        Err(ErrorKind::Api(error)) => format!("api {}", error.status().as_u16()),
        Err(ErrorKind::Decode(failure)) => format!("decode {}", failure.status().as_u16()),
        Err(kind) => format!("{kind:?}"),
    }
}
