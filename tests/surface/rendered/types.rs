//! Types, bounds and signatures.

use super::{Docs, id, list, text, variant};
use serde_json::Value;

impl Docs<'_> {
    /// A type.
    pub(super) fn ty(&self, ty: &Value) -> String {
        if ty == "infer" {
            return "_".to_owned();
        }
        let (kind, it) = variant(ty);
        match kind {
            "resolved_path" => self.path(it, true),
            "generic" => text(it),
            "primitive" if it == "never" => "!".to_owned(),
            "primitive" => text(it),
            "borrowed_ref" => {
                let lifetime = it["lifetime"].as_str().map(|it| format!("{it} "));
                let mutable = if it["is_mutable"] == true { "mut " } else { "" };
                let inner = self.ty(&it["type"]);
                format!("&{}{mutable}{inner}", lifetime.unwrap_or_default())
            }
            "slice" => format!("[{}]", self.ty(it)),
            "array" => format!("[{}; {}]", self.ty(&it["type"]), text(&it["len"])),
            "tuple" => match list(it) {
                [one] => format!("({},)", self.ty(one)),
                several => {
                    let types: Vec<_> = several.iter().map(|it| self.ty(it)).collect();
                    format!("({})", types.join(", "))
                }
            },
            "impl_trait" => format!("impl {}", self.bounds(it)),
            "dyn_trait" => {
                let traits = list(&it["traits"])
                    .iter()
                    .map(|it| self.path(&it["trait"], true));
                let lifetime = it["lifetime"].as_str().map(str::to_owned);
                let bounds: Vec<_> = traits.chain(lifetime).collect();
                format!("dyn {}", bounds.join(" + "))
            }
            "qualified_path" => format!(
                "<{} as {}>::{}",
                self.ty(&it["self_type"]),
                self.path(&it["trait"], true),
                text(&it["name"])
            ),
            other => panic!("a listing has no place for the type {other}: {it}"),
        }
    }

    /// A path with its arguments, and with their lifetimes if asked for.
    pub(super) fn path(&self, path: &Value, lifetimes: bool) -> String {
        let arguments = match path["args"].as_object() {
            None => String::new(),
            Some(_) => self.arguments(&path["args"], lifetimes),
        };
        self.name(&id(&path["id"])) + &arguments
    }

    fn arguments(&self, arguments: &Value, lifetimes: bool) -> String {
        let (kind, it) = variant(arguments);
        if kind == "parenthesized" {
            let inputs: Vec<_> = list(&it["inputs"]).iter().map(|it| self.ty(it)).collect();
            return format!("({}){}", inputs.join(", "), self.output(&it["output"]));
        }
        let plain = list(&it["args"]).iter().filter_map(|argument| {
            let (kind, it) = variant(argument);
            match kind {
                "type" => Some(self.ty(it)),
                "lifetime" => Some(text(it)).filter(|it| lifetimes && it != "'_"),
                other => panic!("a listing has no place for the argument {other}: {it}"),
            }
        });
        let told = list(&it["constraints"]).iter().map(|it| {
            let (name, (kind, binding)) = (text(&it["name"]), variant(&it["binding"]));
            match kind {
                "equality" => format!("{name} = {}", self.ty(&binding["type"])),
                _ => format!("{name}: {}", self.bounds(binding)),
            }
        });
        let all: Vec<_> = plain.chain(told).collect();
        if all.is_empty() {
            String::new()
        } else {
            format!("<{}>", all.join(", "))
        }
    }

    /// The name of an item in a listing.
    fn name(&self, id: &str) -> String {
        if let Some(name) = self.lent.get(id).or_else(|| self.places.get(id)) {
            return name.clone();
        }
        let steps: Vec<_> = list(&self.declared[id]["path"]).iter().map(text).collect();
        let (first, last) = steps
            .first()
            .zip(steps.last())
            .expect("where it is declared");
        match first.as_str() {
            "std" | "core" | "alloc" => last.clone(),
            // Serde's two halves are one to its users.
            "serde_core" => format!("serde::{last}"),
            "clientwright_runtime" => format!("runtime::{last}"),
            other => format!("{other}::{last}"),
        }
    }

    fn bounds(&self, bounds: &Value) -> String {
        let bounds: Vec<_> = list(bounds)
            .iter()
            .map(|bound| {
                let (kind, it) = variant(bound);
                match kind {
                    "trait_bound" => {
                        let maybe = if it["modifier"] == "maybe" { "?" } else { "" };
                        format!("{maybe}{}", self.path(&it["trait"], true))
                    }
                    "outlives" => text(it),
                    other => panic!("a listing has no place for the bound {other}: {it}"),
                }
            })
            .collect();
        bounds.join(" + ")
    }

    /// The parameters of an item that callers can name.
    pub(super) fn parameters(&self, item: &Value) -> String {
        let parameters = list(&item["generics"]["params"]).iter().filter_map(|it| {
            let (name, (kind, it)) = (text(&it["name"]), variant(&it["kind"]));
            let bounds = match kind {
                // What stands for an `impl Trait`.
                "type" if it["is_synthetic"] == true => return None,
                "type" => self.bounds(&it["bounds"]),
                "lifetime" => {
                    let bounds: Vec<_> = list(&it["outlives"]).iter().map(text).collect();
                    bounds.join(" + ")
                }
                _ => return Some(format!("const {name}: {}", self.ty(&it["type"]))),
            };
            Some(match bounds.as_str() {
                "" => name,
                bounds => format!("{name}: {bounds}"),
            })
        });
        let parameters: Vec<_> = parameters.collect();
        if parameters.is_empty() {
            String::new()
        } else {
            format!("<{}>", parameters.join(", "))
        }
    }

    /// Bounds in the `where` clause.
    pub(super) fn conditions(&self, item: &Value) -> String {
        let predicates: Vec<_> = list(&item["generics"]["where_predicates"])
            .iter()
            .map(|predicate| {
                let (kind, it) = variant(predicate);
                assert_eq!(kind, "bound_predicate", "a listing has no place for {it}");
                format!("{}: {}", self.ty(&it["type"]), self.bounds(&it["bounds"]))
            })
            .collect();
        if predicates.is_empty() {
            String::new()
        } else {
            format!(" where {}", predicates.join(", "))
        }
    }

    /// Rest of a declaration after the name of the function.
    pub(super) fn signature(&self, function: &Value) -> String {
        let inputs: Vec<_> = list(&function["sig"]["inputs"])
            .iter()
            .map(|input| self.input(&input[0], &input[1]))
            .collect();
        let words = [("is_const", "const"), ("is_async", "async")];
        let words: String = words
            .iter()
            .filter(|(key, _)| function["header"][key] == true)
            .map(|(_, word)| format!(" [{word}]"))
            .collect();
        format!(
            "{}({}){}{}{words}",
            self.parameters(function),
            inputs.join(", "),
            self.output(&function["sig"]["output"]),
            self.conditions(function),
        )
    }

    fn input(&self, name: &Value, ty: &Value) -> String {
        let (name, ty) = (text(name), self.ty(ty));
        let name = name.trim_start_matches("r#");
        if name != "self" {
            return format!("{name}: {ty}");
        }
        match ty.strip_suffix("Self") {
            Some(by) if by.is_empty() || by.starts_with('&') => format!("{by}self"),
            _ => format!("self: {ty}"),
        }
    }

    fn output(&self, output: &Value) -> String {
        if output.is_null() {
            String::new()
        } else {
            format!(" -> {}", self.ty(output))
        }
    }
}
