//! Methods that every request has besides its own.

use super::{Function, Path, Receiver, TraitRef, Type};

/// Names of the options, from the table in `runtime/src/request/options.rs`.
pub(super) const OPTIONS: &[&str] = include!(concat!(env!("OUT_DIR"), "/request_option_names.rs"));

/// The methods that `request!` adds to every request, with the same signature for all.
pub fn request_methods() -> Vec<Function> {
    let options: Vec<Function> = include!(concat!(env!("OUT_DIR"), "/request_options.rs"));
    [if_some()].into_iter().chain(options).collect()
}

/// A method that takes and returns a request.
fn option(name: &str) -> Function {
    Function::new(name, Some(Receiver::Value), Type::plain("Self"))
}

fn if_some() -> Function {
    let (itself, value) = (|| Type::plain("Self"), || Type::plain("T"));
    let set = TraitRef {
        call: Some((vec![itself(), value()], Some(Box::new(itself())))),
        ..TraitRef::plain(Path::plain("FnOnce"))
    };
    let mut if_some = option("if_some")
        .argument("value", value().option())
        .argument("set", Type::Impl(vec![set]));
    if_some.signature.generics.push("T".to_owned());
    if_some
}
