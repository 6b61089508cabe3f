//! Description of an API as data, built by generated code.

use crate::Operation;

/// An HTTP API: its base URL, authentication and conventions.
#[derive(Debug)]
pub struct Service {
    /// Name of the client crate, sent in `User-Agent`.
    pub package: &'static str,
    /// Version of the client crate, sent in `User-Agent`.
    pub version: &'static str,
    /// Absolute URL that operation paths are appended to. May contain `{variables}`.
    pub base_url: &'static str,
    /// Environment variable that overrides [`base_url`](Self::base_url).
    pub base_url_env: Option<&'static str>,
    /// The variables in [`base_url`](Self::base_url).
    pub variables: &'static [ServerVariable],
    /// Servers that operations have of their own.
    pub operation_servers: &'static [OperationServer],
    /// Security requirements: alternative combinations of schemes, the preferred one first.
    pub auth: &'static [&'static [Scheme]],
    /// Indexes of the requirements in [`auth`](Self::auth) of operations that have none of their own;
    /// `None` for all of them.
    pub security: Option<&'static [usize]>,
    /// Envelope around every response, if there is one.
    pub envelope: Option<Envelope>,
    /// Response header that holds the request ID, for support requests.
    pub request_id: Option<&'static str>,
}

impl Service {
    /// Creates a service without authentication or envelope. Use struct update syntax to add them.
    #[must_use]
    pub const fn new(package: &'static str, version: &'static str, base_url: &'static str) -> Self {
        Self {
            package,
            version,
            base_url,
            base_url_env: None,
            variables: &[],
            operation_servers: &[],
            auth: &[],
            security: None,
            envelope: None,
            request_id: None,
        }
    }

    /// The security requirements of an operation, the preferred one first.
    pub(crate) fn requirements(
        &self,
        operation: &Operation,
    ) -> impl Iterator<Item = &'static [Scheme]> + use<> {
        self.selected(operation.security.or(self.security))
    }

    /// Whether clients need credentials: the requirements of operations that have none of their own
    /// are not optional.
    pub(crate) fn needs_credentials(&self) -> bool {
        let mut default = self.selected(self.security).peekable();
        default.peek().is_some() && default.all(|schemes| !schemes.is_empty())
    }

    fn selected(
        &self,
        indexes: Option<&'static [usize]>,
    ) -> impl Iterator<Item = &'static [Scheme]> + use<> {
        let auth = self.auth;
        let all = 0..indexes.map_or(auth.len(), <[usize]>::len);
        all.filter_map(move |position| {
            let index = match indexes {
                None => position,
                Some(indexes) => *indexes.get(position)?,
            };
            auth.get(index).copied()
        })
    }
}

/// A server that operations have of their own.
#[derive(Debug)]
pub struct OperationServer {
    /// Absolute URL that operation paths are appended to. May contain `{variables}`.
    pub url: &'static str,
    /// The variables in [`url`](Self::url).
    pub variables: &'static [ServerVariable],
}

/// A variable in the base URL, written `{name}`.
#[derive(Debug)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: &'static str,
    /// Default value.
    pub default: &'static str,
    /// Allowed values; empty if any value is allowed.
    pub allowed: &'static [&'static str],
}

/// A security scheme: one secret and where it is sent.
#[derive(Debug)]
pub struct Scheme {
    /// Name of the scheme in error messages.
    pub name: &'static str,
    /// Where the secret is sent.
    pub kind: SchemeKind,
    /// Environment variable that holds the secret.
    pub env: Option<&'static str>,
}

/// The token endpoint of an OAuth 2 scheme.
#[derive(Debug, PartialEq, Eq)]
pub struct OAuth2 {
    /// Absolute URL of the endpoint, or its path on the host of the API.
    pub token_url: &'static str,
    /// Environment variable that holds the client ID.
    pub client_id_env: Option<&'static str>,
    /// Environment variable that holds the client secret.
    pub client_secret_env: Option<&'static str>,
}

/// Where a secret is sent. HTTP Basic uses two schemes, one for the user and one for the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Bearer …`, with a token from a token endpoint.
    OAuth2(&'static OAuth2),
    /// User name of `Authorization: Basic …`.
    BasicUser,
    /// Password of `Authorization: Basic …`.
    BasicPassword,
    /// Header with this name.
    Header(&'static str),
    /// Query parameter with this name.
    Query(&'static str),
    /// Cookie with this name.
    Cookie(&'static str),
}

/// Names of the members of the object that wraps every response.
#[derive(Debug, Clone, Copy)]
pub struct Envelope {
    /// Boolean that reports success, independently of the HTTP status.
    pub success: Option<&'static str>,
    /// Result of the operation.
    pub result: &'static str,
    /// List of errors.
    pub errors: &'static str,
    /// List of messages.
    pub messages: &'static str,
}
