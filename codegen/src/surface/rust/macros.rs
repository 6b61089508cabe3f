//! What the runtime's macros add to the types that they are called for.
//!
//! The only place that knows; bodies are left out. A method that a macro gains is a line here, behind
//! `#[cfg(feature = "…")]` where the macro says so, and the listing is compared with the compiled crate to prove it.

use super::scope::Scope;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeMap;
use syn::{Item, ItemMacro};

/// Stands for the type that a macro is called for.
const TYPE: &str = "__Type";
/// Stands for the type in the brackets of `scalar_id!`, or behind the arrow of `request!`.
const OTHER: &str = "__Other";

const READ: &str = "
    impl runtime::Decode for __Type {}
    impl<'de> serde::Deserialize<'de> for __Type {}";

const WRITTEN: &str = "
    impl serde::Serialize for __Type {}";

const SHOWN: &str = "
    impl std::fmt::Display for __Type {}";

const TEXT: &str = "
    impl AsRef<str> for __Type {}";

const FROM_STRING: &str = "
    impl From<String> for __Type {}";

const PARSED: &str = "
    impl std::str::FromStr for __Type { type Err = std::convert::Infallible; }";

const STRING_ID: &str = "
    impl __Type {
        pub fn as_str(&self) -> &str {}
    }
    impl From<&str> for __Type {}
    impl From<&String> for __Type {}
    impl From<&__Type> for __Type {}";

const SCALAR_ID: &str = "
    impl __Type {
        #[must_use] pub fn get(self) -> __Other {}
    }
    impl From<__Other> for __Type {}
    impl From<&__Type> for __Type {}
    impl std::str::FromStr for __Type { type Err = <__Other as std::str::FromStr>::Err; }";

const REQUEST: &str = "
    impl __Type {
        pub fn if_some<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {}
        pub fn extra_header(mut self, name: &str, value: &str) -> Self {}
        pub fn extra_query(mut self, name: &str, value: &str) -> Self {}
        pub fn extra_body(mut self, name: &str, value: &dyn runtime::Serialize) -> Self {}
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {}
        pub fn deadline(mut self, deadline: std::time::Duration) -> Self {}
        pub fn max_retries(mut self, retries: u32) -> Self {}
        pub fn retry_non_idempotent(mut self, retry: bool) -> Self {}
        #[cfg(feature = \"blocking\")]
        pub fn send_blocking(self) -> Result<__Other, runtime::Error> {}
    }
    impl std::future::IntoFuture for __Type {
        type Output = Result<__Other, runtime::Error>;
        type IntoFuture = runtime::Call<__Other>;
    }";

/// Each macro by its name, with `input` where it is called so.
const MACROS: &[(&str, &[&str])] = &[
    ("object", &[READ, WRITTEN]),
    ("string_enum input", &[SHOWN, WRITTEN, TEXT]),
    (
        "string_enum",
        &[SHOWN, WRITTEN, TEXT, FROM_STRING, PARSED, READ],
    ),
    ("int_enum input", &[SHOWN, WRITTEN]),
    ("int_enum", &[SHOWN, WRITTEN, READ]),
    (
        "string_id",
        &[STRING_ID, SHOWN, WRITTEN, TEXT, FROM_STRING, PARSED, READ],
    ),
    ("scalar_id", &[SCALAR_ID, SHOWN, WRITTEN, READ]),
    ("tagged_union", &[READ, WRITTEN]),
    ("untagged_union", &[READ, WRITTEN]),
    ("request", &[REQUEST]),
];

/// The descriptions, read.
pub(super) struct Descriptions(BTreeMap<&'static str, Vec<Item>>);

impl Descriptions {
    pub(super) fn read() -> Self {
        let read = |parts: &[&str]| {
            syn::parse_str::<syn::File>(&parts.concat())
                .map_or_else(|_| Vec::new(), |file| file.items)
        };
        Self(
            MACROS
                .iter()
                .map(|(name, parts)| (*name, read(parts)))
                .collect(),
        )
    }

    /// What a call adds: items, and the scope that they stand in.
    pub(super) fn of<'a, 's>(
        &'a self,
        call: &ItemMacro,
        scope: &Scope<'s>,
    ) -> Option<(&'a [Item], Scope<'s>)> {
        let mut name = call.mac.path.segments.last()?.ident.to_string();
        let mut tokens = call.mac.tokens.clone().into_iter().peekable();
        let mut subject = tokens.next()?;
        if let Some(TokenTree::Ident(_)) = tokens.peek()
            && subject.to_string() == "input"
        {
            name.push_str(" input");
            subject = tokens.next()?;
        }
        let mut stand_ins = BTreeMap::new();
        let mut stand_in = |word, tokens: TokenStream| {
            if let Ok(ty) = syn::parse2(tokens) {
                stand_ins.insert(word, scope.ty(&ty));
            }
        };
        stand_in(TYPE, subject.into());
        match tokens.next() {
            Some(TokenTree::Group(brackets)) => stand_in(OTHER, brackets.stream()),
            // `=>` are two tokens.
            Some(TokenTree::Punct(arrow)) if arrow.as_char() == '=' => {
                stand_in(OTHER, tokens.skip(1).collect());
            }
            _ => {}
        }
        let items = self.0.get(name.as_str())?;
        Some((items, scope.with(stand_ins)))
    }
}
