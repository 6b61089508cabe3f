//! `Cargo.toml` and `rustfmt.toml` of the generated crate.

use super::RuntimeSource;
use crate::ir::{Api, Scalar};
use crate::rust::Crate;
use crate::tree::MARKER;

/// `Cargo.toml`.
pub(super) fn manifest(api: &Api, of: &Crate<'_>, runtime: &RuntimeSource) -> String {
    let package = &of.package;
    let mut text = format!("# {MARKER}; change the spec instead.\n\n[package]\n");
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &package.name);
    line("version", &api.version);
    line("description", &format!("Rust client for {}", api.title));
    line("edition", package.edition);
    line("rust-version", package.rust_version);
    line("license", "MIT OR Apache-2.0");
    if let Some(repository) = &api.repository {
        line("repository", repository);
    }
    if let Some(documentation) = &api.documentation {
        line("homepage", documentation);
    }
    let path = match runtime {
        RuntimeSource::Workspace { path, .. } => path.as_str(),
        RuntimeSource::Copied { .. } => "runtime",
    };
    let types = features(api);
    let types = if types.is_empty() {
        String::new()
    } else {
        format!(", features = [{}]", types.join(", "))
    };
    text.push_str("\n[features]\n");
    for feature in package.features {
        if let Some(docs) = feature.docs {
            text.push_str(&format!("# {docs}\n"));
        }
        let enables: Vec<_> = feature.enables.iter().map(|it| quoted(it)).collect();
        text.push_str(&format!("{} = [{}]\n", feature.name, enables.join(", ")));
    }
    text.push_str("\n[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n");
    text.push_str(
        "\n[dependencies]\n# Everything that is not specific to this API: requests, retries, pagination, errors, models.\n",
    );
    text.push_str(&format!(
        "runtime = {{ package = \"clientwright-runtime\", path = {}, default-features = false{types} }}\n",
        quoted(path)
    ));
    match runtime {
        RuntimeSource::Workspace { examples, .. } => {
            if !examples.is_empty() {
                text.push_str(&format!(
                    "\n[dev-dependencies]\n# The crate itself, so that the examples can use the fake without a flag.\n{} = {{ path = \".\", features = [\"testing\"] }}\n# The executor of the examples.\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"sync\", \"time\"] }}\n",
                    api.package
                ));
            }
            for (name, path) in examples {
                text.push_str(&format!(
                    "\n[[example]]\nname = {}\npath = {}\n",
                    quoted(name),
                    quoted(path)
                ));
            }
        }
        // A workspace of its own, so that the crate builds anywhere, even inside another workspace. It has the lints that
        // the manifest of the runtime inherits.
        RuntimeSource::Copied { .. } => {
            text.push_str("\n[workspace]\nmembers = [\"runtime\"]\n\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\nmissing_docs = \"warn\"\n");
        }
    }
    text
}

/// `rustfmt.toml`: turns off rustfmt, which breaks lines differently than prettyplease.
pub(super) fn rustfmt() -> String {
    format!("# {MARKER}; change the spec instead.\n\ndisable_all_formatting = true\n")
}

/// Features of the runtime for the types that the API uses.
fn features(api: &Api) -> Vec<String> {
    let used = Scalar::ALL.iter().filter(|scalar| api.uses(**scalar));
    let features = used.filter_map(|scalar| scalar.feature());
    let features = features.chain(api.has_patterns().then_some("pattern"));
    features.map(|feature| format!("\"{feature}\"")).collect()
}

/// A TOML string: TOML supports all escapes of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned())
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
