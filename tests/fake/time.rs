//! Virtual time: delays and timeouts take no real time and elapse in order.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use cloudflare_email_security::runtime::Timer;
use cloudflare_email_security::testing::{Fake, Fault, json};
use cloudflare_email_security::{Client, ErrorKind};

use crate::{ACCOUNT, alone};

type Call = Pin<Box<dyn Future<Output = Result<(), cloudflare_email_security::Error>> + Send>>;

const SECOND: Duration = Duration::from_secs(1);

fn client(fake: &Fake) -> Client {
    fake.builder().max_retries(0).build().expect("a client")
}

async fn list(client: &Client) -> Result<(), cloudflare_email_security::Error> {
    let policies = client.email_security().settings().allow_policies();
    policies.list(ACCOUNT).await.map(drop)
}

#[test]
fn the_earlier_of_response_and_timeout_wins() {
    for (delay, limit, elapsed, fine) in [
        (0, 60, 0, true),
        (1, 60, 1, true),
        (59, 60, 59, true),
        (61, 60, 60, false),
        (90, 60, 60, false),
        (90, 100, 90, true),
        (u64::MAX, 60, 60, false),
    ] {
        let fake = Fake::new();
        let fault = Fault::delay(Duration::from_secs(delay));
        fake.fail_next(fault).expect("a fault");
        let client = fake
            .builder()
            .timeout(limit * SECOND)
            .max_retries(0)
            .build();
        let result = alone(list(&client.expect("a client")));
        assert_eq!(result.is_ok(), fine, "{delay} {limit}: {result:?}");
        if let Err(error) = result {
            assert!(matches!(error.kind(), ErrorKind::Timeout), "{error:?}");
        }
        assert_eq!(fake.elapsed(), elapsed * SECOND, "{delay} {limit}");
    }
}

#[test]
fn retry_delays_are_observable() {
    let fake = Fake::new();
    let busy = Fault::status(503).header("retry-after", "7").times(2);
    fake.fail("allow_policies.list", busy).expect("a fault");
    alone(list(&fake.client().expect("a client"))).expect("the third attempt");
    assert_eq!(fake.elapsed(), 14 * SECOND);
    assert_eq!(fake.request_count(), 3);
}

#[test]
fn retry_delays_are_deterministic() {
    for (retries, milliseconds) in [(1, 500), (2, 1_500), (5, 15_500), (6, 23_500)] {
        let fake = Fake::new();
        let busy = Fault::status(503).times(retries);
        fake.fail("allow_policies.list", busy).expect("a fault");
        let client = fake.builder().max_retries(retries).build();
        alone(list(&client.expect("a client"))).expect("the last attempt");
        assert_eq!(
            fake.elapsed(),
            Duration::from_millis(milliseconds),
            "{retries}"
        );
    }
}

#[test]
fn generated_timestamps_follow_virtual_time() {
    let fake = Fake::new();
    let collection = fake.collection("allow_policies", &[ACCOUNT]);
    let collection = collection.expect("a collection");
    collection.insert(json!({})).expect("an item");
    let busy = Fault::status(503).header("retry-after", "60");
    fake.fail_next(busy).expect("a fault");
    alone(list(&fake.client().expect("a client"))).expect("the second attempt");
    collection.insert(json!({})).expect("an item");
    let given = json!({"created_at": "2020-02-02T00:00:00Z"});
    collection.insert(given).expect("an item");
    let found = collection.items();
    let found: Vec<_> = found.iter().map(|it| &it["created_at"]).collect();
    let expected = [
        "2026-01-01T00:00:01Z",
        "2026-01-01T00:01:02Z",
        "2020-02-02T00:00:00Z",
    ];
    assert_eq!(found, expected);
}

#[test]
fn endless_bodies_time_out() {
    let fake = Fake::new();
    fake.fail_next(Fault::endless()).expect("a fault");
    let client = fake.builder().timeout(SECOND).max_retries(0).build();
    let error = alone(list(&client.expect("a client"))).expect_err("no end");
    assert!(matches!(error.kind(), ErrorKind::Timeout), "{error:?}");
    assert_eq!(fake.elapsed(), SECOND);
}

/// Response delays in seconds, unordered. The timeout is one minute.
const DELAYS: [u64; 8] = [90, 1, 61, 30, 59, 120, 5, 70];

/// Calls in flight, with the time each must complete at and whether it succeeds.
fn calls_under_way(fake: &Fake) -> Vec<(u64, bool, Call)> {
    let client = client(fake);
    let calls = DELAYS.into_iter().map(|delay| {
        let fault = Fault::delay(Duration::from_secs(delay));
        fake.fail_next(fault).expect("a fault");
        let client = client.clone();
        let mut call: Call = Box::pin(async move { list(&client).await });
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        (delay.min(60), delay < 60, call)
    });
    calls.collect()
}

