//! Rust names: derived from the spec or set with `rust_name`, and unique in their scope.

use crate::diag::{Code, Report};
use crate::naming;
use crate::rust::names as reserved_names;
use crate::source::Span;
use crate::spec::decode::Text;
use std::collections::BTreeMap;

/// Maximum length of a name that is not a finding.
const MAX_LENGTH: usize = 60;

/// The element that a Rust name belongs to, for messages.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// Noun phrase such as "the field `name`".
    pub what: String,
    /// Location of its declaration.
    pub span: Span,
    /// How to set another Rust name, such as "`rust_name: …`"; `None` if the element has no `rust_name`.
    pub pin: Option<String>,
}

impl Owner {
    /// An element without `rust_name`.
    pub(super) fn new(kind: &str, name: &str, span: Span) -> Self {
        Self {
            what: format!("the {kind} `{name}`"),
            span,
            pin: None,
        }
    }

    /// Adds a `rust_name` next to the other keys of the element.
    pub(super) fn pinned_beside(self) -> Self {
        Self {
            pin: Some("`rust_name: …`".to_owned()),
            ..self
        }
    }

    /// Adds a `rust_name` in an element that is usually written in short form: help lines show the long form.
    pub(super) fn pinned_in(self, record: &str, name: &str, keys: &str) -> Self {
        let is_plain = name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let key = if is_plain {
            name.to_owned()
        } else {
            serde_json::Value::from(name).to_string()
        };
        let pin = match record {
            "" => format!("`{key}: {{{keys}rust_name: …}}`"),
            record => format!("`{record}: {{{key}: {{{keys}rust_name: …}}}}`"),
        };
        Self {
            pin: Some(pin),
            ..self
        }
    }

    /// A part of the element that derives its name from it, such as "the request of".
    pub(super) fn part(&self, part: &str) -> Self {
        Self {
            what: format!("{part} {}", self.what),
            ..self.clone()
        }
    }

    /// The `Unrecognized` variant of every enum and union.
    pub(super) fn unrecognized(span: Span) -> Self {
        Self {
            what: "the variant for unrecognized values".to_owned(),
            span,
            pin: None,
        }
    }

    fn rename(&self) -> String {
        match &self.pin {
            Some(pin) => format!("set another Rust name with {pin}"),
            None => "rename it".to_owned(),
        }
    }
}

/// The Rust names of a scope and their owners.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    /// An outer scope whose names are taken here too.
    outer: Option<&'a Scope<'a>>,
    taken: BTreeMap<String, Owner>,
}

impl<'a> Scope<'a> {
    /// Creates a scope inside another one.
    pub(super) fn inside(outer: &'a Scope<'a>) -> Self {
        Self {
            outer: Some(outer),
            taken: BTreeMap::new(),
        }
    }

    fn owner(&self, rust: &str) -> Option<&Owner> {
        self.taken.get(rust).or_else(|| self.outer?.owner(rust))
    }

    /// Claims a name; reports it and returns `false` if it is taken.
    pub(super) fn claim(&mut self, rust: &str, owner: &Owner, report: &mut Report) -> bool {
        let Some(first) = self.owner(rust) else {
            self.taken.insert(rust.to_owned(), owner.clone());
            return true;
        };
        let help = match owner.pin.as_ref().or(first.pin.as_ref()) {
            Some(pin) => format!("set another Rust name for one of them with {pin}"),
            None => "rename one of them".to_owned(),
        };
        report.error_between(
            Code::NameClash,
            owner.span,
            format!(
                "{} and {} both become `{rust}` in Rust",
                owner.what, first.what
            ),
            (first.span, "conflicts with this name"),
            help,
        );
        false
    }
}

/// Names with a scope that is wider than one module.
#[derive(Debug, Default)]
pub(super) struct CrateNames {
    /// All types of the crate, so that a name has one meaning in all modules.
    pub types: Scope<'static>,
    /// Modules of the crate.
    pub modules: Scope<'static>,
    /// Accessor methods of the client and of each namespace, by path.
    pub steps: BTreeMap<Vec<String>, Scope<'static>>,
}

/// Rust name of a field, method, argument or module.
pub(super) fn value(
    name: &str,
    pinned: Option<&Text>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    let rust = match pinned {
        Some(pinned) => pinned_name(pinned, false, report),
        None => derived(name, naming::value(name), owner, report),
    };
    rust.inspect(|rust| check_length(rust, owner, report))
}

/// Rust name of a type or variant.
pub(super) fn type_name(
    name: &str,
    pinned: Option<&Text>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    let rust = match pinned {
        Some(pinned) => pinned_name(pinned, true, report),
        None => derived(name, naming::type_name(name), owner, report),
    };
    rust.inspect(|rust| check_length(rust, owner, report))
}

/// Rust name of the request of a method.
///
/// `noun` completes the name of a method that is a single word: `ListDomains`. A longer name is complete, because the resource
/// may be an area with operations on several elements, such as `get_ruleset` of `repos`.
pub(super) fn request_type(
    method: &str,
    noun: &str,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    let method = naming::plain(method).trim_matches('_');
    let is_reserved = || naming::type_name(method).is_ok_and(|name| reserved_names::is_type(&name));
    if method.contains('_') && !is_reserved() {
        type_name(method, None, owner, report)
    } else {
        type_name(&format!("{method}_{noun}"), None, owner, report)
    }
}

/// Rust name of a static.
pub(super) fn constant(name: &str, owner: &Owner, report: &mut Report) -> Option<String> {
    // An invalid name for a value is invalid for a static too.
    derived(name, naming::value(name), owner, report)?;
    let rust = naming::constant(name);
    if rust.starts_with(|first: char| first.is_ascii_digit()) {
        report.error(
            Code::UnusableName,
            owner.span,
            format!("`{name}` becomes `{rust}` in Rust, which starts with a digit"),
            owner.rename(),
        );
        return None;
    }
    Some(rust)
}

