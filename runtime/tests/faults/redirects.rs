//! Redirects: followed within one origin, with the method and the credentials of the request.

use crate::FINE;
use crate::server::{Server, answer};
use crate::table::{GET, POST, Row, builder, check, outcome};

#[tokio::test]
async fn redirects_to_another_origin_are_not_followed() {
    let other = Server::scripted(vec![answer(200, "", FINE)]);
    let mut rows = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/things\r\n", other.url);
        let elsewhere = vec![answer(status, &location, "")];
        let refused = format!("api {status}");
        rows.push(Row::new(status.to_string(), elsewhere, refused, 1));
    }
    check(&rows).await;
    // The same after a redirect within the origin.
    let there = format!("location: {}/there\r\n", other.url);
    let server = Server::scripted(vec![
        answer(307, "location: /here\r\n", ""),
        answer(307, &there, ""),
    ]);
    let client = builder(&server.url).build().expect("a client");
    let result = client.request(&GET).send_empty().await;
    assert_eq!((outcome(&result).as_str(), server.count()), ("api 307", 2));
    assert_eq!(other.opened(), 0);
}

#[tokio::test]
async fn redirects_that_would_turn_a_post_into_a_get_are_errors() {
    let moved = |status| answer(status, "location: /here\r\n", "");
    let mut rows = Vec::new();
    for status in [301, 302, 303] {
        let refused = format!("api {status}");
        rows.push(Row::new(format!("POST {status}"), vec![moved(status)], refused, 1).of(&POST));
        let server = Server::scripted(vec![moved(status), answer(200, "", FINE)]);
        let client = builder(&server.url).build().expect("a client");
        let call = client.request(&GET).send_result::<u64>();
        assert_eq!((call.await.ok(), server.count()), (Some(7), 2), "{status}");
    }
    check(&rows).await;
    for status in [307, 308] {
        let server = Server::scripted(vec![moved(status), answer(200, "", FINE)]);
        let client = builder(&server.url).build().expect("a client");
        let mut request = client.request(&POST);
        request.field("name", &"n");
        assert_eq!(request.send_result::<u64>().await.ok(), Some(7), "{status}");
        let seen = server.seen().pop().expect("a request");
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("POST", "/here")
        );
        assert_eq!(
            seen.header("content-length"),
            Some(r#"{"name":"n"}"#.len().to_string().as_str())
        );
    }
}

#[tokio::test]
async fn redirects_within_the_origin_keep_the_credentials() {
    let server = Server::start(|_, before| match before {
        0 => answer(307, "location: /here\r\n", ""),
        _ => answer(200, "", FINE),
    });
    let client = builder(&server.url).build().expect("a client");
    let call = client.request(&GET).send_result::<u64>();
    assert_eq!(call.await.ok(), Some(7));
    let seen = server.seen().pop().expect("a request");
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("GET", "/here")
    );
    for (header, expected) in [
        ("authorization", Some("Bearer s3cret-token")),
        ("x-auth-key", Some("s3cret-key")),
        ("x-auth-user-service-key", Some("s3cret-service")),
        ("cookie", Some("session=s3cret-session")),
        // It would contain the query, which may contain a secret.
        ("referer", None),
    ] {
        assert_eq!(seen.header(header), expected, "{header}");
    }
}

#[tokio::test]
async fn redirect_loops_end() {
    let server = Server::scripted(vec![answer(307, "location: /things\r\n", "")]);
    let client = builder(&server.url).build().expect("a client");
    let result = client.request(&GET).send_empty().await;
    assert_eq!(outcome(&result), "api 307");
    assert_eq!(server.count(), 11);
}
