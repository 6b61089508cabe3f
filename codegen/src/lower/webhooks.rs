//! Methods of the union of the events that an API sends.

use super::types::Declared;
use crate::ir::Webhooks;
use crate::rust::{Behavior, Function, Impl, Item, Path, TraitRef, Type};
use crate::subject::{WEBHOOKS, joined};

/// The feature of the verification of signatures.
pub(super) const FEATURE: &str = "webhooks";

/// The methods that decode and verify events.
pub(super) fn items<'a>(at: &Declared<'a>, webhooks: &'a Webhooks) -> Item<'a> {
    let signature = webhooks.signature.as_ref();
    let verifier = signature.map(|it| verifier().does(Behavior::WebhookVerifier(it)));
    let methods = [from_json().does(Behavior::EventFromJson(signature))];
    Item::Impl(Impl {
        ty: at.path.clone(),
        methods: methods.into_iter().chain(verifier).collect(),
    })
}

fn from_json() -> Function {
    let body = Type::Slice(Box::new(Type::plain("u8"))).reference();
    let output = result(Type::plain("Self"), Type::runtime("DecodeError"));
    let function = Function::new("from_json", None, output);
    function.argument("body", body).subject(&joined(&WEBHOOKS))
}

fn verifier() -> Function {
    let item = |name| Type::named(Path::of("runtime::webhooks", name));
    let secret = item("SecretString").into_impl();
    let secrets = TraitRef::plain(Path::plain("IntoIterator")).with("Item", secret);
    let output = result(item("Verifier"), item("WebhookError"));
    let mut function = Function::new("verifier", None, output);
    function.feature = Some(FEATURE);
    let secrets = Type::Impl(vec![secrets]);
    function
        .argument("secrets", secrets)
        .subject(&joined(&WEBHOOKS))
}

/// `Result<T, E>`
fn result(ok: Type, error: Type) -> Type {
    Type::Path(Path::plain("Result"), vec![ok, error])
}
