//! Malformed values in responses.

use crate::{keeps, refuses, run};
use golden_values::sites::{CreateSiteParams, Report, Site, SiteId};
use golden_values::{Date, Lenient};
use serde_json::{Value, json};

fn site() -> Value {
    json!({
        "id": "s1",
        "url": "https://example.com/",
        "opened_on": "2026-01-31",
        "visits": 7,
    })
}

#[test]
fn malformed_values_are_kept_and_sent_back() {
    let malformed = [
        ("url", json!("")),
        ("url", json!(null)),
        ("url", json!({"href": ["https://example.com"]})),
        ("opened_on", json!("0000-00-00")),
        ("closed_on", json!(false)),
        ("visits", json!("7")),
        ("visits", json!(1.5)),
        ("mirrors", json!(["https://example.com/", "", 1])),
        ("feeds", json!({"en": ["https://example.com/"], "de": [""]})),
    ];
    for (member, value) in malformed {
        let mut json = site();
        json[member] = value;
        let site: Site = keeps(&json);
        assert_eq!(site.id, Some(SiteId::from("s1")), "{member}");
    }
}

#[test]
fn valid_values_are_typed() {
    let mut json = site();
    json["mirrors"] = json!(["https://example.org/", ""]);
    let site: Site = keeps(&json);
    let host = site.url.valid().and_then(|url| url.host_str());
    assert_eq!(host, Some("example.com"));
    let opened = site.opened_on.and_then(Lenient::into_valid);
    assert_eq!(opened, Some(Date::constant(2026, 1, 31)));
    assert_eq!(site.closed_on, None);
    let mirrors = site.mirrors.expect("mirrors");
    let hosts: Vec<_> = mirrors.iter().filter_map(Lenient::valid).collect();
    assert_eq!(hosts.len(), 1);
    assert!(matches!(&mirrors[1], Lenient::Malformed(text) if text == ""));
}

#[test]
fn other_malformed_values_fail_the_response() {
    for (member, value) in [
        ("mirrors", json!("https://example.com/")),
        ("feeds", json!({"en": "https://example.com/"})),
        ("checked_on", json!("0000-00-00")),
        ("checked_at", json!("")),
    ] {
        let mut json = site();
        json[member] = value;
        refuses::<Site>(&json, &[member]);
    }
    let mut json = site();
    json.as_object_mut().expect("an object").remove("url");
    refuses::<Site>(&json, &["url", "missing"]);
}

#[test]
fn callers_set_valid_values() {
    let url = "https://example.com/".parse().expect("a URL");
    let date = Date::constant(2026, 1, 31);
    let mirror = "https://example.org/".parse().expect("a URL");
    let site = Site::new(url, Some(date), 7)
        .closed_on(date)
        .mirrors([mirror])
        .feeds([("en".to_owned(), Vec::new())].into());
    assert_eq!(site.opened_on, Some(Lenient::Valid(date)));
    assert_eq!(site.mirrors.map(|it| it.len()), Some(1));
    // Only received fields are lenient.
    let report = Report::new("https://example.com/".parse().expect("a URL"));
    assert_eq!(report.url.scheme(), "https");
}

#[test]
fn one_malformed_item_does_not_hide_the_others() {
    let fake = golden_values::testing::Fake::new();
    let sites = fake.client().expect("a client").sites();
    let mut sloppy = site();
    sloppy["url"] = json!("");
    let stored = fake.collection("sites", &[]).expect("a collection");
    stored.insert(sloppy).expect("a site");
    stored
        .insert(json!({"id": "s2", "url": "https://example.com/"}))
        .expect("a site");
    let listed = run(sites.list()).expect("both sites");
    assert_eq!(listed[0].url, Lenient::Malformed("".into()));
    assert!(listed[1].url.valid().is_some());
    // A malformed value is no argument of a request.
    assert!(CreateSiteParams::try_from(&listed[0]).is_err());
    assert!(CreateSiteParams::try_from(&listed[1]).is_ok());
}
