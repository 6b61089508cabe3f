//! Bearer tokens and where they come from.

use std::error::Error as StdError;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use secrecy::SecretString;

use super::{AccessToken, ClientCredentials};
use crate::transport::{BoxFuture, MaybeSend};

/// Gets access tokens, for example with a refresh token or from a metadata server.
///
/// The client keeps a token and uses it for all calls. It calls the provider before the token
/// expires, and after a response with status 401. However many calls need a token, it calls the
/// provider once. It does not retry a failed call of the provider.
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{AccessToken, BoxFuture, TokenProvider};
/// use std::error::Error;
/// use std::path::PathBuf;
/// use std::time::Duration;
///
/// /// Reads a token that another process writes to a file.
/// struct TokenFile(PathBuf);
///
/// impl TokenProvider for TokenFile {
///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, Box<dyn Error + Send + Sync>>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.0)?;
///             let lifetime = Duration::from_secs(600);
///             Ok(AccessToken::new(token.trim()).expires_in(lifetime))
///         })
///     }
/// }
/// ```
pub trait TokenProvider: MaybeSend + 'static {
    /// Gets a new token.
    ///
    /// # Errors
    /// Returns an error without secrets. It is the source of the error that the call returns.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Box<dyn StdError + Send + Sync>>>;
}

impl<T: TokenProvider + ?Sized> TokenProvider for Arc<T> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Box<dyn StdError + Send + Sync>>> {
        (**self).token()
    }
}

/// A bearer token: a fixed one, or a source of tokens that expire.
///
/// Converts from strings, [`ClientCredentials`] and every [`TokenProvider`].
#[derive(Clone)]
pub struct BearerToken(pub(crate) TokenSource);

/// Where a bearer token comes from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Fixed(SecretString),
    ClientCredentials(ClientCredentials),
    Provider(Provider),
}

/// A provider. A panic in it does not affect the client, so credentials are unwind-safe whatever the
/// provider.
pub(crate) struct Provider(AssertUnwindSafe<Arc<dyn TokenProvider>>);

impl Provider {
    pub(crate) fn token(
        &self,
    ) -> BoxFuture<'_, Result<AccessToken, Box<dyn StdError + Send + Sync>>> {
        (**self.0).token()
    }
}

impl Clone for Provider {
    fn clone(&self) -> Self {
        Self(AssertUnwindSafe(Arc::clone(&self.0)))
    }
}

impl From<SecretString> for BearerToken {
    fn from(token: SecretString) -> Self {
        Self(TokenSource::Fixed(token))
    }
}

impl From<String> for BearerToken {
    fn from(token: String) -> Self {
        Self(TokenSource::Fixed(token.into()))
    }
}

impl From<&str> for BearerToken {
    fn from(token: &str) -> Self {
        Self(TokenSource::Fixed(token.into()))
    }
}

impl From<ClientCredentials> for BearerToken {
    fn from(credentials: ClientCredentials) -> Self {
        Self(TokenSource::ClientCredentials(credentials))
    }
}

#[allow(
    clippy::arc_with_non_send_sync,
    reason = "only on wasm32 are providers not `Send` and `Sync`"
)]
impl<P: TokenProvider> From<P> for BearerToken {
    fn from(provider: P) -> Self {
        let provider = AssertUnwindSafe(Arc::new(provider) as Arc<dyn TokenProvider>);
        Self(TokenSource::Provider(Provider(provider)))
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BearerToken")
            .finish_non_exhaustive()
    }
}
