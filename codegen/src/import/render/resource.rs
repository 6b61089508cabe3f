//! Resources and their operations.

use super::super::draft::{Body, Content, DefinitionId, Field, Operation, Resource, Response};
use super::super::text::Yaml;
use super::{Keys, Render, add_docs, key, requirements, server, short, strings};
use crate::builtin::Media;
use crate::naming;

impl Render<'_> {
    pub(super) fn resource(&self, resource: &Resource, types: &[DefinitionId]) -> Keys {
        let mut keys = Keys::new();
        add_docs(&mut keys, resource.docs.as_ref());
        keys.extend(
            resource
                .item
                .as_ref()
                .map(|item| key("item", Yaml::from(item.as_str()))),
        );
        let path = common_path(&resource.operations);
        if !path.is_empty() {
            keys.push(key("path", Yaml::from(path.as_str())));
        }
        let mut parameters: Vec<&Field> = Vec::new();
        for field in resource
            .operations
            .iter()
            .flat_map(|it| &it.path_parameters)
        {
            if parameters.iter().all(|it| it.wire != field.wire) {
                parameters.push(field);
            }
        }
        if !parameters.is_empty() {
            let fields: Vec<_> = parameters.into_iter().cloned().collect();
            keys.push(key("path_parameters", self.fields(&fields, &[])));
        }
        let operations = resource
            .operations
            .iter()
            .map(|it| (it.name.clone(), Yaml::Map(self.operation(it, &path))));
        keys.push(key("operations", Yaml::Map(operations.collect())));
        if !types.is_empty() {
            keys.push(key("types", Yaml::Map(self.types(types))));
        }
        keys
    }

    fn operation(&self, operation: &Operation, path: &str) -> Keys {
        let mut keys = Keys::new();
        add_docs(&mut keys, operation.docs.as_ref());
        let rest = operation.path.strip_prefix(path).unwrap_or(&operation.path);
        let http = format!("{} {rest}", operation.method);
        keys.push(key("http", Yaml::from(http.trim_end())));
        if !operation.servers.is_empty() {
            keys.push(key(
                "servers",
                Yaml::List(operation.servers.iter().map(server).collect()),
            ));
        }
        let mut taken: Vec<String> = operation
            .path_parameters
            .iter()
            .filter_map(|it| naming::value(&it.wire).ok())
            .collect();
        for group in ["query", "headers", "cookies"] {
            let fields: Vec<_> = operation
                .parameters
                .iter()
                .filter(|(of, _)| *of == group)
                .map(|(_, field)| field.clone())
                .collect();
            if !fields.is_empty() {
                let reserved: Vec<_> = taken.iter().map(String::as_str).collect();
                keys.push(key(group, self.fields(&fields, &reserved)));
                taken.extend(fields.iter().filter_map(|it| naming::value(&it.wire).ok()));
            }
        }
        if let Some(body) = &operation.body {
            let reserved: Vec<_> = taken.iter().map(String::as_str).collect();
            keys.push(key("body", self.body(body, &reserved)));
        }
        match operation.returns.as_slice() {
            [] => {}
            [one] => keys.extend(self.response(one).map(|it| key("returns", it))),
            several => {
                let responses = several
                    .iter()
                    .map(|it| self.response(it).unwrap_or_else(|| status(204)));
                keys.push(key("returns", Yaml::List(responses.collect())));
            }
        }
        if !operation.errors.is_empty() {
            let errors = operation.errors.iter().map(|(status, it)| {
                let mut error = Keys::new();
                add_docs(&mut error, it.docs.as_ref());
                error.extend(it.ty.as_ref().map(|ty| key("type", self.ty(ty))));
                if !it.headers.is_empty() {
                    error.push(key("headers", strings(&it.headers)));
                }
                (status.clone(), short(error, "docs"))
            });
            keys.push(key("errors", Yaml::Map(errors.collect())));
        }
        if !operation.permissions.is_empty() {
            keys.push(key("permissions", strings(&operation.permissions)));
        }
        keys.extend(
            operation
                .security
                .as_ref()
                .map(|it| key("security", requirements(it))),
        );
        if operation.deprecated {
            keys.push(key("deprecated", Yaml::from(true)));
        }
        keys
    }

    fn body(&self, body: &Body, taken: &[&str]) -> Yaml {
        let mut keys = Keys::new();
        add_docs(&mut keys, body.docs.as_ref());
        if body.media != Media::Json {
            keys.push(key("media", Yaml::from(body.media.name())));
        }
        keys.extend(
            body.content_type
                .as_ref()
                .map(|it| key("content_type", Yaml::from(it.as_str()))),
        );
        if body.omittable {
            keys.push(key("omittable", Yaml::from(true)));
        }
        keys.push(match &body.content {
            Content::Whole(ty) => key("type", self.ty(ty)),
            Content::Fields(fields) => key("fields", self.fields(fields, taken)),
        });
        short(keys, "type")
    }

    /// A success response; `None` if it has no content and nothing else.
    fn response(&self, response: &Response) -> Option<Yaml> {
        let mut keys = Keys::new();
        keys.extend(response.ty.as_ref().map(|ty| key("type", self.ty(ty))));
        let usual = if response.ty.is_some() { 200 } else { 204 };
        if response.status != usual {
            keys.push(key("status", Yaml::number(response.status.to_string())));
        }
        if response.media != Media::Json {
            keys.push(key("media", Yaml::from(response.media.name())));
        }
        keys.extend(
            response
                .content_type
                .as_ref()
                .map(|it| key("content_type", Yaml::from(it.as_str()))),
        );
        if !response.headers.is_empty() {
            keys.push(key("headers", strings(&response.headers)));
        }
        if keys.is_empty() {
            return None;
        }
        Some(short(keys, "type"))
    }
}

fn status(status: u16) -> Yaml {
    Yaml::Map(vec![key("status", Yaml::number(status.to_string()))])
}

/// The segments that the paths of all operations start with, up to the first placeholder.
fn common_path(operations: &[Operation]) -> String {
    let fixed = |path: &str| -> Vec<String> {
        path.split('/')
            .skip(1)
            .take_while(|it| !it.contains('{'))
            .map(str::to_owned)
            .collect()
    };
    let mut paths = operations.iter().map(|it| fixed(&it.path));
    let mut common = paths.next().unwrap_or_default();
    for path in paths {
        let same = common
            .iter()
            .zip(&path)
            .take_while(|(one, other)| one == other)
            .count();
        common.truncate(same);
    }
    if common.last().is_some_and(String::is_empty) {
        common.pop();
    }
    common.iter().map(|it| format!("/{it}")).collect()
}
