//! State: create, get, list, edit and delete.

use std::collections::BTreeSet;

use cloudflare_email_security::allow_policies::AllowPolicyOrder;
use cloudflare_email_security::testing::json;
use cloudflare_email_security::testing::{Fake, Fault};
use cloudflare_email_security::types::{PatternType, SortDirection};
use cloudflare_email_security::{Error, ErrorKind};

use crate::{ACCOUNT, params, setups};

#[tokio::test]
async fn create_get_edit_delete() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let made = policies.create(ACCOUNT, params("ann@example.com"));
        let made = made.comments("new").await.expect(mode);
        assert_eq!(made.pattern.as_deref(), Some("ann@example.com"), "{mode}");
        assert_eq!(made.pattern_type, Some(PatternType::Email), "{mode}");
        assert_eq!(
            made.created_at.to_string(),
            "2026-01-01T00:00:01Z",
            "{mode}"
        );
        assert_eq!(made.modified_at, Some(made.created_at), "{mode}");
        assert_eq!(policies.get(ACCOUNT, &made.id).await.expect(mode), made);

        let edit = policies.edit(ACCOUNT, &made.id).clear_comments();
        let edited = edit.is_regex(true).await.expect(mode);
        assert_eq!(edited.comments, None, "{mode}");
        assert_eq!(edited.is_regex, Some(true), "{mode}");
        assert_eq!(edited.pattern, made.pattern, "{mode}");
        assert_eq!(edited.created_at, made.created_at, "{mode}");
        assert!(edited.modified_at > made.modified_at, "{mode}");

        let listed = policies.list(ACCOUNT).await.expect(mode);
        assert_eq!(listed.items, [edited], "{mode}");

        let deleted = policies.delete(ACCOUNT, &made.id).await.expect(mode);
        assert_eq!(deleted.id, made.id, "{mode}");
        assert!(policies.list(ACCOUNT).await.expect(mode).items.is_empty());
        let error = policies.get(ACCOUNT, &made.id).await.expect_err(mode);
        assert!(error.is_not_found(), "{mode}: {error:?}");
        assert!(error.api().is_some_and(|api| api.has_code("404")), "{mode}");
        let error = policies.edit(ACCOUNT, &made.id).await.expect_err(mode);
        assert!(error.is_not_found(), "{mode}: {error:?}");
        let error = policies.delete(ACCOUNT, &made.id).await.expect_err(mode);
        assert!(error.is_not_found(), "{mode}: {error:?}");
    }
}

#[tokio::test]
async fn accounts_and_resources_are_separate() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let made = policies.create("one", params("a")).await.expect(mode);
        policies.create("two", params("b")).await.expect(mode);
        assert!(policies.get("three", &made.id).await.is_err(), "{mode}");
        // Accounts are compared after percent-decoding.
        policies.create("a b/c", params("c")).await.expect(mode);
        for (account, count) in [("one", 1), ("two", 1), ("three", 0), ("a b/c", 1)] {
            let page = policies.list(account).await.expect(mode);
            assert_eq!(page.items.len(), count, "{mode}: {account}");
            let collection = setup.fake.collection("allow_policies", &[account]);
            assert_eq!(collection.expect(mode).items().len(), count, "{mode}");
        }
        let blocked = setup.client.email_security().settings().block_senders();
        assert!(blocked.list("one").await.expect(mode).items.is_empty());
    }
}

#[tokio::test]
async fn inserted_items_are_completed_and_found() {
    for setup in setups() {
        let mode = setup.mode;
        let domains = setup
            .fake
            .collection("domains.get", &[ACCOUNT])
            .expect(mode);
        let own = domains
            .insert(json!({"id": "mine", "domain": "example.com"}))
            .expect(mode);
        let given = domains
            .insert(json!({"domain": "example.org", "status": "active"}))
            .expect(mode);
        assert_eq!(own, "mine", "{mode}");
        let client = setup.client.email_security().settings().domains();
        let page = client.list(ACCOUNT).await.expect(mode);
        let ids: BTreeSet<_> = page.items.iter().filter_map(|it| it.id.clone()).collect();
        let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(ids, [given.as_str(), "mine"], "{mode}");
        let found = client.get(ACCOUNT, given.as_str()).await.expect(mode);
        assert_eq!(found.domain.as_deref(), Some("example.org"), "{mode}");
        assert!(found.created_at.is_some(), "{mode}");

        // Inserting the same identifier replaces the item.
        domains
            .insert(json!({"id": "mine", "domain": "example.net"}))
            .expect(mode);
        let found = domains.get("mine").expect(mode);
        assert_eq!(found["domain"], "example.net", "{mode}");
        assert_eq!(domains.items().len(), 2, "{mode}");
        domains.clear();
        assert!(client.list(ACCOUNT).await.expect(mode).items.is_empty());
    }
}

