//! The runtime's macros, and the methods and traits that each adds to a type.
//!
//! This is the only description of them in the generator, with that of the methods of every request
//! ([`super::request_methods`]). `tests/surface` compares it with the compiled crates.

use super::{Function, Path, Presence, Receiver, TraitRef, Type};
use crate::ir::{Constraints, Field, UnionVariant, Variant};

/// A macro of the runtime and its input.
#[derive(Debug, Clone)]
pub enum Macro<'a> {
    /// `object!` of a model.
    Object {
        /// The fields of the model.
        fields: Vec<(Presence, &'a Field)>,
        /// Whether a further field holds the members that the model does not declare.
        additional_properties: bool,
        /// Alternatives of members, of which requests have those of at least one.
        any_of: &'a [Vec<String>],
    },
    /// `string_enum!` with these values.
    StringEnum(Vec<&'a Variant>),
    /// `string_enum!(input …)` of an enum that is only sent.
    StringEnumInput(Vec<&'a Variant>),
    /// `int_enum!` with these values.
    IntEnum(Vec<&'a Variant>),
    /// `int_enum!(input …)` of an enum that is only sent.
    IntEnumInput(Vec<&'a Variant>),
    /// `string_id!`
    StringId,
    /// `scalar_id!` of an id that wraps the type.
    ScalarId(Type),
    /// `constrained!` of a type that wraps the type and has the constraints.
    Constrained(Type, &'a Constraints),
    /// `tagged_union!`
    TaggedUnion {
        /// The member that holds the name of the variant.
        discriminator: &'a str,
        /// The variants of the union.
        variants: &'a [UnionVariant],
    },
    /// `untagged_union!` of these variants.
    UntaggedUnion(&'a [UnionVariant]),
    /// `request!` of a request that resolves to the type.
    Request(Type),
}

/// A call of a macro.
#[derive(Debug, Clone)]
pub struct MacroCall<'a> {
    /// The macro.
    pub name: Macro<'a>,
    /// The type it is called for.
    pub ty: Path,
}

impl MacroCall<'_> {
    /// Methods that the macro adds to the type, apart from those that every request has.
    pub fn functions(&self) -> Vec<Function> {
        match &self.name {
            Macro::StringEnum(_) | Macro::StringEnumInput(_) => vec![as_str().must_use()],
            Macro::IntEnum(_) | Macro::IntEnumInput(_) => {
                let number = Type::plain("i64");
                vec![Function::new("as_i64", Some(Receiver::Value), number).must_use()]
            }
            Macro::StringId => vec![as_str()],
            Macro::ScalarId(inner) => {
                vec![Function::new("get", Some(Receiver::Value), inner.clone()).must_use()]
            }
            Macro::Constrained(inner, _) => of_constrained(inner),
            Macro::Request(output) => vec![send_blocking(output)],
            _ => Vec::new(),
        }
    }

    /// Traits that the macro implements for the type.
    pub fn traits(&self) -> Vec<TraitRef> {
        let itself = || Type::named(self.ty.clone());
        let plain = Type::plain;
        let decode = [
            TraitRef::plain(Path::runtime("Decode")),
            TraitRef::plain(Path::of("serde", "Deserialize")),
        ];
        let serialize = [TraitRef::plain(Path::of("serde", "Serialize"))];
        let display = [TraitRef::plain(Path::of("std::fmt", "Display"))];
        let as_ref = [TraitRef::of(Path::plain("AsRef"), plain("str"))];
        let from = |ty: Type| TraitRef::of(Path::plain("From"), ty);
        let parse =
            |error: Type| TraitRef::plain(Path::of("std::str", "FromStr")).with("Err", error);
        let infallible = Type::named(Path::of("std::convert", "Infallible"));
        let parsed = [from(plain("String")), parse(infallible)];
        let ordered = ["Ord", "PartialOrd"].map(|name| TraitRef::plain(Path::plain(name)));
        let try_from = |ty: Type| {
            let error = Type::runtime("ParseEnumError");
            TraitRef::of(Path::plain("TryFrom"), ty).with("Error", error)
        };
        match &self.name {
            Macro::Object { .. } | Macro::TaggedUnion { .. } | Macro::UntaggedUnion(_) => {
                [&decode[..], &serialize].concat()
            }
            Macro::StringEnum(_) => {
                let own = [from(plain("str").reference())];
                let text = [&display[..], &as_ref, &parsed].concat();
                [&own[..], &text, &ordered, &serialize, &decode].concat()
            }
            Macro::StringEnumInput(_) => {
                let own = [
                    try_from(plain("str").reference()),
                    parse(Type::runtime("ParseEnumError")),
                ];
                let text = [&display[..], &as_ref].concat();
                [&own[..], &text, &ordered, &serialize, &decode].concat()
            }
            Macro::IntEnum(_) => {
                let own = [from(plain("i64"))];
                [&own[..], &display, &ordered, &serialize, &decode].concat()
            }
            Macro::IntEnumInput(_) => {
                let own = [try_from(plain("i64"))];
                [&own[..], &display, &ordered, &serialize, &decode].concat()
            }
            Macro::StringId => {
                let equals = |ty: Type| TraitRef::of(Path::plain("PartialEq"), ty);
                let cow = Type::generic("Cow", plain("str"));
                let own = [
                    from(plain("str").reference()),
                    from(plain("String").reference()),
                    from(cow),
                    from(itself().reference()),
                    from(itself().reference().reference()),
                    // `From` of the type for `String`.
                    TraitRef::of(Path::plain("Into"), plain("String")),
                    TraitRef::of(Path::plain("Borrow"), plain("str")),
                    equals(plain("str")),
                    equals(plain("str").reference()),
                    equals(plain("String")),
                ];
                [&own[..], &display, &serialize, &as_ref, &parsed, &decode].concat()
            }
            Macro::ScalarId(inner) => {
                let from_str = TraitRef::plain(Path::of("std::str", "FromStr"));
                let error = Type::Projection(
                    Box::new(inner.clone()),
                    Box::new(from_str),
                    "Err".to_owned(),
                );
                let own = [
                    from(inner.clone()),
                    from(itself().reference()),
                    from(itself().reference().reference()),
                    parse(error),
                ];
                [&own[..], &display, &serialize, &decode].concat()
            }
            Macro::Constrained(inner, _) => {
                let error = || Type::runtime("ConstraintError");
                let try_from =
                    |ty: Type| TraitRef::of(Path::plain("TryFrom"), ty).with("Error", error());
                let own = [try_from(inner.clone()), parse(error())];
                let text = match is_string(inner) {
                    true => vec![
                        try_from(plain("str").reference()),
                        // `From` of the type for `String`.
                        TraitRef::of(Path::plain("Into"), plain("String")),
                        as_ref[0].clone(),
                    ],
                    false => Vec::new(),
                };
                [&own[..], &text, &display, &serialize, &decode].concat()
            }
            Macro::Request(output) => {
                let into_future = TraitRef::plain(Path::of("std::future", "IntoFuture"));
                let call = Type::Path(Path::runtime("Call"), vec![output.clone()]);
                vec![
                    into_future
                        .with("Output", result(output.clone()))
                        .with("IntoFuture", call),
                ]
            }
        }
    }
}

/// The methods of a type with constraints.
fn of_constrained(inner: &Type) -> Vec<Function> {
    let error = Type::runtime("ConstraintError");
    let output = Type::Path(Path::plain("Result"), vec![Type::plain("Self"), error]);
    let new = Function::new("new", None, output);
    let is_valid = |receiver| Function::new("is_valid", Some(receiver), Type::plain("bool"));
    let own = if is_string(inner) {
        [
            new.argument("text", inner.clone().into_impl()),
            as_str(),
            is_valid(Receiver::Reference),
        ]
    } else {
        [
            new.argument("number", inner.clone()),
            Function::new("get", Some(Receiver::Value), inner.clone()),
            is_valid(Receiver::Value),
        ]
    };
    let [new, value, is_valid] = own;
    vec![new, value.must_use(), is_valid.must_use()]
}

fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::Path(path, _) if path.name == "String")
}

fn as_str() -> Function {
    let text = Type::plain("str").reference();
    Function::new("as_str", Some(Receiver::Reference), text)
}

/// `Result<T, runtime::Error>`
fn result(ty: Type) -> Type {
    Type::Path(Path::plain("Result"), vec![ty, Type::runtime("Error")])
}

/// The blocking way to send a request.
fn send_blocking(output: &Type) -> Function {
    let output = result(output.clone());
    let mut function = Function::new("send_blocking", Some(Receiver::Value), output);
    function.feature = Some("blocking");
    function
}
