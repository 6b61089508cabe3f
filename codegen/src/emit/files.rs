//! The source file of each module.

use super::items::{items, reexports};
use super::module::{Module, ident};
use super::testing::Testing;
use super::{guide, lint_allows, operations, service, type_docs};
use crate::format::{Item, SourceFile};
use crate::ir::{Api, Resource};
use crate::markdown::{Docs, code, fill};
use crate::rust::{self, Crate, ModuleKind};
use proc_macro2::TokenStream;
use quote::quote;

/// The path of a module's file.
pub(super) fn path(of: &rust::Module<'_>) -> String {
    let steps: Vec<_> = of.path.split("::").map(plain).collect();
    match of.kind {
        ModuleKind::Root => "src/lib.rs".to_owned(),
        ModuleKind::Resource(_) => format!("{}/mod.rs", folder(&of.path)),
        _ => format!("src/{}.rs", steps.join("/")),
    }
}

/// The folder of a resource's module.
pub(super) fn folder(path: &str) -> String {
    format!("src/{}", plain(path))
}

fn plain(step: &str) -> &str {
    step.trim_start_matches("r#")
}

/// The file of a module.
pub(super) fn file(
    api: &Api,
    of: &Crate<'_>,
    module: &rust::Module<'_>,
    testing: &Testing<'_>,
) -> SourceFile {
    match module.kind {
        ModuleKind::Root => root(api, of, module),
        ModuleKind::Testing => testing.crate_file(module),
        ModuleKind::Resource(resource) => resource_module(of, module, resource),
        ModuleKind::Client => {
            let statics = |module: &Module<'_>| {
                let paginations = api.paginations.iter();
                let paginations = paginations.map(|it| service::pagination(module, it));
                [service::service(module)]
                    .into_iter()
                    .chain(paginations)
                    .collect()
            };
            with_items(
                api,
                module,
                "The client and its namespaces.".into(),
                statics,
            )
        }
        ModuleKind::ResponseHeaders => with_items(
            api,
            module,
            "Headers of responses, read with [`Header::get`].".into(),
            |_| Vec::new(),
        ),
        ModuleKind::SharedTypes => with_items(
            api,
            module,
            "Types shared by several resources.".into(),
            |_| Vec::new(),
        ),
        ModuleKind::Types(resource) => {
            let docs = Docs::paragraph(fill("Types of the resource {}.", [code(&resource.id)]));
            with_items(api, module, docs, |_| Vec::new())
        }
        ModuleKind::Operations(resource) => {
            let docs = type_docs::or_operations("", resource);
            let statics = |module: &Module<'_>| {
                let operations = resource.operations.iter();
                operations
                    .map(|it| operations::description(module, it))
                    .collect()
            };
            with_items(api, module, docs, statics)
        }
    }
}

/// A file of statics and items.
fn with_items(
    api: &Api,
    of: &rust::Module<'_>,
    docs: Docs,
    statics: impl Fn(&Module<'_>) -> Vec<TokenStream>,
) -> SourceFile {
    let module = Module::new(api, of);
    let statics = statics(&module).into_iter().map(Item::Rust);
    let items = statics.chain(items(&module, of)).collect();
    SourceFile {
        docs,
        blocks: vec![module.uses()],
        items,
        ..SourceFile::default()
    }
}

/// `lib.rs`: the front page, the modules and the re-exports.
fn root(api: &Api, of: &Crate<'_>, root: &rust::Module<'_>) -> SourceFile {
    let mut modules: Vec<_> = of
        .modules
        .iter()
        .filter(|it| !it.path.is_empty() && !it.path.contains("::"))
        .collect();
    modules.sort_by_key(|it| plain(&it.path));
    let declarations = modules.iter().map(|it| declaration(it));
    let client = modules.iter().filter(|it| !it.is_public).map(|it| {
        let (module, names) = (ident(&it.path), declared(it));
        quote!(pub use #module::{#(#names),*};)
    });
    SourceFile {
        docs: guide::front_page(api),
        attributes: [
            quote!(cfg_attr(docsrs, feature(doc_cfg))),
            quote!(forbid(unsafe_code)),
        ]
        .into_iter()
        .chain(lint_allows::crate_wide(api))
        .collect(),
        blocks: vec![
            declarations.collect(),
            client.chain(reexports(root)).collect(),
        ],
        ..SourceFile::default()
    }
}

fn declaration(of: &rust::Module<'_>) -> TokenStream {
    let name = ident(of.path.rsplit("::").next().unwrap_or_default());
    let feature = of.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
    let visibility = of.is_public.then(|| quote!(pub));
    quote!(#feature #visibility mod #name;)
}

/// The names of the types that a module declares.
fn declared(of: &rust::Module<'_>) -> Vec<proc_macro2::Ident> {
    let names = of.items.iter().filter_map(|item| match item {
        rust::Item::Struct(it) => Some(&it.path.name),
        rust::Item::Enum(it) => Some(&it.path.name),
        rust::Item::Alias(it) => Some(&it.path.name),
        _ => None,
    });
    names.map(|name| ident(name)).collect()
}

/// `mod.rs` of a resource: its docs and its private modules.
fn resource_module(of: &Crate<'_>, module: &rust::Module<'_>, resource: &Resource) -> SourceFile {
    let mut docs = Docs::markdown(&resource.docs);
    if docs.is_empty() {
        docs = Docs::paragraph(fill(
            "Operations and types of the resource {}.",
            [code(&resource.id)],
        ));
    }
    let inside: Vec<_> = of
        .modules
        .iter()
        .filter(|it| {
            it.path
                .rsplit_once("::")
                .is_some_and(|(outer, _)| outer == module.path)
        })
        .collect();
    let testing = quote!(
        #[cfg(feature = "testing")]
        pub(crate) mod testing;
    );
    let mut modules: Vec<_> = inside.iter().map(|it| declaration(it)).collect();
    modules.insert(1.min(modules.len()), testing);
    let uses = inside.iter().map(|it| {
        let name = ident(it.path.rsplit("::").next().unwrap_or_default());
        quote!(pub use #name::*;)
    });
    SourceFile {
        docs,
        blocks: vec![modules, uses.collect()],
        ..SourceFile::default()
    }
}
