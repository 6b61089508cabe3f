//! Encoding of path and query values.

use clientwright_tests::server::Server;
use cloudflare_email_security::domains::ListDomains;

use crate::{ACCOUNT, ID, client, facts};

const PATH: &str = "/client/v4/accounts/{account}/email-security/settings/domains/{domain}";

#[tokio::test]
async fn path_values_are_one_segment_or_an_error() {
    let cases = [
        ("a/b", Some("a%2Fb")),
        (" ", Some("%20")),
        ("a?b#c", Some("a%3Fb%23c")),
        ("%2e", Some("%252e")),
        ("%2F", Some("%252F")),
        ("%252f", Some("%25252f")),
        ("a\r\nx: y", Some("a%0D%0Ax:%20y")),
        ("\0", Some("%00")),
        ("a\\b", Some("a%5Cb")),
        ("ü", Some("%C3%BC")),
        ("日本", Some("%E6%97%A5%E6%9C%AC")),
        ("a@b:c+d", Some("a@b:c+d")),
        ("...", Some("...")),
        (".", None),
        ("..", None),
        ("", None),
    ];
    let server = Server::start(facts::answer_with_examples()).await;
    let domains = client(&server).email_security().settings().domains();
    for (value, segment) in cases {
        for (account, domain) in [(ACCOUNT, value), (value, ID)] {
            let result = domains.get(account, domain).await;
            let Some(segment) = segment else {
                let error = result.expect_err(value);
                assert!(error.is_invalid_argument(), "{value:?}: {error:?}");
                let name = if account == value {
                    "account_id"
                } else {
                    "domain_id"
                };
                assert!(error.to_string().contains(name), "{value:?}: {error}");
                assert!(server.take().is_empty(), "{value:?}");
                continue;
            };
            result.unwrap_or_else(|error| panic!("{value:?}: {error}"));
            let encoded = |part: &str| {
                if part == value {
                    segment.to_owned()
                } else {
                    part.into()
                }
            };
            let expected = PATH
                .replace("{account}", &encoded(account))
                .replace("{domain}", &encoded(domain));
            assert_eq!(server.take()[0].path, expected, "{value:?}");
        }
    }
}

#[tokio::test]
async fn if_some_sets_the_value() {
    let server = Server::start(facts::answer_with_examples()).await;
    let domains = client(&server).email_security().settings().domains();
    let search = [None, Some("a".to_owned()), Some(String::new())];
    for (search, query) in search
        .into_iter()
        .zip([None, Some("search=a"), Some("search=")])
    {
        let request = domains.list(ACCOUNT);
        let request = request.if_some(search, ListDomains::search);
        let request = request.if_some(None::<[&str; 1]>, ListDomains::domain);
        request.await.expect("a page");
        assert_eq!(server.take()[0].query.as_deref(), query);
    }
}

#[tokio::test]
async fn empty_query_values_are_sent() {
    let cases: [(&str, &[&str], &str); 5] = [
        ("", &[], "search="),
        ("a b&c=d", &[], "search=a+b%26c%3Dd"),
        ("x", &["a.com"], "search=x&domain=a.com"),
        (
            "x",
            &["a.com", "b.com"],
            "search=x&domain=a.com&domain=b.com",
        ),
        ("ü+/", &["a,b"], "search=%C3%BC%2B%2F&domain=a%2Cb"),
    ];
    for (search, names, query) in cases {
        let server = Server::start(facts::answer_with_examples()).await;
        let domains = client(&server).email_security().settings().domains();
        let page = domains
            .list(ACCOUNT)
            .search(search)
            .domain(names.iter().copied());
        page.await.expect(query);
        assert_eq!(server.seen()[0].query.as_deref(), Some(query));
    }
}

#[tokio::test]
async fn the_last_of_two_values_wins() {
    let server = Server::start(facts::answer_with_examples()).await;
    let policies = client(&server).email_security().settings().allow_policies();
    let edit = policies.edit(ACCOUNT, ID);
    edit.clone()
        .comments("one")
        .comments("two")
        .await
        .expect("two values");
    edit.clone()
        .comments("one")
        .clear_comments()
        .await
        .expect("cleared at last");
    edit.clear_comments()
        .comments("two")
        .await
        .expect("set at last");
    let bodies = server.seen().into_iter().map(|seen| seen.body);
    let bodies: Vec<String> = bodies
        .map(|body| String::from_utf8_lossy(&body).into())
        .collect();
    assert_eq!(
        bodies,
        [
            r#"{"comments":"two"}"#,
            r#"{"comments":null}"#,
            r#"{"comments":"two"}"#
        ]
    );
}

#[tokio::test]
async fn requests_can_have_extra_parameters() {
    let server = Server::start(facts::answer_with_examples()).await;
    let policies = client(&server).email_security().settings().allow_policies();
    let edit = policies
        .edit(ACCOUNT, ID)
        .comments("typed")
        .extra_header("X-Trace", "7")
        .extra_query("dry_run", "true")
        .extra_body("novelty", &[1, 2]);
    edit.await.expect("an edit");
    let seen = server.seen().remove(0);
    assert_eq!(seen.header("x-trace"), Some("7"));
    assert_eq!(seen.parameter("dry_run"), Some("true"));
    let body: serde_json::Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(
        body,
        serde_json::json!({"comments": "typed", "novelty": [1, 2]})
    );
}
