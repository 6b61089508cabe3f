//! `api.yaml`: what concerns the API as a whole.

use super::record::{At, Entries, Text, record, words};
use super::types::Field;

record! {
    /// `api.yaml`: the service, its addresses, its auth, and the conventions that its operations share.
    "an API" ApiFile {
        /// Name of the generated package, in kebab-case.
        "name" name: Text,
        /// Version of the generated package.
        "version" version: Text,
        /// What the API is called, in a few words.
        "title" title: Text,
        /// What the API is for. Markdown; becomes the first lines of the crate's front page.
        "docs" docs: Option<Text>,
        /// Where the API is documented by those who run it.
        "documentation" documentation: Option<Text>,
        /// Where the source of the generated crate lives.
        "repository" repository: Option<Text>,
        /// Addresses of the API; the first one is the default.
        "servers" servers: Vec<Server>,
        /// Environment variable that replaces the address.
        "base_url_env" base_url_env: Option<Text>,
        /// Who may call.
        "security" security: Option<Security>,
        /// The object that wraps every JSON response, unless an operation says otherwise.
        "envelope" envelope: Option<Envelope>,
        /// Response header that names a request in the provider's logs.
        "request_id_header" request_id_header: Option<Text>,
        /// Schemes of pagination, by name.
        "pagination" pagination: Entries<Pagination>,
        /// Docs of the steps of the client's chain, such as `email_security.settings`.
        "namespaces" namespaces: Entries<Namespace>,
        /// Parameters that several operations share, each with `in`. An operation takes them with `use_parameters`;
        /// those in the path go wherever a path has the placeholder of their name.
        "parameters" parameters: Entries<Field>,
    }
}

record! {
    /// A step of the client's chain.
    "a namespace" Namespace, shorthand "docs" {
        /// What the resources below it have in common.
        "docs" docs: Text,
    }
}

record! {
    /// An address.
    "a server" Server, shorthand "url" {
        /// The address; may hold `{variables}`.
        "url" url: Text,
        /// What this server is for.
        "docs" docs: Option<Text>,
        /// The variables of the address.
        "variables" variables: Entries<ServerVariable>,
    }
}

record! {
    /// A variable of an address.
    "a server variable" ServerVariable, shorthand "default" {
        /// The value when none is set.
        "default" default: Text,
        /// The values that may be set; any, when left out.
        "enum" values: Vec<Text>,
        /// What the variable chooses.
        "docs" docs: Option<Text>,
    }
}

record! {
    /// How callers prove who they are.
    "security" Security {
        /// The parts a credential can have, by name.
        "schemes" schemes: Entries<Scheme>,
        /// Alternatives in order of precedence, each a list of schemes that are needed together.
        "requirements" requirements: Vec<Vec<Text>>,
    }
}

record! {
    /// One part of a credential.
    "an auth scheme" Scheme {
        /// Where the secret travels.
        "kind" kind: At<SchemeKind>,
        /// Name of the header, query parameter or cookie.
        "name" name: Option<Text>,
        /// Environment variable that holds the secret.
        "env" env: Option<Text>,
        /// What the secret is and where to get one.
        "docs" docs: Option<Text>,
    }
}

words! {
    /// Where a secret travels.
    SchemeKind {
        /// `Authorization: Bearer …`.
        "bearer" Bearer,
        /// The user name of `Authorization: Basic …`.
        "basic_user" BasicUser,
        /// The password of `Authorization: Basic …`.
        "basic_password" BasicPassword,
        /// A header of its own.
        "header" Header,
        /// A query parameter.
        "query" Query,
        /// A cookie.
        "cookie" Cookie,
    }
}

record! {
    /// The object that wraps JSON responses. Each key names a member of it.
    "an envelope" Envelope {
        /// Member that holds the value an operation returns.
        "result" result: Text,
        /// Member that is `false` when the call failed, whatever the status.
        "success" success: Option<Text>,
        /// Member with the list of errors.
        "errors" errors: Option<Text>,
        /// Member with the list of remarks.
        "messages" messages: Option<Text>,
        /// Member with the facts on pages.
        "page_info" page_info: Option<Text>,
    }
}

record! {
    /// How a list is cut into pages.
    "a pagination" Pagination {
        /// What says where a page starts.
        "style" style: At<PaginationStyle>,
        /// Query parameter that says where the page starts: the page's number, the offset, the cursor.
        "start" start: Text,
        /// Query parameter that says how many items a page holds.
        "size" size: Option<Text>,
        /// Number of the first page.
        "first" first: Option<At<u64>>,
        /// Where the items are in the body, as a dotted path; the returned value itself, when left out.
        "items" items: Option<Text>,
        /// Where the next cursor is in the body, as a dotted path.
        "next" next: Option<Text>,
    }
}

words! {
    /// What says where a page starts.
    PaginationStyle {
        /// The number of the page.
        "page" Page,
        /// The number of items before it.
        "offset" Offset,
        /// A token from the page before.
        "cursor" Cursor,
    }
}
