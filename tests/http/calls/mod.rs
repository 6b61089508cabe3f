//! Maps operation names and JSON arguments of the facts to typed calls.
//!
//! A missing argument is not set, `null` clears a field, and any other value sets it. An argument without a typed parameter
//! panics, so no recorded argument is ignored.

mod allow_policies;
mod block_senders;
mod domains;
mod impersonation_registry;
mod trusted_domains;

use std::fmt::Debug;
use std::pin::Pin;

use cloudflare_email_security::types::{AccountId, PatternTypeInput};
use cloudflare_email_security::{Call, Client, Error, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::facts::Arguments;

/// A call whose result is encoded as JSON. The result of a page is its items.
pub type Outcome = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send>>;

/// Sets the parameters that have arguments: `parameter = reader`, or `parameter = reader, clear_parameter`
/// if null is a valid argument.
macro_rules! fill {
    ($request:expr, $arguments:ident; $($name:ident = $read:expr $(, $clear:ident)?);+ $(;)?) => {{
        let mut request = $request;
        $(
            request = match $arguments.remove(stringify!($name)) {
                None => request,
                $(Some(serde_json::Value::Null) => request.$clear(),)?
                Some(value) => request.$name($read(value)),
            };
        )+
        request
    }};
}
use fill;

/// Calls the operation with this name.
pub fn call(client: &Client, operation: &str, arguments: Arguments) -> Outcome {
    let settings = client.email_security().settings();
    let (resource, method) = operation.split_once('.').expect("`resource.method`");
    match resource {
        "allow_policies" => allow_policies::call(&settings.allow_policies(), method, arguments),
        "block_senders" => block_senders::call(&settings.block_senders(), method, arguments),
        "domains" => domains::call(&settings.domains(), method, arguments),
        "impersonation_registry" => {
            impersonation_registry::call(&settings.impersonation_registry(), method, arguments)
        }
        "trusted_domains" => trusted_domains::call(&settings.trusted_domains(), method, arguments),
        _ => panic!("no resource `{resource}`"),
    }
}

fn one<T: Serialize + 'static>(call: Call<T>, left: &Arguments) -> Outcome {
    assert!(left.is_empty(), "arguments without a parameter: {left:?}");
    Box::pin(async move { call.await.map(|value| json(&value)) })
}

fn page<T: Serialize + Send + 'static>(call: Call<Page<T>>, left: &Arguments) -> Outcome {
    assert!(left.is_empty(), "arguments without a parameter: {left:?}");
    Box::pin(async move { call.await.map(|page| json(&page.items)) })
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("models are JSON")
}

fn account(arguments: &mut Arguments) -> AccountId {
    required(arguments, "account_id")
}

/// A required argument.
fn required<T: DeserializeOwned + Debug>(arguments: &mut Arguments, name: &str) -> T {
    let value = arguments.remove(name);
    known(value.unwrap_or_else(|| panic!("no argument `{name}`")))
}

/// A value of the type of the parameter. Panics on values that an enum lacks, because they would be sent anyway.
fn known<T: DeserializeOwned + Debug>(value: Value) -> T {
    let value = serde_json::from_value(value).expect("an argument of the parameter's type");
    let shown = format!("{value:?}");
    assert!(!shown.contains("Unrecognized"), "no variant for {shown}");
    value
}

/// A string, for parameters that accept any string type.
fn text(value: Value) -> String {
    known(value)
}

/// Items, for parameters that accept any iterator.
fn list<T: DeserializeOwned + Debug>(value: Value) -> Vec<T> {
    known(value)
}

/// A value that is not read-only.
fn writable(value: Value) -> PatternTypeInput {
    use PatternTypeInput::{Domain, Email, Ip};
    let mut all = [Email, Domain, Ip].into_iter();
    all.find(|kind| value == kind.as_str())
        .unwrap_or_else(|| panic!("{value} is read-only"))
}