#[tokio::test]
async fn filters_named_like_members_select_equal_items() {
    for setup in setups() {
        let mode = setup.mode;
        let policies = setup.policies();
        let collection = setup
            .fake
            .collection("allow_policies", &[ACCOUNT])
            .expect(mode);
        for number in 0..6 {
            collection
                .insert(json!({
                    "pattern": format!("p{number}"),
                    "pattern_type": if number % 2 == 0 { "EMAIL" } else { "IP" },
                    "verify_sender": number < 3,
                }))
                .expect(mode);
        }
        let list = || policies.list(ACCOUNT);
        for (request, expected) in [
            (list(), "p0 p1 p2 p3 p4 p5"),
            (list().pattern_type(PatternType::Email), "p0 p2 p4"),
            (list().verify_sender(false), "p3 p4 p5"),
            (
                list().verify_sender(true).pattern_type(PatternType::Ip),
                "p1",
            ),
            (list().pattern("p5"), "p5"),
            (list().pattern("none"), ""),
        ] {
            let page = request.per_page(5).items();
            let found = page.try_collect::<Vec<_>>().await.expect(mode);
            let found: Vec<_> = found.into_iter().filter_map(|it| it.pattern).collect();
            assert_eq!(found.join(" "), expected, "{mode}");
        }
        // A list of values selects items that equal any of them.
        let domains = setup.fake.collection("domains", &[ACCOUNT]).expect(mode);
        for name in ["a", "b", "c"] {
            domains.insert(json!({"domain": name})).expect(mode);
        }
        let client = setup.client.email_security().settings().domains();
        let page = client.list(ACCOUNT).domain(["a", "c"]).await.expect(mode);
        assert_eq!(page.items.len(), 2, "{mode}");
    }
}

#[tokio::test]
async fn lists_are_sorted_by_members() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        let collection = collection.expect(mode);
        for (pattern, created_at) in [
            (Some("b"), "2020-01-01T00:00:00.5Z"),
            (Some("c"), "2020-01-01T01:00:00+01:00"),
            (None, "2021-01-01T00:00:00Z"),
            (Some("a"), "2019-01-01T00:00:00Z"),
        ] {
            let item = match pattern {
                Some(pattern) => json!({"pattern": pattern, "created_at": created_at}),
                None => json!({"created_at": created_at}),
            };
            collection.insert(item).expect(mode);
        }
        let list = || policies.list(ACCOUNT);
        for (request, expected) in [
            (list(), "bc-a"),
            (list().order(AllowPolicyOrder::Pattern), "-abc"),
            (
                list()
                    .order(AllowPolicyOrder::Pattern)
                    .direction(SortDirection::Desc),
                "cba-",
            ),
            // Compares instants, not strings.
            (list().order(AllowPolicyOrder::CreatedAt), "acb-"),
        ] {
            // Pages show that the list is sorted as a whole.
            let found = request
                .per_page(2)
                .items()
                .try_collect::<Vec<_>>()
                .await
                .expect(mode);
            let found = found.iter().map(|it| it.pattern.as_deref().unwrap_or("-"));
            assert_eq!(found.collect::<String>(), expected, "{mode}");
        }
        // A direction requires a sort order.
        for direction in [SortDirection::Asc, SortDirection::Desc] {
            let error = list().direction(direction).await.expect_err(mode);
            assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
            assert!(
                error.to_string().contains("without a sort order"),
                "{mode}: {error}"
            );
        }
    }
}

#[tokio::test]
async fn filters_are_rejected_until_defined() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        let collection = collection.expect(mode);
        for pattern in ["ann@a.com", "ben@b.com", "eve@a.com"] {
            collection.insert(json!({"pattern": pattern})).expect(mode);
        }
        let search = || policies.list(ACCOUNT).search("a.com").per_page(1);
        let error = search().await.expect_err(mode);
        assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
        // Not transient: a retry would fail too.
        assert_eq!(setup.fake.request_count(), 1, "{mode}");
        let advice = "fake.filter(\"allow_policies.list\", \"search\", ";
        assert!(error.to_string().contains(advice), "{mode}: {error}");

        let defined = setup
            .fake
            .filter("allow_policies.list", "search", |item, text| {
                item["pattern"].as_str().is_some_and(|it| it.contains(text))
            });
        defined.expect(mode);
        let page = search().await.expect(mode);
        assert_eq!(page.info.total_count, Some(2), "{mode}");
        let found = search().items().try_collect::<Vec<_>>().await.expect(mode);
        let found: Vec<_> = found.into_iter().filter_map(|it| it.pattern).collect();
        assert_eq!(found, ["ann@a.com", "eve@a.com"], "{mode}");
        // The filter applies to this list only.
        let senders = setup.client.email_security().settings().block_senders();
        assert!(senders.list(ACCOUNT).search("a").await.is_err(), "{mode}");
    }
}

