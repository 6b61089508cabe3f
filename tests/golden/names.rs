//! Names that differ between the wire and Rust.

use crate::{keeps, refuses, write};
use golden_names::types::{
    ChosenByHand, HttpServer2FaConfig, Keywords, SnakeCaseType, ToString2, Type,
};
use golden_names::r#use::UseReturn;
use serde_json::json;

#[test]
fn wire_names_are_those_of_the_spec() {
    let json = json!({
        "type": "a", "struct": "b", "self": "c", "Self": "d", "crate": "e", "super": "f", "async": null, "gen": "g", "new": "h",
        "clone": "i", "source": "j", "members": "k", "to": "l", "value": "m", "name": "n", "text": "o", "model": "p",
        "runtime": "q", "rest": "r", "default": "s",
    });
    let keywords: Keywords = keeps(&json);
    assert_eq!(
        (keywords.r#type.as_str(), keywords.self_.as_str()),
        ("a", "c")
    );
    let made = Keywords::new("a", "c").new_("h").clone_("i").clear_async();
    assert_eq!(
        write(&made),
        json!({"type": "a", "self": "c", "async": null, "new": "h", "clone": "i"})
    );
    refuses::<Keywords>(&json!({"self": "c"}), &["type", "missing"]);
}

#[test]
fn odd_and_pinned_names_are_kept() {
    let long = "one, two and a \"quote\" that make the name of a field too long for any line that a reader would like";
    let chosen: ChosenByHand = keeps(&json!({"@odd-name!": "a", "Größe": 1, long: "b"}));
    assert_eq!(chosen.size, Some(1));
    keeps::<HttpServer2FaConfig>(
        &json!({"IPv4Address": "192.0.2.1", "userID": "u", "XMLHttpRequest2": "x"}),
    );
    keeps::<Type>(&json!({"of": {"of": {}}, "impl": [{}]}));
    keeps::<UseReturn>(&json!({"return": "a"}));
}

#[test]
fn unusual_names_are_kept() {
    for wire in [
        "some_value",
        "OtherValue",
        "THIRD_VALUE",
        "4th-value",
        "5.5",
        "v_6",
    ] {
        assert!(
            !matches!(
                keeps::<SnakeCaseType>(&json!(wire)),
                SnakeCaseType::Unrecognized(_)
            ),
            "{wire}"
        );
    }
    for wire in [
        "Some",
        "none",
        "Ok",
        "err",
        "String",
        "vec",
        "Box",
        "default",
        "unrecognized_value",
    ] {
        assert!(
            !matches!(keeps::<ToString2>(&json!(wire)), ToString2::Unrecognized(_)),
            "{wire}"
        );
    }
}
