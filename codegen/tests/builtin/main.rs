//! Rows of the built-in tables.
//!
//! `cargo test -p clientwright-codegen --test builtin -- --ignored` compiles a client with every scalar in every position, and
//! calls it, so that each row is checked against the runtime. That takes minutes.

mod positions;

use clientwright_codegen::builtin::{Expression, JsonType, Media, PaginationStyle, Scalar};
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::generate;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The sample of a scalar as JSON.
fn sample(scalar: Scalar) -> Value {
    match scalar.json() {
        JsonType::Boolean | JsonType::Integer { .. } | JsonType::Number => {
            scalar.sample().parse().expect("a JSON value")
        }
        JsonType::String | JsonType::Any => scalar.sample().into(),
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
        if scalar.expression() == Expression::Literal {
            assert!(sample.is_number() || sample.is_boolean(), "{name}");
        }
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
    assert!(Scalar::U64.contains(Scalar::U32) && !Scalar::U64.contains(Scalar::I32));
    assert!(Scalar::Ip.contains(Scalar::Ipv4) && Scalar::Ip.contains(Scalar::Ipv6));
    assert!(!Scalar::Ipv4.contains(Scalar::Ip) && !Scalar::Ipv6.contains(Scalar::Ipv4));
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

/// Sends and decodes a value of every scalar. The samples are in the environment.
const PROGRAM: &str = include_str!("program.rs");

#[test]
#[ignore = "compiles a crate, which takes minutes"]
fn every_scalar_works_in_every_position() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = RuntimeSource::Workspace {
        path: root.join("runtime").display().to_string(),
        examples: Vec::new(),
    };
    let spec = positions::spec();
    let tree =
        generate(&spec, &runtime).unwrap_or_else(|report| panic!("{}", report.render(&spec)));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scalars");
    for (path, text) in tree.files() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        // The crate is a workspace of its own.
        let end = if path.ends_with("Cargo.toml") {
            END
        } else {
            ""
        };
        fs::write(path, format!("{text}{end}")).expect("a written file");
    }
    fs::create_dir_all(folder.join("tests")).expect("a new folder");
    fs::write(folder.join("tests/values.rs"), PROGRAM).expect("a written file");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let samples = Scalar::ALL
        .iter()
        .map(|it| (it.name().to_owned(), sample(*it)));
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(&folder)
        .args([
            "test",
            "--offline",
            "--no-default-features",
            "--features",
            "testing",
            "--target-dir",
        ])
        .arg(folder.join("target"))
        .env("SAMPLES", Value::Object(samples.collect()).to_string())
        .status();
    assert!(
        status.expect("cargo").success(),
        "see the output of cargo above"
    );
}

/// What the manifest needs in addition.
const END: &str = "\n[dev-dependencies]\nserde_json = \"1\"\n\n[workspace]\n";
