//! Steps of stable paths in the spec, such as `allow_policies.list.query.page`.

/// First steps of paths that are not ids of resources.
const RESERVED: &[&str] = &[
    "service",
    "pagination",
    "namespaces",
    "parameters",
    "response_headers",
];

/// Path of the security schemes.
pub(crate) const SECURITY: [&str; 2] = ["service", "security"];

/// Path of the webhooks.
pub(crate) const WEBHOOKS: [&str; 2] = ["service", "webhooks"];

/// The step of a resource, with a prefix if its id is reserved or could be the name of a type.
pub(crate) fn resource(id: &str) -> String {
    if RESERVED.contains(&id) || starts_upper(id) {
        format!("resource:{id}")
    } else {
        id.to_owned()
    }
}

/// The step of a type, with a prefix if its name could be the id of a resource.
pub(crate) fn named_type(name: &str) -> String {
    if starts_upper(name) {
        name.to_owned()
    } else {
        format!("type:{name}")
    }
}

/// Whether a name starts like that of a type.
pub(crate) fn starts_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// The path of steps.
pub(crate) fn joined<S: AsRef<str>>(steps: &[S]) -> String {
    let steps = steps.iter().map(|step| quoted(step.as_ref()));
    steps.collect::<Vec<_>>().join(".")
}

/// A step, quoted if it contains characters that have a meaning in paths.
pub(crate) fn quoted(step: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_control() || ".\"[]`".contains(c);
    if step.is_empty() || step.contains(is_special) {
        serde_json::Value::from(step).to_string()
    } else {
        step.to_owned()
    }
}
