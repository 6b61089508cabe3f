//! `testing.rs` of the crate and of each resource: the description of the API for its fake, behind the feature `testing`.

mod annotations;
mod constraints;
mod fields;
mod responses;
mod roles;

use super::items::{items, reexports};
use super::module::{Module, ident};
use super::operations;
use crate::format::{Item, SourceFile};
use crate::ir::{
    Access, Api, Constraints, Content, Media, Operation, Parameter, ParameterLocation, ResourceId,
    Response, Scalar, Serialization, Ty, TypeKind,
};
use crate::lower::Side;
use crate::markdown::{Docs, code, fill};
use crate::naming;
use crate::rust;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
pub(super) use roles::{Collection, Verb, collections, model};
use roles::{Ids, Origin};
use std::collections::HashMap;

/// Writes the modules that describe the API to its fake.
pub(super) struct Testing<'a> {
    api: &'a Api,
    /// The collections that start in each resource.
    collections: Vec<Vec<Collection<'a>>>,
    /// The collection of each operation that has one, with its role there, by the indices of resource and operation.
    roles: HashMap<(usize, usize), (ResourceId, usize, Verb<'a>)>,
}

/// The JSON body of an operation.
fn json_body(operation: &Operation) -> Option<&Content> {
    let body = operation.body.as_ref()?;
    (body.media == Media::Json).then_some(&body.content)
}

/// The JSON value of a response.
fn json_value(response: &Response) -> Option<&Ty> {
    let is_json = response.media == Media::Json;
    response.ty.as_ref().filter(|_| is_json)
}

