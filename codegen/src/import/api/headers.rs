//! Headers of responses.

use super::super::draft::Ty;
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use crate::builtin::Scalar;
use crate::check;
use crate::yaml::Node;

impl<'d> Context<'d, '_> {
    /// Names of the headers of a response, which are declared once for the whole API.
    pub(super) fn headers(&mut self, response: &'d Node) -> Vec<String> {
        let mut names = Vec::new();
        for (key, node) in response.get("headers").map_or(&[][..], Node::entries) {
            if !check::is_token(&key.text) || key.text.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Ok(node) = self.document.resolve(node) else {
                self.schemas.losses.add(
                    Loss::UnresolvedReference,
                    node,
                    format!("the header `{}`", key.text),
                );
                continue;
            };
            let lower = key.text.to_ascii_lowercase();
            if !self.headers.contains_key(&lower) {
                let ty = node
                    .get("schema")
                    .map(|it| self.schemas.value(it, &Place::new(&key.text)).ty);
                let ty = match ty {
                    Some(Ty::Scalar(scalar)) if scalar.is_in_parameters() => Ty::Scalar(scalar),
                    _ => Ty::Scalar(Scalar::String),
                };
                let docs = super::docs(None, node.get("description").and_then(Node::str));
                self.headers
                    .insert(lower.clone(), (key.text.clone(), ty, docs));
            }
            if let Some((name, ..)) = self.headers.get(&lower)
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// Adds the header that a redirect has, whether the document declares it or not (RFC 9110, section 10.2.2).
    pub(super) fn add_location(&mut self, names: &mut Vec<String>) {
        let (name, ..) = self
            .headers
            .entry("location".to_owned())
            .or_insert_with(|| {
                let docs = Some("URL that the redirect leads to.".to_owned());
                ("Location".to_owned(), Ty::Scalar(Scalar::String), docs)
            });
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
}
