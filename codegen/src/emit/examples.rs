//! Examples in the docs, which compile as doctests.

use super::values::{self, Writer};
use crate::ir::{Api, Content, Media, Method, Operation, Resource, Scalar, Ty};
use crate::lower::{inputs, is_part};
use crate::markdown::{Docs, chained};
use crate::rust::{Input, Target, names, string_literal};
use std::collections::{BTreeMap, BTreeSet};

/// The content of a file.
const PART: &str = "b\"content\".to_vec()";

/// The method chain to a resource, e.g. `client.email_security().settings().allow_policies()`.
pub(super) fn chain(api: &Api, resource: &Resource) -> String {
    let steps = (1..=resource.namespace.len()).filter_map(|end| {
        api.namespaces
            .iter()
            .find(|it| it.path == resource.namespace[..end])
    });
    let steps = steps
        .map(|step| step.rust.as_str())
        .chain([resource.rust.as_str()]);
    steps.fold("client".to_owned(), |chain, step| {
        format!("{chain}.{step}()")
    })
}

/// The example of a method: a code block that is compiled but not run, with `client` and the values that the writer cannot
/// create as parameters.
pub(super) fn method(api: &Api, resource: &Resource, operation: &Operation) -> Docs {
    let mut writer = Writer::new(api);
    let body = body(&mut writer, resource, operation);
    let mut lines = imports(&api.crate_name(), &writer.uses);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let client = format!("client: {}::Client", api.crate_name());
    let others = writer.parameters.iter();
    let others = others.map(|(name, ty)| format!("{name}: {ty}"));
    let parameters: Vec<_> = [client].into_iter().chain(others).collect();
    lines.push(format!(
        "# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{",
        parameters.join(", ")
    ));
    lines.extend(body.lines().map(str::to_owned));
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    Docs::example("no_run", lines)
}

/// Code that calls an operation and prints the result.
pub(super) fn body(writer: &mut Writer<'_>, resource: &Resource, operation: &Operation) -> String {
    let api = writer.api;
    let mut links = writer.call(resource, operation);
    // Format strings cannot capture raw identifiers.
    let item = if resource.item.starts_with("r#") {
        "value"
    } else {
        resource.item.as_str()
    };
    let items = if resource.rust.starts_with("r#") {
        "values"
    } else {
        resource.rust.as_str()
    };
    if operation.item_type(api).is_some() {
        links.push("items()".to_owned());
        let list = chained("let mut items = ", &links);
        format!(
            "{list};\nwhile let Some({item}) = items.try_next().await? {{\n    println!(\"{{{item}:?}}\");\n}}"
        )
    } else if let [response] = operation.responses.as_slice()
        && let Some(sequence) = response.media.sequence()
    {
        links.push("await?".to_owned());
        let (stream, value) = sequence.names;
        let call = chained(&format!("let mut {stream} = "), &links);
        format!(
            "{call};\nwhile let Some({value}) = {stream}.try_next().await? {{\n    println!(\"{{{value}:?}}\");\n}}"
        )
    } else {
        links.push("await?".to_owned());
        let result = operation.result();
        let returned = result.and_then(|(it, _)| it.ty.as_ref());
        match (returned, result) {
            (None, Some(_)) => format!("{};", chained("", &links)),
            (_, Some(_)) => {
                let name = match returned.map(|ty| api.resolved(ty.present())) {
                    Some(Ty::Named(_)) if operation.method == Method::Delete => "deleted",
                    Some(Ty::Named(_)) => item,
                    Some(Ty::List(item)) if item.named().is_some() => items,
                    _ => "value",
                };
                format!(
                    "{};\nprintln!(\"{{{name}:?}}\");",
                    chained(&format!("let {name} = "), &links)
                )
            }
            _ => format!(
                "{};\nprintln!(\"{{response:?}}\");",
                chained("let response = ", &links)
            ),
        }
    }
}

