//! Open enums of strings and integers.

use crate::{keeps, refuses};
use golden_requests::bodies::{Kind, KindInput};
use golden_shapes::types::{Level, State, Word, Words};
use serde_json::json;

/// All values of an enum and their variants.
fn words() -> Vec<(&'static str, Word)> {
    #[expect(deprecated, reason = "the old word is a word too")]
    let old = Word::Old;
    vec![
        ("plain", Word::Plain),
        ("fast-forward", Word::FastForward),
        ("text/plain", Word::TextPlain),
        ("2fa", Word::V2fa),
        ("self", Word::Self_),
        ("None", Word::None),
        ("", Word::Nothing),
        ("+", Word::Plus),
        ("<=", Word::AtMost),
        ("über", Word::Over),
        ("a \"quote\", a \\ and a `", Word::Quote),
        ("unrecognized", Word::UnrecognizedWord),
        ("old", old),
    ]
}

#[test]
fn unusual_values_round_trip() {
    for (wire, word) in words() {
        assert_eq!(keeps::<Word>(&json!(wire)), word);
        assert_eq!(
            (Word::from(wire), word.to_string().as_str()),
            (word.clone(), wire)
        );
    }
}

#[test]
fn unknown_enum_values_are_kept() {
    for wire in ["PLAIN", "new", " plain", "🦀"] {
        let word: Word = keeps(&json!(wire));
        assert!(
            matches!(&word, Word::Unrecognized(value) if value.as_str() == wire),
            "{word:?}"
        );
    }
    refuses::<Word>(&json!(1), &["string"]);
}

#[test]
fn integer_enums_round_trip() {
    let levels = [
        (-1, Level::Minus1),
        (0, Level::Zero),
        (1, Level::V1),
        (i64::MAX, Level::Highest),
        (i64::MIN, Level::Lowest),
        (7, Level::Unrecognized(7)),
    ];
    for (wire, level) in levels {
        assert_eq!(keeps::<Level>(&json!(wire)), level);
        assert_eq!(
            (Level::from(wire), level.as_i64(), level.to_string()),
            (level, wire, wire.to_string())
        );
    }
    refuses::<Level>(&json!("1"), &["integer"]);
    refuses::<Level>(&json!(1.5), &[]);
}

#[test]
fn enums_work_in_models() {
    let json = json!({"word": "new", "state": "legacy", "level": 9, "levels": {"a": 1, "b": 2}});
    let words: Words = keeps(&json);
    assert_eq!(words.state, Some(State::Legacy));
    refuses::<Words>(
        &json!({"word": "plain", "level": 1, "levels": {"a": "x"}}),
        &["levels.a"],
    );
}

#[test]
fn input_values_are_a_subset_of_returned_values() {
    for (sent, returned) in [
        (KindInput::Memo, Kind::Memo),
        (KindInput::Letter, Kind::Letter),
    ] {
        assert_eq!(Kind::from(sent), returned);
        assert_eq!(sent.as_str(), returned.as_str());
    }
}
