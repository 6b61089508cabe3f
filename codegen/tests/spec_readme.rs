//! `spec/README.md`: its key tables are generated from the declarations of the format, and its examples are valid.
//!
//! Text between `<!-- keys: Record -->` and `<!-- end -->` is a table of the record in the JSON Schema, which is derived from the
//! `record!` declarations. `BLESS=1 cargo test -p clientwright-codegen --test spec_readme` rewrites the tables.

use clientwright_codegen::check::check;
use clientwright_codegen::diag::{LINTS, Lint};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{RENAMED_KEYS, Scalar, json_schema, load};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

const END: &str = "<!-- end -->";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).expect("spec/README.md")
}

/// The definitions of the JSON Schema, by record.
fn definitions() -> Map<String, Value> {
    let schema: Value = serde_json::from_str(&json_schema()).expect("the schema is JSON");
    schema["$defs"].as_object().expect("definitions").clone()
}

/// The README with all generated tables replaced. Panics if a record has no table.
fn generated(readme: &str) -> String {
    let definitions = definitions();
    let mut missing: BTreeSet<_> = definitions.keys().map(String::as_str).collect();
    missing.remove("Type"); // described in prose
    let mut text = String::new();
    let mut parts = readme.split("<!-- keys: ");
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("the end of a marker");
        let (_, rest) = rest.split_once(END).expect("the end of a table");
        let table = match name {
            "renamed" => renamed_table(),
            "scalars" => scalar_table(),
            "lints" => lint_table(),
            _ => {
                missing.remove(name);
                let record = definitions.get(name).expect("a record of the format");
                table(record, &definitions)
            }
        };
        write!(text, "<!-- keys: {name} -->\n{table}{END}{rest}")
            .expect("strings can be written to");
    }
    assert!(
        missing.is_empty(),
        "spec/README.md has no tables for {missing:?}"
    );
    text
}

fn renamed_table() -> String {
    let mut table = "| In | Old key | Key |\n|---|---|---|\n".to_owned();
    for row in RENAMED_KEYS {
        writeln!(table, "| {} | `{}` | `{}` |", row.record, row.old, row.new)
            .expect("strings can be written to");
    }
    table
}

fn lint_table() -> String {
    let mut table = "| Lint | Finding | Effect if it is not an error |\n|---|---|---|\n".to_owned();
    for Lint { name, code, effect } in LINTS {
        let title = code.explanation().lines().next().unwrap_or_default();
        let (_, finding) = title
            .split_once(": ")
            .expect("the title of an explain page");
        let id = code.id();
        writeln!(table, "| `{name}` | {finding} ({id}) | {effect} |")
            .expect("strings can be written to");
    }
    table
}

fn scalar_table() -> String {
    let mut table =
        "| Built-in type | Value | JSON Schema | Rust |\n|---|---|---|---|\n".to_owned();
    for scalar in Scalar::ALL {
        let schema = scalar.schema().iter();
        let schema: Vec<_> = schema
            .map(|(key, value)| format!("`{key}: {value}`"))
            .collect();
        let (name, noun, rust) = (scalar.name(), scalar.noun(), scalar.rust_name());
        writeln!(
            table,
            "| `{name}` | {noun} | {} | `{rust}` |",
            schema.join(", ")
        )
        .expect("strings can be written to");
    }
    table
}

/// The description and the keys of a record.
fn table(record: &Value, definitions: &Map<String, Value>) -> String {
    let description = record["description"].as_str().expect("a description");
    let object = match record.get("anyOf") {
        Some(forms) => &forms[1],
        None => record,
    };
    let required = object.get("required").and_then(Value::as_array);
    let mut table =
        format!("{description}\n\n| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (key, schema) in object["properties"].as_object().expect("properties") {
        let is_required = required.is_some_and(|keys| keys.iter().any(|it| it == key));
        let default = match schema.get("default") {
            _ if is_required => "**required**".to_owned(),
            Some(default) => format!("`{}`", default.to_string().trim_matches('"')),
            None => String::new(),
        };
        let ty = type_name(schema, definitions, false);
        let meaning = schema["description"].as_str().expect("a description");
        writeln!(
            table,
            "| `{key}` | {ty} | {default} | {} |",
            meaning.replace('|', "\\|")
        )
        .expect("strings can be written to");
    }
    table
}

