//! Compile-time checks of types.

use std::fmt::Debug;

use cloudflare_email_security::{Call, Client, Credentials, Error};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A client that is never used for a call.
pub fn client() -> Client {
    Client::new(Credentials::api_token("token")).expect("a client")
}

/// Traits of every model.
pub fn model<T>()
where
    T: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
}

/// Traits of every request: it can be cloned, sent to another thread, and awaited for a `T`.
pub fn request<T>(
    request: impl IntoFuture<Output = Result<T, Error>, IntoFuture = Call<T>>
    + Debug
    + Clone
    + Send
    + Sync
    + 'static,
) -> Call<T>
where
    Call<T>: Future<Output = Result<T, Error>> + Send + 'static,
{
    request.into_future()
}

/// Checks that a future can run on any executor.
pub fn future(_: impl Future<Output = Result<(), Error>> + Send + 'static) {}
