//! `api.yaml`: the service as a whole.

use super::decode::{Entries, Spanned, Text};
use super::record::{decode_name, keywords, record};
use super::type_expr::TypeExpr;
use super::types::Field;
use crate::builtin::PaginationStyle;
use crate::diag::Level;

record! {
    /// The service: servers, security, and the conventions that its operations share.
    "`api.yaml`" ApiFile {
        /// Name of the generated package, in kebab-case.
        "name" name: Text,
        /// Version of the generated package, such as `1.4.0`.
        "version" version: Text,
        /// Name of the API.
        "title" title: Text,
        /// Description of the API. Starts the front page of the crate's docs.
        "docs" docs: Option<Text>,
        /// URL of the provider's documentation.
        "documentation" documentation: Option<Text>,
        /// URL of the repository of the generated crate.
        "repository" repository: Option<Text>,
        /// Servers of the API. At least one is required; the first is the default.
        "servers" servers: Vec<Server>,
        /// Environment variable that overrides the base URL.
        "base_url_env" base_url_env: Option<Text>,
        /// Credentials used to authenticate requests.
        "security" security: Option<Security>,
        /// Object that wraps JSON responses.
        "envelope" envelope: Option<Envelope>,
        /// Response header with the ID of the request, which support asks for.
        "request_id_header" request_id_header: Option<Text>,
        /// Request header with a key that identifies a call, so that the server processes a retried call only once. The client
        /// creates a key for each call of an operation that is not idempotent, and retries the call like an idempotent one.
        "idempotency_key_header" idempotency_key_header: Option<Text>,
        /// Built-in types whose malformed values are kept in responses, such as `[uri]`, unless a field sets `lenient` itself.
        "lenient" lenient: Vec<Text>,
        /// Headers of responses, by name. Responses list them under `headers`.
        "response_headers" response_headers: Entries<ResponseHeader>,
        /// Pagination schemes. Operations select one with `paginate`.
        "pagination" pagination: Entries<Pagination>,
        /// Docs of the namespaces in the client's method chain, by dotted path, such as `email_security.settings`. Each parent
        /// needs an entry too.
        "namespaces" namespaces: Entries<Namespace>,
        /// Parameters that operations share. Operations list them under `use_parameters`. Path parameters apply to every path
        /// with their placeholder.
        "parameters" parameters: Entries<Field>,
        /// Events that the API sends to its users.
        "webhooks" webhooks: Option<Webhooks>,
        /// Suffix of the Rust types of resources, such as `Api`, so that models can have the names of resources. Without this,
        /// the types are named like the modules.
        "resource_suffix" resource_suffix: Option<Text>,
        /// Suffix of the Rust types of namespaces, such as `Area`, so that models can have the names of namespaces.
        "namespace_suffix" namespace_suffix: Option<Text>,
        /// Levels of lints, by the name of the lint. Without an entry, a finding of a lint is an error.
        "lints" lints: Entries<LintLevel>,
    }
}

record! {
    /// Level of a lint, for a spec that cannot satisfy it yet.
    "a lint level" LintLevel {
        /// `warn` reports findings as warnings, and `allow` does not report them. Neither stops the generator.
        "level" level: Spanned<Level>,
        /// Why the level is lowered.
        "reason" reason: Text,
    }
}

decode_name!("lint level", Level);

record! {
    /// A header of responses.
    "a response header" ResponseHeader, shorthand "type" {
        /// Type of the value: a scalar.
        "type" ty: TypeExpr,
        /// Description of the header.
        "docs" docs: Option<Text>,
        /// Whether every response has the header, so that responses need not list it.
        "all" all: bool,
    }
}

record! {
    /// A namespace in the client's method chain.
    "a namespace" Namespace, shorthand "docs" {
        /// Description of the namespace.
        "docs" docs: Text,
    }
}

record! {
    /// A server of the API.
    "a server" Server, shorthand "url" {
        /// Base URL. Can contain `{variables}`, but no query.
        "url" url: Text,
        /// Description of the server.
        "docs" docs: Option<Text>,
        /// Variables of the URL.
        "variables" variables: Entries<ServerVariable>,
        /// Whether the URL can be `http://` for a host other than the local one. Requests and their credentials are then sent
        /// unencrypted.
        "allow_http" allow_http: Option<Spanned<bool>> = false,
    }
}

record! {
    /// A variable of a server URL.
    "a server variable" ServerVariable, shorthand "default" {
        /// Value used if the caller sets none.
        "default" default: Text,
        /// Allowed values. Without this, any value is allowed.
        "enum" values: Vec<Text>,
        /// Description of the variable.
        "docs" docs: Option<Text>,
    }
}

record! {
    /// Authentication of requests.
    "`security`" Security {
        /// Security schemes.
        "schemes" schemes: Entries<SecurityScheme>,
        /// Security requirements in order of precedence. A requirement is a list of schemes that are sent together.
        "requirements" requirements: Vec<Vec<Text>>,
    }
}