#[test]
fn concurrent_calls_complete_in_order() {
    let fake = Fake::new();
    let mut calls = calls_under_way(&fake);
    let mut ended = Vec::new();
    alone(poll_fn(|context| {
        calls.retain_mut(|(due, fine, call)| match call.as_mut().poll(context) {
            Poll::Pending => true,
            Poll::Ready(result) => {
                assert_eq!(result.is_ok(), *fine, "{due}: {result:?}");
                assert_eq!(fake.elapsed(), Duration::from_secs(*due));
                ended.push(*due);
                false
            }
        });
        if calls.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }));
    assert_eq!(ended, [1, 5, 30, 59, 60, 60, 60, 60]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn timeouts_hold_across_threads() {
    for _ in 0..20 {
        let fake = Fake::new();
        let mut running = Vec::new();
        for (due, fine, call) in calls_under_way(&fake) {
            running.push((due, fine, tokio::spawn(call)));
        }
        for (due, fine, call) in running {
            let result = call.await.expect("no panic");
            assert_eq!(result.is_ok(), fine, "{due}: {result:?}");
            assert!(fake.elapsed() >= Duration::from_secs(due), "{due}");
        }
    }
}

/// A call that is started and never polled again does not stop the clock for others.
#[test]
fn abandoned_calls_do_not_stop_the_clock() {
    let fake = Fake::new();
    let client = client(&fake);
    fake.fail_next(Fault::delay(SECOND)).expect("a fault");
    alone(async {
        let mut forgotten = pin!(list(&client));
        poll_fn(|context| {
            assert!(forgotten.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        fake.fail_next(Fault::delay(5 * SECOND)).expect("a fault");
        list(&client).await.expect("a response");
        forgotten.await.expect("the other answer");
    });
    assert_eq!(fake.elapsed(), 5 * SECOND);
}

#[test]
fn a_deadline_limits_all_pages_of_a_list() {
    // Each of the 10 pages takes 4 s.
    for (deadline, pause, own, elapsed, count, message) in [
        (50, 0, 60, 40, Some(10), ""),
        // The third call is cut short.
        (10, 0, 60, 10, None, "timed out after 2s"),
        // The time between calls counts.
        (
            10,
            6,
            60,
            10,
            None,
            "timed out: the list was not complete after 10s",
        ),
        // The deadline of a call still applies, to each of them.
        (50, 0, 3, 3, None, "timed out after 3s"),
        (50, 0, 5, 40, Some(10), ""),
    ] {
        let fake = Fake::new();
        let policies = fake
            .collection("allow_policies", &[ACCOUNT])
            .expect("a collection");
        policies
            .generate(10, |index| json!({"pattern": format!("{index}")}))
            .expect("items");
        fake.fail_next(Fault::delay(4 * SECOND).times(100))
            .expect("a fault");
        let list = client(&fake)
            .email_security()
            .settings()
            .allow_policies()
            .list(ACCOUNT);
        let list = list.per_page(1).deadline(own * SECOND);
        let mut items = list.items().deadline(deadline * SECOND);
        let result = alone(async {
            let mut count = 0;
            while items.try_next().await?.is_some() {
                count += 1;
                let pause = fake.timer().sleep(pause * SECOND);
                pause.expect("a timer").await;
            }
            Ok::<_, cloudflare_email_security::Error>(count)
        });
        assert_eq!(
            result.as_ref().ok(),
            count.as_ref(),
            "{deadline}: {result:?}"
        );
        if let Err(error) = result {
            assert!(matches!(error.kind(), ErrorKind::Timeout), "{error:?}");
            assert!(
                error.report().to_string().contains(message),
                "{:?}",
                error.report().to_string()
            );
        }
        assert_eq!(fake.elapsed(), elapsed * SECOND, "{deadline} {pause} {own}");
    }
}

#[test]
fn timers_of_the_caller_share_the_virtual_time() {
    for (delay, limit, expected) in [(10, 5, None), (5, 10, Some(true))] {
        let fake = Fake::new();
        let fault = Fault::delay(delay * SECOND);
        fake.fail_next(fault).expect("a fault");
        let client = client(&fake);
        let timer = fake.timer();
        let mut sleep = timer.sleep(limit * SECOND).expect("a timer");
        let mut call = pin!(list(&client));
        // Races the call against a timeout of the caller.
        let outcome = alone(poll_fn(|context| {
            if let Poll::Ready(result) = call.as_mut().poll(context) {
                return Poll::Ready(Some(result.is_ok()));
            }
            sleep.as_mut().poll(context).map(|()| None)
        }));
        assert_eq!(outcome, expected, "{delay} {limit}");
        assert_eq!(timer.now(), 5 * SECOND, "{delay} {limit}");
        assert_eq!(timer.now(), fake.elapsed());
    }
}
