//! Each fault and the client's reaction.

use std::time::Duration;

use cloudflare_email_security::ErrorKind;
use cloudflare_email_security::testing::Fault;

use crate::{ACCOUNT, params, setups_with};

/// A short description of the outcome of a call.
fn outcome<T>(result: &Result<T, cloudflare_email_security::Error>) -> String {
    match result {
        Ok(_) => "fine".to_owned(),
        Err(error) => match error.kind() {
            ErrorKind::Api(api) => api.status().as_u16().to_string(),
            ErrorKind::Transport => "broken".to_owned(),
            ErrorKind::Timeout => "timeout".to_owned(),
            ErrorKind::Decode(_) => "not understood".to_owned(),
            other => format!("{other:?}"),
        },
    }
}

#[tokio::test]
async fn each_fault_has_its_effect() {
    let cases = [
        (Fault::reset(), "broken"),
        (Fault::lost_response(), "broken"),
        (Fault::reset_in_body(), "broken"),
        (Fault::truncated(), "broken"),
        (Fault::garbage(), "broken"),
        (Fault::garbage_body(), "not understood"),
        (Fault::drip(), "fine"),
        (Fault::endless(), "TooLarge { limit: 65536 }"),
        (Fault::delay(Duration::from_millis(1)), "fine"),
        (Fault::body(200, "text/html", "<html>"), "not understood"),
        (
            Fault::body(200, "application/json", r#"{"success":false}"#),
            "200",
        ),
        (Fault::body(502, "text/html", "<html>"), "502"),
        (
            Fault::status(503).with_delay(Duration::from_millis(1)),
            "503",
        ),
    ];
    for setup in setups_with(|it| it.max_retries(0).max_response_bytes(65536)) {
        let (policies, mode) = (setup.policies(), setup.mode);
        for (fault, expected) in &cases {
            setup.fake.fail_next(fault.clone()).expect(mode);
            let result = policies.list(ACCOUNT).await;
            assert_eq!(outcome(&result), *expected, "{mode}: {fault:?}");
            let result = policies.list(ACCOUNT).await;
            assert_eq!(outcome(&result), "fine", "{mode}: after {fault:?}");
        }
    }
}

#[tokio::test]
async fn every_error_status_can_be_returned() {
    for setup in setups_with(|it| it.max_retries(0)) {
        let (policies, mode) = (setup.policies(), setup.mode);
        for status in 400..=599 {
            let fault = Fault::status(status).header("x-extra", "yes");
            setup.fake.fail_next(fault).expect(mode);
            let error = policies.list(ACCOUNT).await.expect_err(mode);
            let api = error.api().unwrap_or_else(|| panic!("{mode}: {error:?}"));
            assert_eq!(api.status(), status, "{mode}");
            assert!(api.has_code(&status.to_string()), "{mode}: {error}");
            assert_eq!(api.headers()["x-extra"], "yes", "{mode}");
        }
    }
}

#[tokio::test]
async fn faults_are_counted_and_queued() {
    for setup in setups_with(|it| it.max_retries(0)) {
        let (policies, mode, fake) = (setup.policies(), setup.mode, &setup.fake);
        let list = async || outcome(&policies.list(ACCOUNT).await);
        let create = async || outcome(&policies.create(ACCOUNT, params("a")).await);
        let of_list = Fault::status(500).after(1).times(2);
        fake.fail("allow_policies.list", of_list).expect(mode);
        fake.fail("allow_policies.list", Fault::status(501))
            .expect(mode);
        fake.fail("allow_policies.create", Fault::status(502))
            .expect(mode);
        let found = [
            create().await,
            create().await,
            list().await,
            list().await,
            list().await,
            list().await,
            list().await,
        ];
        let expected = ["502", "fine", "fine", "500", "500", "501", "fine"];
        assert_eq!(found, expected, "{mode}");

        fake.fail_next(Fault::status(500).times(9)).expect(mode);
        assert_eq!(list().await, "500", "{mode}");
        fake.clear_faults();
        assert_eq!(list().await, "fine", "{mode}");
    }
}

#[tokio::test]
async fn some_faults_prevent_processing() {
    let cases = [
        (Fault::status(500), 0),
        (Fault::reset(), 0),
        (Fault::garbage(), 0),
        (Fault::garbage_body(), 0),
        (Fault::lost_response(), 1),
        (Fault::truncated(), 1),
        (Fault::reset_in_body(), 1),
    ];
    for (fault, expected) in cases {
        for setup in setups_with(|it| it.max_retries(0)) {
            let mode = setup.mode;
            setup.fake.fail_next(fault.clone()).expect(mode);
            let made = setup.policies().create(ACCOUNT, params("a")).await;
            assert!(made.is_err(), "{mode}: {fault:?}");
            let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
            let count = collection.expect(mode).items().len();
            assert_eq!(count, expected, "{mode}: {fault:?}");
        }
    }
}

#[test]
fn invalid_faults_are_rejected() {
    let [setup, _] = setups_with(|it| it);
    let faults = [
        Fault::status(99),
        Fault::status(600),
        Fault::body(100, "text/plain", "x"),
        Fault::status(500).header("a b", "c"),
        Fault::status(500).header("a", "b\r\nc"),
    ];
    for fault in faults {
        let error = setup.fake.fail_next(fault).expect_err("a mistake");
        assert!(error.is_config(), "{error:?}");
    }
}
