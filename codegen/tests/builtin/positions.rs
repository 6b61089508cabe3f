//! A spec with every scalar in every position.

use crate::sample;
use clientwright_codegen::builtin::Scalar;
use clientwright_codegen::source::Sources;

const API: &str = "name: scalars
version: 0.1.0
title: Scalars
docs: Every scalar in every position.
servers: [https://scalars.example.com]
";

const VALUES: &str = "docs: Values of every scalar.
item: value
path: /values
path_parameters: {value_id: {type: ValueId, docs: Id of the values.}}
operations:
  create: {http: POST, body: Value, returns: Value}
  get: {http: 'GET /{value_id}', returns: Value}
types:
  ValueId: {id: i64, docs: Identifies values.}
  Value:
    docs: A value of every scalar.
    fields:
      id: {type: ValueId, required: true, read_only: true}
";

/// The spec.
pub fn spec() -> Sources {
    let files = [
        ("api.yaml", API.to_owned()),
        ("resources/scalars.yaml", positions()),
        ("resources/values.yaml", values()),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    Sources::new("spec", files.into())
}

/// Name of a scalar as the start of a type name.
fn title(scalar: Scalar) -> String {
    let (first, rest) = scalar.name().split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// One line for each scalar, indented.
fn lines(scalars: &[Scalar], indent: usize, line: impl Fn(Scalar) -> String) -> String {
    let lines = scalars.iter().map(|it| line(*it));
    lines
        .map(|line| format!("{}{line}\n", " ".repeat(indent)))
        .collect()
}

/// A model with a field for each scalar.
fn model(name: &str, scalars: &[Scalar], keys: impl Fn(Scalar) -> String) -> String {
    let fields = lines(scalars, 6, |it| format!("{}: {{{}}}", it.name(), keys(it)));
    format!("  {name}:\n    fields:\n{fields}")
}

fn values() -> String {
    let fields = lines(Scalar::ALL, 6, |it| {
        format!("{0}: {{type: {0}, required: true}}", it.name())
    });
    format!("{VALUES}{fields}")
}

fn positions() -> String {
    let filter = |is_wanted: fn(Scalar) -> bool| -> Vec<_> {
        let all = Scalar::ALL.iter().copied();
        all.filter(|it| is_wanted(*it)).collect()
    };
    let in_parameters = filter(Scalar::is_in_parameters);
    let (ids, numbers) = (filter(Scalar::is_id), filter(Scalar::is_number));
    let lengths = filter(Scalar::has_length);
    let paths = lines(&in_parameters, 2, |it| {
        format!("{0}_path: {{type: {0}, docs: A value.}}", it.name())
    });
    let parameters: String = in_parameters.iter().map(|it| parameters(*it)).collect();
    let whole = lines(Scalar::ALL, 2, |it| {
        format!(
            "whole_{0}: {{http: POST /whole/{0}, body: {0}, returns: {0}}}",
            it.name()
        )
    });
    let fields = lines(Scalar::ALL, 8, |it| {
        format!("{0}: {{type: {0}, required: true}}", it.name())
    });
    let optional = lines(Scalar::ALL, 8, |it| {
        format!("{0}: {{type: {0}, nullable: true}}", it.name())
    });
    let body = |name: &str, media: &str, fields: &str| {
        format!(
            "  {name}:\n    http: POST /{name}\n    body:\n      media: {media}\n      fields:\n{fields}"
        )
    };
    // Names are unique in the whole spec and keep apart from the types of operations.
    let models = [
        model("Optional", Scalar::ALL, |it| format!("type: {}", it.name())),
        model("Nullable", Scalar::ALL, |it| {
            format!("type: {}, required: true, nullable: true", it.name())
        }),
        model("Lists", Scalar::ALL, |it| format!("type: [{}]", it.name())),
        model("Maps", Scalar::ALL, |it| {
            format!("type: '{{{}}}'", it.name())
        }),
        model("Defaults", Scalar::ALL, |it| {
            format!("type: {}, default: {}", it.name(), sample(it))
        }),
        model("Constants", Scalar::ALL, |it| {
            format!("type: {}, required: true, const: {}", it.name(), sample(it))
        }),
        model("Lengths", &lengths, |it| {
            format!("type: {}, min_length: 1", it.name())
        }),
        model("Bounds", &numbers, |it| {
            format!("type: {}, minimum: 1", it.name())
        }),
        model("Ids", &ids, |it| {
            format!("type: {}Id, required: true", title(it))
        }),
        model("Aliases", Scalar::ALL, |it| {
            format!("type: {}Alias, required: true", title(it))
        }),
        model("Unions", Scalar::ALL, |it| {
            format!("type: {}Union, required: true", title(it))
        }),
        lines(&ids, 2, |it| {
            format!(
                "{}Id: {{id: {}, docs: Identifies something.}}",
                title(it),
                it.name()
            )
        }),
        lines(Scalar::ALL, 2, |it| {
            format!("{}Alias: {{type: {}}}", title(it), it.name())
        }),
        lines(Scalar::ALL, 2, |it| {
            format!(
                "{}Union: {{one_of: {{other: Other, value: {}}}}}",
                title(it),
                it.name()
            )
        }),
    ];
    let names = [
        "Optional",
        "Nullable",
        "Lists",
        "Maps",
        "Defaults",
        "Constants",
        "Lengths",
        "Bounds",
        "Ids",
        "Aliases",
        "Unions",
    ];
    let echo = names.map(|name| {
        let path = name.to_lowercase();
        format!("  echo_{path}: {{http: POST /{path}, body: {name}, returns: {name}}}\n")
    });
    format!(
        "docs: Every position that a scalar can have.\nitem: scalar\npath: /scalars\npath_parameters:\n{paths}operations:\n\
         {parameters}{whole}{}{}{}{}{}types:\n  Other: {{fields: {{other: {{type: bool, required: true}}}}}}\n{}",
        body("fields", "json", &fields),
        body("clearable", "json", &optional),
        body("form", "form", &fields),
        body("parts", "multipart", &fields),
        echo.concat(),
        models.concat(),
    )
}

/// An operation with the scalar in each location of a parameter.
fn parameters(scalar: Scalar) -> String {
    let (name, sample) = (scalar.name(), sample(scalar));
    format!(
        "  {name}_parameters:
    http: GET /parameters/{name}/{{{name}_path}}
    query:
      required: {{type: {name}, required: true}}
      optional: {{type: {name}, default: {sample}}}
      list: {{type: [{name}]}}
      map: {{type: '{{{name}}}'}}
    headers:
      X-Value: {{type: {name}, required: true}}
      X-List: {{type: [{name}]}}
    cookies:
      cookie: {{type: {name}}}
"
    )
}
