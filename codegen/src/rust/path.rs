//! Paths of items, in this crate and in others.

use crate::builtin::Scalar;
use crate::naming;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// Items of the runtime that the crate root re-exports, in addition to the types of scalars.
pub(super) const REEXPORTS: &[&str] = &[
    "ApiError",
    "ApiMessage",
    "Bytes",
    "Call",
    "DecodeFailure",
    "Error",
    "ErrorKind",
    "Items",
    "Lenient",
    "Page",
    "PageInfo",
    "Pages",
    "ParseEnumError",
    "Part",
    "Response",
    "SecretString",
    "UnrecognizedValue",
];

/// Items of the runtime that the crate root re-exports, in alphabetical order.
pub fn reexports() -> BTreeSet<&'static str> {
    let runtime = scalars().filter(|it| it.feature().is_none());
    let scalars = runtime.map(Scalar::rust_name);
    scalars.chain(REEXPORTS.iter().copied()).collect()
}

/// Scalars whose types generated code takes from the runtime.
fn scalars() -> impl Iterator<Item = Scalar> {
    let all = Scalar::ALL.iter().copied();
    all.filter(|it| it.rust_module() == "runtime")
}

/// The path that rustdoc shows for an item of the runtime.
fn shown(name: &str) -> String {
    let scalar = scalars().find(|it| it.rust_name() == name);
    match scalar.map(Scalar::feature) {
        // The runtime re-exports the type from the crate that the feature adds.
        Some(Some(feature)) => format!("{feature}::{name}"),
        Some(None) => name.to_owned(),
        None if REEXPORTS.contains(&name) => name.to_owned(),
        None if name == "Serialize" => "erased_serde::Serialize".to_owned(),
        None => format!("runtime::{name}"),
    }
}

/// The path of an item.
///
/// It displays as callers know the item: items of this crate from its root, items of the standard library by name,
/// items of the runtime by the name under which the crate re-exports them, if it does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// Public path of the module, such as `crate::allow_policies`, `runtime` or `std::collections`; empty for the prelude,
    /// primitive types and generic parameters.
    pub module: Cow<'static, str>,
    /// Name of the item.
    pub name: Cow<'static, str>,
}

impl Path {
    /// An item of this crate. `module` is the path of the public module from the root; empty for the root itself.
    pub fn own(module: &str, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            module: join("crate", module).into(),
            name: name.into(),
        }
    }

    /// An item of the prelude, a primitive type or a generic parameter.
    pub const fn plain(name: &'static str) -> Self {
        Self::of("", name)
    }

    /// An item of the runtime.
    pub const fn runtime(name: &'static str) -> Self {
        Self::of("runtime", name)
    }

    /// An item of another module.
    pub const fn of(module: &'static str, name: &'static str) -> Self {
        Self {
            module: Cow::Borrowed(module),
            name: Cow::Borrowed(name),
        }
    }
}

/// Joins two paths, either of which may be empty.
pub fn join(path: &str, step: &str) -> String {
    if path.is_empty() || step.is_empty() {
        format!("{path}{step}")
    } else {
        format!("{path}::{step}")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = naming::plain(&self.name);
        match self.module.split("::").next().unwrap_or_default() {
            "crate" => {
                for step in self.module.split("::").skip(1) {
                    write!(f, "{}::", naming::plain(step))?;
                }
                f.write_str(name)
            }
            "" | "std" => f.write_str(name),
            "runtime" => f.write_str(&shown(name)),
            _ => write!(f, "{}::{name}", self.module),
        }
    }
}
