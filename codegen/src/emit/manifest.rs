//! `Cargo.toml` and `rustfmt.toml` of the generated crate.

use super::RuntimeSource;
use crate::ir::{Api, Scalar, Ty, TypeKind};
use crate::tree::MARKER;

/// What callers may choose; all of it is the runtime's.
const FEATURES: &str = r#"
[features]
default = ["rustls"]
# HTTPS with rustls, or with what the operating system has. Without either, callers bring their own transport.
rustls = ["runtime/rustls"]
native-tls = ["runtime/native-tls"]
# `send_blocking`, for code that is not async.
blocking = ["runtime/blocking"]
# Spans and events of calls.
tracing = ["runtime/tracing"]
# A fake of the API, for tests of the code that calls it.
testing = ["runtime/testing"]

# Docs have all of it.
[package.metadata.docs.rs]
all-features = true
"#;

/// `Cargo.toml`.
pub(super) fn manifest(api: &Api, runtime: &RuntimeSource) -> String {
    let mut text = format!("# {MARKER}; change the spec instead.\n\n[package]\n");
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &api.package);
    line("version", &api.version);
    line("description", &format!("A client of {}", api.title));
    line("edition", "2024");
    line("rust-version", "1.88");
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
    text.push_str(FEATURES);
    text.push_str(
        "\n[dependencies]\n# Everything that is not specific to this API: calls, retries, lists, errors, models.\n",
    );
    text.push_str(&format!(
        "runtime = {{ package = \"clientwright-runtime\", path = {}, default-features = false{types} }}\n",
        quoted(path)
    ));
    match runtime {
        RuntimeSource::Workspace { examples, .. } => {
            if !examples.is_empty() {
                text.push_str(&format!(
                    "\n[dev-dependencies]\n# The crate itself, so that examples need no flag to find the fake.\n{} = {{ path = \".\", features = [\"testing\"] }}\n# The executor of the examples.\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
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
        // A workspace of its own, so that it builds inside any other folder, another workspace's included.
        // The lints are what the runtime's manifest inherits here, and so has to inherit there.
        RuntimeSource::Copied { .. } => {
            text.push_str("\n[workspace]\nmembers = [\"runtime\"]\n\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\nmissing_docs = \"warn\"\n");
        }
    }
    text
}

/// `rustfmt.toml`: prettyplease and rustfmt break lines differently, and what one wrote the other must not undo.
pub(super) fn rustfmt() -> String {
    format!("# {MARKER}; change the spec instead.\n\ndisable_all_formatting = true\n")
}

/// Features of the runtime that bring the types which the API uses.
fn features(api: &Api) -> Vec<String> {
    let scalars = [
        (Scalar::Uuid, "uuid"),
        (Scalar::Uri, "url"),
        (Scalar::Cidr, "ipnet"),
    ];
    let used = scalars.iter().filter(|(scalar, _)| uses(api, *scalar));
    used.map(|(_, feature)| format!("\"{feature}\"")).collect()
}

fn uses(api: &Api, scalar: Scalar) -> bool {
    let holds = |ty: &Ty| {
        let mut ty = ty;
        while let Ty::List(item) | Ty::Map(item) = ty {
            ty = item;
        }
        *ty == Ty::Scalar(scalar)
    };
    let operations = || {
        api.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    };
    api.types.iter().any(|ty| match &ty.kind {
        TypeKind::Model(model) => model
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(&model.additional_properties)
            .any(holds),
        TypeKind::Id(id) => *id == scalar,
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
            variants.iter().any(|it| holds(&it.ty))
        }
        TypeKind::Alias(target) => holds(target),
        TypeKind::StringEnum(_) | TypeKind::IntEnum(_) => false,
    }) || operations().any(|it| {
        let parameters = it
            .path_parameters
            .iter()
            .chain(it.parameters.iter().map(|it| &it.field));
        let body = it.body.iter().flat_map(|body| match &body.content {
            crate::ir::Content::Fields { fields, .. } => {
                fields.iter().map(|field| &field.ty).collect::<Vec<_>>()
            }
            crate::ir::Content::Whole(ty) => vec![ty],
        });
        let returned = it.responses.iter().filter_map(|it| it.ty.as_ref());
        parameters
            .map(|field| &field.ty)
            .chain(body)
            .chain(returned)
            .any(holds)
    })
}

/// A TOML string: JSON's escapes are a part of TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned())
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
