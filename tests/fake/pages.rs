//! Pagination, including long lists.

use cloudflare_email_security::testing::Fake;
use serde_json::json;

use crate::{ACCOUNT, alone, setups};

#[tokio::test]
async fn page_metadata_is_correct() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup
            .fake
            .collection("allow_policies", &[ACCOUNT])
            .expect(mode);
        collection
            .generate(45, |index| json!({"pattern": format!("p{index}")}))
            .expect(mode);
        for (page, per_page, count, pages) in [
            (None, None, 20, 3),
            (Some(3), None, 5, 3),
            (Some(4), None, 0, 3),
            (Some(2), Some(40), 5, 2),
            (Some(1), Some(45), 45, 1),
            (Some(1), Some(1000), 45, 1),
        ] {
            let mut request = policies.list(ACCOUNT);
            if let Some(page) = page {
                request = request.page(page);
            }
            if let Some(per_page) = per_page {
                request = request.per_page(per_page);
            }
            let found = request.await.expect(mode);
            let info = found.info;
            assert_eq!(found.items.len(), count, "{mode}: {page:?} {per_page:?}");
            assert_eq!(info.count, Some(count as u64), "{mode}");
            assert_eq!(info.page, Some(page.unwrap_or(1) as u64), "{mode}");
            assert_eq!(info.total_count, Some(45), "{mode}");
            assert_eq!(info.total_pages, Some(pages), "{mode}");
        }
    }
}

#[tokio::test]
async fn lazy_items_can_be_changed_and_removed() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup
            .fake
            .collection("allow_policies", &[ACCOUNT])
            .expect(mode);
        collection.insert(json!({"pattern": "first"})).expect(mode);
        collection
            .generate(1_000_000, |index| json!({"pattern": format!("p{index}")}))
            .expect(mode);
        collection.insert(json!({"pattern": "last"})).expect(mode);

        let page = policies
            .list(ACCOUNT)
            .page(2)
            .per_page(3)
            .await
            .expect(mode);
        let patterns: Vec<_> = page.items.iter().flat_map(|it| &it.pattern).collect();
        assert_eq!(patterns, ["p2", "p3", "p4"], "{mode}");
        let [second, third, _] = &page.items[..] else {
            panic!("{mode}: three items");
        };
        assert_eq!(
            policies.get(ACCOUNT, &second.id).await.expect(mode),
            *second
        );
        let edit = policies.edit(ACCOUNT, &third.id).pattern("changed");
        edit.await.expect(mode);
        policies.delete(ACCOUNT, &second.id).await.expect(mode);
        assert!(policies.get(ACCOUNT, &second.id).await.is_err(), "{mode}");

        let page = policies
            .list(ACCOUNT)
            .page(2)
            .per_page(3)
            .await
            .expect(mode);
        let patterns: Vec<_> = page.items.iter().flat_map(|it| &it.pattern).collect();
        assert_eq!(patterns, ["changed", "p4", "p5"], "{mode}");
        assert_eq!(page.info.total_count, Some(1_000_001), "{mode}");
    }
}

#[tokio::test]
async fn page_size_is_limited() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        let filled = collection.expect(mode).generate(1001, |_| json!({}));
        filled.expect(mode);
        let page = policies.list(ACCOUNT).per_page(1000).await.expect(mode);
        assert_eq!(page.items.len(), 1000, "{mode}");
        assert_eq!(page.info.total_pages, Some(2), "{mode}");
        let error = policies.list(ACCOUNT).per_page(1001).await.expect_err(mode);
        let message = "query parameter `per_page` must be at most 1000";
        assert!(error.to_string().contains(message), "{mode}: {error}");
    }
}

#[test]
fn ten_thousand_pages_in_memory() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let collection = fake.collection("block_senders", &[ACCOUNT]).expect("it");
    collection
        .generate(10_000, |index| json!({"pattern": format!("p{index}")}))
        .expect("it fits");
    let senders = client.email_security().settings().block_senders();
    let count = alone(async {
        let mut items = senders.list(ACCOUNT).per_page(1).items();
        let mut count = 0;
        while let Some(sender) = items.try_next().await.expect("an item") {
            assert_eq!(sender.pattern, Some(format!("p{count}")));
            count += 1;
        }
        count
    });
    assert_eq!(count, 10_000);
    assert_eq!(fake.request_count(), 10_000);
}

#[tokio::test]
async fn ten_thousand_pages_over_loopback() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let client = server.client().expect("a client");
    let collection = fake.collection("block_senders", &[ACCOUNT]).expect("it");
    collection
        .generate(10_000, |index| json!({"pattern": format!("p{index}")}))
        .expect("it fits");
    let senders = client.email_security().settings().block_senders();
    let mut items = senders.list(ACCOUNT).per_page(1).items();
    let mut count = 0;
    while items.try_next().await.expect("an item").is_some() {
        count += 1;
    }
    assert_eq!(count, 10_000);
    assert_eq!(fake.request_count(), 10_000);
}
