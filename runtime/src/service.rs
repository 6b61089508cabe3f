//! What the runtime must know of one API: a plain static value that generated code writes down.

/// One HTTP API: where it is, who speaks to it, and the habits that all its operations share.
#[derive(Debug)]
pub struct Service {
    /// Name of the client crate, the first half of `User-Agent`.
    pub package: &'static str,
    /// Version of the client crate, the second half of `User-Agent`.
    pub version: &'static str,
    /// Absolute URL that operation paths are appended to; may hold `{variables}`.
    pub base_url: &'static str,
    /// Environment variable that replaces [`base_url`](Self::base_url).
    pub base_url_env: Option<&'static str>,
    /// The variables in [`base_url`](Self::base_url).
    pub variables: &'static [ServerVariable],
    /// Alternative ways to authenticate, each a combination of schemes, the preferred one first.
    pub auth: &'static [&'static [Scheme]],
    /// How responses are wrapped, if they are.
    pub envelope: Option<Envelope>,
    /// Response header that identifies a request to the people who run the service.
    pub request_id: Option<&'static str>,
}

impl Service {
    /// A service with neither authentication nor envelope, to be completed with `..Service::new(…)`.
    #[must_use]
    pub const fn new(package: &'static str, version: &'static str, base_url: &'static str) -> Self {
        Self {
            package,
            version,
            base_url,
            base_url_env: None,
            variables: &[],
            auth: &[],
            envelope: None,
            request_id: None,
        }
    }
}

/// A `{name}` in the base URL.
#[derive(Debug)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: &'static str,
    /// Value when the caller gives none.
    pub default: &'static str,
    /// The only values there are; empty when any value will do.
    pub allowed: &'static [&'static str],
}

/// One secret and the place it travels in.
#[derive(Debug)]
pub struct Scheme {
    /// Name of the scheme, for messages.
    pub name: &'static str,
    /// Where the secret goes.
    pub kind: SchemeKind,
    /// Environment variable that holds the secret.
    pub env: Option<&'static str>,
}

/// Where a secret goes. The two halves of HTTP Basic are two schemes of one combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The user of `Authorization: Basic …`.
    BasicUser,
    /// The password of `Authorization: Basic …`.
    BasicPassword,
    /// The header of this name.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
}

/// Names of the members of an object that every response is wrapped in.
#[derive(Debug, Clone, Copy)]
pub struct Envelope {
    /// The flag that tells success from failure, whatever the status says.
    pub success: Option<&'static str>,
    /// The value that was asked for.
    pub result: &'static str,
    /// The list of errors.
    pub errors: &'static str,
    /// The list of remarks on a success.
    pub messages: &'static str,
}
