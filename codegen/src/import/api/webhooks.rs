//! Webhooks: a union of the events that the API sends.

use super::super::draft::{DefinitionId, Variant};
use super::super::loss::Loss;
use super::super::names;
use super::super::schema::Place;
use super::Context;
use super::media::{self, MediaType};
use crate::builtin::Media;
use crate::yaml::Node;
use std::collections::BTreeSet;

impl<'d> Context<'d, '_> {
    /// The union of all events; `None` if there are none. Each request of a webhook is a variant.
    pub(super) fn webhooks(&mut self, root: &'d Node) -> Option<DefinitionId> {
        let place = Place::new("webhook");
        let (mut variants, mut taken) = (Vec::new(), BTreeSet::new());
        for key in ["webhooks", "x-webhooks"] {
            for (name, item) in root.get(key).map_or(&[][..], Node::entries) {
                let Some(schema) = self.payload(item) else {
                    let detail = format!("`{}`", name.text);
                    self.schemas.losses.add(Loss::Webhook, item, detail);
                    continue;
                };
                let name = names::value_name(&name.text);
                variants.push(Variant {
                    ty: self.schemas.ty(schema, &place.child(&name)),
                    name: names::unique(&name, &mut taken),
                    tags: Vec::new(),
                });
            }
        }
        if variants.is_empty() {
            return None;
        }
        let docs = "An event that the API sends.";
        Some(self.schemas.union(variants, &place.child("event"), docs))
    }

    /// The schema of the JSON that a webhook sends.
    fn payload(&self, item: &'d Node) -> Option<&'d Node> {
        let item = self.document.resolve(item).ok()?;
        let mut requests = item.entries().iter();
        let body = requests.find_map(|(_, request)| request.get("requestBody"))?;
        let body = self.document.resolve(body).ok()?;
        let media = MediaType::all(body, |it| match media::is_json(it) {
            true => Media::Json,
            false => Media::Bytes,
        });
        let json = media.iter().find(|it| it.media == Media::Json)?;
        json.node.get("schema")
    }
}
