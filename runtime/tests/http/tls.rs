//! The TLS backend depends on the features of this crate only.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use clientwright_runtime::{Client, ClientBuilder, Operation, Service};

static SERVICE: Service = Service::new("test-client", "1.2.3", "https://localhost");
static GET: Operation = Operation::get("things.get", "/things");

/// The message of rustls for data that is not TLS.
const RUSTLS: &str = "received corrupt message of type InvalidContentType";

#[tokio::test]
async fn rustls_takes_precedence_over_native_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // A client that disconnects is not an error.
            let _ = stream.read(&mut [0; 8192]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let client: Client = ClientBuilder::new(&SERVICE)
        .base_url(format!("https://{address}"))
        .max_retries(0)
        .build()
        .expect("a client");
    let error = client.request(&GET).send_empty().await.expect_err("no TLS");
    let mut shown = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    assert_eq!(shown.contains(RUSTLS), cfg!(feature = "rustls"), "{shown}");
}
