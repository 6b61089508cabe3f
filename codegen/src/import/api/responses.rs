//! Responses.

use super::super::draft::{Response, Ty};
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use super::bodies::{essence, is_json, unusual};
use super::operations::names;
use crate::builtin::Scalar;
use crate::check;
use crate::yaml::Node;

/// The responses of an operation.
#[derive(Default)]
pub(super) struct Responses {
    /// Success responses.
    pub returns: Vec<Response>,
    /// Error responses by status.
    pub errors: Vec<(String, Response)>,
}

impl<'d> Context<'d, '_> {
    /// The responses of an operation.
    pub(super) fn responses(
        &mut self,
        operation: &'d Node,
        is_head: bool,
        place: &Place,
    ) -> Responses {
        let entries = operation.get("responses").map_or(&[][..], Node::entries);
        let has_success = entries.iter().any(|(key, _)| is_success(&key.text));
        let mut responses = Responses::default();
        for (key, node) in entries {
            let Ok(node) = self.document.resolve(node) else {
                self.schemas.losses.add(
                    Loss::UnresolvedReference,
                    node,
                    format!("the response `{}`", key.text),
                );
                continue;
            };
            if let Some(links) = node.get("links").filter(|it| !it.entries().is_empty()) {
                self.schemas.losses.add(Loss::Link, links, names(links));
            }
            let status = key.text.to_ascii_lowercase();
            if is_success(&status) || status == "default" && !has_success {
                let place = place.child("response");
                let mut response = self.response(node, is_head, &place);
                response.status = success_status(&status, response.ty.is_some());
                if matches!(response.status, 204 | 205) && response.ty.take().is_some() {
                    self.schemas.losses.add(
                        Loss::IgnoredKeyword,
                        node,
                        format!("`content` with the status {}", response.status),
                    );
                    response.media = "json";
                }
                if responses
                    .returns
                    .iter()
                    .all(|it| it.status != response.status)
                {
                    responses.returns.push(response);
                }
            } else if let Some(status) = error_status(&status) {
                let mut response = self.response(node, is_head, &place.child("error"));
                if response.media != "json" {
                    response.ty = None;
                }
                if responses.errors.iter().all(|(it, _)| *it != status) {
                    responses.errors.push((status, response));
                }
            } else if !key.text.starts_with("x-") {
                self.schemas
                    .losses
                    .add(Loss::IgnoredResponse, node, format!("`{}`", key.text));
            }
        }
        self.one_media(operation, &mut responses);
        responses
    }

    /// Removes success responses whose media type is not that of the first.
    fn one_media(&mut self, operation: &'d Node, responses: &mut Responses) {
        let typed = responses.returns.iter().find(|it| it.ty.is_some());
        let Some(media) = typed.map(|it| it.media) else {
            return;
        };
        responses.returns.retain(|it| {
            let keeps = it.ty.is_none() && media == "json" || it.media == media && it.ty.is_some();
            if !keeps {
                self.schemas.losses.add(
                    Loss::IgnoredResponse,
                    operation,
                    format!("status {} next to a response of `{media}`", it.status),
                );
            }
            keeps
        });
        if media != "json" {
            for other in responses.returns.drain(1..) {
                self.schemas.losses.add(
                    Loss::IgnoredResponse,
                    operation,
                    format!("status {}", other.status),
                );
            }
        }
    }

    fn response(&mut self, node: &'d Node, is_head: bool, place: &Place) -> Response {
        let content = node.get("content").map_or(&[][..], Node::entries);
        let mut response = Response {
            status: 0,
            ty: None,
            media: "json",
            content_type: None,
            docs: super::docs(None, node.get("description").and_then(Node::str)),
            headers: self.headers(node),
        };
        if is_head {
            return response;
        }
        let json = content.iter().find(|(key, _)| is_json(&essence(&key.text)));
        let Some((key, entry)) = json.or_else(|| content.first()) else {
            return response;
        };
        let content_type = essence(&key.text);
        for (other, entry) in content.iter().filter(|(it, _)| it.text != key.text) {
            self.schemas.losses.add(
                Loss::OtherMediaType,
                entry,
                format!("`{}` next to `{content_type}`", other.text),
            );
        }
        let schema = entry.get("itemSchema").or_else(|| entry.get("schema"));
        let typed = |context: &mut Self| match schema {
            Some(schema) => context.schemas.ty(schema, place),
            None => Ty::Scalar(Scalar::Json),
        };
        let (media, ty, usual) = match content_type.as_str() {
            json if is_json(json) => ("json", typed(self), "application/json"),
            "text/event-stream" => ("event_stream", typed(self), "text/event-stream"),
            "application/jsonl" | "application/x-ndjson" | "application/x-jsonlines" => {
                ("json_lines", typed(self), "application/jsonl")
            }
            text if text.starts_with("text/") => ("text", Ty::Scalar(Scalar::String), "text/plain"),
            _ => (
                "bytes",
                Ty::Scalar(Scalar::Bytes),
                "application/octet-stream",
            ),
        };
        response.media = media;
        response.ty = Some(match ty {
            Ty::Nullable(inner) if media != "json" => *inner,
            ty => ty,
        });
        response.content_type =
            unusual(&content_type, usual).filter(|_| matches!(media, "json" | "text" | "bytes"));
        response
    }

    /// Names of the headers of a response, which are declared once for the whole API.
    fn headers(&mut self, response: &'d Node) -> Vec<String> {
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
}

fn is_success(status: &str) -> bool {
    status.len() == 3 && status.starts_with('2')
}

/// The status of a success response. A range is its usual member.
fn success_status(status: &str, has_body: bool) -> u16 {
    status.parse().unwrap_or(if has_body { 200 } else { 204 })
}

/// The key of an error response: `404`, `4xx` or `default`.
fn error_status(status: &str) -> Option<String> {
    let is_error = status.len() == 3 && (status.starts_with('4') || status.starts_with('5'));
    let is_known = is_error && (status.ends_with("xx") || status.parse::<u16>().is_ok());
    (is_known || status == "default").then(|| status.to_owned())
}
