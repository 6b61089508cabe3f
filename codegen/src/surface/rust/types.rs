//! Types, bounds and signatures as text that is the same wherever they stand.

use super::path::name;
use super::scope::{Scope, Target};
use quote::ToTokens;
use syn::{
    FnArg, GenericArgument, GenericParam, Generics, Pat, Path, PathArguments, ReceiverKind,
    ReturnType, Signature, Type, TypeParamBound, WherePredicate,
};

impl Scope<'_> {
    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Array(array) => {
                format!(
                    "[{}; {}]",
                    self.ty(&array.elem),
                    array.len.to_token_stream()
                )
            }
            Type::Group(group) => self.ty(&group.elem),
            Type::Paren(paren) => self.ty(&paren.elem),
            Type::ImplTrait(bounded) => format!("impl {}", self.bounds(&bounded.bounds)),
            Type::TraitObject(bounded) => format!("dyn {}", self.bounds(&bounded.bounds)),
            Type::Never(_) => "!".to_owned(),
            Type::Path(path) => match &path.qself {
                None => self.path(&path.path),
                Some(itself) => self.projection(itself, &path.path),
            },
            Type::Reference(reference) => format!(
                "&{}{}{}",
                lifetime(reference.lifetime.as_ref()),
                mutable(reference.mutability.is_some()),
                self.ty(&reference.elem)
            ),
            Type::Slice(slice) => format!("[{}]", self.ty(&slice.elem)),
            Type::Tuple(tuple) => {
                let items: Vec<_> = tuple.elems.iter().map(|it| self.ty(it)).collect();
                match items.as_slice() {
                    [one] => format!("({one},)"),
                    items => format!("({})", items.join(", ")),
                }
            }
            // No emitter makes any other.
            other => other.to_token_stream().to_string(),
        }
    }

    /// A path with its arguments.
    pub(super) fn path(&self, path: &Path) -> String {
        let target = match self.target(path) {
            Target::Own(Some(path)) | Target::Other(path) => path,
            Target::Own(None) => path
                .segments
                .last()
                .map_or_else(String::new, |it| name(&it.ident)),
        };
        let arguments = path.segments.last().map(|it| self.arguments(&it.arguments));
        target + &arguments.unwrap_or_default()
    }

    /// `<T as Trait>::Name`.
    fn projection(&self, itself: &syn::QSelf, path: &Path) -> String {
        let steps: Vec<_> = path.segments.iter().cloned().collect();
        let (of, names) = steps.split_at(itself.position.min(steps.len()));
        let names: Vec<_> = names.iter().map(|it| name(&it.ident)).collect();
        let of = Path {
            leading_colon: path.leading_colon,
            segments: of.iter().cloned().collect(),
        };
        format!(
            "<{} as {}>::{}",
            self.ty(&itself.ty),
            self.path(&of),
            names.join("::")
        )
    }

    fn arguments(&self, arguments: &PathArguments) -> String {
        match arguments {
            PathArguments::None => String::new(),
            PathArguments::AngleBracketed(list) => {
                let list: Vec<_> = list.args.iter().map(|it| self.argument(it)).collect();
                bracketed(&list)
            }
            PathArguments::Parenthesized(list) => {
                let inputs: Vec<_> = list.inputs.iter().map(|it| self.ty(&it.ty)).collect();
                format!("({}){}", inputs.join(", "), self.output(&list.output))
            }
        }
    }

    fn argument(&self, argument: &GenericArgument) -> String {
        match argument {
            GenericArgument::Lifetime(lifetime) => lifetime.to_string(),
            GenericArgument::Type(ty) => self.ty(ty),
            GenericArgument::AssocType(it) => format!("{} = {}", name(&it.ident), self.ty(&it.ty)),
            GenericArgument::Constraint(it) => {
                format!("{}: {}", name(&it.ident), self.bounds(&it.bounds))
            }
            other => other.to_token_stream().to_string(),
        }
    }

    fn bounds<'b>(&self, bounds: impl IntoIterator<Item = &'b TypeParamBound>) -> String {
        let bounds: Vec<_> = bounds
            .into_iter()
            .map(|bound| match bound {
                TypeParamBound::Trait(it) => {
                    let maybe = if it.maybe.is_some() { "?" } else { "" };
                    format!("{maybe}{}", self.path(&it.path))
                }
                TypeParamBound::Lifetime(lifetime) => lifetime.to_string(),
                other => other.to_token_stream().to_string(),
            })
            .collect();
        bounds.join(" + ")
    }

    /// Parameters of a function or type, with their bounds.
    pub(super) fn parameters(&self, generics: &Generics) -> String {
        let bounded = |name: String, bounds: String| match bounds.as_str() {
            "" => name,
            bounds => format!("{name}: {bounds}"),
        };
        let parameters = generics.params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(it) => {
                let bounds: Vec<_> = it.bounds.iter().map(ToString::to_string).collect();
                bounded(it.lifetime.to_string(), bounds.join(" + "))
            }
            GenericParam::Type(it) => bounded(name(&it.ident), self.bounds(&it.bounds)),
            GenericParam::Const(it) => {
                format!("const {}: {}", name(&it.ident), self.ty(&it.ty))
            }
        });
        bracketed(&parameters.collect::<Vec<_>>())
    }

    /// What the parameters have to meet besides.
    pub(super) fn conditions(&self, generics: &Generics) -> String {
        let predicates = generics.where_clause.iter().flat_map(|it| &it.predicates);
        let predicates: Vec<_> = predicates
            .map(|predicate| match predicate {
                WherePredicate::Type(it) => {
                    format!("{}: {}", self.ty(&it.bounded_ty), self.bounds(&it.bounds))
                }
                other => other.to_token_stream().to_string(),
            })
            .collect();
        if predicates.is_empty() {
            String::new()
        } else {
            format!(" where {}", predicates.join(", "))
        }
    }

    /// What follows the name of a function.
    pub(super) fn signature(&self, signature: &Signature) -> String {
        let inputs: Vec<_> = signature
            .inputs
            .iter()
            .map(|input| self.input(input))
            .collect();
        let words = [
            (signature.constness.is_some(), "const"),
            (signature.asyncness.is_some(), "async"),
        ];
        let words: String = words
            .iter()
            .filter(|(is_set, _)| *is_set)
            .map(|(_, word)| format!(" [{word}]"))
            .collect();
        format!(
            "{}({}){}{}{words}",
            self.parameters(&signature.generics),
            inputs.join(", "),
            self.output(&signature.output),
            self.conditions(&signature.generics),
        )
    }

    fn input(&self, input: &FnArg) -> String {
        match input {
            FnArg::Receiver(receiver) => match &receiver.kind {
                ReceiverKind::Reference(_, it, mutability) => format!(
                    "&{}{}self",
                    lifetime(it.as_ref()),
                    mutable(mutability.is_some())
                ),
                ReceiverKind::Typed(_, ty) => format!("self: {}", self.ty(ty)),
                _ => "self".to_owned(),
            },
            FnArg::Typed(argument) => {
                let name = match &*argument.pat {
                    Pat::Ident(pattern) => name(&pattern.ident),
                    _ => "_".to_owned(),
                };
                format!("{name}: {}", self.ty(&argument.ty))
            }
        }
    }

    fn output(&self, output: &ReturnType) -> String {
        match output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => format!(" -> {}", self.ty(ty)),
        }
    }
}

fn bracketed(list: &[String]) -> String {
    if list.is_empty() {
        String::new()
    } else {
        format!("<{}>", list.join(", "))
    }
}

fn lifetime(lifetime: Option<&syn::Lifetime>) -> String {
    lifetime.map_or_else(String::new, |it| format!("{it} "))
}

fn mutable(is_mutable: bool) -> &'static str {
    if is_mutable { "mut " } else { "" }
}
