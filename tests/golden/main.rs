//! Calls of the golden crates, and encoding and decoding of their models. `codegen/tests/golden` tests how they are
//! generated.

mod areas;
mod auth;
mod bodies;
mod calls;
mod constrained;
mod enums;
mod imported;
mod lenient;
mod lists;
mod multipart;
mod names;
mod nested;
mod notices;
mod presence;
mod requests;
mod responses;
mod scalars;
mod servers;
mod service;
mod shapes;
mod streams;
mod trees;
mod unions;
mod webhooks;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Decodes a value; the panic message has the path.
fn read<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string())
        .unwrap_or_else(|error| panic!("{json} should be read: {error}"))
}

/// Decodes a value, from a string and from a tree, and expects the same JSON when it is encoded.
fn keeps<T: DeserializeOwned + Serialize>(json: &Value) -> T {
    let value: T = read(json);
    assert_eq!(write(&value), *json);
    let from_tree: T = serde_json::from_value(json.clone())
        .unwrap_or_else(|error| panic!("{json} should be read: {error}"));
    assert_eq!(write(&from_tree), *json);
    value
}

/// The JSON of a value.
fn write<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("a model is JSON")
}

/// Expects a decode error that contains these strings.
fn refuses<T: DeserializeOwned + std::fmt::Debug>(json: &Value, words: &[&str]) {
    let error = serde_json::from_str::<T>(&json.to_string())
        .expect_err("it lacks what is required")
        .to_string();
    for word in words {
        assert!(error.contains(word), "`{error}` should say `{word}`");
    }
}

/// Runs a future that waits only for a fake.
fn run<F: IntoFuture>(call: F) -> F::Output {
    let mut future = pin!(call.into_future());
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
