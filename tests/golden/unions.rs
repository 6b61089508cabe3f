//! Unions.

use crate::{keeps, refuses, write};
use golden_responses::jobs::Owner;
use golden_shapes::trees::{Circle, Condition, Expression, Group, Shape};
use serde_json::json;

#[test]
fn the_discriminator_selects_the_variant() {
    let circle = json!({"kind": "circle", "radius": 1.5});
    assert_eq!(keeps::<Shape>(&circle), Shape::from(Circle::new(1.5)));
    let group = Group::new([Circle::new(2.0).into()]).frame(Circle::new(3.0).into());
    let json = json!({
        "kind": "group",
        "frame": {"kind": "circle", "radius": 3.0},
        "shapes": [{"kind": "circle", "radius": 2.0}],
    });
    assert_eq!(write(&Shape::from(group.clone())), json);
    assert_eq!(keeps::<Shape>(&json), Shape::Group(Box::new(group)));
}

#[test]
fn unknown_discriminators_are_kept_with_their_value() {
    let json =
        json!({"kind": "group", "shapes": [{"kind": "star", "rays": [1, null, {"a": "b"}]}]});
    let Shape::Group(group) = keeps::<Shape>(&json) else {
        panic!("a group")
    };
    assert!(matches!(&group.shapes[0], Shape::Unrecognized(value) if value["kind"] == "star"));
}

#[test]
fn invalid_variants_are_rejected_with_a_path() {
    refuses::<Shape>(&json!({"kind": "circle"}), &["radius", "missing"]);
    refuses::<Shape>(&json!({"radius": 1.5}), &["kind", "missing"]);
    let json = json!({"kind": "group", "shapes": [{"kind": "circle", "radius": 1.0}, {"kind": "square", "side": "x"}]});
    refuses::<Shape>(&json, &["shapes[1].side"]);
}

#[test]
fn unions_may_be_recursive() {
    let one = json!({"op": "number", "value": 1});
    let json = json!({"op": "sum", "left": one, "right": {"op": "negation", "of": {"op": "power", "of": one}}});
    let Expression::Sum(sum) = keeps::<Expression>(&json) else {
        panic!("a sum")
    };
    assert!(matches!(*sum.left, Expression::Number(ref number) if number.value == 1));
}

#[test]
fn without_a_discriminator_the_first_match_is_used() {
    assert_eq!(keeps::<Condition>(&json!(1)), Condition::Number(1));
    assert_eq!(
        keeps::<Condition>(&json!("1")),
        Condition::Word("1".to_owned())
    );
    assert_eq!(keeps::<Condition>(&json!(true)), Condition::Flag(true));
    assert_eq!(
        keeps::<Condition>(&json!([1, ["a"]])),
        Condition::All(vec![1.into(), Condition::All(vec!["a".into()])])
    );
    assert!(
        matches!(keeps::<Condition>(&json!({"a": "b"})), Condition::Names(names) if names["a"] == "b")
    );
    assert!(
        matches!(keeps::<Condition>(&json!({"not": {"not": 1}})), Condition::Not(not) if matches!(*not.not, Condition::Not(_)))
    );
}

#[test]
fn unmatched_values_are_kept() {
    for json in [json!(null), json!(1.5), json!({"neither": 1})] {
        assert!(
            matches!(keeps::<Condition>(&json), Condition::Unrecognized(value) if value == json)
        );
    }
    let Condition::All(all) = keeps::<Condition>(&json!(["a", 2.5])) else {
        panic!("a list")
    };
    assert!(matches!(all[1], Condition::Unrecognized(_)));
    assert!(
        matches!(keeps::<Owner>(&json!({"members": [{"email": "a@example.com"}]})), Owner::Team(team) if team.members.len() == 1)
    );
    assert!(matches!(
        keeps::<Owner>(&json!({"members": [{}]})),
        Owner::Unrecognized(_)
    ));
}
