//! The loopback server: other clients, and shutdown.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use cloudflare_email_security::testing::{Fake, Fault, Server};

use crate::ACCOUNT;

fn connect(server: &Server) -> TcpStream {
    let url = server.base_url();
    let address = url.strip_prefix("http://").expect("a URL");
    let address = address.split('/').next().expect("an address");
    TcpStream::connect(address).expect("a connection")
}

/// Sends bytes, and reads until the server closes the connection.
pub(crate) fn exchange(server: &Server, bytes: &[u8]) -> String {
    let mut stream = connect(server);
    stream.write_all(bytes).expect("to write");
    stream
        .shutdown(Shutdown::Write)
        .expect("to say that it is all");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a response");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(path: &str) -> String {
    format!(
        "GET /client/v4/accounts/a/email-security/settings{path} HTTP/1.1\r\nauthorization: Bearer x\r\n"
    )
}

#[test]
fn keep_alive_and_chunked_requests() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let body =
        r#"{"is_recent":true,"is_regex":false,"is_similarity":true,"pattern":"example.com"}"#;
    let (first, second) = body.split_at(30);
    let post = get("/trusted_domains").replace("GET", "POST");
    let chunks = format!(
        "{:x}\r\n{first}\r\n{:X};a=b\r\n{second}\r\n",
        first.len(),
        second.len()
    );
    let bytes = format!(
        "{post}transfer-encoding: chunked\r\n\r\n{chunks}0\r\ntrailer: x\r\n\r\n{}\r\n",
        get("/trusted_domains")
    );
    let answer = exchange(&server, bytes.as_bytes());
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 2, "{answer}");
    assert_eq!(
        answer.matches(r#""pattern":"example.com""#).count(),
        2,
        "{answer}"
    );
}

#[test]
fn invalid_requests_are_rejected() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    // One byte more than the limit, and none after it: unread data would reset the connection before the response.
    let start = format!("{}x: ", get("/domains"));
    let long = format!("{start}{}", "y".repeat((64 << 10) + 1 - start.len()));
    let large = format!("{}content-length: 99999999999\r\n\r\n", get("/domains"));
    let odd = format!("{}content-length: many\r\n\r\n", get("/domains"));
    for (bytes, expected) in [
        ("\u{1}\u{2}\r\n\r\n", "HTTP/1.1 400"),
        ("GET / SPDY/1\r\n\r\n", "HTTP/1.1 400"),
        (odd.as_str(), "HTTP/1.1 400"),
        (large.as_str(), "HTTP/1.1 413"),
        (long.as_str(), "HTTP/1.1 431"),
    ] {
        let answer = exchange(&server, bytes.as_bytes());
        assert!(answer.starts_with(expected), "{bytes:?}: {answer}");
    }
    assert_eq!(exchange(&server, b"GET /half"), "");
    assert!(fake.requests().is_empty());
}

/// If a response must not have a body, the next bytes are the next response.
#[test]
fn bodiless_responses_have_no_body() {
    let no_content = || Fault::body(204, "application/json", "{}");
    for (method, fault, status) in [
        ("GET", Fault::status(204), "204 No Content"),
        ("GET", Fault::status(304), "304 Not Modified"),
        ("GET", no_content(), "204 No Content"),
        ("HEAD", Fault::status(500), "500 Internal Server Error"),
        ("HEAD", Fault::endless(), "200 OK"),
        ("HEAD", Fault::drip(), "405 Method Not Allowed"),
    ] {
        let fake = Fake::new();
        let server = fake.serve().expect("a server");
        fake.fail_next(fault.clone()).expect("a fault");
        let (first, second) = (get("/domains").replace("GET", method), get("/domains"));
        let bytes = format!("{first}\r\n{second}\r\n");
        let answer = exchange(&server, bytes.as_bytes());
        let (head, rest) = answer.split_once("\r\n\r\n").expect("a head");
        let start = format!("HTTP/1.1 {status}\r\n");
        assert!(head.starts_with(&start), "{fault:?}: {answer}");
        assert!(!head.contains("transfer-encoding"), "{fault:?}: {answer}");
        assert!(rest.starts_with("HTTP/1.1 200 OK"), "{fault:?}: {answer}");
    }
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    fake.stub("domains.list", 204, "text").expect("a response");
    let answer = exchange(&server, format!("{}\r\n", get("/domains")).as_bytes());
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    for fault in [Fault::reset_in_body(), Fault::truncated()] {
        fake.fail_next(fault).expect("a fault");
        let answer = exchange(&server, format!("{}\r\n", get("/domains")).as_bytes());
        assert_eq!(answer, "");
    }
}

#[tokio::test]
async fn the_server_stops_whatever_its_clients_do() {
    for fault in [
        None,
        Some(Fault::delay(Duration::from_secs(3600))),
        Some(Fault::endless()),
    ] {
        let fake = Fake::new();
        let server = fake.serve().expect("a server");
        let idle = connect(&server);
        let mut half = connect(&server);
        half.write_all(b"GET / HT").expect("to write");
        let mut busy = connect(&server);
        if let Some(fault) = fault {
            fake.fail_next(fault).expect("a fault");
        }
        let request = format!("{}\r\n", get("/domains"));
        busy.write_all(request.as_bytes()).expect("to write");
        while fake.request_count() == 0 {
            std::thread::yield_now();
        }
        drop(server);
        for mut stream in [idle, half, busy] {
            // The connection is closed whatever is in flight.
            stream
                .set_read_timeout(Some(Duration::from_secs(60)))
                .expect("a limit");
            let end = stream.read_to_end(&mut Vec::new());
            let open = |error: &std::io::Error| {
                matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
            };
            assert!(!end.is_err_and(|error| open(&error)), "it is open");
        }
    }
}

#[tokio::test]
async fn servers_of_one_fake_share_its_state() {
    let fake = Fake::new();
    let servers = [fake.serve().expect("one"), fake.serve().expect("two")];
    let mut clients = vec![fake.client().expect("a client")];
    for server in &servers {
        clients.push(server.client().expect("a client"));
    }
    for client in &clients {
        let policies = client.email_security().settings().allow_policies();
        policies
            .create(ACCOUNT, crate::params("a"))
            .await
            .expect("made");
    }
    for client in &clients {
        let policies = client.email_security().settings().allow_policies();
        assert_eq!(policies.list(ACCOUNT).await.expect("a page").items.len(), 3);
    }
}
