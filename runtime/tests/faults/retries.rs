//! Which requests are retried, how often, and after which delay.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use clientwright_runtime::{
    Client, ClientBuilder, FailedAttempt, Operation, RetryBudget, RetryPolicy,
};

use crate::FINE;
use crate::server::{Server, answer};
use crate::table::{GET, PATIENT, Row, Wait, builder, check, outcome};
use crate::timer::Waits;

static HEAD: Operation = Operation::head("things.head", "/things");
static PUT: Operation = Operation::put("things.put", "/things");
static DELETE: Operation = Operation::delete("things.delete", "/things");
static POST: Operation = Operation::post("things.create", "/things");
static PATCH: Operation = Operation::patch("things.edit", "/things");
/// A `POST` that is declared idempotent.
static SEARCH: Operation = Operation {
    idempotent: true,
    ..Operation::post("things.search", "/things")
};

const TRANSIENT: [u16; 7] = [408, 409, 429, 500, 503, 524, 600];

type Settings = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;
const AS_USUAL: Settings = |builder| builder;
const ALL_OF_THEM: Settings = |builder| builder.retry_non_idempotent(true);

fn requested_waits() -> Vec<(String, Option<Duration>)> {
    let seconds = |name: &str, value: &str| format!("{name}: {value}\r\n");
    let far = "date: Wed, 21 Oct 2015 07:28:00 GMT\r\nretry-after: Wed, 21 Oct 2015 07:29:01 GMT";
    let near = "date: Wed, 21 Oct 2015 07:28:00 GMT\r\nretry-after: Wed, 21 Oct 2015 07:28:09 GMT";
    let exactly = |seconds| Some(Duration::from_secs_f64(seconds));
    vec![
        (String::new(), None),
        (seconds("retry-after", "0"), None),
        (seconds("retry-after", "-1"), None),
        (seconds("retry-after", "3"), exactly(3.0)),
        (seconds("retry-after", "0.25"), exactly(0.25)),
        (seconds("retry-after", "60"), exactly(60.0)),
        (seconds("retry-after", "61"), None),
        (seconds("retry-after", "1e300"), None),
        (seconds("retry-after", "NaN"), None),
        (seconds("retry-after", "inf"), None),
        (seconds("retry-after", "soon"), None),
        (seconds("retry-after", "\u{fc}"), None),
        (seconds("retry-after", ""), None),
        (
            seconds("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
            None,
        ),
        (
            seconds("retry-after", "Wed, 99 Oct 2015 07:28:00 GMT"),
            None,
        ),
        (format!("{far}\r\n"), None),
        (format!("{near}\r\n"), exactly(9.0)),
        (seconds("retry-after-ms", "250"), exactly(0.25)),
        (seconds("retry-after-ms", "60001"), None),
        (seconds("retry-after-ms", "-5"), None),
        (seconds("retry-after-ms", "NaN"), None),
        (
            seconds("retry-after-ms", "1500") + &seconds("retry-after", "7"),
            exactly(1.5),
        ),
        (
            seconds("retry-after-ms", "soon") + &seconds("retry-after", "7"),
            exactly(7.0),
        ),
    ]
}

#[tokio::test]
async fn transient_statuses_are_retried_after_the_requested_delay() {
    let mut rows = Vec::new();
    for status in TRANSIENT {
        for (headers, wait) in requested_waits() {
            let fails = answer(status, &headers, "");
            let wait = |attempt| wait.map_or(Wait::Usual(attempt), Wait::Asked);
            let name = format!("{status} {headers:?}");
            let row = Row::new(&name, vec![fails.clone()], format!("api {status}"), 3);
            rows.push(row.waiting(vec![wait(1), wait(2)]));
            // One status is enough here.
            if status == 503 {
                let recovers = vec![fails, answer(200, "", FINE)];
                rows.push(Row::new(&name, recovers, "value", 2).waiting(vec![wait(1)]));
            }
        }
    }
    check(&rows).await;
}

#[tokio::test]
async fn non_idempotent_requests_are_retried_only_on_request() {
    let mut rows = Vec::new();
    let operations = [
        &GET, &HEAD, &PUT, &DELETE, &SEARCH, // idempotent
        &POST, &PATCH, // and not
    ];
    for operation in operations {
        for (settings, asked) in [(AS_USUAL, false), (ALL_OF_THEM, true)] {
            for status in TRANSIENT {
                let not_acted_on = matches!(status, 408 | 429);
                let repeated = operation.idempotent || asked || not_acted_on;
                let name = format!("{} {status} {asked}", operation.name);
                let answers = vec![answer(status, "", "")];
                let requests = if repeated { 3 } else { 1 };
                let row = Row::new(name, answers, format!("api {status}"), requests);
                rows.push(row.of(operation).with(settings));
            }
        }
    }
    check(&rows).await;
}

#[tokio::test]
async fn other_statuses_are_not_retried() {
    let statuses = [300, 304, 400, 401, 403, 404, 405, 410, 413, 422, 451];
    let rows = statuses.map(|status| {
        let answers = vec![answer(status, "retry-after: 1\r\n", "")];
        Row::new(status.to_string(), answers, format!("api {status}"), 1)
    });
    check(&rows).await;
}

#[tokio::test]
async fn x_should_retry_takes_precedence() {
    let no = "x-should-retry: false\r\n";
    let yes = "x-should-retry: true\r\n";
    let row = |name: &str, status, headers, requests| {
        let answers = vec![answer(status, headers, "")];
        Row::new(name, answers, format!("api {status}"), requests)
    };
    check(&[
        row("no to a 503", 503, no, 1),
        row("no to a 429", 429, no, 1),
        row("yes to a 400", 400, yes, 3),
        row("yes to a 500 of a POST", 500, yes, 3).of(&POST),
        row("no to a 500 of a POST", 500, no, 1)
            .of(&POST)
            .with(ALL_OF_THEM),
        row("neither", 503, "x-should-retry: maybe\r\n", 3),
        row("neither to a 400", 400, "x-should-retry: maybe\r\n", 1),
        row("yes, but not for ever", 400, yes, 1).with(|builder| builder.max_retries(0)),
        row(
            "yes, and when",
            400,
            "x-should-retry: true\r\nretry-after: 4\r\n",
            3,
        )
        .waiting(vec![Wait::Asked(Duration::from_secs(4)); 2]),
        Row::new("yes to a success", vec![answer(200, yes, FINE)], "value", 1),
    ])
    .await;
}

#[tokio::test]
async fn max_retries_is_set_per_client_or_request() {
    let row = |name: &str, requests| Row::new(name, vec![answer(503, "", "")], "api 503", requests);
    check(&[
        row("none", 1).with(|builder| builder.max_retries(0)),
        row("two", 3),
        row("six", 7).with(|builder| builder.max_retries(6)),
        row("less for this call", 2).sent(|mut request| {
            request.max_retries(1);
            request.send_empty()
        }),
        row("more for this call", 5)
            .with(|builder| builder.max_retries(0))
            .sent(|mut request| {
                request.max_retries(4);
                request.send_empty()
            }),
        row("a POST for this call", 3)
            .of(&POST)
            .sent(|mut request| {
                request.retry_non_idempotent(true);
                request.send_empty()
            }),
        row("all but this POST", 1)
            .of(&POST)
            .with(ALL_OF_THEM)
            .sent(|mut request| {
                request.retry_non_idempotent(false);
                request.send_empty()
            }),
    ])
    .await;
}

/// Retries every failure once, after two seconds.
struct Once;

impl RetryPolicy for Once {
    fn retry(&self, attempt: &FailedAttempt<'_>) -> Option<Duration> {
        (attempt.number() == 1).then_some(Duration::from_secs(2))
    }
}

#[tokio::test]
async fn the_retry_policy_can_be_replaced() {
    let waits = vec![Wait::Asked(Duration::from_secs(2))];
    let row = |status| {
        let answers = vec![answer(status, "", "")];
        Row::new("once", answers, format!("api {status}"), 2).waiting(waits.clone())
    };
    check(&[404, 503].map(|status| row(status).with(|builder| builder.retry(Once)))).await;
}

#[tokio::test]
async fn failed_connections_are_retried_for_every_operation() {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = format!("http://{}", address.expect("an address"));
    for operation in [&GET, &POST] {
        let timer = Waits::new(|time| time == PATIENT);
        let client = builder(&url)
            .timeout(PATIENT)
            .timer(Arc::clone(&timer))
            .build()
            .expect("a client");
        let result = client.request(operation).send_empty().await;
        assert_eq!(outcome(&result), "Connect");
        assert_eq!(result.map_err(|error| error.attempts()), Err(3));
        assert_eq!(timer.skipped().len(), 2);
    }
}

/// The server asks for two seconds each time, and no other time passes.
#[tokio::test]
async fn no_retry_starts_after_the_deadline() {
    let wait = Duration::from_secs(2);
    for (of_client, of_request, expected) in [
        (None, None, 8),
        (Some(5), None, 3),
        (Some(3), None, 2),
        (Some(1), None, 1),
        (Some(60), Some(5), 3),
        (Some(1), Some(5), 3),
        (Some(5), Some(1), 1),
        (Some(0), None, 1),
    ] {
        // Without any time left, the first attempt itself times out.
        let (answer, end) = match of_client {
            Some(0) => (vec![crate::server::Act::Hold], "Timeout"),
            _ => (answer(503, "retry-after: 2\r\n", ""), "api 503"),
        };
        let server = Server::scripted(vec![answer]);
        let timer = Waits::new(move |time| time != wait);
        let mut builder = builder(&server.url)
            .max_retries(7)
            .timer(Arc::clone(&timer));
        if let Some(seconds) = of_client {
            builder = builder.deadline(Duration::from_secs(seconds));
        }
        let mut request = builder.build().expect("a client").request(&GET);
        if let Some(seconds) = of_request {
            request.deadline(Duration::from_secs(seconds));
        }
        let result = request.send_empty().await;
        let case = format!("{of_client:?} {of_request:?}");
        assert_eq!(outcome(&result), end, "{case}");
        assert_eq!(
            result.map_err(|error| error.attempts()),
            Err(expected),
            "{case}"
        );
        assert_eq!(timer.skipped(), vec![wait; expected as usize - 1], "{case}");
    }
}

#[tokio::test]
async fn the_deadline_ends_a_running_attempt() {
    let server = Server::scripted(vec![vec![crate::server::Act::Hold]]);
    let client = builder(&server.url)
        .timeout(PATIENT * 100)
        .deadline(Duration::from_millis(100))
        .build()
        .expect("a client");
    let result = tokio::time::timeout(PATIENT, client.request(&GET).send_empty()).await;
    let result = result.expect("the deadline has no effect");
    assert_eq!(outcome(&result), "Timeout");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn the_budget_of_a_client_limits_the_retries_of_all_its_calls() {
    let busy = || vec![answer(503, "", "")];
    let server = Server::scripted(busy());
    let timer = Waits::new(|time| time == PATIENT);
    let client = builder(&server.url)
        .timeout(PATIENT)
        .timer(Arc::clone(&timer))
        .retry_budget(RetryBudget::new(4).retry_cost(1))
        .build()
        .expect("a client");
    let mut attempts = Vec::new();
    for client in [client.clone(), client.clone(), client.clone(), client] {
        let result = client.request(&GET).send_empty().await;
        assert_eq!(outcome(&result), "api 503");
        attempts.push(result.map_err(|error| error.attempts()));
    }
    // Two retries each, as long as the budget lasts.
    assert_eq!(attempts, [3, 3, 1, 1].map(Err));
    assert_eq!(server.count(), 8);
}

#[tokio::test]
async fn successes_refill_the_budget() {
    let busy = || answer(503, "", "");
    let fine = || answer(200, "", FINE);
    let server = Server::scripted(vec![busy(), fine(), busy(), fine(), busy()]);
    let timer = Waits::new(|time| time == PATIENT);
    let client = builder(&server.url)
        .timeout(PATIENT)
        .timer(Arc::clone(&timer))
        .retry_budget(RetryBudget::new(5))
        .build()
        .expect("a client");
    let mut results = Vec::new();
    for _ in 0..3 {
        let result = client.request(&GET).send_empty().await;
        results.push((outcome(&result), server.count()));
    }
    // The budget allows one retry at a time. A successful retry returns its tokens.
    let expected = [("value", 2), ("value", 4), ("api 503", 6)];
    assert_eq!(
        results,
        expected.map(|(end, count)| (end.to_owned(), count))
    );
}
