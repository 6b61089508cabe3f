//! Enums.

use super::shape::has_input;
use super::types::{Declared, Types};
use super::{deprecation, subject};
use crate::ir::{TypeId, Variant as Value};
use crate::naming;
use crate::rust::{
    Enum, Implementation, Item, Macro, MacroCall, Origin, Path, TraitImpl, TraitRef, Type, Variant,
    VariantOrigin,
};

const DERIVES: &[&str] = &["Debug", "Clone", "PartialEq", "Eq", "Hash"];
const COPY_DERIVES: &[&str] = &["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"];
/// Differences between enums of strings and of integers.
struct Form<'a> {
    derives: &'static [&'static str],
    /// Type of the variant for unknown values.
    unrecognized: Type,
    whole: fn(Vec<&'a Value>) -> Macro<'a>,
    input: fn(Vec<&'a Value>) -> Macro<'a>,
}

/// An enum of strings.
pub(super) fn string_enum<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    id: TypeId,
    values: &'a [Value],
) -> Vec<Item<'a>> {
    let form = Form {
        derives: DERIVES,
        unrecognized: Type::runtime("UnrecognizedValue"),
        whole: Macro::StringEnum,
        input: Macro::StringEnumInput,
    };
    items(types, at, id, values, form)
}

/// An enum of integers.
pub(super) fn int_enum<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    id: TypeId,
    values: &'a [Value],
) -> Vec<Item<'a>> {
    let form = Form {
        derives: COPY_DERIVES,
        unrecognized: Type::plain("i64"),
        whole: Macro::IntEnum,
        input: Macro::IntEnumInput,
    };
    items(types, at, id, values, form)
}

fn items<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    id: TypeId,
    values: &'a [Value],
    form: Form<'a>,
) -> Vec<Item<'a>> {
    let has_input = has_input(types.api, id);
    let origin = if has_input {
        Origin::EnumWithInput(at.ty)
    } else {
        Origin::Type(at.ty)
    };
    let mut variants: Vec<_> = values.iter().map(|it| variant(at, it)).collect();
    variants.push(Variant::unrecognized(form.unrecognized));
    let mut items = vec![
        definition(at, at.path.clone(), origin, form.derives, variants),
        call(&at.path, (form.whole)(values.iter().collect())),
    ];
    if has_input {
        items.extend(input_items(types, at, values, form.input));
    }
    items
}

/// The second enum, without the read-only values.
fn input_items<'a>(
    types: &Types<'a>,
    at: &Declared<'a>,
    values: &'a [Value],
    input_macro: fn(Vec<&'a Value>) -> Macro<'a>,
) -> [Item<'a>; 4] {
    let input = types.own(at.ty.owner, naming::input(&at.ty.rust));
    let whole = || Type::named(at.path.clone());
    let writable: Vec<_> = values.iter().filter(|it| !it.read_only).collect();
    let variants = writable.iter().map(|it| variant(at, it)).collect();
    let widen = TraitRef::of(Path::plain("From"), Type::named(input.clone()));
    let narrow = TraitRef::of(Path::plain("TryFrom"), whole()).with("Error", whole());
    [
        definition(
            at,
            input.clone(),
            Origin::InputEnum(at.ty),
            COPY_DERIVES,
            variants,
        ),
        conversion(&at.path, widen, Implementation::Widen(writable.clone())),
        conversion(&input, narrow, Implementation::Narrow(writable.clone())),
        call(&input, input_macro(writable)),
    ]
}

fn definition<'a>(
    at: &Declared<'a>,
    path: Path,
    origin: Origin<'a>,
    derives: &'static [&'static str],
    variants: Vec<Variant<'a>>,
) -> Item<'a> {
    Item::Enum(Enum {
        path,
        origin,
        derives,
        variants,
        deprecated: deprecation::of(at.ty.deprecated.as_ref()),
        subject: Some(at.subject.clone()),
    })
}

fn variant<'a>(at: &Declared<'a>, value: &'a Value) -> Variant<'a> {
    Variant {
        deprecated: deprecation::of(value.deprecated.as_ref()),
        subject: Some(subject::member(&at.subject, &value.wire)),
        ..Variant::unit(value.rust.clone(), VariantOrigin::Value(value))
    }
}

fn conversion<'a>(path: &Path, of: TraitRef, implementation: Implementation<'a>) -> Item<'a> {
    Item::TraitImpl(TraitImpl {
        ty: path.clone(),
        of,
        implementation,
    })
}

pub(super) fn call<'a>(path: &Path, name: Macro<'a>) -> Item<'a> {
    Item::MacroCall(MacroCall {
        name,
        ty: path.clone(),
    })
}
