//! Sizes of Rust types, estimated to decide which variants of unions are boxed.
//!
//! A value of a union takes the size of its largest variant, so a large one would waste space in all others. The estimate
//! is that of a 64-bit target, rounded up, and depends only on the spec. A variant is boxed by its own size, never by that
//! of the other variants, so that adding a variant does not change those that exist.

use super::cycles;
use crate::builtin::Scalar;
use crate::ir::{Access, Api, Field, Ty, TypeKind};

/// Maximum size of the value of a variant, in bytes. Clippy warns if a variant exceeds the others by more than 200.
const MAX_VARIANT: usize = 200;

/// Size of a pointer.
const POINTER: usize = 8;

/// Size of a `String`, a `Vec` and a `BTreeMap`.
const COLLECTION: usize = 24;

/// Size of any JSON value.
const JSON: usize = 32;

/// Size of a type.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// Number of bytes, rounded up to a multiple of eight.
    bytes: usize,
    /// Whether `Option` of the type has the same size.
    has_niche: bool,
}

impl Size {
    fn new(bytes: usize, has_niche: bool) -> Self {
        let bytes = bytes.next_multiple_of(POINTER);
        Self { bytes, has_niche }
    }

    /// Size of an `Option` of the type, or of an `Option<Option<…>>`.
    fn optional(self) -> Self {
        if self.has_niche {
            self
        } else {
            Self::new(self.bytes + POINTER, true)
        }
    }
}

/// Boxes the variants of unions that are large. Requires that cycles are boxed and implied fields are marked.
pub(super) fn box_large(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api.types.iter().map(|it| contained(&it.kind)).collect();
    // Components are numbered from the inside out. Each is a single type, because the cycles are boxed.
    let components = cycles::components(&edges);
    let mut order: Vec<_> = (0..api.types.len()).collect();
    order.sort_by_key(|index| components.get(*index));
    let mut sizes = vec![Size::default(); api.types.len()];
    for index in order {
        if let TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) =
            &mut api.types[index].kind
        {
            for variant in variants {
                let is_large = of_type(&variant.ty, &sizes).bytes > MAX_VARIANT;
                variant.boxed |= is_large && !variant.is_unit;
            }
        }
        sizes[index] = of_kind(&api.types[index].kind, &sizes);
    }
}

/// Types whose values a value of this type contains, other than behind a pointer.
fn contained(kind: &TypeKind) -> Vec<usize> {
    let held: Vec<&Ty> = match kind {
        TypeKind::Model(model) => {
            let fields = model.fields.iter();
            let fields = fields.filter(|it| !it.boxed && it.implied.is_none());
            fields.map(|it| &it.ty).collect()
        }
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
            let variants = variants.iter().filter(|it| !it.boxed && !it.is_unit);
            variants.map(|it| &it.ty).collect()
        }
        TypeKind::Alias(target) => vec![target],
        TypeKind::StringEnum(_)
        | TypeKind::IntEnum(_)
        | TypeKind::Id(_)
        | TypeKind::Constrained(..) => Vec::new(),
    };
    let direct = |ty: &&Ty| match ty {
        Ty::Named(id) => Some(id.0),
        _ => None,
    };
    held.iter().filter_map(direct).collect()
}

fn of_kind(kind: &TypeKind, sizes: &[Size]) -> Size {
    match kind {
        TypeKind::Model(model) => {
            let fields = model.fields.iter().filter(|it| it.implied.is_none());
            let fields: Vec<_> = fields.map(|it| of_field(it, sizes)).collect();
            let others = model.additional_properties.iter().count() * COLLECTION;
            let bytes = fields.iter().map(|it| it.bytes).sum::<usize>() + others;
            Size::new(bytes, fields.iter().any(|it| it.has_niche))
        }
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
            let variants = variants.iter().filter(|it| !it.is_unit);
            let sizes = variants.map(|it| match it.boxed {
                true => POINTER,
                false => of_type(&it.ty, sizes).bytes,
            });
            Size::new(sizes.fold(JSON, usize::max) + POINTER, true)
        }
        TypeKind::StringEnum(_) => Size::new(COLLECTION, true),
        TypeKind::IntEnum(_) => Size::new(2 * POINTER, true),
        TypeKind::Id(scalar) | TypeKind::Constrained(scalar, _) => of_scalar(*scalar),
        TypeKind::Alias(target) => of_type(target, sizes),
    }
}

fn of_field(field: &Field, sizes: &[Size]) -> Size {
    let size = match &field.ty {
        _ if field.boxed => Size::new(POINTER, true),
        Ty::Scalar(scalar) if field.lenient => {
            Size::new(of_scalar(*scalar).bytes.max(JSON) + POINTER, true)
        }
        ty => of_type(ty, sizes),
    };
    // A field may be an `Option` in one direction only. The estimate must not be too small.
    if field.always_returned() && !field.nullable && field.access == Access::Both {
        size
    } else {
        size.optional()
    }
}

fn of_type(ty: &Ty, sizes: &[Size]) -> Size {
    match ty {
        Ty::Scalar(scalar) => of_scalar(*scalar),
        Ty::Named(id) => sizes.get(id.0).copied().unwrap_or_default(),
        Ty::List(_) => Size::new(COLLECTION, true),
        Ty::Map(_) => Size::new(COLLECTION, false),
        Ty::Nullable(value) => of_type(value, sizes).optional(),
    }
}

fn of_scalar(scalar: Scalar) -> Size {
    let is_text = matches!(
        scalar,
        Scalar::String | Scalar::Bytes | Scalar::Decimal | Scalar::Uri | Scalar::Json
    );
    Size::new(scalar.size(), is_text)
}
