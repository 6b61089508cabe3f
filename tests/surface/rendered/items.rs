//! Items and their traits.

use super::{Docs, id, join, list, text, variant};
use serde_json::Value;
use std::collections::BTreeSet;

/// Traits that no caller can name, or that say nothing to one.
const UNSTABLE: &[&str] = &["Freeze", "StructuralPartialEq", "UnsafeUnpin"];

impl Docs<'_> {
    /// The facts of an item where callers find it.
    pub(super) fn facts(&self, item: &str, place: &str, facts: &mut BTreeSet<String>) {
        let item = self.item(item).expect("an item");
        let (kind, inner) = variant(&item["inner"]);
        let generics = || self.parameters(inner) + &self.conditions(inner);
        let (kind, rest) = match kind {
            "module" => ("mod", String::new()),
            "use" => ("use", format!(" = {}", text(&inner["source"]))),
            "struct" => {
                self.fields(item, inner, place, facts);
                self.able(item, inner, place, facts);
                ("struct", generics())
            }
            "enum" => {
                for variant in list(&inner["variants"]) {
                    self.variant(item, variant, place, facts);
                }
                self.able(item, inner, place, facts);
                ("enum", generics())
            }
            "type_alias" => {
                let target = self.ty(&inner["type"]);
                ("type", format!("{} = {target}", self.parameters(inner)))
            }
            "function" => ("fn", self.signature(inner)),
            "constant" => {
                let (ty, value) = (self.ty(&inner["type"]), text(&inner["const"]["expr"]));
                ("const", format!(": {ty} = {value}"))
            }
            "static" => ("static", format!(": {}", self.ty(&inner["type"]))),
            other => panic!("a listing has no place for the {other} `{place}`"),
        };
        let marks = marks(item, inner, None);
        facts.insert(format!("{kind:<8}{place}{rest}{marks}"));
    }

    fn fields(&self, whole: &Value, inner: &Value, place: &str, facts: &mut BTreeSet<String>) {
        let kind = &inner["kind"];
        let fields = list(&kind["plain"]["fields"])
            .iter()
            .chain(list(&kind["tuple"]));
        for field in fields.filter(|it| !it.is_null()) {
            let field = self.item(&id(field)).expect("a field");
            let ty = self.ty(&field["inner"]["struct_field"]);
            let path = join(place, &text(&field["name"]));
            let marks = marks(field, &Value::Null, Some(whole));
            facts.insert(format!("field   {path}: {ty}{marks}"));
        }
    }

    fn variant(
        &self,
        whole: &Value,
        variant_id: &Value,
        place: &str,
        facts: &mut BTreeSet<String>,
    ) {
        let variant = self.item(&id(variant_id)).expect("a variant");
        let kind = &variant["inner"]["variant"]["kind"];
        let held = |ids: &Value| {
            let fields: Vec<_> = list(ids)
                .iter()
                .map(|it| self.item(&id(it)).expect("a field"))
                .collect();
            fields
                .into_iter()
                .map(|it| (text(&it["name"]), self.ty(&it["inner"]["struct_field"])))
                .collect::<Vec<_>>()
        };
        let rest = if kind == "plain" {
            String::new()
        } else if kind["tuple"].is_array() {
            let types: Vec<_> = held(&kind["tuple"]).into_iter().map(|(_, ty)| ty).collect();
            format!("({})", types.join(", "))
        } else {
            let fields = held(&kind["struct"]["fields"]);
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, ty)| format!("{name}: {ty}"))
                .collect();
            format!(" {{ {} }}", fields.join(", "))
        };
        let path = join(place, &text(&variant["name"]));
        let marks = marks(variant, &Value::Null, Some(whole));
        facts.insert(format!("variant {path}{rest}{marks}"));
    }

    /// Methods and traits of a type.
    fn able(&self, item: &Value, inner: &Value, place: &str, facts: &mut BTreeSet<String>) {
        for it in list(&inner["impls"]) {
            let it = &self.item(&id(it)).expect("an impl")["inner"]["impl"];
            if it["trait"].is_null() {
                for member in list(&it["items"]).iter().map(id) {
                    let name = text(&self.item(&member).expect("a member")["name"]);
                    self.facts(&member, &join(place, &name), facts);
                }
            } else if it["blanket_impl"].is_null() && it["for"]["resolved_path"]["id"] == item["id"]
            {
                // rustdoc also names traits of other types here, if this type is an argument of theirs.
                self.has(it, place, facts);
            }
        }
    }

    fn has(&self, it: &Value, place: &str, facts: &mut BTreeSet<String>) {
        let of = self.path(&it["trait"], false);
        if UNSTABLE.contains(&of.as_str()) {
            return;
        }
        let not = if it["is_negative"] == true { "!" } else { "" };
        let (head, mut told) = match of.strip_suffix('>').and_then(|it| it.split_once('<')) {
            Some((head, arguments)) => (head.to_owned(), vec![arguments.to_owned()]),
            None => (of, Vec::new()),
        };
        for member in list(&it["items"]).iter().map(id) {
            let member = self.item(&member).expect("a member");
            if let Some(ty) = member["inner"].get("assoc_type") {
                told.push(format!(
                    "{} = {}",
                    text(&member["name"]),
                    self.ty(&ty["type"])
                ));
            }
        }
        let told = if told.is_empty() {
            String::new()
        } else {
            format!("<{}>", told.join(", "))
        };
        facts.insert(format!("impl    {place}: {not}{head}{told}"));
    }

    /// Traits that this crate gives to types of others.
    pub(super) fn traits_for_others(&self, facts: &mut BTreeSet<String>) {
        let items = self.index.as_object().expect("items").values();
        for it in items.filter(|it| it["crate_id"] == 0) {
            let Some(it) = it["inner"].get("impl") else {
                continue;
            };
            let of = &it["for"]["resolved_path"]["id"];
            let own = self.item(&id(of)).is_some_and(|item| item["crate_id"] == 0);
            if !of.is_number() || own || !it["blanket_impl"].is_null() {
                continue;
            }
            let (of, of_trait) = (self.ty(&it["for"]), self.path(&it["trait"], false));
            let from = of_trait.strip_prefix("From<");
            match from.and_then(|it| it.strip_suffix('>')) {
                // Listed with the type of this crate, as the trait that follows from it.
                Some(own) if of == "String" => {
                    facts.insert(format!("impl    {own}: Into<{of}>"));
                }
                _ => self.has(it, &of, facts),
            }
        }
    }
}

/// The marks of an item; a part need not repeat the deprecation of the whole.
fn marks(item: &Value, inner: &Value, whole: Option<&Value>) -> String {
    let mut marks = String::new();
    let attributes = list(&item["attrs"]);
    if attributes.iter().any(|it| it.get("must_use").is_some()) {
        marks.push_str(" [must_use]");
    }
    if attributes.iter().any(|it| it == "non_exhaustive") {
        marks.push_str(" [non_exhaustive]");
    }
    let kind = &inner["kind"];
    let private = list(&kind["tuple"]).iter().any(Value::is_null);
    if private || kind["plain"]["has_stripped_fields"] == true {
        marks.push_str(" [private_fields]");
    }
    let deprecation = &item["deprecation"];
    if deprecation.is_object() && whole.is_none_or(|it| it["deprecation"] != *deprecation) {
        marks.push_str(" [deprecated");
        for key in ["since", "note"] {
            if let Some(text) = deprecation[key].as_str() {
                marks.push_str(&format!(" {key}={text:?}"));
            }
        }
        marks.push(']');
    }
    marks
}
