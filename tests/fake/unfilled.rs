//! Collections that no operation can add items to.

use golden_areas::hardware::{
    Duration, ErrorKind, SledListParams, SledViewParams, SledViewResponse, Transport,
};
use golden_areas::runtime::Error;
use golden_areas::testing::Fake;
use serde_json::json;

use crate::alone;

const SLED: &str = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";
const OTHER: &str = "0b1cdba6-60a3-4f0e-8d3c-6a2b3f0f8f0e";

/// The IDs of the listed sleds.
async fn list(fake: &Fake) -> Result<Vec<String>, Error> {
    let hardware = fake.client()?.system().hardware();
    let params = SledListParams {
        window: Duration::Hour,
        kind: ErrorKind::Fan,
        transport: Transport::Rail,
    };
    let sleds = hardware.sled_list(params).await?;
    Ok(sleds.into_iter().map(|it| it.id.to_string()).collect())
}

/// The ID of a sled.
async fn view(fake: &Fake, id: &str) -> Result<String, Error> {
    let hardware = fake.client()?.system().hardware();
    let params = SledViewParams {
        window: Duration::Hour,
        kind: ErrorKind::Fan,
        transport: Transport::Rail,
    };
    match hardware
        .sled_view(id.parse().expect("an ID"), params)
        .await?
    {
        SledViewResponse::Ok(sled) => Ok(sled.id.to_string()),
        other => panic!("{other:?}"),
    }
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> Option<u16> {
    let error = result.expect_err("an error");
    error.status().map(|it| it.as_u16())
}

/// A fake whose filters select every item.
fn fake() -> Fake {
    let fake = Fake::new();
    for parameter in ["window", "kind", "transport"] {
        let defined = fake.filter("hardware.sled_list", parameter, |_, _| true);
        defined.expect("a filter");
    }
    fake
}

#[test]
fn items_are_unknown_until_the_test_inserts_some() {
    let fake = fake();
    alone(async {
        let error = list(&fake).await.expect_err("unknown items").to_string();
        let advice = "fake.collection(\"hardware.sled_list\", …)";
        assert!(error.contains(advice), "{error}");
        assert_eq!(status(list(&fake).await), Some(501));
        assert_eq!(status(view(&fake, SLED).await), Some(501));

        let sleds = fake.collection("hardware.sled_list", &[]).expect("sleds");
        sleds.insert(json!({"id": SLED})).expect("it fits");
        assert_eq!(list(&fake).await.expect("sleds"), [SLED]);
        assert_eq!(view(&fake, SLED).await.expect("a sled"), SLED);
        assert_eq!(status(view(&fake, OTHER).await), Some(404));
    });
}

#[test]
fn tests_can_insert_no_items() {
    let fake = fake();
    let sleds = fake.collection("hardware.sled_list", &[]).expect("sleds");
    sleds.generate(0, |_| json!({})).expect("no item");
    alone(async {
        assert!(list(&fake).await.expect("sleds").is_empty());
        assert_eq!(status(view(&fake, SLED).await), Some(404));
    });
}

#[test]
fn stubs_need_no_items() {
    let fake = fake();
    let stubbed = fake.stub("hardware.sled_view", 200, json!({"id": OTHER}));
    stubbed.expect("it fits");
    alone(async {
        assert_eq!(view(&fake, SLED).await.expect("a sled"), OTHER);
        assert_eq!(status(list(&fake).await), Some(501));
    });
}
