//! List parameters with defaults or ambiguous names, and identifiers that callers change.

use golden_service::Error;
use golden_service::rules::{
    ListRules, ReplaceRuleParams, Rule, RuleDirection, RulePart, RuleState, Rules,
};
use golden_service::testing::{Collection, Fake};
use serde_json::{Value, json};

use crate::alone;

fn setup(items: &[Value]) -> (Fake, Rules, Collection) {
    let fake = Fake::new();
    let rules = fake.client().expect("a client").rules();
    let collection = fake.collection("rules", &[]).expect("rules");
    for item in items {
        collection.insert(item.clone()).expect("it fits");
    }
    (fake, rules, collection)
}

/// Sends a list request and returns the names of the items.
fn names(list: ListRules) -> Result<String, Error> {
    let rules: Vec<Rule> = alone(list.into_future())?;
    let names: Vec<_> = rules.iter().map(|rule| rule.name.as_str()).collect();
    Ok(names.join(" "))
}

fn status(error: &Error) -> Option<u16> {
    error.status().map(|it| it.as_u16())
}

#[test]
fn omitted_list_parameters_have_their_defaults() {
    let (_fake, rules, _) = setup(&[
        json!({"name": "b", "order": 1, "state": "on"}),
        json!({"name": "a", "order": 3, "state": "on"}),
        json!({"name": "c", "order": 2, "state": "on"}),
        json!({"name": "d", "order": 4, "state": "off"}),
    ]);
    let (asc, desc) = (RuleDirection::Asc, RuleDirection::Desc);
    let list = || rules.list();
    for (list, expected) in [
        (list(), "a c b"),
        (list().direction(asc.clone()), "b c a"),
        (list().direction(desc.clone()), "a c b"),
        (list().order(RulePart::Order), "a c b"),
        (list().order(RulePart::Name), "c b a"),
        (list().order(RulePart::Name).direction(asc), "a b c"),
        (list().state(RuleState::Off), "d"),
        (list().name(["b", "c"]), "c b"),
    ] {
        assert_eq!(names(list).expect(expected), expected);
    }
}

#[test]
fn custom_filters_apply_to_defaults_too() {
    let (fake, rules, _) = setup(&[
        json!({"name": "none", "state": "on"}),
        json!({"name": "some", "state": "on"}),
    ]);
    fake.filter("rules.list", "label", |item, value| item["name"] == value)
        .expect("a filter");
    assert_eq!(names(rules.list()).expect("rules"), "none");
    assert_eq!(names(rules.list().label("some")).expect("rules"), "some");
}

#[test]
fn the_default_page_size_is_that_of_the_api() {
    let fake = golden_responses::testing::Fake::new();
    let jobs = fake.client().expect("a client").jobs();
    let collection = fake.collection("jobs.list_by_offset", &[]).expect("jobs");
    collection.generate(40, |_| json!({})).expect("it fits");
    let page = alone(jobs.list_by_offset().into_future()).expect("a page");
    assert_eq!(page.items.len(), 15);
}

#[test]
fn parameters_of_another_type_are_not_filters() {
    let (_fake, rules, _) = setup(&[json!({"name": "a", "rank": 1, "state": "on"})]);
    for list in [
        // The values are member names, but the parameter is not named like a sort order.
        rules.list().rank(RulePart::Name),
        // A rule is on or off.
        rules.list().state(RuleState::All),
    ] {
        let error = names(list).expect_err("unknown");
        assert_eq!(status(&error), Some(501), "{error:?}");
        assert!(error.to_string().contains("fake.filter("), "{error}");
    }
}

#[test]
fn values_are_compared_in_any_notation() {
    let (_fake, rules, _) = setup(&[
        json!({"name": "a", "made_at": "2024-01-01T00:00:00.000Z", "weight": 2, "address": "2001:db8::1", "state": "on"}),
        json!({"name": "b", "made_at": "2024-01-01T01:00:00+01:00", "weight": 2.0, "address": "2001:DB8:0::1", "state": "on"}),
        json!({"name": "c", "made_at": "2024-01-01T00:00:00.001Z", "weight": 2.5, "address": "2001:db8::2", "state": "on"}),
    ]);
    let moment = "2024-01-01T00:00:00Z".parse().expect("a moment");
    let address = "2001:db8::1".parse().expect("an address");
    let list = || rules.list().order(RulePart::Name);
    for list in [
        list().made_at(moment),
        list().weight(2.0),
        list().address(address),
    ] {
        assert_eq!(names(list).expect("rules"), "b a");
    }
}

/// Renames a rule.
type Rename = fn(&Rules, &str, &str) -> Result<Rule, Error>;

#[test]
fn renamed_items_are_found_by_their_new_name() {
    let edit = |rules: &Rules, name: &str, new: &str| {
        alone(rules.edit(name).name(new.to_owned()).into_future())
    };
    let replace = |rules: &Rules, name: &str, new: &str| {
        let params = ReplaceRuleParams { name: new.into() };
        alone(rules.replace(name, params).into_future())
    };
    let ways: [(&str, Rename); 2] = [("PATCH", edit), ("PUT", replace)];
    for (mode, rename) in ways {
        let (_fake, rules, collection) = setup(&[json!({"name": "old"}), json!({"name": "other"})]);
        // These have generated names, the others their own.
        collection.generate(2, |_| json!({})).expect(mode);
        let named = |index| json!({"name": format!("own-{index}")});
        collection.generate(2, named).expect(mode);
        let items = collection.items();
        let given = items[2]["name"].as_str().expect(mode);
        for (name, new) in [("old", "new"), (given, "second"), ("own-1", "third")] {
            let renamed = rename(&rules, name, new).expect(mode);
            assert_eq!(renamed.name.as_str(), new, "{mode}");
            let found = alone(rules.get(new).into_future()).expect(mode);
            assert_eq!(found, renamed, "{mode}: {name}");
            let error = alone(rules.get(name).into_future()).expect_err(mode);
            assert!(error.is_not_found(), "{mode}: {name}: {error:?}");

            let error = rename(&rules, new, "other").expect_err("taken");
            assert_eq!(status(&error), Some(409), "{mode}: {error:?}");
            rename(&rules, new, new).expect("its own name");
        }
        let left: Vec<_> = collection
            .items()
            .into_iter()
            .map(|it| it["name"].clone())
            .collect();
        let expected = [
            json!("new"),
            json!("other"),
            json!("second"),
            items[3]["name"].clone(),
            json!("own-0"),
            json!("third"),
        ];
        assert_eq!(left, expected, "{mode}");
    }
}

#[test]
fn replacing_keeps_what_the_body_cannot_contain() {
    let (_fake, rules, stored) = setup(&[
        json!({"name": "a", "order": 1, "rank": 7, "state": "off", "address": "192.0.2.7"}),
    ]);
    let params = ReplaceRuleParams { name: "a".into() };
    let replaced = alone(rules.replace("a", params).into_future()).expect("replaced");
    assert_eq!(
        replaced.order, None,
        "the body could contain it, but did not"
    );
    assert_eq!(replaced.rank, Some(7));
    let [item] = stored.items().try_into().expect("one item");
    assert_eq!(
        (&item["state"], &item["address"]),
        (&json!("off"), &json!("192.0.2.7"))
    );
}
