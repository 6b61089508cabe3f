//! The server on loopback: what it makes of other clients, and that it stops.

use std::io::{Read, Write};
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
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(path: &str) -> String {
    format!(
        "GET /client/v4/accounts/a/email-security/settings{path} HTTP/1.1\r\nauthorization: Bearer x\r\n"
    )
}

#[test]
fn requests_may_follow_each_other_and_come_in_chunks() {
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
fn what_is_no_request_is_refused() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let long = format!("{}x: {}\r\n\r\n", get("/domains"), "y".repeat(1 << 20));
    let large = format!("{}content-length: 99999999999\r\n\r\n", get("/domains"));
    let odd = format!("{}content-length: many\r\n\r\n", get("/domains"));
    for (bytes, expected) in [
        ("\u{1}\u{2}\r\n\r\n", "HTTP/1.1 400"),
        ("GET / SPDY/1\r\n\r\n", "HTTP/1.1 400"),
        (odd.as_str(), "HTTP/1.1 400"),
        (large.as_str(), "HTTP/1.1 413"),
        ("GET /half", ""),
    ] {
        let answer = exchange(&server, bytes.as_bytes());
        assert!(answer.starts_with(expected), "{bytes:?}: {answer}");
    }
    // The server answers before all is sent, and closes the connection: writing may fail.
    let mut stream = connect(&server);
    let _ = stream.write_all(long.as_bytes());
    let mut byte = [0];
    let _ = stream.read(&mut byte);
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn it_stops_whatever_its_clients_do() {
    for fault in [
        None,
        Some(Fault::delay(Duration::from_secs(3600))),
        Some(Fault::endless()),
    ] {
        let fake = Fake::new();
        let server = fake.serve().expect("a server");
        let url = server.base_url();
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
            // Whatever was on the way, the connection ends.
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let client = fake.builder().base_url(url);
        drop(client);
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
