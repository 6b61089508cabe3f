//! Present, `null` and omitted values.

use crate::{keeps, read, refuses, write};
use golden_shapes::types::{Account, Constants, Presence, ReceivedPresence, SentPresence};
use serde_json::{Value, json};

#[test]
fn omitted_and_null_are_distinct_in_sent_models() {
    let least = json!({"required": "r", "nullable": null});
    let model: Presence = keeps(&least);
    assert_eq!(
        (model.nullable, model.optional, model.optional_nullable),
        (None, None, None)
    );

    let null: Presence =
        keeps(&json!({"required": "r", "nullable": null, "optional_nullable": null}));
    assert_eq!(null.optional_nullable, Some(None));

    let full = json!({"required": "r", "nullable": "n", "optional": "o", "optional_nullable": "on", "ending": "e"});
    let model: Presence = keeps(&full);
    assert_eq!(model.optional_nullable, Some(Some("on".to_owned())));
}

#[test]
fn null_is_none_in_received_models() {
    let json =
        json!({"required": "r", "nullable": null, "optional": null, "optional_nullable": null});
    let model: ReceivedPresence = read(&json);
    assert_eq!(
        (model.nullable, model.optional, model.optional_nullable),
        (None, None, None)
    );
}

#[test]
fn setters_and_clear_methods_send_their_values() {
    let model = SentPresence::new("r", None);
    assert_eq!(write(&model), json!({"required": "r", "nullable": null}));
    let model = model
        .optional("o")
        .clear_optional_nullable()
        .numbers([1, 2]);
    let json = json!({"required": "r", "nullable": null, "optional": "o", "optional_nullable": null, "numbers": [1, 2]});
    assert_eq!(write(&model), json);
    assert_eq!(write(&model.clear_numbers())["numbers"], Value::Null);
}

#[test]
fn missing_required_members_are_named() {
    refuses::<Presence>(&json!({"nullable": null}), &["required", "missing"]);
    refuses::<Presence>(&json!({"required": null, "nullable": null}), &["required"]);
    refuses::<Presence>(
        &json!({"required": 1, "nullable": null}),
        &["required", "string"],
    );
}

#[test]
fn members_past_end_of_life_may_be_missing() {
    #[expect(deprecated, reason = "the field is what is tested")]
    let ending = read::<Presence>(&json!({"required": "r", "nullable": null})).ending;
    assert_eq!(ending, None);
}

#[test]
fn read_only_and_write_only_members_may_be_missing() {
    let received: Account =
        keeps(&json!({"id": "T-1", "name": "Ada", "created_at": "2026-01-31T12:00:00Z"}));
    assert_eq!(received.id.map(|id| id.to_string()).as_deref(), Some("T-1"));
    assert_eq!(
        write(&Account::new("Ada").password("secret!!")),
        json!({"name": "Ada", "password": "secret!!"})
    );
}

#[test]
fn constants_are_filled_in() {
    let constants = Constants::new();
    assert_eq!(constants, Constants::default());
    let json = json!({
        "text": "a \"text\"", "number": -2, "fraction": 1.0, "flag": true, "word": "fast-forward", "level": -1, "id": "T-0",
        "optional": 3, "nullable": "there",
    });
    assert_eq!(write(&constants), json);
    assert_eq!(keeps::<Constants>(&json), constants);
}
