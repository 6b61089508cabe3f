//! Blocks of inherent methods.

use super::module::Module;
use super::print::{self, FunctionContent};
use super::{client, credentials, models, operations, requests, responses, retries, webhooks};
use crate::markdown::Docs;
use crate::rust::{Behavior, Impl, Method};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn item(module: &Module<'_>, it: &Impl<'_>) -> TokenStream {
    let ty = module.path(&it.ty);
    let methods = it
        .methods
        .iter()
        .map(|method| print::function(module, &method.head, &written(module, method)));
    quote! {
        impl #ty {
            #(#methods)*
        }
    }
}

/// The docs and the body of a method.
fn written(module: &Module<'_>, method: &Method<'_>) -> FunctionContent {
    let head = &method.head;
    match &method.behavior {
        Behavior::NewClient => client::new(head),
        Behavior::FromEnv => client::from_env(module.api),
        Behavior::Builder => client::builder(module.api),
        Behavior::Credentials { index, schemes } => {
            credentials::constructor(module.api, head, *index, schemes)
        }
        Behavior::Namespace(namespace) => client::namespace(module, head, namespace),
        Behavior::Resource(resource) => client::resource(module, head, resource),
        Behavior::NewResource => FunctionContent {
            docs: Docs::default(),
            body: quote!(Self { client }),
        },
        Behavior::Request(resource, operation) => {
            operations::method(module, head, resource, operation)
        }
        Behavior::Set(input) => requests::set(module, head, input),
        Behavior::Clear(input) => requests::clear(input),
        Behavior::SetBody(body) => requests::set_body(head, body),
        Behavior::IdempotencyKey => retries::set_idempotency_key(module.api),
        Behavior::Send(operation) => responses::send(module.api, operation),
        Behavior::Stream(method) => responses::stream(method),
        Behavior::Pages => responses::pages(),
        Behavior::Items => responses::items(),
        Behavior::NewModel(members) => models::new(module, head, members),
        Behavior::SetField(field, presence) => models::set(module.api, head, field, *presence),
        Behavior::ClearField(field) => models::clear(field),
        Behavior::EventFromJson(signature) => webhooks::from_json(*signature),
        Behavior::WebhookVerifier(signature) => webhooks::verifier(signature),
    }
}
