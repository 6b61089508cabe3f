//! A document as a consumer reads it: references resolved and envelopes unwrapped, without the spec.

use serde_json::{Map, Value};

/// Keys of a `Path Item` that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An OpenAPI document.
pub struct Document(Value);

/// An operation with its path and method.
pub struct Operation<'a> {
    pub path: &'a str,
    pub method: &'a str,
    pub value: &'a Value,
}

/// A parameter, or a property of an object.
pub struct Member<'a> {
    /// The name, or the path of a nested property: `authorization.timestamp`.
    pub name: String,
    pub required: bool,
    /// The object with the deprecation: the parameter or the schema.
    pub annotated: Map<String, Value>,
    pub schema: Map<String, Value>,
    pub place: Option<&'a str>,
}

impl Document {
    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("a document in JSON"))
    }

    pub fn root(&self) -> &Value {
        &self.0
    }

    /// The target of a reference.
    pub fn target(&self, reference: &str) -> Option<&Value> {
        self.0.pointer(reference.strip_prefix('#')?)
    }

    pub fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.0["paths"].as_object().expect("paths");
        let operations = paths.iter().flat_map(|(path, item)| {
            let item = item.as_object().expect("a path item");
            item.iter().map(move |(method, value)| {
                assert!(
                    METHODS.contains(&method.as_str()),
                    "`{method}` is not a method"
                );
                Operation {
                    path,
                    method,
                    value,
                }
            })
        });
        operations.collect()
    }

    /// A schema with references resolved, including those of its items.
    pub fn schema(&self, schema: &Value) -> Map<String, Value> {
        let mut schema = self.followed(schema);
        if let Some(items) = schema.get_mut("items") {
            *items = self.followed(items).into();
        }
        schema
    }

    /// A schema with references resolved. Keys next to a reference take precedence.
    fn followed(&self, schema: &Value) -> Map<String, Value> {
        let mut schema = schema.as_object().expect("a schema").clone();
        if let Some(Value::Array(choices)) = schema.get("anyOf")
            && let [value, null] = choices.as_slice()
            && null["type"] == "null"
        {
            let value = value.as_object().expect("a schema").clone();
            schema.remove("anyOf");
            schema.extend(value);
        }
        let Some(reference) = schema.remove("$ref") else {
            return schema;
        };
        let target = self
            .target(reference.as_str().expect("a text"))
            .expect("a target");
        let mut target = self.followed(target);
        target.extend(schema);
        target
    }

    /// The parameters and the properties of the request body.
    pub fn inputs<'a>(&self, operation: &'a Value) -> Vec<Member<'a>> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|parameter| Member {
            name: parameter["name"].as_str().expect("a name").to_owned(),
            required: parameter["required"] == true,
            annotated: parameter.as_object().expect("a parameter").clone(),
            schema: self.schema(&parameter["schema"]),
            place: parameter["in"].as_str(),
        });
        let mut inputs: Vec<_> = parameters.collect();
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        if !body.is_null() {
            let place = Some("body");
            let members = self.members("", &self.schema(body)).into_iter();
            inputs.extend(members.map(|member| Member { place, ..member }));
        }
        inputs
    }

    /// The properties of the result, or of the items if it is a list.
    pub fn returned(&self, operation: &Value, envelope: &str) -> Vec<Member<'static>> {
        let response = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let mut value = self.schema(&self.schema(response)["properties"][envelope]);
        if value["type"] == "array" {
            value = self.followed(&value["items"]);
        }
        self.members("", &value)
    }

    fn members(&self, prefix: &str, object: &Map<String, Value>) -> Vec<Member<'static>> {
        let required = |name: &str| {
            let names = object.get("required").and_then(Value::as_array);
            names.is_some_and(|names| names.iter().any(|it| it == name))
        };
        let mut members = Vec::new();
        for (name, schema) in object["properties"].as_object().expect("properties") {
            let schema = self.schema(schema);
            let path = format!("{prefix}{name}");
            if schema.contains_key("properties") {
                members.extend(self.members(&format!("{path}."), &schema));
            }
            members.push(Member {
                name: path,
                required: required(name),
                annotated: schema.clone(),
                schema,
                place: None,
            });
        }
        members
    }

    /// Every value of a key in the document.
    pub fn all<'a>(&'a self, key: &str) -> Vec<&'a Value> {
        let mut found = Vec::new();
        let mut waiting = vec![&self.0];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Object(members) => {
                    found.extend(members.get(key));
                    waiting.extend(members.values());
                }
                Value::Array(items) => waiting.extend(items),
                _ => {}
            }
        }
        found
    }
}

impl Member<'_> {
    /// The member in the form of `reference.json`.
    pub fn fact(&self) -> Value {
        let item = self.schema.get("items");
        let values = self.schema.get("enum").or_else(|| item?.get("enum"));
        let deprecation = self.annotated.get("x-deprecation");
        let mut fact = Map::new();
        let mut add = |key: &str, value: Option<&Value>| {
            if let Some(value) = value {
                fact.insert(key.to_owned(), value.clone());
            }
        };
        add("name", Some(&self.name.as_str().into()));
        add("in", self.place.map(Value::from).as_ref());
        add("type", Some(&word(&self.schema).into()));
        add("required", Some(&self.required.into()));
        add("enum", values);
        add("maximum", self.schema.get("maximum"));
        let deprecated = self
            .annotated
            .get("deprecated")
            .is_some_and(|it| it == true);
        add("deprecated", Some(&deprecated.into()));
        for key in ["since", "end_of_life", "use"] {
            add(key, deprecation.and_then(|it| it.get(key)));
        }
        fact.into()
    }
}

/// The type in the form of `reference.json`.
fn word(schema: &Map<String, Value>) -> String {
    let word = match &schema["type"] {
        Value::Array(types) => types.iter().find(|it| *it != "null").expect("a type"),
        word => word,
    };
    match (word.as_str().expect("a word"), schema.get("format")) {
        ("string", Some(format)) if format == "date-time" => "datetime".to_owned(),
        ("array", _) => format!(
            "array of {}",
            schema["items"]["type"].as_str().expect("a word")
        ),
        (word, _) => word.to_owned(),
    }
}
