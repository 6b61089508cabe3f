//! The module of a resource, and the modules that declare types.

use super::module::Module;
use super::{docs, enums, models, unions};
use crate::format::{Item, SourceFile};
use crate::ir::{Api, Resource, ResourceId, Type, TypeKind};
use quote::quote;

/// `mod.rs` of a resource: what it is, and its parts.
pub(super) fn module_file(resource: &Resource, has_types: bool) -> SourceFile {
    let mut lines = docs::markdown(&resource.docs);
    if lines.is_empty() {
        lines.push(format!(
            "Operations and types of the resource `{}`.",
            resource.id
        ));
    }
    let mut modules = vec![quote!(
        mod operations;
    )];
    modules.push(quote!(
        #[cfg(feature = "testing")]
        pub(crate) mod testing;
    ));
    let mut uses = vec![quote!(
        pub use operations::*;
    )];
    if has_types {
        modules.push(quote!(
            mod types;
        ));
        uses.push(quote!(
            pub use types::*;
        ));
    }
    SourceFile {
        docs: lines,
        blocks: vec![modules, uses],
        ..SourceFile::default()
    }
}

/// The types of a resource, or those that several resources share; none, when there is no such type.
pub(super) fn types_file(api: &Api, owner: Option<ResourceId>) -> Option<SourceFile> {
    let module = Module::of_types(api, owner);
    let items: Vec<_> = api
        .types
        .iter()
        .enumerate()
        .filter(|(_, ty)| ty.owner == owner)
        .flat_map(|(index, ty)| type_items(&module, crate::ir::TypeId(index), ty))
        .collect();
    if items.is_empty() {
        return None;
    }
    let about = match owner {
        None => "Types shared by several resources.".to_owned(),
        Some(id) => format!("Types of the resource `{}`.", api.resources[id.0].id),
    };
    Some(SourceFile {
        docs: vec![about],
        blocks: vec![module.uses()],
        items,
        ..SourceFile::default()
    })
}

fn type_items(module: &Module<'_>, id: crate::ir::TypeId, ty: &Type) -> Vec<Item> {
    match &ty.kind {
        TypeKind::Model(model) => models::items(module, ty, model),
        TypeKind::StringEnum(variants) => enums::string_items(module, id, ty, variants),
        TypeKind::IntEnum(variants) => enums::int_items(module, id, ty, variants),
        TypeKind::Id(scalar) => enums::id_items(module, ty, *scalar),
        TypeKind::TaggedUnion {
            discriminator: tag,
            variants,
        } => unions::tagged_items(module, ty, tag, variants),
        TypeKind::Union(variants) => unions::untagged_items(module, ty, variants),
        TypeKind::Alias(target) => models::alias_items(module, ty, target),
    }
}