/// The imports of an example, one line for each module.
pub(super) fn imports(root: &str, uses: &BTreeSet<String>) -> Vec<String> {
    let mut modules = BTreeMap::<_, Vec<_>>::new();
    for path in uses {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        modules.entry(module).or_default().push(name);
    }
    let lines = modules.iter().map(|(module, names)| {
        let module = match *module {
            "" => root.to_owned(),
            module => format!("{root}::{module}"),
        };
        match names.as_slice() {
            [name] => format!("use {module}::{name};"),
            names => format!("use {module}::{{{}}};", names.join(", ")),
        }
    });
    lines.collect()
}

impl Writer<'_> {
    /// The links of the chain that calls an operation with its required parameters, or with one optional body field if
    /// it has none.
    pub(super) fn call(&mut self, resource: &Resource, operation: &Operation) -> Vec<String> {
        let mut arguments: Vec<_> = operation
            .path_parameters
            .iter()
            .map(|field| self.argument(field))
            .collect();
        let inputs = inputs(self.api, operation);
        let required: Vec<_> = inputs.iter().filter(|input| input.required).collect();
        if !required.is_empty() {
            self.uses
                .insert(format!("{}::{}", resource.rust, operation.rust_params));
            let fields: String = required
                .iter()
                .map(|input| {
                    format!(
                        "    {}: {},\n",
                        input.field.rust,
                        self.required(input).replace('\n', "\n    ")
                    )
                })
                .collect();
            arguments.push(format!("{} {{\n{fields}}}", operation.rust_params));
        }
        let whole_body = operation
            .body
            .as_ref()
            .and_then(|body| match &body.content {
                Content::Whole(ty) => Some((body, self.whole(body.media, ty))),
                Content::Fields { .. } => None,
            });
        let (argument, setter) = match whole_body {
            Some((body, value)) if body.omittable => (None, Some(value)),
            Some((_, value)) => (Some(value), None),
            None => (None, None),
        };
        arguments.extend(argument);
        let mut links: Vec<_> = chain(self.api, resource)
            .split('.')
            .map(str::to_owned)
            .collect();
        links.push(values::call(&operation.rust, &arguments));
        links.extend(setter.map(|value| values::call(names::BODY, &[value])));
        let alternative = operation.body.iter().filter_map(|it| it.any_of.first());
        let alternative: Vec<_> = alternative.flatten().collect();
        let is_alternative = |it: &Input<'_>| {
            matches!(it.target, Target::Body(_)) && alternative.contains(&&it.field.wire)
        };
        // A body that can be omitted is sent with all of its required fields, and any body with those of an alternative.
        let of_body: Vec<_> = inputs
            .iter()
            .filter(|it| it.field.required && !it.required || is_alternative(it))
            .collect();
        for input in &of_body {
            let value = match is_part(self.api, input) {
                true => PART.to_owned(),
                false => self.argument(input.field),
            };
            links.push(format!("{}({value})", names::setter(&input.field.rust)));
        }
        let is_illustrative = |input: &&Input<'_>| {
            let plain = match self.api.resolved(&input.field.ty) {
                Ty::Scalar(scalar) => *scalar == Scalar::String || scalar.is_primitive(),
                _ => false,
            };
            plain
                && matches!(input.target, Target::Body(Media::Json))
                && input.field.deprecated.is_none()
        };
        if required.is_empty()
            && of_body.is_empty()
            && let Some(input) = inputs.iter().find(is_illustrative)
        {
            links.push(format!(
                "{}({})",
                names::setter(&input.field.rust),
                self.argument(input.field)
            ));
        }
        links
    }

    fn whole(&mut self, media: Media, ty: &Ty) -> String {
        if let Some(raw) = media.raw() {
            return raw.sample.to_owned();
        }
        match self.api.resolved(ty) {
            Ty::Scalar(Scalar::String) => string_literal(Scalar::String.sample()),
            Ty::Scalar(scalar) if scalar.is_primitive() => self.value(ty, None, true),
            Ty::List(item) => format!("&[{}]", self.value(item, None, true)),
            _ => format!("&{}", self.value(ty, None, true)),
        }
    }

    fn required(&mut self, input: &Input<'_>) -> String {
        let part = is_part(self.api, input);
        match (part, input.field.nullable) {
            (true, true) => format!("Some({PART}.into())"),
            (true, false) => format!("{PART}.into()"),
            (false, true) => self.nullable(input.field, true),
            (false, false) => self.field(input.field, true),
        }
    }
}
