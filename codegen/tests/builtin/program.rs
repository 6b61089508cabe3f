//! Tests of a client with every scalar.

use scalars::testing::Fake;
use scalars::values::{Value, ValueId};
use serde_json::json;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A sample of each scalar, by name.
fn samples() -> serde_json::Value {
    let samples = std::env::var("SAMPLES").expect("samples");
    let mut samples: serde_json::Value = samples.parse().expect("JSON");
    samples["id"] = json!(1);
    samples
}

/// Runs a future that waits for nothing but the fake.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

#[test]
fn samples_round_trip() {
    let value: Value = serde_json::from_value(samples()).expect("every sample is a value");
    // A URL gains its path, so the JSON itself can differ.
    let json = serde_json::to_value(&value).expect("JSON");
    assert_eq!(value, serde_json::from_value(json).expect("the same value"));
    let values = Fake::new().client().expect("a client").values();
    run(async {
        let created = values
            .create(&value)
            .await
            .expect("the fake accepts every sample");
        let id = created.id.expect("an id");
        let mut fetched = values.get(id).await.expect("the created value");
        fetched.id = value.id;
        assert_eq!(fetched, value);
    });
}

#[test]
fn other_json_types_are_rejected() {
    let samples = samples();
    let names = samples.as_object().expect("an object").keys();
    for name in names.filter(|name| !["id", "json"].contains(&name.as_str())) {
        for wrong in [json!(null), json!([]), json!({})] {
            let mut value = samples.clone();
            value[name] = wrong;
            let error = serde_json::from_str::<Value>(&value.to_string()).expect_err(name);
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}

#[test]
fn the_fake_makes_up_valid_values() {
    let fake = Fake::new();
    let values = fake.client().expect("a client").values();
    let stored = fake.collection("values", &[]).expect("a collection");
    stored
        .insert(json!({"id": 7}))
        .expect("a value with only an id");
    run(async {
        let value = values.get(7).await.expect("a value that decodes");
        assert_eq!(value.id.map(ValueId::get), Some(7));
    });
}
