//! Rust names: made by rule or pinned by hand, and never the same one twice in a place.

use crate::diag::{Code, Report};
use crate::naming;
use crate::source::Span;
use crate::spec::record::Text;
use std::collections::BTreeMap;

/// Type names that generated modules import or find in the prelude.
const RESERVED_TYPES: &[&str] = &[
    "Api",
    "ApiError",
    "ApiMessage",
    "AsRef",
    "Base64",
    "BodyFormat",
    "Bool",
    "Box",
    "BTreeMap",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Credentials",
    "Date",
    "Debug",
    "DecodeFailure",
    "Default",
    "Display",
    "Drop",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "ErrorKind",
    "Fn",
    "From",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "IpAddr",
    "IpNet",
    "Items",
    "Iterator",
    "Json",
    "ListStyle",
    "None",
    "ObjectStyle",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Page",
    "PageInfo",
    "Pages",
    "PageStyle",
    "Pagination",
    "Part",
    "PartialEq",
    "RawResponse",
    "Request",
    "Response",
    "Result",
    "Scheme",
    "SchemeKind",
    "SecretString",
    "Self_",
    "Send",
    "ServerVariable",
    "Service",
    "Some",
    "String",
    "Sync",
    "Timestamp",
    "ToString",
    "TryFrom",
    "UnrecognizedValue",
    "Url",
    "Uuid",
    "Vec",
];
/// Statics that the module of the client declares.
const RESERVED_STATICS: &[&str] = &["SERVICE"];
/// Methods of the client, the first step of its chain; what else it has, such as `clone`, is kept by names of types.
const CLIENT_METHODS: &[&str] = &["builder", "from_env", "new"];
/// Modules that every generated crate has.
const RESERVED_MODULES: &[&str] = &[
    "alloc", "client", "core", "runtime", "std", "testing", "types",
];
/// Methods that every request has.
const RESERVED_SETTERS: &[&str] = &[
    "send",
    "pages",
    "items",
    "if_some",
    "extra_header",
    "extra_query",
    "extra_body",
    "timeout",
    "send_blocking",
    "into_future",
    "deadline",
    "max_retries",
    "retry_non_idempotent",
    "clone",
    "new",
];

/// Something that gets a Rust name, as findings speak of it.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// Such as "the field `name`".
    pub what: String,
    /// Where it is declared.
    pub span: Span,
    /// How another name is pinned, such as "`rust_name: …`"; none, where only renaming helps.
    pub pin: Option<String>,
}

impl Owner {
    /// Something that is called so in the spec and cannot be pinned.
    pub(super) fn new(kind: &str, name: &str, span: Span) -> Self {
        Self {
            what: format!("the {kind} `{name}`"),
            span,
            pin: None,
        }
    }

    /// With a `rust_name` in its own record.
    pub(super) fn pinned_beside(self) -> Self {
        Self {
            pin: Some("`rust_name: …`".to_owned()),
            ..self
        }
    }

    /// With a `rust_name` in a record that mostly is written in short: the long form is shown.
    pub(super) fn pinned_in(self, record: &str, name: &str, keys: &str) -> Self {
        let plain = name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let key = if plain {
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

    /// Something that belongs to it and takes its name from it, such as "the request of".
    pub(super) fn part(&self, part: &str) -> Self {
        Self {
            what: format!("{part} {}", self.what),
            ..self.clone()
        }
    }

    fn rename(&self) -> String {
        match &self.pin {
            Some(pin) => format!("pin another name for it: {pin}"),
            None => "rename it".to_owned(),
        }
    }
}

/// Rust names of one place, with who has them.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    /// A wider place whose names count here too.
    outer: Option<&'a Scope<'a>>,
    taken: BTreeMap<String, Owner>,
}

impl<'a> Scope<'a> {
    /// A place inside another one.
    pub(super) fn inside(outer: &'a Scope<'a>) -> Self {
        Self {
            outer: Some(outer),
            taken: BTreeMap::new(),
        }
    }

    fn owner(&self, rust: &str) -> Option<&Owner> {
        self.taken.get(rust).or_else(|| self.outer?.owner(rust))
    }

