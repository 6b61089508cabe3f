//! What is there, what is `null`, and what is left out.

use crate::{keeps, read, refuses, write};
use golden_shapes::types::{Account, Constants, Presence, ReceivedPresence, SentPresence};
use serde_json::{Value, json};

#[test]
fn left_out_and_null_are_kept_apart_where_the_model_is_sent() {
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
fn null_is_nothing_where_the_model_is_only_received() {
    let json =
        json!({"required": "r", "nullable": null, "optional": null, "optional_nullable": null});
    let model: ReceivedPresence = read(&json);
    assert_eq!(
        (model.nullable, model.optional, model.optional_nullable),
        (None, None, None)
    );
}

#[test]
fn setters_and_clears_write_what_they_say() {
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
fn what_is_required_is_missed_by_name() {
    refuses::<Presence>(&json!({"nullable": null}), &["required", "missing"]);
    refuses::<Presence>(&json!({"required": null, "nullable": null}), &["required"]);
    refuses::<Presence>(
        &json!({"required": 1, "nullable": null}),
        &["required", "string"],
    );
}

#[test]
fn what_has_an_end_of_life_may_be_gone() {
    #[expect(deprecated, reason = "the field is what is tested")]
    let ending = read::<Presence>(&json!({"required": "r", "nullable": null})).ending;
    assert_eq!(ending, None);
}

#[test]
fn each_side_may_leave_out_what_only_the_other_writes() {
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
