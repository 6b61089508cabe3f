//! Enums and ids.

use super::shape::has_input;
use super::types::{Declared, Types, scalar};
use super::{deprecation, subject};
use crate::ir::{Scalar, TypeId, Variant as Value};
use crate::naming;
use crate::rust::{
    Enum, Field, Function, Impl, Item, Macro, MacroCall, Path, Receiver, Struct, TraitImpl,
    TraitRef, Type, Variant,
};

const DERIVES: &[&str] = &["Debug", "Clone", "PartialEq", "Eq", "Hash"];
const COPY_DERIVES: &[&str] = &["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"];
const ID_DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
];
const COPY_ID_DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
];

/// What distinguishes enums of strings and of integers.
struct Form {
    derives: &'static [&'static str],
    /// Type of the variant for unknown values.
    unrecognized: Type,
    /// The method that returns the wire value.
    accessor: Function,
    /// The type that converts into the enum.
    from: Type,
    whole: Macro,
    input: Macro,
}

/// An enum of strings.
pub(super) fn string_enum(
    types: &Types<'_>,
    at: &Declared<'_>,
    id: TypeId,
    values: &[Value],
) -> Vec<Item> {
    let text = || Type::plain("str").reference();
    let form = Form {
        derives: DERIVES,
        unrecognized: Type::runtime("UnrecognizedValue"),
        accessor: Function::new("as_str", Some(Receiver::Reference), text()).must_use(),
        from: text(),
        whole: Macro::StringEnum,
        input: Macro::StringEnumInput,
    };
    items(types, at, id, values, &form)
}

/// An enum of integers.
pub(super) fn int_enum(
    types: &Types<'_>,
    at: &Declared<'_>,
    id: TypeId,
    values: &[Value],
) -> Vec<Item> {
    let number = || Type::plain("i64");
    let form = Form {
        derives: COPY_DERIVES,
        unrecognized: number(),
        accessor: Function::new("as_i64", Some(Receiver::Value), number()).must_use(),
        from: number(),
        whole: Macro::IntEnum,
        input: Macro::IntEnumInput,
    };
    items(types, at, id, values, &form)
}

fn items(
    types: &Types<'_>,
    at: &Declared<'_>,
    id: TypeId,
    values: &[Value],
    form: &Form,
) -> Vec<Item> {
    let mut variants: Vec<_> = values.iter().map(|it| variant(at, it)).collect();
    variants.push(Variant::holding("Unrecognized", form.unrecognized.clone()));
    let mut items = vec![
        definition(at, at.path.clone(), form.derives, variants),
        accessor(&at.path, form),
        conversion(
            &at.path,
            TraitRef::of(Path::plain("From"), form.from.clone()),
        ),
        call(&at.path, form.whole.clone()),
    ];
    if has_input(types.api, id) {
        items.extend(input_items(types, at, values, form));
    }
    items
}

/// The second enum, without the read-only values.
fn input_items(types: &Types<'_>, at: &Declared<'_>, values: &[Value], form: &Form) -> [Item; 5] {
    let input = types.own(at.ty.owner, naming::input(&at.ty.rust));
    let whole = || Type::named(at.path.clone());
    let writable = values.iter().filter(|it| !it.read_only);
    let variants = writable.map(|it| variant(at, it)).collect();
    let widen = TraitRef::of(Path::plain("From"), Type::named(input.clone()));
    let narrow = TraitRef::of(Path::plain("TryFrom"), whole()).with("Error", whole());
    [
        definition(at, input.clone(), COPY_DERIVES, variants),
        accessor(&input, form),
        conversion(&at.path, widen),
        conversion(&input, narrow),
        call(&input, form.input.clone()),
    ]
}

fn definition(
    at: &Declared<'_>,
    path: Path,
    derives: &'static [&'static str],
    variants: Vec<Variant>,
) -> Item {
    Item::Enum(Enum {
        path,
        derives,
        variants,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    })
}

fn variant(at: &Declared<'_>, value: &Value) -> Variant {
    Variant {
        deprecated: deprecation::of(value.deprecated.as_ref()),
        subject: Some(subject::member(&at.subject, &value.wire)),
        ..Variant::unit(value.rust.clone())
    }
}

fn accessor(path: &Path, form: &Form) -> Item {
    Item::Impl(Impl {
        ty: path.clone(),
        functions: vec![form.accessor.clone()],
    })
}

fn conversion(path: &Path, of: TraitRef) -> Item {
    Item::TraitImpl(TraitImpl {
        ty: path.clone(),
        of,
    })
}

pub(super) fn call(path: &Path, name: Macro) -> Item {
    Item::MacroCall(MacroCall {
        name,
        ty: path.clone(),
    })
}

/// A struct around the value of an id.
pub(super) fn id(at: &Declared<'_>, inner: Scalar) -> Vec<Item> {
    let held = scalar(inner);
    let (derives, name) = match inner {
        Scalar::String => (ID_DERIVES, Macro::StringId),
        _ => (COPY_ID_DERIVES, Macro::ScalarId(held.clone())),
    };
    let definition = Struct {
        path: at.path.clone(),
        derives,
        fields: vec![Field::private("0", held)],
        must_use: false,
        non_exhaustive: false,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    };
    vec![Item::Struct(definition), call(&at.path, name)]
}
