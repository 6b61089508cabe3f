//! What in the spec each item is there for.

use super::kind::ItemKind;
use super::path::join;
use crate::check;
use crate::ir::{
    Api, Content, Field, Namespace, Operation, Parameter, Place, Resource, Type, TypeKind, Variant,
};
use crate::naming;
use std::collections::BTreeMap;

/// The file of what belongs to no resource.
const CRATE: &str = "crate";
/// First steps of paths in the spec that are no ids of resources.
const RESERVED: &[&str] = &["service", "pagination", "namespaces", "parameters"];

/// Paths in the spec by paths in Rust.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    subjects: BTreeMap<String, String>,
    /// Ids of resources by the names of their modules.
    resources: BTreeMap<String, String>,
}

impl Subjects {
    pub(super) fn of(api: &Api) -> Self {
        let mut subjects = Self::default();
        for scheme in &api.schemes {
            let path = join("Credentials", naming::plain(&scheme.rust));
            subjects.set(path, &step("service.security", &scheme.name));
        }
        for namespace in &api.namespaces {
            subjects.namespace(api, namespace);
        }
        for resource in &api.resources {
            subjects.resource(api, resource);
        }
        for ty in &api.types {
            let owner = ty.owner.map(|id| &api.resources[id.0]);
            subjects.ty(owner.map_or("types", |it| naming::plain(&it.rust)), ty);
        }
        subjects
    }

    /// The file of the listing that an item belongs into.
    pub(super) fn file(&self, kind: ItemKind, path: &str) -> String {
        let module = path.split("::").next().unwrap_or_default();
        match self.resources.get(module) {
            Some(id) if !matches!(kind, ItemKind::Feature | ItemKind::Package) => id.clone(),
            _ => CRATE.to_owned(),
        }
    }

    /// The path in the spec of an item, or of the nearest thing around it that is there for one.
    pub(super) fn subject(&self, kind: ItemKind, path: &str) -> Option<String> {
        if matches!(kind, ItemKind::Feature | ItemKind::Package) {
            return None;
        }
        let mut path = path;
        loop {
            if let Some(subject) = self.subjects.get(path) {
                return Some(subject.clone());
            }
            (path, _) = path.rsplit_once("::")?;
        }
    }

    fn set(&mut self, path: String, subject: &str) {
        self.subjects.insert(path, subject.to_owned());
    }

    fn namespace(&mut self, api: &Api, namespace: &Namespace) {
        let Some((_, before)) = namespace.path.split_last() else {
            return;
        };
        let steps = namespace.path.iter();
        let subject = steps.fold("namespaces".to_owned(), |path, name| step(&path, name));
        self.set(namespace.rust_type.clone(), &subject);
        let method = naming::plain(&namespace.rust);
        self.set(join(link(api, before), method), &subject);
    }

    fn resource(&mut self, api: &Api, resource: &Resource) {
        let module = naming::plain(&resource.rust);
        let subject = first_step("resource", &resource.id, is_of_resource(&resource.id));
        self.resources
            .insert(module.to_owned(), resource.id.clone());
        self.set(module.to_owned(), &subject);
        let client = join(module, &resource.rust_type);
        self.set(client.clone(), &subject);
        self.set(join(link(api, &resource.namespace), module), &subject);
        for operation in &resource.operations {
            let subject = step(&subject, &operation.name);
            self.set(join(&client, naming::plain(&operation.rust)), &subject);
            self.operation(module, operation, &subject);
        }
    }

    fn operation(&mut self, module: &str, operation: &Operation, subject: &str) {
        let request = join(module, &operation.rust_request);
        let params = join(module, &operation.rust_params);
        let response = join(module, &operation.rust_response);
        for path in [&request, &params] {
            self.set(path.clone(), subject);
        }
        if operation.responses.len() > 1 {
            self.set(response.clone(), subject);
            for shape in &operation.responses {
                let subject = step(&step(subject, "response"), &shape.status.to_string());
                self.set(join(&response, &shape.rust), &subject);
            }
        }
        for (place, field) in inputs(operation) {
            let subject = step(&step(subject, place), &field.wire);
            let setter = check::setter_name(&field.rust);
            self.set(join(&params, naming::plain(&field.rust)), &subject);
            self.set(join(&request, naming::plain(&setter)), &subject);
            self.set(join(&request, &naming::clear(&field.rust)), &subject);
        }
    }

    fn ty(&mut self, module: &str, ty: &Type) {
        let subject = first_step("type", &ty.name, starts_upper(&ty.name));
        let whole = join(module, &ty.rust);
        let input = join(module, &naming::input(&ty.rust));
        self.set(whole.clone(), &subject);
        match &ty.kind {
            TypeKind::Model(model) => {
                for field in &model.fields {
                    let subject = step(&subject, &field.wire);
                    let setter = naming::model_setter(&field.rust);
                    self.set(join(&whole, naming::plain(&field.rust)), &subject);
                    self.set(join(&whole, naming::plain(&setter)), &subject);
                    self.set(join(&whole, &naming::clear(&field.rust)), &subject);
                }
            }
            TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) => {
                self.set(input.clone(), &subject);
                for Variant { wire, rust, .. } in variants {
                    let subject = step(&subject, wire);
                    self.set(join(&whole, rust), &subject);
                    self.set(join(&input, rust), &subject);
                }
            }
            TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                for variant in variants {
                    self.set(join(&whole, &variant.rust), &step(&subject, &variant.name));
                }
            }
            TypeKind::Id(_) | TypeKind::Alias(_) => {}
        }
    }
}

/// The type of the link of the client's chain that ends with these steps.
fn link<'a>(api: &'a Api, steps: &[String]) -> &'a str {
    let namespace = api.namespaces.iter().find(|it| it.path == steps);
    namespace.map_or("Client", |it| it.rust_type.as_str())
}

/// All values that callers set by name, each with where it travels.
fn inputs(operation: &Operation) -> impl Iterator<Item = (&'static str, &Field)> {
    let parameters = operation
        .parameters
        .iter()
        .map(|Parameter { place, field, .. }| {
            let place = match place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
                Place::Cookie => "cookie",
            };
            (place, field)
        });
    let body = match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Fields { fields, .. }) => fields.as_slice(),
        Some(Content::Whole(_)) | None => &[],
    };
    parameters.chain(body.iter().map(|field| ("body", field)))
}

/// A first step, marked where it could be taken for something else.
fn first_step(mark: &str, name: &str, is_plain: bool) -> String {
    if is_plain {
        quoted(name)
    } else {
        quoted(&format!("{mark}:{name}"))
    }
}

fn is_of_resource(id: &str) -> bool {
    !RESERVED.contains(&id) && !starts_upper(id)
}

fn starts_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// A path with one more step.
fn step(path: &str, step: &str) -> String {
    format!("{path}.{}", quoted(step))
}

/// A step, in quotes where it could be taken for several.
fn quoted(step: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_control() || ".\"[]`".contains(c);
    if step.is_empty() || step.contains(is_special) {
        serde_json::Value::from(step).to_string()
    } else {
        step.to_owned()
    }
}
