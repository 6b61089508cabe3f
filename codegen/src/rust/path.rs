//! Paths of items, in this crate and in others.

use crate::naming;
use std::borrow::Cow;
use std::fmt;

/// Items of the runtime that the crate root re-exports.
pub const REEXPORTS: &[&str] = &[
    "ApiError",
    "ApiMessage",
    "Base64",
    "Bytes",
    "Call",
    "Date",
    "DecodeFailure",
    "Error",
    "ErrorKind",
    "Items",
    "Json",
    "Page",
    "PageInfo",
    "Pages",
    "Part",
    "Response",
    "SecretString",
    "Timestamp",
    "UnrecognizedValue",
];

/// Items that the runtime re-exports from other crates, with the paths that rustdoc shows for them.
const FOREIGN: &[(&str, &str)] = &[
    ("IpNet", "ipnet::IpNet"),
    ("Serialize", "erased_serde::Serialize"),
    ("Url", "url::Url"),
    ("Uuid", "uuid::Uuid"),
];

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
fn join(path: &str, step: &str) -> String {
    if path.is_empty() || step.is_empty() {
        format!("{path}{step}")
    } else {
        format!("{path}::{step}")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = naming::plain(&self.name);
        let foreign = || FOREIGN.iter().find(|(lent, _)| *lent == name);
        match self.module.split("::").next().unwrap_or_default() {
            "crate" => {
                for step in self.module.split("::").skip(1) {
                    write!(f, "{}::", naming::plain(step))?;
                }
                f.write_str(name)
            }
            "" | "std" => f.write_str(name),
            "runtime" if REEXPORTS.contains(&name) => f.write_str(name),
            "runtime" => match foreign() {
                Some((_, path)) => f.write_str(path),
                None => write!(f, "runtime::{name}"),
            },
            _ => write!(f, "{}::{name}", self.module),
        }
    }
}
