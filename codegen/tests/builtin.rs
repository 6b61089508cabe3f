//! Rows of the built-in tables.

use clientwright_codegen::builtin::{Expression, JsonType, Media, PaginationStyle, Scalar};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The sample of a scalar as JSON.
fn sample(scalar: Scalar) -> Value {
    match scalar.expression() {
        Expression::Literal => scalar.sample().parse().expect("a JSON value"),
        Expression::Into | Expression::Parse | Expression::Fixed(_) => scalar.sample().into(),
    }
}

#[test]
fn samples_are_values_and_fit_their_json_type() {
    for scalar in Scalar::ALL {
        let (name, sample) = (scalar.name(), sample(*scalar));
        assert!(scalar.accepts(&sample), "{name}: {sample}");
        let ty = match scalar.json() {
            JsonType::String => Some("string"),
            JsonType::Boolean => Some("boolean"),
            JsonType::Integer { .. } => Some("integer"),
            JsonType::Number => Some("number"),
            JsonType::Any => None,
        };
        let mut schema = scalar.schema().iter();
        let found = schema.find(|(keyword, _)| *keyword == "type");
        assert_eq!(found.map(|(_, value)| *value), ty, "{name}");
        let is_literal = scalar.expression() == Expression::Literal;
        assert_eq!(
            is_literal,
            sample.is_number() || sample.is_boolean(),
            "{name}"
        );
    }
}

#[test]
fn scalars_contain_what_they_accept() {
    for wide in Scalar::ALL {
        for narrow in Scalar::ALL.iter().filter(|it| wide.contains(**it)) {
            let sample = sample(*narrow);
            let pair = (wide.name(), narrow.name());
            assert!(wide.accepts(&sample), "{pair:?}: {sample}");
        }
    }
    assert!(Scalar::I64.contains(Scalar::I32) && !Scalar::I32.contains(Scalar::I64));
    assert!(!Scalar::I32.accepts(&json!(1_i64 << 31)) && Scalar::I64.accepts(&json!(1_i64 << 31)));
}

#[test]
fn names_are_unique_and_found() {
    let mut seen = BTreeSet::new();
    for scalar in Scalar::ALL {
        assert_eq!(Scalar::from_name(scalar.name()), Some(*scalar));
        assert!(seen.insert(scalar.name()), "{}", scalar.name());
        for name in scalar.foreign_names() {
            assert_eq!(Scalar::from_foreign_name(name), Some(*scalar), "{name}");
            assert!(seen.insert(name), "{name}");
        }
    }
    assert_eq!(
        Media::NAMES.iter().collect::<BTreeSet<_>>().len(),
        Media::ALL.len()
    );
    for style in PaginationStyle::ALL {
        assert_eq!(PaginationStyle::from_name(style.name()), Some(*style));
    }
}
