//! The JSON of rustdoc as facts of a listing. Whatever has no place in a listing yet is an error.

mod items;
mod types;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A crate as rustdoc describes it, and the facts that are found in it.
struct Docs<'a> {
    index: &'a Value,
    /// Where items of any crate are declared.
    declared: &'a Value,
    /// Where callers find items of this crate, by id.
    places: BTreeMap<String, String>,
    /// The names that the root lends to items of other crates, by id.
    lent: BTreeMap<String, String>,
}

/// All facts that a listing should hold.
pub fn facts(json: &Value) -> BTreeSet<String> {
    let root = id(&json["root"]);
    let mut docs = Docs {
        index: &json["index"],
        declared: &json["paths"],
        places: BTreeMap::new(),
        lent: BTreeMap::new(),
    };
    // Places and names first, since any item may mention any other.
    let mut places = Vec::new();
    docs.visit(&root, "", &mut places);
    for (item, place) in &places {
        match docs.item(item) {
            Some(it) if it["inner"]["use"].is_object() => {
                let (used, name) = (&it["inner"]["use"], text(&it["inner"]["use"]["name"]));
                if *place == name {
                    docs.lent.insert(id(&used["id"]), name);
                }
            }
            _ => {
                docs.places.insert(item.clone(), place.clone());
            }
        }
    }
    let mut facts = BTreeSet::new();
    for (item, place) in &places {
        docs.facts(item, place, &mut facts);
    }
    docs.traits_for_others(&mut facts);
    facts
}

/// An id as a key: ids are numbers, and keys of JSON are texts.
fn id(value: &Value) -> String {
    value.to_string()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The one member that says what something is, and what it holds.
fn variant(value: &Value) -> (&str, &Value) {
    let members = value.as_object().expect("an object");
    let (name, value) = members.iter().next().expect("a member");
    (name, value)
}

fn join(path: &str, step: &str) -> String {
    let step = step.trim_start_matches("r#");
    if path.is_empty() {
        step.to_owned()
    } else {
        format!("{path}::{step}")
    }
}

impl<'a> Docs<'a> {
    fn item(&self, id: &str) -> Option<&'a Value> {
        self.index.get(id)
    }

    /// Collects the items that a module shows at a place.
    fn visit(&self, module: &str, place: &str, found: &mut Vec<(String, String)>) {
        let items = &self.item(module).expect("a module")["inner"]["module"]["items"];
        for item in list(items).iter().map(id) {
            let Some(it) = self.item(&item) else {
                continue;
            };
            if it["visibility"] != "public" {
                continue;
            }
            let (kind, inner) = variant(&it["inner"]);
            match kind {
                "use" => {
                    let target = id(&inner["id"]);
                    let own = self.item(&target).is_some_and(|it| it["crate_id"] == 0);
                    match (own, inner["is_glob"] == true) {
                        (true, true) => self.visit(&target, place, found),
                        (true, false) => found.push((target, join(place, &text(&inner["name"])))),
                        (false, _) => found.push((item, join(place, &text(&inner["name"])))),
                    }
                }
                "module" => {
                    let here = join(place, &text(&it["name"]));
                    found.push((item.clone(), here.clone()));
                    self.visit(&item, &here, found);
                }
                _ => found.push((item, join(place, &text(&it["name"])))),
            }
        }
    }
}
