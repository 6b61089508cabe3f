//! Blocking calls.

use clientwright_runtime::{Error, Operation, PageStyle, Pagination};

use crate::client;
use crate::server::{Answer, Server};

static GET: Operation = Operation::get("things.get", "/things");
static LIST: Operation = Operation {
    pagination: Some(&Pagination::new(
        PageStyle::PageNumber {
            page: "page",
            first: 1,
        },
        "/result",
    )),
    ..Operation::get("things.list", "/things")
};

/// Two pages of two items, followed by this response.
fn pages(end: Answer) -> Server {
    Server::start(move |seen| match seen.number("page") {
        None => Answer::new(200, r#"{"result":[1,2]}"#),
        Some(2) => Answer::new(200, r#"{"result":[3,4]}"#),
        _ => Answer::new(end.status, end.body.clone()),
    })
}

#[test]
fn wait_blocks_until_the_call_completes() {
    let server = Server::constant(200, r#"{"result":7}"#);
    let client = client(&server);
    assert_eq!(
        client.request(&GET).send_result::<u64>().wait().ok(),
        Some(7)
    );
    let response = client
        .request(&GET)
        .send_result::<u64>()
        .with_response()
        .wait();
    let response = response.expect("a response");
    assert_eq!((*response.value(), response.status().as_u16()), (7, 200));
    let missing = Server::constant(404, "");
    let call = crate::client(&missing).request(&GET).send_empty();
    assert!(call.wait().is_err_and(|error| error.is_not_found()));
}

#[test]
fn lists_are_blocking_iterators() {
    let whole = pages(Answer::new(200, r#"{"result":[]}"#));
    let items: Result<Vec<u64>, Error> = client(&whole).request(&LIST).items().blocking().collect();
    assert_eq!(items.ok(), Some(vec![1, 2, 3, 4]));
    let pages_of_two: Result<Vec<_>, Error> = client(&whole)
        .request(&LIST)
        .pages::<u64>()
        .blocking()
        .collect();
    let sizes: Vec<usize> = pages_of_two
        .iter()
        .flatten()
        .map(|page| page.items.len())
        .collect();
    assert_eq!(sizes, [2, 2, 0]);
    let broken = pages(Answer::new(500, ""));
    let mut items = client(&broken).request(&LIST).items::<u64>().blocking();
    assert_eq!(items.by_ref().take(4).filter_map(Result::ok).count(), 4);
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none(), "goes on after an error");
    let mut pages = client(&broken).request(&LIST).pages::<u64>().blocking();
    assert_eq!(pages.by_ref().take(2).filter_map(Result::ok).count(), 2);
    assert!(pages.next().is_some_and(|page| page.is_err()) && pages.next().is_none());
}

#[test]
fn concurrent_threads_get_their_own_responses() {
    let server = Server::start(|seen| {
        Answer::new(
            200,
            format!(r#"{{"result":{}}}"#, seen.number("n").unwrap_or(0)),
        )
    });
    let client = client(&server);
    std::thread::scope(|scope| {
        for number in 0..8_u64 {
            let mut request = client.request(&GET);
            request.query("n", &number);
            scope.spawn(move || {
                assert_eq!(request.send_result::<u64>().wait().ok(), Some(number));
            });
        }
    });
}

#[tokio::test]
async fn blocking_within_an_async_runtime_is_an_error() {
    let server = Server::constant(200, r#"{"result":[]}"#);
    let client = client(&server);
    let errors = [
        client.request(&GET).send_empty().wait().err(),
        client
            .request(&GET)
            .send_empty()
            .with_response()
            .wait()
            .err(),
        client
            .request(&LIST)
            .items::<u64>()
            .blocking()
            .next()
            .and_then(Result::err),
        client
            .request(&LIST)
            .pages::<u64>()
            .blocking()
            .next()
            .and_then(Result::err),
    ];
    for error in errors {
        let error = error.expect("it cannot block here");
        assert_eq!(format!("{:?}", error.kind()), "Executor");
        for advice in ["await the call instead", "`tokio::task::spawn_blocking`"] {
            assert!(error.to_string().contains(advice), "{error}");
        }
    }
    // An endless iterator of errors would hang a caller who skips errors.
    let items = client.request(&LIST).items::<u64>().blocking();
    let pages = client.request(&LIST).pages::<u64>().blocking();
    assert_eq!((items.take(3).count(), pages.take(3).count()), (1, 1));
    assert!(server.seen().is_empty());
    // A thread without a runtime can wait.
    let call = client.request(&GET).send_empty();
    let waited = std::thread::spawn(move || call.wait());
    assert!(waited.join().expect("no panic").is_ok());
}

#[test]
fn blocking_is_allowed_outside_of_async_tasks() {
    let server = Server::constant(200, r#"{"result":7}"#);
    let client = client(&server);
    let wait = move || client.request(&GET).send_result::<u64>().wait().ok();
    let multi_thread = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let current_thread = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for runtime in [&multi_thread, &current_thread] {
        let waited = runtime.block_on(runtime.spawn_blocking(wait.clone()));
        assert_eq!(waited.ok(), Some(Some(7)));
        // The handle of a runtime is known on this thread, which polls no task.
        let _entered = runtime.enter();
        assert_eq!(wait(), Some(7));
    }
    let nested = wait.clone();
    let waited = multi_thread
        .block_on(async { tokio::spawn(async move { tokio::task::block_in_place(nested) }).await });
    assert_eq!(waited.ok(), Some(Some(7)));
    // A task without a limit cannot be recognized. Waiting blocks its thread, but does not panic.
    let unconstrained = tokio::task::coop::unconstrained(async { wait() });
    assert_eq!(current_thread.block_on(unconstrained), Some(7));
}
