//! Matches the difference between two signatures of a function with a rule.

use crate::rust::{Argument, Signature, TraitRef, Type};
use crate::surface::Detail;

/// Id of the rule that matches the difference.
pub(super) fn rule(old: &Detail, new: &Detail) -> &'static str {
    let (Detail::Function(old), Detail::Function(new)) = (old, new) else {
        return "rust-fn-signature-changed";
    };
    if old.generics != new.generics {
        return "rust-generics-changed";
    }
    if is_future(old) != is_future(new) {
        return "rust-async-form-changed";
    }
    if old.arguments.len() != new.arguments.len()
        || old.receiver.is_some() != new.receiver.is_some()
    {
        return "rust-fn-signature-changed";
    }
    let is_same_receiver = old.receiver == new.receiver;
    if is_same_receiver && old.output == new.output && is_reordered(&old.arguments, &new.arguments)
    {
        return if still_compiles(&old.arguments, &new.arguments) {
            "rust-args-reordered"
        } else {
            "rust-fn-signature-changed"
        };
    }
    let differing: Vec<_> = differing(&old.arguments, &new.arguments).collect();
    let is_same_types = is_same_receiver && differing.is_empty();
    match (is_same_types, old.output == new.output) {
        // The types and the result are the same, so a name differs.
        (true, true) => "rust-arg-renamed",
        (true, false) if is_only_error(old, new) => "rust-error-type-changed",
        (false, true) if is_same_receiver && differing.iter().all(is_bound) => {
            "rust-arg-bound-changed"
        }
        _ => "rust-fn-signature-changed",
    }
}

type Arguments = [Argument<String>];
type Pair<'a> = (&'a Type<String>, &'a Type<String>);

fn is_future(signature: &Signature<String>) -> bool {
    let mut found = false;
    if let Some(output) = &signature.output {
        output.visit(&mut |path| found |= path.contains("Future"));
    }
    found
}

/// The types that differ, argument by argument.
fn differing<'a>(old: &'a Arguments, new: &'a Arguments) -> impl Iterator<Item = Pair<'a>> {
    let pairs = old.iter().zip(new).map(|(old, new)| (&old.ty, &new.ty));
    pairs.filter(|(old, new)| old != new)
}

/// Whether an argument is kept at another position.
fn is_reordered(old: &Arguments, new: &Arguments) -> bool {
    let mut moved = old
        .iter()
        .zip(new)
        .filter(|(old, new)| old.name != new.name);
    moved.any(|(old, _)| new.iter().any(|it| it.name == old.name))
}

/// Whether an old call still compiles: strings convert into any id.
fn still_compiles(old: &Arguments, new: &Arguments) -> bool {
    let converts = |ty: &Type<String>| matches!(ty, Type::Impl(bounds) if is_into(bounds));
    differing(old, new).all(|(old, new)| converts(old) && converts(new))
}

fn is_into(bounds: &[TraitRef<String>]) -> bool {
    matches!(bounds, [bound] if bound.path == "Into")
}

/// Whether one of the types is `impl Trait`.
fn is_bound((old, new): &Pair<'_>) -> bool {
    matches!(old, Type::Impl(_)) || matches!(new, Type::Impl(_))
}

/// Whether the results differ only in the error type.
fn is_only_error(old: &Signature<String>, new: &Signature<String>) -> bool {
    let value = |signature: &Signature<String>| match &signature.output {
        Some(Type::Path(path, arguments)) if path == "Result" => arguments.first().cloned(),
        _ => None,
    };
    value(old).is_some_and(|it| Some(it) == value(new))
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::surface::{Detail, Item};

    fn detail(signature: &str) -> Detail {
        Item::parse(&format!("fn f{signature}")).unwrap().detail
    }

    #[test]
    fn each_difference_matches_a_rule() {
        let cases = [
            ("(&self, a: u8)", "(&self, b: u8)", "rust-arg-renamed"),
            (
                "(&self, a: u8)",
                "(&self, a: u16)",
                "rust-fn-signature-changed",
            ),
            ("(&self)", "(&self, a: u16)", "rust-fn-signature-changed"),
            (
                "(a: impl Into<String>)",
                "(a: &str)",
                "rust-arg-bound-changed",
            ),
            (
                "() -> Result<A, B>",
                "() -> Result<A, C>",
                "rust-error-type-changed",
            ),
            (
                "() -> Result<A, B>",
                "() -> Result<D, B>",
                "rust-fn-signature-changed",
            ),
            ("<T>(a: T)", "<T: Copy>(a: T)", "rust-generics-changed"),
            (
                "() -> Call<A>",
                "() -> impl Future<Output = A>",
                "rust-async-form-changed",
            ),
            (
                "(&self, name: &str, value: &str)",
                "(&self, value: &str, name: &str)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: &str, b: &str)",
                "(&self, b: &str, c: &str)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: impl Into<A>, b: impl Into<B>)",
                "(&self, b: impl Into<B>, a: impl Into<A>)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: u8, b: &str)",
                "(&self, b: &str, a: u8)",
                "rust-fn-signature-changed",
            ),
            // Forms that this version does not list.
            (
                "(&self) -> A [async]",
                "(&self) -> A",
                "rust-fn-signature-changed",
            ),
            ("() -> A [const]", "() -> A", "rust-fn-signature-changed"),
            (
                "<T>(a: T) where T: Copy",
                "<T>(a: T)",
                "rust-fn-signature-changed",
            ),
            (
                "(f: impl Fn(u8) -> u8, b: u8)",
                "(f: impl Fn(u8) -> u8, c: u8)",
                "rust-arg-renamed",
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(rule(&detail(old), &detail(new)), expected, "{old} → {new}");
        }
    }
}