#[test]
fn misspelled_names_get_suggestions() {
    let fake = Fake::new();
    let policies = fake
        .collection("allow_policies", &[ACCOUNT])
        .expect("policies");
    let keep_all = |_: &serde_json::Value, _: &str| true;
    let errors: [(Result<(), Error>, &str); 11] = [
        (
            policies.insert(json!({"patern": "a"})).map(drop),
            "did you mean `pattern`?",
        ),
        (
            policies.generate(2, |_| json!({"is_regexp": true})),
            "did you mean `is_regex`?",
        ),
        (
            fake.collection("alow_policies", &[ACCOUNT]).map(drop),
            "did you mean `allow_policies`?",
        ),
        (
            fake.collection("domains.lst", &[ACCOUNT]).map(drop),
            "did you mean `domains.list`?",
        ),
        (
            fake.collection("things", &[ACCOUNT]).map(drop),
            "expected one of `allow_policies`, `block_senders`, `domains`, ",
        ),
        (
            fake.fail("allow_policies.edited", Fault::reset()),
            "did you mean `allow_policies.edit`?",
        ),
        (
            fake.fail("domains", Fault::reset()),
            "did you mean one of `domains.list`, `domains.get`, ",
        ),
        (
            fake.stub("allow_policies.gets", 200, json!({})),
            "did you mean `allow_policies.get`?",
        ),
        (
            fake.filter("allow_policies.list", "serch", keep_all),
            "did you mean `search`?",
        ),
        // Pagination parameters are not filters.
        (
            fake.filter("allow_policies.list", "page", keep_all),
            "`allow_policies.list` has no filter `page`",
        ),
        (
            fake.filter("allow_policies.get", "search", keep_all),
            "does not list a collection",
        ),
    ];
    for (mistake, help) in errors {
        let error = mistake.expect_err(help);
        assert!(matches!(error.kind(), ErrorKind::Config), "{error:?}");
        assert!(error.to_string().contains(help), "{help}: {error}");
    }
    assert!(policies.items().is_empty());
}

#[tokio::test]
async fn generated_ids_are_unique() {
    let number = |id: u64| format!("00000000-0000-4000-8000-{id:012x}");
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        let collection = collection.expect(mode);
        collection
            .generate(2, |_| json!({"pattern": "generated"}))
            .expect(mode);
        for taken in [4, 5, 8] {
            collection
                .insert(json!({"id": number(taken), "pattern": "seeded"}))
                .expect(mode);
        }
        let mut made = Vec::new();
        for _ in 0..2 {
            made.push(policies.create(ACCOUNT, params("made")).await.expect(mode));
        }
        collection
            .generate(3, |_| json!({"pattern": "generated"}))
            .expect(mode);
        let items = collection.items();
        let ids: BTreeSet<_> = items.iter().map(|it| it["id"].to_string()).collect();
        assert_eq!((items.len(), ids.len()), (10, 10), "{mode}: {ids:?}");
        for taken in [4, 5, 8] {
            let item = collection.get(&number(taken)).expect(mode);
            assert_eq!(item["pattern"], "seeded", "{mode}");
        }
        for policy in made {
            assert_eq!(policies.get(ACCOUNT, &policy.id).await.expect(mode), policy);
        }
    }
}

#[tokio::test]
async fn extreme_numbers_do_not_panic() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        let collection = collection.expect(mode);
        collection
            .generate(u64::MAX, |_| json!({"pattern": "generated"}))
            .expect(mode);
        collection
            .generate(u64::MAX, |_| json!({"pattern": "one too many"}))
            .expect(mode);
        let key = collection.insert(json!({"pattern": "last"})).expect(mode);
        assert_eq!(
            collection.get(&key).expect(mode)["pattern"],
            "last",
            "{mode}"
        );
        let page = policies.list(ACCOUNT).page(i64::MAX).per_page(1);
        assert!(page.await.expect(mode).items.is_empty(), "{mode}");
        let first = policies.list(ACCOUNT).per_page(1).await.expect(mode);
        assert_eq!(first.info.total_count, Some(1 << 48), "{mode}");
    }
}

#[test]
fn the_fake_is_the_same_in_every_run() {
    let run = || {
        let [setup, _] = setups();
        let policies = setup.policies();
        crate::alone(async {
            for pattern in ["a", "b"] {
                policies
                    .create(ACCOUNT, params(pattern))
                    .await
                    .expect("made");
            }
        });
        setup
            .fake
            .collection("allow_policies", &[ACCOUNT])
            .expect("it")
            .items()
    };
    assert_eq!(run(), run());
}