    /// Takes a name; `false` after reporting whoever has it already.
    pub(super) fn claim(&mut self, rust: &str, owner: &Owner, report: &mut Report) -> bool {
        let Some(first) = self.owner(rust) else {
            self.taken.insert(rust.to_owned(), owner.clone());
            return true;
        };
        let help = match owner.pin.as_ref().or(first.pin.as_ref()) {
            Some(pin) => format!("pin another name for one of them: {pin}"),
            None => "rename one of them".to_owned(),
        };
        report.error_between(
            Code::NameClash,
            owner.span,
            format!(
                "{} and {} both become `{rust}` in Rust",
                owner.what, first.what
            ),
            (first.span, "the other one"),
            help,
        );
        false
    }
}

/// The names that are known in the whole generated crate.
#[derive(Debug, Default)]
pub(super) struct CrateNames {
    /// Types, wherever they are declared: a name means one thing in the whole crate.
    pub types: Scope<'static>,
    /// Modules.
    pub modules: Scope<'static>,
    /// Methods of each step of the client's chain.
    pub steps: BTreeMap<Vec<String>, Scope<'static>>,
}

/// The Rust name of a field, method, argument or module.
pub(super) fn value(
    name: &str,
    pinned: Option<&Text>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    match pinned {
        Some(pinned) => pinned_name(
            pinned,
            false,
            "write it in snake_case, with ASCII letters and digits, and not as a keyword",
            report,
        ),
        None => ruled(name, naming::value(name), owner, report),
    }
}

/// The Rust name of a type or variant.
pub(super) fn type_name(
    name: &str,
    pinned: Option<&Text>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    match pinned {
        Some(pinned) => pinned_name(
            pinned,
            true,
            "write it in UpperCamelCase, with ASCII letters and digits",
            report,
        ),
        None => ruled(name, naming::type_name(name), owner, report),
    }
}

/// The name of a static.
pub(super) fn constant(name: &str, owner: &Owner, report: &mut Report) -> Option<String> {
    // What no value could be called, no static could either.
    ruled(name, naming::value(name), owner, report)?;
    let rust = naming::constant(name);
    if rust.starts_with(|first: char| first.is_ascii_digit()) {
        report.error(
            Code::UnusableName,
            owner.span,
            format!("`{name}` becomes `{rust}` in Rust, which begins with a digit"),
            owner.rename(),
        );
        return None;
    }
    Some(rust)
}

fn pinned_name(pinned: &Text, is_type: bool, help: &str, report: &mut Report) -> Option<String> {
    if naming::is_pinnable(&pinned.value, is_type) {
        return Some(pinned.value.clone());
    }
    let message = format!("`{}` cannot be a Rust name here", pinned.value);
    report.error(Code::UnusableName, pinned.span, message, help);
    None
}

fn ruled(
    name: &str,
    ruled: Result<String, naming::Problem>,
    owner: &Owner,
    report: &mut Report,
) -> Option<String> {
    let report = |problem: naming::Problem| {
        report.error(
            Code::UnusableName,
            owner.span,
            problem.message(name),
            owner.rename(),
        );
    };
    ruled.map_err(report).ok()
}

/// Reports a type name that generated code needs for itself.
pub(super) fn reserve_type(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let free = !RESERVED_TYPES.contains(&rust);
    if !free {
        reserved("name", rust, &format!("{rust}Model"), owner, report);
    }
    free
}

/// Reports a resource whose type has a name that generated code needs for itself; what is pinned is its module.
pub(super) fn reserve_resource_type(
    rust: &str,
    rust_type: &str,
    owner: &Owner,
    report: &mut Report,
) -> bool {
    let free = !RESERVED_TYPES.contains(&rust_type);
    if !free {
        reserved(
            "name",
            rust_type,
            &format!("{rust}_resource"),
            owner,
            report,
        );
    }
    free
}

/// Reports a type of an operation, such as its request, whose name generated code needs for itself.
pub(super) fn reserve_operation_type(rust_type: &str, owner: &Owner, report: &mut Report) -> bool {
    let free = !RESERVED_TYPES.contains(&rust_type);
    if !free {
        report.error(
            Code::ReservedName,
            owner.span,
            format!(
                "{} becomes `{rust_type}` in Rust, which generated code needs for itself",
                owner.what
            ),
            format!(
                "{}; or give the resource another name or `item`",
                owner.rename()
            ),
        );
    }
    free
}

/// Reports a static whose name generated code needs for itself.
pub(super) fn reserve_static(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let free = !RESERVED_STATICS.contains(&rust);
    if !free {
        reserved("static", rust, "", owner, report);
    }
    free
}

/// Reports a step of the client's chain that would hide a method of the client.
pub(super) fn reserve_step(
    before: &[String],
    rust: &str,
    owner: &Owner,
    report: &mut Report,
) -> bool {
    let free = !before.is_empty() || !CLIENT_METHODS.contains(&rust);
    if !free {
        report.error(
            Code::ReservedName,
            owner.span,
            format!("the client needs the method `{rust}` for itself"),
            owner.rename().replace('…', &format!("{rust}_resource")),
        );
    }
    free
}

/// Reports a module name that generated code needs for itself.
pub(super) fn reserve_module(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let free = !RESERVED_MODULES.contains(&rust);
    if !free {
        reserved("module", rust, &format!("{rust}_resource"), owner, report);
    }
    free
}

/// Reports a method name that generated code needs for itself.
pub(super) fn reserve_method(rust: &str, owner: &Owner, report: &mut Report) -> bool {
    let free = rust != "new";
    if !free {
        reserved("method", rust, "create", owner, report);
    }
    free
}

fn reserved(kind: &str, rust: &str, instead: &str, owner: &Owner, report: &mut Report) {
    report.error(
        Code::ReservedName,
        owner.span,
        format!("generated code needs the {kind} `{rust}` for itself"),
        owner.rename().replace('…', instead),
    );
}

/// A setter's name, which must not hide a method that every request has.
pub(crate) fn setter(rust: &str) -> String {
    if RESERVED_SETTERS.contains(&rust) {
        format!("{rust}_")
    } else {
        rust.to_owned()
    }
}
