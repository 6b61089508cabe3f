//! Scalars that the shipped API lacks.

use crate::{keeps, refuses, run};
use golden_values::meters::{Meter, MeterId};
use golden_values::{Decimal, Time, Timestamp, UnixTime};
use serde_json::{Value, json};
use std::net::Ipv6Addr;

fn meter() -> Value {
    json!({
        "id": u64::MAX,
        "installed_at": 1_769_860_800,
        "checked_at": -1,
        "read_at": "18:30:00",
        "price": "0.3150",
        "address": "192.0.2.1",
        "address6": "2001:db8::1",
        "interval": "PT15M",
        "readings": u32::MAX,
        "total": u64::MAX,
        "limits": {"day": u64::MAX},
        "checks": [0, 1],
        "revision": u64::MAX,
    })
}

#[test]
fn scalars_round_trip() {
    let meter: Meter = keeps(&meter());
    assert_eq!(meter.id, Some(MeterId::from(u64::MAX)));
    assert_eq!(meter.installed_at.0.to_string(), "2026-01-31T12:00:00Z");
    assert_eq!(meter.checked_at.map(UnixTime::as_second), Some(-1));
    assert_eq!(meter.read_at, Time::constant(18, 30, 0, 0));
    assert_eq!(meter.price.as_str(), "0.3150");
    assert_eq!(meter.address.octets(), [192, 0, 2, 1]);
    assert_eq!(meter.readings, u32::MAX);
}

#[test]
fn invalid_scalars_are_rejected() {
    let wrong = [
        ("installed_at", json!("2026-01-31T12:00:00Z")),
        ("installed_at", json!(1_769_860_800.5)),
        ("installed_at", json!(i64::MAX)),
        ("read_at", json!("24:00:00")),
        ("read_at", json!("18:30:00Z")),
        ("read_at", json!("2026-01-31T18:30:00")),
        ("price", json!(0.315)),
        ("price", json!("0,315")),
        ("price", json!("NaN")),
        ("price", json!("")),
        ("address", json!("2001:db8::1")),
        ("address6", json!("192.0.2.1")),
        ("readings", json!(-1)),
        ("readings", json!(1_u64 << 32)),
        ("total", json!(-1)),
        ("limits", json!({"day": 1.5})),
    ];
    for (member, value) in wrong {
        let mut json = meter();
        json[member] = value;
        refuses::<Meter>(&json, &[member]);
    }
}

#[test]
fn parameters_are_sent_in_the_format_of_their_type() {
    let fake = golden_values::testing::Fake::new();
    let meters = fake.client().expect("a client").meters();
    let installed = Timestamp::from_second(1_769_860_800).expect("a time");
    // The fake cannot derive all of these filters; only the request matters.
    let _ = run(meters
        .list()
        .since(installed.into())
        .address(Ipv6Addr::LOCALHOST)
        .read_at(Time::midnight())
        .price(Decimal::from(2))
        .offset(7));
    let requests = fake.requests();
    for (name, value) in [
        ("since", "1769860800"),
        ("address", "::1"),
        ("read_at", "00:00:00"),
        ("price", "2"),
        ("offset", "7"),
    ] {
        let sent = requests[0].query_parameter(name);
        assert_eq!(sent.as_deref(), Some(value), "{name}");
    }
}

#[test]
fn the_fake_stores_and_checks_scalars() {
    let fake = golden_values::testing::Fake::new();
    let meters = fake.client().expect("a client").meters();
    let mut sent: Meter = serde_json::from_value(meter()).expect("a meter");
    sent.id = None;
    let created = run(meters.create(&sent)).expect("a created meter");
    let id = created.id.expect("an ID");
    assert_eq!(run(meters.get(id)).expect("the meter"), created);
    let made_up = fake.collection("meters", &[]).expect("a collection");
    made_up.insert(json!({"id": 7})).expect("a meter");
    let meter = run(meters.get(7)).expect("a meter that decodes");
    assert_eq!(meter.price.as_str(), "0.3150");
}
