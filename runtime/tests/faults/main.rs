//! The runtime against servers that misbehave, and under load.

#![cfg(feature = "reqwest")]

mod answers;
mod breaks;
mod connections;
mod error_responses;
mod http2;
mod memory;
mod record;
mod redirects;
mod retries;
mod server;
mod table;
mod timer;
mod traces;

use clientwright_runtime::{Envelope, Scheme, SchemeKind, Service};

const fn scheme(name: &'static str, kind: SchemeKind) -> Scheme {
    Scheme {
        name,
        kind,
        env: None,
    }
}

/// A service with a requirement for each place a secret can be in, and one for all of them except HTTP Basic.
static SERVICE: Service = Service {
    auth: &[
        &[
            scheme("token", SchemeKind::Bearer),
            scheme("email", SchemeKind::Header("x-auth-email")),
            scheme("key", SchemeKind::Header("x-auth-key")),
            scheme("service key", SchemeKind::Header("x-auth-user-service-key")),
            scheme("query key", SchemeKind::Query("key")),
            scheme("session", SchemeKind::Cookie("session")),
        ],
        &[
            scheme("user", SchemeKind::BasicUser),
            scheme("password", SchemeKind::BasicPassword),
        ],
    ],
    envelope: Some(Envelope {
        success: Some("success"),
        result: "result",
        errors: "errors",
        messages: "messages",
    }),
    request_id: Some("cf-ray"),
    ..Service::new("test-client", "1.2.3", "https://api.example.com")
};

/// A success response.
const FINE: &str = r#"{"success":true,"errors":[],"messages":[],"result":7}"#;
