//! Servers of operations.

use clientwright_tests::server::{Answer, Server};
use golden_servers::{Client, ClientBuilder, Credentials, Error};
use serde_json::json;

const UPLOAD: &str = "https://upload.example.com/v2";
const MODELS: &str = "https://{region}.models.example.com";

fn client(configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Client, Error> {
    let builder = Client::builder().credentials(Credentials::token("t0ken"));
    configure(builder).build()
}

/// The URLs of a call of each operation.
fn urls(client: &Client) -> Vec<String> {
    let (files, models) = (client.files(), client.models());
    let requests = [
        files.list().send().to_http(),
        files.upload(vec![1]).send().to_http(),
        files.preview().send().to_http(),
        models.list().send().to_http(),
        models.train().send().to_http(),
    ];
    let urls = requests.map(|request| request.expect("a request").uri().to_string());
    urls.into()
}

#[test]
fn operations_use_their_servers() {
    let client = client(|builder| builder).expect("a client");
    assert_eq!(
        urls(&client),
        [
            "https://api.example.com/v1/files",
            "https://upload.example.com/v2/files",
            "https://upload.example.com/v2/files/preview",
            "https://eu.models.example.com/models",
            "https://train.example.com/models/train",
        ]
    );
}

#[test]
fn servers_and_their_variables_can_be_replaced() {
    let client = client(|builder| {
        let builder = builder.server_url(UPLOAD, "https://mirror.example.org/");
        builder.server_variable("region", "us")
    });
    assert_eq!(
        urls(&client.expect("a client")),
        [
            "https://api.example.com/v1/files",
            "https://mirror.example.org/files",
            "https://mirror.example.org/files/preview",
            "https://us.models.example.com/models",
            "https://train.example.com/models/train",
        ]
    );
}

#[test]
fn a_base_url_replaces_all_servers_but_those_that_are_set() {
    let client = client(|builder| {
        let builder = builder.base_url("http://localhost:1/test");
        builder.server_url(MODELS, "http://localhost:2")
    });
    assert_eq!(
        urls(&client.expect("a client")),
        [
            "http://localhost:1/test/files",
            "http://localhost:1/test/files",
            "http://localhost:1/test/files/preview",
            "http://localhost:2/models",
            "http://localhost:1/test/models/train",
        ]
    );
}

#[test]
fn wrong_servers_are_rejected() {
    for (server, url, expected) in [
        (
            "https://api.example.com/v1",
            "https://x.example.com",
            "no operation has the server `https://api.example.com/v1`",
        ),
        (
            UPLOAD,
            "upload",
            "the URL of the server `https://upload.example.com/v2` must start with http:// or https://",
        ),
        (
            UPLOAD,
            "https://user:pw@example.com",
            "the URL of the server `https://upload.example.com/v2` must not contain a user or password; set credentials instead",
        ),
    ] {
        let error = client(|builder| builder.server_url(server, url)).expect_err("it is wrong");
        assert_eq!(error.to_string(), expected);
    }
    let error = client(|builder| builder.server_variable("region", "mars"));
    let error = error.expect_err("it is no region").to_string();
    assert!(error.contains("`region` must be one of eu, us"), "{error}");
}

#[tokio::test]
async fn credentials_go_to_the_server_of_the_operation_only() {
    let (api, upload, other) = (
        Server::constant(Answer::new(200, json!([]))).await,
        Server::constant(Answer::new(200, json!([]))).await,
        Server::constant(Answer::new(200, json!([]))).await,
    );
    let client = client(|builder| {
        let builder = builder.base_url(api.url());
        builder.server_url(UPLOAD, upload.url())
    });
    let client = client.expect("a client");
    client.files().upload(vec![1]).await.expect("a response");
    client.files().preview().await.expect("a response");
    let seen = upload.seen();
    assert_eq!(seen[0].header("authorization"), Some("Bearer t0ken"));
    assert_eq!(seen[1].header("authorization"), None);
    assert!(api.seen().is_empty());

    // A redirect of this server to that of the API is not followed, and neither is one to another server.
    for target in [api.url(), other.url()] {
        let location = format!("{target}/files");
        let redirecting = Server::start(move |_| {
            Answer::new(307, json!(null)).header("location", location.clone())
        });
        let redirecting = redirecting.await;
        let client = self::client(|builder| {
            let builder = builder.base_url(api.url());
            builder.server_url(UPLOAD, redirecting.url())
        });
        let client = client.expect("a client");
        let result = client.files().upload(vec![1]).await;
        assert!(result.is_err(), "{result:?}");
    }
    assert!(api.seen().is_empty() && other.seen().is_empty());
}