record! {
    /// A secret, and how it is sent.
    "a security scheme" SecurityScheme {
        /// How the secret is sent.
        "kind" kind: Spanned<SchemeKind>,
        /// Name of the header, query parameter or cookie. Required for these kinds, and not allowed for others.
        "name" name: Option<Text>,
        /// Environment variable with the secret. Not allowed for `oauth2`.
        "env" env: Option<Text>,
        /// URL of the token endpoint, or its path on the host of the API. Required for `oauth2`, and not allowed for other
        /// kinds.
        "token_url" token_url: Option<Text>,
        /// Scopes of `oauth2`. Operations list those that they require under `permissions`.
        "scopes" scopes: Entries<Scope>,
        /// Environment variable with the client ID of `oauth2`.
        "client_id_env" client_id_env: Option<Text>,
        /// Environment variable with the client secret of `oauth2`.
        "client_secret_env" client_secret_env: Option<Text>,
        /// Description of the secret, and where to get it.
        "docs" docs: Option<Text>,
    }
}

record! {
    /// A scope of OAuth 2.
    "a scope" Scope, shorthand "docs" {
        /// Description of the scope.
        "docs" docs: Option<Text>,
    }
}

keywords! {
    /// How a secret is sent.
    "kind of security scheme" SchemeKind {
        /// `Authorization: Bearer …`.
        "bearer" Bearer,
        /// `Authorization: Bearer …`, with a token that the client can get with the client credentials of OAuth 2.
        "oauth2" OAuth2,
        /// The user name of `Authorization: Basic …`.
        "basic_user" BasicUser,
        /// The password of `Authorization: Basic …`.
        "basic_password" BasicPassword,
        /// A header.
        "header" Header,
        /// A query parameter.
        "query" Query,
        /// A cookie.
        "cookie" Cookie,
    }
}

impl SchemeKind {
    /// Whether the secret is a bearer token.
    pub fn is_token(self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2)
    }
}

record! {
    /// Members of the object that wraps JSON responses.
    "an envelope" Envelope {
        /// Member with the value that the operation returns.
        "result" result: Text,
        /// Boolean member that is `false` if the call failed, whatever the status.
        "success" success: Option<Text>,
        /// Member with the list of errors.
        "errors" errors: Option<Text>,
        /// Member with the list of messages.
        "messages" messages: Option<Text>,
        /// Member with the numbers of pages and items.
        "page_info" page_info: Option<Text>,
    }
}

record! {
    /// How operations return a list in pages.
    "a pagination scheme" Pagination {
        /// How pages are addressed: by page number, by number of items to skip, by a cursor from the previous page, by the URL
        /// in the `Link` header with `rel="next"`, or by a URL in the response body.
        "style" style: Spanned<PaginationStyle>,
        /// Whether `start` and `size` are query parameters or members of the request body.
        "in" location: Option<Spanned<PageParametersIn>> = "query",
        /// Parameter for the page number, offset or cursor. Required for these styles, and not allowed for others.
        "start" start: Option<Text>,
        /// Parameter for the page size.
        "size" size: Option<Text>,
        /// Number of the first page. Only for the style `page`.
        "first" first: Option<Spanned<u64>> = 1,
        /// Dotted path of the list in the returned value. Without this, the value is the list. Operations can set another path.
        "items" items: Option<Text>,
        /// Dotted path of the next cursor or URL in the response body. Required for the style `url`, and for `cursor` without
        /// `item_cursor`.
        "next" next: Option<Text>,
        /// Dotted path of the cursor in each item. The next page starts after the last item. Only for the style `cursor`.
        "item_cursor" item_cursor: Option<Text>,
        /// Dotted path, in the response body, of a boolean that is true if there is another page. Only for styles with `start`.
        "has_more" has_more: Option<Text>,
    }
}

keywords! {
    /// Where the parameters for pages are.
    "place of page parameters" PageParametersIn {
        /// The query.
        "query" Query,
        /// The request body.
        "body" Body,
    }
}

decode_name!("pagination style", PaginationStyle);

record! {
    /// Events that the API sends, in requests to its users.
    "`webhooks`" Webhooks, shorthand "event" {
        /// Union of all events. Its variants are the webhooks, by name.
        "event" event: Text,
        /// How the requests are signed. Without this, the client cannot verify them.
        "signature" signature: Option<WebhookSignature>,
    }
}

record! {
    /// How webhooks are signed. All schemes use HMAC-SHA256 with a shared secret.
    "a webhook signature" WebhookSignature, shorthand "scheme" {
        /// Which content is signed, and how the signature is sent.
        "scheme" scheme: Spanned<SignatureScheme>,
        /// Header with the signature. Required for `hmac` and `timestamped`, and not allowed for `standard`.
        "header" header: Option<Text>,
        /// Prefix of the signature, such as `sha256=`. Only for `hmac`.
        "prefix" prefix: Option<Text>,
        /// Encoding of the signature. Not allowed for `standard`, which uses `base64`.
        "encoding" encoding: Option<Spanned<SignatureEncoding>> = "hex",
    }
}

keywords! {
    /// The signed content of a webhook, and how the signature is sent.
    "signature scheme" SignatureScheme {
        /// Standard Webhooks: the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.
        "standard" Standard,
        /// A header with a signature of the body.
        "hmac" Hmac,
        /// A header such as `t=1614265330,v1=…`, with the time and a signature of the time and the body.
        "timestamped" Timestamped,
    }
}

keywords! {
    /// Encoding of a signature.
    "encoding of signatures" SignatureEncoding {
        /// Hexadecimal digits.
        "hex" Hex,
        /// Base64.
        "base64" Base64,
    }
}