impl<'a> Testing<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut testing = Self {
            api,
            collections: api.resources.iter().map(|_| Vec::new()).collect(),
            roles: HashMap::new(),
        };
        for collection in collections(api) {
            let (resource, _) = collection.first;
            let of_resource = &mut testing.collections[resource];
            for (at, verb) in &collection.roles {
                let place = (ResourceId(resource), of_resource.len(), *verb);
                testing.roles.entry(*at).or_insert(place);
            }
            of_resource.push(collection);
        }
        testing
    }

    /// `testing.rs` of the crate.
    pub(super) fn crate_file(&self, of: &rust::Module<'_>) -> SourceFile {
        let api = self.api;
        let module = Module::new(api, of);
        let mut items = items(&module, of);
        let api_type = module.schema("Api");
        let service = module.import("crate::client", "SERVICE");
        let resources = api.resources.iter().map(|resource| {
            let name = ident(&resource.rust);
            quote!(&crate::#name::testing::RESOURCE)
        });
        let headers = responses::common_headers(&module);
        items.push(Item::Rust(quote! {
            static API: #api_type = #api_type::new(&#service, &[#(#resources),*]) #headers;
        }));
        items.extend(annotations::items(&module));
        SourceFile {
            docs: front_page(api),
            blocks: vec![module.uses(), reexports(of)],
            items,
            ..SourceFile::default()
        }
    }

    /// `testing.rs` of a resource.
    pub(super) fn resource_file(&self, id: ResourceId) -> SourceFile {
        let api = self.api;
        let resource = &api.resources[id.0];
        let module = Module::of_testing(api, Some(id));
        let mut items: Vec<_> = self.collections[id.0]
            .iter()
            .map(|it| Item::Rust(self.collection(&module, it)))
            .collect();
        let endpoints: Vec<_> = resource
            .operations
            .iter()
            .enumerate()
            .map(|(index, operation)| self.endpoint(&module, (id.0, index), operation))
            .collect();
        if !endpoints.is_empty() {
            module.import("super", "operations");
        }
        let (ty, name) = (module.schema("Resource"), &resource.id);
        items.push(
            quote! {
                pub(crate) static RESOURCE: #ty = #ty { id: #name, endpoints: &[#(#endpoints),*] };
            }
            .into(),
        );
        items.extend(annotations::items(&module));
        SourceFile {
            docs: Docs::paragraph(fill(
                "Description of the resource {} for the fake.",
                [code(&resource.id)],
            )),
            blocks: vec![module.uses()],
            items,
            ..SourceFile::default()
        }
    }

    /// ```ignore
    /// pub(crate) static COLLECTION: schema::Collection = schema::Collection::new("/policies").item::<Policy>();
    /// ```
    fn collection(&self, module: &Module<'_>, it: &Collection<'_>) -> TokenStream {
        let (ty, name) = (module.schema("Collection"), self.collection_name(it));
        let (path, item) = (it.path, module.use_of(it.item, Side::Any));
        let id = it.id.map(|id| quote!(.id(#id)));
        let singleton = it.single.then(|| quote!(.singleton()));
        let origin = module.schema("Origin");
        let origin = match it.origin {
            Origin::Operations => None,
            Origin::Test => Some(quote!(.origin(#origin::Test))),
            Origin::Initial => Some(quote!(.origin(#origin::Initial))),
        };
        quote! {
            pub(crate) static #name: #ty = #ty::new(#path).item::<#item>() #id #singleton #origin;
        }
    }

    /// In a resource with several collections, each is named after its first operation.
    fn collection_name(&self, it: &Collection<'_>) -> Ident {
        let (resource, operation) = it.first;
        if self.collections[resource].len() == 1 {
            return ident("COLLECTION");
        }
        let operation = &self.api.resources[resource].operations[operation];
        let name = naming::constant(naming::plain(&operation.rust));
        ident(&format!("{name}_COLLECTION"))
    }

    /// ```ignore
    /// schema::Endpoint::new(&operations::GET_OPERATION).role(schema::Role::Get(&COLLECTION)).response::<Policy>()
    /// ```
    fn endpoint(
        &self,
        module: &Module<'_>,
        at: (usize, usize),
        operation: &Operation,
    ) -> TokenStream {
        let (ty, name) = (
            module.schema("Endpoint"),
            operations::static_name(operation),
        );
        let mut endpoint = quote!(#ty::new(&operations::#name));
        let role = self.roles.get(&at);
        if let Some((resource, index, verb)) = role {
            let role = self.role(module, &self.collections[resource.0][*index], *verb);
            endpoint.extend(quote!(.role(#role)));
        }
        let parameters = parameters(module.api, operation);
        if !parameters.is_empty() {
            let parameters = parameters.iter().map(|it| fields::parameter(module, it));
            endpoint.extend(quote!(.parameters(&[#(#parameters),*])));
        }
        if let Some(content) = json_body(operation) {
            endpoint.extend(fields::body(module, content));
        }
        let response = match role {
            Some(_) => responses::of_effect(operation),
            None => operation.result().map(|(response, _)| response),
        };
        if let Some(response) = response {
            if response.status != 200 {
                let status = Literal::u16_unsuffixed(response.status);
                endpoint.extend(quote!(.status(#status)));
            }
            if let Some(ty) = json_value(response) {
                let ty = module.use_of(ty, Side::Any);
                endpoint.extend(quote!(.response::<#ty>()));
                if module.api.envelope.is_some() && !response.enveloped {
                    endpoint.extend(quote!(.bare()));
                }
            }
        }
        endpoint.extend(responses::statuses(operation));
        endpoint.extend(responses::stream(module, operation));
        endpoint.extend(responses::headers(module, operation));
        let pagination = operation.pagination(module.api);
        if let Some(size) = pagination.and_then(|(scheme, _)| scheme.size.as_ref()) {
            endpoint.extend(quote!(.page_size(#size)));
        }
        endpoint
    }

    /// ```ignore
    /// schema::Role::Get(&COLLECTION)
    /// ```
    fn role(
        &self,
        module: &Module<'_>,
        collection: &Collection<'_>,
        verb: Verb<'_>,
    ) -> TokenStream {
        let role = module.schema("Role");
        let name = self.collection_name(collection);
        let owner = collection.first.0;
        let of = if module.owner() == Some(ResourceId(owner)) {
            quote!(&#name)
        } else {
            let resource = ident(&module.api.resources[owner].rust);
            quote!(&crate::#resource::testing::#name)
        };
        match verb {
            Verb::List => quote!(#role::List(#of)),
            Verb::Create => quote!(#role::Create(#of)),
            Verb::Get => quote!(#role::Get(#of)),
            Verb::Exists => quote!(#role::Exists(#of)),
            Verb::Edit => quote!(#role::Edit(#of)),
            Verb::Replace => quote!(#role::Replace(#of)),
            Verb::Delete => quote!(#role::Delete(#of)),
            Verb::DeleteMany(ids) => {
                let name = module.schema("Ids");
                let ids = match ids {
                    Ids::Body => quote!(#name::Body),
                    Ids::Member(member) => quote!(#name::Member(#member)),
                    Ids::Query(parameter) => quote!(#name::Query(#parameter)),
                };
                quote!(#role::DeleteMany(#of, #ids))
            }
        }
    }
}

/// The parameters that the fake checks: all except strings without constraints in the path.
fn parameters(api: &Api, operation: &Operation) -> Vec<Parameter> {
    let path = operation
        .path_parameters
        .iter()
        .filter(|it| !is_text(api, &it.ty) || it.constraints != Constraints::default());
    let path = path.map(|field| Parameter {
        location: ParameterLocation::Path,
        serialization: Serialization::Styled,
        field: field.clone(),
    });
    let others = operation
        .parameters
        .iter()
        .filter(|it| it.field.access != Access::ReadOnly);
    path.chain(others.cloned()).collect()
}

/// Whether a value is a plain string.
pub(super) fn is_text(api: &Api, ty: &Ty) -> bool {
    match api.resolved(ty) {
        Ty::Scalar(scalar) => *scalar == Scalar::String,
        Ty::Named(id) => matches!(api.ty(*id).kind, TypeKind::Id(Scalar::String)),
        Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => false,
    }
}

fn front_page(api: &Api) -> Docs {
    let package = api.crate_name();
    let mut docs = Docs::from(
        "A fake of the API for tests of the code that calls it. It runs in the same process, without a network.",
    );
    docs.add(Docs::example(
        "",
        [
            &format!("use {package}::testing::{{Fake, Fault}};"),
            "",
            &format!("# fn main() -> Result<(), {package}::Error> {{"),
            "let fake = Fake::new();",
            "fake.fail_next(Fault::status(503))?;",
            "// Pass this client, or the URL of `fake.serve()`, to the code under test.",
            "let client = fake.client()?;",
            "# drop(client);",
            "// Then check the requests it sent.",
            "assert_eq!(fake.requests().len(), 0);",
            "# Ok(())",
            "# }",
        ],
    ));
    docs.add("See [`runtime::testing`] for what the fake does and does not support.");
    docs
}