/// Reports a name that is too long to be read at a glance.
fn check_length(rust: &str, owner: &Owner, report: &mut Report) {
    let length = rust.len();
    if length > MAX_LENGTH {
        let set = if owner.pin.is_some() {
            "set a shorter name with `rust_name`"
        } else {
            "rename it"
        };
        report.error(
            Code::LongName,
            owner.span,
            format!("the Rust name `{rust}` has {length} characters"),
            format!("{set}; a name should have at most {MAX_LENGTH} characters"),
        );
    }
}

fn pinned_name(pinned: &Text, is_type: bool, report: &mut Report) -> Option<String> {
    if naming::is_pinnable(&pinned.value, is_type) {
        return Some(pinned.value.clone());
    }
    let (message, help) = invalid_pin(&pinned.value, is_type);
    report.error(Code::UnusableName, pinned.span, message, help);
    None
}

/// Message and help for a `rust_name` that is not a valid Rust name.
fn invalid_pin(name: &str, is_type: bool) -> (String, String) {
    let plain = name.trim_start_matches("r#");
    let usable = |name: &String| naming::is_pinnable(name, is_type);
    if naming::is_keyword(plain) {
        let other = if is_type { "Model" } else { "_" };
        let example = Some(format!("{plain}{other}")).filter(usable);
        let example = example.map(|it| format!(", such as `{it}`"));
        let message = format!("`{plain}` is a keyword in Rust, so it cannot be a `rust_name`");
        return (
            message,
            format!("use another name{}", example.unwrap_or_default()),
        );
    }
    let (case, converted) = match is_type {
        true => ("UpperCamelCase", naming::type_name(plain)),
        false => ("snake_case", naming::value(plain)),
    };
    let example = converted.ok().filter(usable);
    let example = example
        .map(|it| format!(", such as `{it}`"))
        .unwrap_or_default();
    let what = if is_type {
        "a type or value"
    } else {
        "a field, method or module"
    };
    (
        format!("`{name}` is not a valid Rust name for {what}"),
        format!("use {case} with ASCII letters and digits{example}"),
    )
}

fn derived(
    name: &str,
    derived: Result<String, naming::NameError>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    let report = |error: naming::NameError| {
        report.error(
            Code::UnusableName,
            owner.span,
            error.message(name),
            owner.rename(),
        );
    };
    derived.map_err(report).ok()
}

/// Reports a reserved type name.
pub(super) fn reserve_type(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let instead = format!("{}Model", rust.trim_end_matches('_'));
    let is_reserved = reserved_names::is_type(rust);
    reserve(is_reserved, rust, &instead, owner, report)
}

/// Reports a reserved name of the type of a namespace, which the root re-exports.
pub(super) fn reserve_root_type(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    reserve(reserved_names::is_root_type(rust), rust, "", owner, report)
}

/// Reports a reserved name of the type of a resource, which is derived from the name of its module.
pub(super) fn reserve_resource_type(
    rust: &str,
    rust_type: &str,
    owner: &Owner,
    report: &mut Report,
) -> bool {
    let instead = format!("{rust}_resource");
    let is_reserved = reserved_names::is_type(rust_type);
    reserve(is_reserved, rust_type, &instead, owner, report)
}

/// Reports a reserved name of a type of an operation, such as its request.
pub(super) fn reserve_operation_type(rust_type: &str, owner: &Owner, report: &mut Report) -> bool {
    let is_reserved = reserved_names::is_type(rust_type);
    if is_reserved {
        let help = owner.rename();
        let help = format!("{help}; or change the name or `item` of the resource");
        report_reserved(rust_type, owner, help, report);
    }
    !is_reserved
}

/// Reports a reserved name of a static.
pub(super) fn reserve_static(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let is_reserved = reserved_names::STATICS.contains(&rust);
    reserve(is_reserved, rust, "", owner, report)
}

/// Reports an accessor method that would shadow a method of the client.
pub(super) fn reserve_step(
    parent: &[String],
    rust: &str,
    owner: &Owner,
    report: &mut Report,
) -> bool {
    let is_reserved = reserved_names::METHODS_OF_ALL.contains(&rust)
        || parent.is_empty() && reserved_names::CLIENT_METHODS.contains(&rust);
    let instead = format!("{rust}_resource");
    reserve(is_reserved, rust, &instead, owner, report)
}

/// Reports a reserved module name.
pub(super) fn reserve_module(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let instead = format!("{rust}_resource");
    let is_reserved = reserved_names::MODULES.contains(&rust);
    reserve(is_reserved, rust, &instead, owner, report)
}

/// Reports a reserved name of the method of an operation.
pub(super) fn reserve_method(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let (is_reserved, instead) = match rust {
        "new" => (true, "create".to_owned()),
        _ => (
            reserved_names::METHODS_OF_ALL.contains(&rust),
            format!("call_{rust}"),
        ),
    };
    reserve(is_reserved, rust, &instead, owner, report)
}

/// Whether a name is free; reports it if it is reserved, and suggests `instead` where the owner can have a `rust_name`.
fn reserve(
    is_reserved: bool,
    rust: &str,
    instead: &str,
    owner: &Owner,
    report: &mut Report,
) -> bool {
    if is_reserved {
        report_reserved(rust, owner, owner.rename().replace('…', instead), report);
    }
    !is_reserved
}

fn report_reserved(rust: &str, owner: &Owner, help: String, report: &mut Report) {
    let what = &owner.what;
    let message = format!("the Rust name `{rust}` of {what} is reserved for generated code");
    report.error(Code::ReservedName, owner.span, message, help);
}
