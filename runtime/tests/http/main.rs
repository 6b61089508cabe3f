//! The runtime over real sockets.

#![cfg(feature = "reqwest")]

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod envelope;
mod failures;
mod messages;
mod page_styles;
mod pages;
mod proxies;
mod server;
mod tls;
mod transport;

use clientwright_runtime::{
    Client, ClientBuilder, Credentials, Envelope, Scheme, SchemeKind, SecretString, Service,
};
use server::Server;

/// An API with an envelope, like the one the runtime was written for.
static SERVICE: Service = Service {
    base_url_env: Some("TEST_BASE_URL"),
    auth: &[
        &[Scheme {
            name: "token",
            kind: SchemeKind::Bearer,
            env: Some("TEST_TOKEN"),
        }],
        &[
            Scheme {
                name: "email",
                kind: SchemeKind::Header("X-Email"),
                env: Some("TEST_EMAIL"),
            },
            Scheme {
                name: "key",
                kind: SchemeKind::Header("X-Key"),
                env: Some("TEST_KEY"),
            },
        ],
        &[Scheme {
            name: "service key",
            kind: SchemeKind::Query("key"),
            env: Some("TEST_SERVICE_KEY"),
        }],
        &[
            Scheme {
                name: "user",
                kind: SchemeKind::BasicUser,
                env: Some("TEST_USER"),
            },
            Scheme {
                name: "password",
                kind: SchemeKind::BasicPassword,
                env: Some("TEST_PASSWORD"),
            },
        ],
        &[Scheme {
            name: "session",
            kind: SchemeKind::Cookie("session"),
            env: Some("TEST_SESSION"),
        }],
    ],
    envelope: Some(Envelope {
        success: Some("success"),
        result: "result",
        errors: "errors",
        messages: "messages",
    }),
    request_id: Some("cf-ray"),
    ..Service::new("test-client", "1.2.3", "https://api.example.com/client/v4")
};

fn builder(server: &Server) -> ClientBuilder<Client> {
    ClientBuilder::new(&SERVICE)
        .base_url(format!("{}/client/v4/", server.url))
        .credentials(Credentials::new(0, vec![SecretString::from("s3cret")]))
        .max_retries(0)
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}
