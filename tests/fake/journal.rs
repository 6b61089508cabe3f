//! Recorded requests, with secrets redacted.

use cloudflare_email_security::testing::Fault;
use cloudflare_email_security::{Client, Credentials};
use serde_json::json;

use crate::{ACCOUNT, params, setups};

#[tokio::test]
async fn requests_are_recorded_as_received() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        policies.create(ACCOUNT, params("a")).await.expect(mode);
        let list = policies.list(ACCOUNT).pattern("a b&c").page(2);
        list.await.expect(mode);
        policies.get(ACCOUNT, "nobody").await.expect_err(mode);

        let seen = setup.fake.requests();
        let names: Vec<_> = seen.iter().map(|it| (it.operation, it.status)).collect();
        let expected = [
            (Some("allow_policies.create"), 200),
            (Some("allow_policies.list"), 200),
            (Some("allow_policies.get"), 404),
        ];
        assert_eq!(names, expected, "{mode}");
        let [create, list, get] = &seen[..] else {
            panic!("{mode}: three requests");
        };
        assert_eq!(create.method, "POST", "{mode}");
        assert_eq!(create.json().expect(mode)["pattern"], "a", "{mode}");
        assert_eq!(
            create.header("content-type"),
            Some("application/json"),
            "{mode}"
        );
        assert_eq!(
            list.query_parameter("pattern").as_deref(),
            Some("a b&c"),
            "{mode}"
        );
        assert_eq!(
            list.query.as_deref(),
            Some("pattern=a+b%26c&page=2"),
            "{mode}"
        );
        let path = format!("/accounts/{ACCOUNT}/email-security/settings/allow_policies/nobody");
        assert_eq!(get.path, path, "{mode}");
        assert_eq!(get.header("authorization"), Some("[redacted]"), "{mode}");
        assert_eq!(get.json(), None::<serde_json::Value>, "{mode}");

        assert_eq!(setup.fake.take_requests().len(), 3, "{mode}");
        assert!(setup.fake.requests().is_empty(), "{mode}");
        assert_eq!(setup.fake.request_count(), 3, "{mode}");
    }
}

#[tokio::test]
async fn credentials_are_not_recorded() {
    for setup in setups() {
        let server = setup.fake.serve().expect("a server");
        for credentials in [
            Credentials::api_token("s3cret"),
            Credentials::api_email_and_api_key("s3cret@example.com", "s3cret"),
            Credentials::user_service_key("s3cret"),
        ] {
            let client = Client::builder().base_url(server.base_url());
            let client = client.credentials(credentials).build().expect("a client");
            let policies = client.email_security().settings().allow_policies();
            policies.list(ACCOUNT).await.expect("a response");
        }
        let seen = setup.fake.requests();
        assert_eq!(seen.len(), 3);
        assert!(!format!("{seen:?}").contains("s3cret"), "{seen:?}");
        assert!(!format!("{:?}", setup.fake).contains(&json!("s3cret").to_string()));
    }
}

#[tokio::test]
async fn responses_have_a_request_id() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let listed = policies
            .list(ACCOUNT)
            .send()
            .with_response()
            .await
            .expect(mode);
        assert_eq!(listed.request_id(), Some("fake-1"), "{mode}");
        let error = policies.get(ACCOUNT, "none").await.expect_err(mode);
        assert_eq!(error.request_id(), Some("fake-2"), "{mode}");
        setup.fake.fail_next(Fault::status(403)).expect(mode);
        let error = policies.list(ACCOUNT).await.expect_err(mode);
        assert_eq!(error.request_id(), Some("fake-3"), "{mode}");
        let fault = Fault::status(403).header("cf-ray", "mine");
        setup.fake.fail_next(fault).expect(mode);
        let error = policies.list(ACCOUNT).await.expect_err(mode);
        assert_eq!(error.request_id(), Some("mine"), "{mode}");
    }
}
