//! Proofs about types: that these compile is what is tested.

use std::fmt::Debug;

use cloudflare_email_security::{Call, Client, Credentials, Error};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A client that is never used to call anyone.
pub fn client() -> Client {
    Client::new(Credentials::api_token("token")).expect("a client")
}

/// What every model can do.
pub fn model<T>()
where
    T: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
}

/// What every request can do: be kept, copied, moved to another thread, and awaited for a `T`.
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

/// That a future can be handed to any executor.
pub fn future(_: impl Future<Output = Result<(), Error>> + Send + 'static) {}
