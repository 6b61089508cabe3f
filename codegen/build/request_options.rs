//! The options of every request as functions of the model, so that an option is declared only in the runtime.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::fmt::Write;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, Item, Result, Token, Type, TypeParamBound, parenthesized};

/// The macro that holds the table.
const TABLE: &str = "__request_options";

/// An entry of the table: `name(request, argument: Type, …) { effect }`.
pub struct RequestOption {
    name: Ident,
    arguments: Vec<(Ident, Type)>,
}

/// Reads the table from the source of the runtime.
pub fn parse(source: &str) -> Result<Vec<RequestOption>> {
    let file = syn::parse_file(source)?;
    let table = file.items.iter().find_map(|item| match item {
        Item::Macro(it) if it.ident.as_ref().is_some_and(|name| name == TABLE) => {
            Some(it.mac.tokens.clone())
        }
        _ => None,
    });
    let table = table.and_then(last_block).and_then(last_block);
    let Some(table) = table else {
        return Err(Error::new(file.span(), format!("no macro `{TABLE}`")));
    };
    entries.parse2(without_dollars(table))
}

/// The content of the last block in braces: of the only rule in the macro, and of the callback in that rule.
fn last_block(tokens: TokenStream) -> Option<TokenStream> {
    let blocks = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    });
    blocks.last()
}

/// The tokens with `crate` for `$crate`, which is invalid outside of a macro.
fn without_dollars(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => {
            let inner = without_dollars(group.stream());
            Some(Group::new(group.delimiter(), inner).into())
        }
        TokenTree::Punct(punct) if punct.as_char() == '$' => None,
        token => Some(token),
    });
    tokens.collect()
}

/// The entries, which follow the arguments of the callback and a semicolon.
fn entries(input: ParseStream<'_>) -> Result<Vec<RequestOption>> {
    while !input.peek(Token![;]) {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Token![;]>()?;
    let mut entries = Vec::new();
    while !input.is_empty() {
        entries.push(entry(input)?);
    }
    Ok(entries)
}

fn entry(input: ParseStream<'_>) -> Result<RequestOption> {
    Attribute::parse_outer(input)?;
    let name = input.parse()?;
    let list;
    parenthesized!(list in input);
    list.parse::<Ident>()?;
    list.parse::<Option<Token![,]>>()?;
    let argument = |list: ParseStream<'_>| {
        let name = list.parse()?;
        list.parse::<Token![:]>()?;
        Ok((name, list.parse()?))
    };
    let arguments = Punctuated::<_, Token![,]>::parse_terminated_with(&list, argument)?;
    input.parse::<Group>()?;
    Ok(RequestOption {
        name,
        arguments: arguments.into_iter().collect(),
    })
}

/// A slice of the names of the options.
pub fn names(options: &[RequestOption]) -> String {
    let names: Vec<_> = options.iter().map(|it| it.name.to_string()).collect();
    format!("&{names:?}\n")
}

/// A vector of the options as functions of the model.
pub fn functions(options: &[RequestOption]) -> Result<String> {
    let mut out = "vec![\n".to_owned();
    for option in options {
        // Writing to a string does not fail.
        let _ = write!(out, "    option({:?})", option.name.to_string());
        for (name, ty) in &option.arguments {
            let _ = write!(out, ".argument({:?}, {})", name.to_string(), of_type(ty)?);
        }
        out.push_str(",\n");
    }
    out.push_str("]\n");
    Ok(out)
}

/// The expression that makes a type of the model.
fn of_type(ty: &Type) -> Result<String> {
    match ty {
        Type::Reference(it) => Ok(format!("{}.reference()", of_type(&it.elem)?)),
        Type::Path(it) if it.qself.is_none() => Ok(format!("Type::named({})", of_path(&it.path)?)),
        Type::TraitObject(it) => match it.bounds.first() {
            Some(TypeParamBound::Trait(bound)) if it.bounds.len() == 1 => Ok(format!(
                "Type::Dyn(vec![TraitRef::plain({})])",
                of_path(&bound.path)?
            )),
            _ => Err(unknown(it)),
        },
        other => Err(unknown(other)),
    }
}

/// The expression that makes a path of the model.
fn of_path(path: &syn::Path) -> Result<String> {
    if path.segments.iter().any(|it| !it.arguments.is_none()) {
        return Err(unknown(path));
    }
    let steps: Vec<_> = path
        .segments
        .iter()
        .map(|it| it.ident.to_string())
        .collect();
    match steps
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [name] => Ok(format!("Path::plain({name:?})")),
        ["crate", name] => Ok(format!("Path::runtime({name:?})")),
        ["core" | "std", module, name] => Ok(format!("Path::of(\"std::{module}\", {name:?})")),
        _ => Err(unknown(path)),
    }
}

fn unknown(tokens: &impl Spanned) -> Error {
    Error::new(
        tokens.span(),
        "a type that `codegen/build/request_options.rs` does not know",
    )
}