/// The type of a value as a phrase that links to the tables of records.
fn type_name(schema: &Value, definitions: &Map<String, Value>, plural: bool) -> String {
    let s = if plural { "s" } else { "" };
    if let Some(reference) = schema.get("$ref").or(schema["allOf"][0].get("$ref")) {
        let name = reference.as_str().expect("a string").rsplit('/').next();
        let title = &definitions[name.unwrap_or_default()]["title"];
        let title = title.as_str().expect("a title");
        return format!("[{title}{s}](#{})", title.replace(' ', "-"));
    }
    let inner = |schema: &Value| type_name(schema, definitions, true);
    if let Some(forms) = schema.get("anyOf").and_then(Value::as_array) {
        let forms: Vec<_> = forms
            .iter()
            .map(|it| type_name(it, definitions, plural))
            .collect();
        return forms.join(" or ");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<_> = values.iter().filter_map(Value::as_str).collect();
        return format!("`{}`", values.join("`, `"));
    }
    let ty = match &schema["type"] {
        Value::Array(types) => types[0].as_str(),
        ty => ty.as_str(),
    };
    match ty {
        None => "any value".to_owned(),
        Some("array") => format!("list{s} of {}", inner(&schema["items"])),
        Some("object") => format!("map{s} of {}", inner(&schema["additionalProperties"])),
        Some("string") if schema["format"] == "date" => format!("date{s}"),
        Some(ty) => format!("{ty}{s}"),
    }
}

#[test]
fn tables_match_the_format() {
    let current = readme();
    let wanted = generated(&current);
    if std::env::var_os("BLESS").is_some() {
        assert!(
            std::env::var_os("CI").is_none(),
            "BLESS must not be set in CI"
        );
        fs::write(path(), wanted).expect("spec/README.md can be written");
        return;
    }
    let differing = wanted
        .lines()
        .find(|line| !current.lines().any(|it| it == *line));
    assert!(
        current == wanted,
        "the tables of spec/README.md are stale; BLESS=1 rewrites them. The first new line: {differing:?}"
    );
}

#[test]
fn links_lead_to_headings() {
    let readme = readme();
    let headings: BTreeSet<_> = readme
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .replace(' ', "-")
        })
        .collect();
    for link in readme.split("](#").skip(1) {
        let anchor = link.split(')').next().unwrap_or_default();
        assert!(
            headings.contains(anchor),
            "no heading for the link #{anchor}"
        );
    }
}

/// Each YAML block is a file, named in its first line. A block for `api.yaml` starts a new spec.
#[test]
fn examples_are_valid() {
    let mut specs: Vec<BTreeMap<String, String>> = Vec::new();
    let readme = readme();
    for block in readme.split("```yaml\n").skip(1) {
        let (text, _) = block.split_once("```").expect("the end of a block");
        let (first, _) = text.split_once('\n').expect("a first line");
        let file = first.strip_prefix("# ").expect("a path in the first line");
        if file == "api.yaml" {
            specs.push(BTreeMap::new());
        }
        let spec = specs.last_mut().expect("an `api.yaml` first");
        spec.insert(file.to_owned(), text.to_owned());
    }
    assert!(specs.len() > 1, "examples of several specs");
    for files in specs {
        let sources = Sources::new("spec", files);
        let report = load(&sources).and_then(|spec| check(&spec)).err();
        let report = report.map(|it| it.render(&sources)).unwrap_or_default();
        assert!(report.is_empty(), "an example is invalid:\n{report}");
    }
}
