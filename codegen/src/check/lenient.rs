//! Fields that keep malformed values.

use super::index::Index;
use crate::diag::{Code, Report, suggest};
use crate::ir::{Api, Ty, TypeKind};
use crate::spec::decode::Text;
use crate::spec::{self, Scalar};
use crate::yaml::Key;

/// Whether a field keeps malformed values: as it sets itself, or as `api.yaml` sets for its type.
pub(super) fn of_field(
    key: &Key,
    field: &spec::Field,
    is_of_model: bool,
    ty: &Ty,
    index: &Index<'_>,
    report: &mut Report,
) -> bool {
    let scalar = innermost(ty, index).filter(|it| has_malformed_values(*it));
    let is_received = is_of_model && !field.write_only && field.constant.is_none();
    let Some(lenient) = &field.lenient else {
        return is_received && scalar.is_some_and(|it| index.lenient.contains(&it));
    };
    let name = &key.text;
    let message = match (scalar, is_received) {
        (Some(_), true) => return lenient.value,
        (None, _) => format!(
            "`lenient` does not apply to `{name}` of type `{}`",
            field.ty
        ),
        (_, false) => format!(
            "`lenient` does not apply to `{name}`, which is never received or has a single value"
        ),
    };
    let help = "remove `lenient`; it applies to fields of models with a type such as `uri`, `[date]` or `i64`";
    report.error(Code::MisplacedLenient, lenient.span, message, help);
    false
}

/// Whether values of the type can be malformed.
pub(super) fn applies_to(ty: &Ty, index: &Index<'_>) -> bool {
    innermost(ty, index).is_some_and(has_malformed_values)
}

/// The types that `api.yaml` lists.
pub(super) fn of_api(names: &[Text], report: &mut Report) -> Vec<Scalar> {
    let allowed = || {
        Scalar::ALL
            .iter()
            .copied()
            .filter(|it| has_malformed_values(*it))
    };
    let mut scalars = Vec::new();
    for name in names {
        match allowed().find(|it| it.name() == name.value) {
            Some(scalar) => scalars.push(scalar),
            None => report.error(
                Code::MisplacedLenient,
                name.span,
                format!("`lenient` does not apply to `{}`", name.value),
                suggest(&name.value, allowed().map(Scalar::name)),
            ),
        }
    }
    scalars
}

/// Fields of models that are only sent need not be lenient.
pub(super) fn unmark_sent(api: &mut Api) {
    for ty in api.types.iter_mut().filter(|ty| !ty.received) {
        if let TypeKind::Model(model) = &mut ty.kind {
            model
                .fields
                .iter_mut()
                .for_each(|field| field.lenient = false);
        }
    }
}

/// Any string is a `string`, and anything is `json`.
fn has_malformed_values(scalar: Scalar) -> bool {
    !matches!(scalar, Scalar::String | Scalar::Json)
}

/// The scalar inside lists, maps and aliases.
fn innermost(ty: &Ty, index: &Index<'_>) -> Option<Scalar> {
    match index.resolved(ty) {
        Ty::Scalar(scalar) => Some(*scalar),
        Ty::List(item) | Ty::Map(item) | Ty::Nullable(item) => innermost(item, index),
        Ty::Named(_) => None,
    }
}
