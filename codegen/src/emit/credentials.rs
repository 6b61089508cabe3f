//! Credentials: one constructor for each security requirement.

use super::docs;
use super::field_docs::code;
use super::module::ident;
use super::print::FunctionContent;
use crate::ir::{Api, Scheme};
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
fn about(schemes: &[&Scheme]) -> Vec<String> {
    let text = |scheme: &Scheme| match scheme.docs.as_str() {
        "" => docs::wrapped(&format!("The secret of the scheme {}.", code(&scheme.name))),
        docs => docs::markdown(docs),
    };
    match schemes {
        [] => vec!["Sends requests without credentials.".to_owned()],
        [one] => text(one),
        several => {
            let names: Vec<_> = several.iter().map(|it| code(plain(&it.rust))).collect();
            let summary = format!("Sends {}.", names.join(" and "));
            let mut lines = docs::wrapped(&summary);
            lines.push(String::new());
            for (scheme, name) in several.iter().zip(names) {
                lines.extend(docs::item(&name, &text(scheme)));
            }
            lines
        }
    }
}
