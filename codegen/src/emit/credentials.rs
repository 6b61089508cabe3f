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
    let arguments: Vec<_> = arguments.map(|it| ident(&it.name)).collect();
    let index = Literal::usize_unsuffixed(index);
    let secrets = if arguments.is_empty() {
        quote!(Vec::new())
    } else {
        quote!(vec![#(#arguments.into()),*])
    };
    FunctionContent {
        docs: about(&schemes),
        body: quote!(Self(runtime::Credentials::new(#index, #secrets))),
    }
}

/// The docs of a constructor: those of its scheme, or a list of several.
fn about(schemes: &[&Scheme]) -> Docs {
    let text = |scheme: &Scheme| match scheme.docs.as_str() {
        "" => Docs::paragraph(fill("The secret of the scheme {}.", [code(&scheme.name)])),
        docs => Docs::markdown(docs),
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
