//! Credentials: one constructor for each security requirement.

use super::module::ident;
use super::print::FunctionContent;
use crate::ir::{Api, Scheme};
use crate::markdown::{Docs, Inline, code, fill};
use crate::naming::plain;
use crate::rust::Function;
use proc_macro2::Literal;
use quote::quote;

/// The constructor of the alternative at an index.
pub(super) fn constructor(
    api: &Api,
    head: &Function,
    index: usize,
    schemes: &[usize],
) -> FunctionContent {
    let schemes: Vec<_> = schemes.iter().map(|index| &api.schemes[*index]).collect();
    let arguments = head.signature.arguments.iter();
    let arguments = arguments.map(|it| ident(&it.name)).zip(&schemes);
    let (tokens, secrets): (Vec<_>, Vec<_>) = arguments.partition(|(_, it)| it.kind.is_token());
    let secrets: Vec<_> = secrets.into_iter().map(|(name, _)| name).collect();
    let tokens = tokens.into_iter().map(|(name, _)| name);
    let index = Literal::usize_unsuffixed(index);
    let secrets = if secrets.is_empty() {
        quote!(Vec::new())
    } else {
        quote!(vec![#(#secrets.into()),*])
    };
    FunctionContent {
        docs: about(&schemes),
        body: quote!(Self(runtime::Credentials::new(#index, #secrets)#(.with_token(#tokens))*)),
    }
}

/// The docs of a constructor: those of its scheme, or a list of several.
fn about(schemes: &[&Scheme]) -> Docs {
    let text = |scheme: &Scheme| {
        let mut docs = match scheme.docs.as_str() {
            "" => Docs::paragraph(fill("The secret of the scheme {}.", [code(&scheme.name)])),
            docs => Docs::markdown(docs),
        };
        docs.add(scopes(scheme));
        docs
    };
    match schemes {
        [] => "Sends requests without credentials.".into(),
        [one] => text(one),
        several => {
            let names: Vec<_> = several.iter().map(|it| code(plain(&it.rust))).collect();
            let summary = fill("Sends {}.", [Inline::join(&names, " and ")]);
            let mut list = Docs::default();
            for (scheme, name) in several.iter().zip(names) {
                list.append(Docs::item(name, text(scheme)));
            }
            let mut docs = Docs::paragraph(summary);
            docs.add(list);
            docs
        }
    }
}

/// The scopes of a scheme.
fn scopes(scheme: &Scheme) -> Docs {
    let mut list = Docs::default();
    for scope in scheme.oauth.iter().flat_map(|it| &it.scopes) {
        list.append(Docs::item(code(&scope.name), Docs::markdown(&scope.docs)));
    }
    if list.is_empty() {
        return list;
    }
    let mut docs = Docs::from("Scopes:");
    docs.add(list);
    docs
}
