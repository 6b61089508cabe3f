//! Responses.

use super::super::draft::{Response, Ty};
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use super::media::{MAX_METHODS, Media, is_json};
use super::operations::names;
use crate::builtin::Scalar;
use crate::check;
use crate::yaml::{Key, Node};

/// The responses of an operation.
#[derive(Default)]
pub(super) struct Responses {
    /// Success responses.
    pub returns: Vec<Response>,
    /// Error responses by status.
    pub errors: Vec<(String, Response)>,
}

impl<'d> Context<'d, '_> {
    /// The media types of success responses that callers can choose instead of the usual one.
    pub(super) fn other_media(&mut self, operation: &'d Node) -> Vec<Media<'d>> {
        let entries = operation.get("responses").map_or(&[][..], Node::entries);
        let results = Results::of(entries);
        let mut others: Vec<Media<'d>> = Vec::new();
        for (key, node) in entries {
            let Ok(node) = self.document.resolve(node) else {
                continue;
            };
            let all = Media::all(node, key_of);
            let Some(usual) = usual(&all).filter(|_| results.contains(&key.text)) else {
                continue;
            };
            for media in &all {
                let is_known = media.content_type == usual.content_type
                    || others
                        .iter()
                        .any(|it| it.content_type == media.content_type);
                if is_known {
                    continue;
                }
                if media.is_sendable()
                    && !media.is_same_content(usual)
                    && others.len() + 1 < MAX_METHODS
                {
                    others.push(media.clone());
                } else {
                    self.schemas
                        .losses
                        .add(Loss::OtherMediaType, media.node, media.next_to(usual));
                }
            }
        }
        others
    }

    /// The responses of an operation. `chosen` is the media type that a method has instead of the usual one.
    pub(super) fn responses(
        &mut self,
        operation: &'d Node,
        is_head: bool,
        chosen: Option<&Media<'d>>,
        place: &Place,
    ) -> Responses {
        let entries = operation.get("responses").map_or(&[][..], Node::entries);
        let results = Results::of(entries);
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
            if results.contains(&status) {
                if status == "default" {
                    self.schemas.losses.decide(
                        node,
                        "the response `default` is a result, with the status 200 or 204",
                        "the operation has no other",
                    );
                }
                let place = place.child("response");
                // The body of a redirect is a page for people.
                let has_no_body = is_head || is_redirect(&status);
                let mut response = self.response(node, has_no_body, chosen, &place);
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
                let mut response = self.response(node, is_head, None, &place.child("error"));
                if response.media != "json" {
                    response.ty = None;
                    let media = node.get("content").unwrap_or(node);
                    self.schemas
                        .losses
                        .add(Loss::ErrorMediaType, media, names(media));
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
        for (status, media) in one_media(&mut responses) {
            // The method with the usual media type has the response.
            if chosen.is_none() {
                self.schemas.losses.add(
                    Loss::IgnoredResponse,
                    operation,
                    format!("status {status} next to a response of `{media}`"),
                );
            }
        }
        responses
    }

    fn response(
        &mut self,
        node: &'d Node,
        is_head: bool,
        chosen: Option<&Media<'d>>,
        place: &Place,
    ) -> Response {
        let mut response = Response {
            status: 0,
            ty: None,
            media: "json",
            content_type: None,
            docs: super::docs(None, node.get("description").and_then(Node::str)),
            headers: self.headers(node),
        };
        let all = Media::all(node, key_of);
        let chosen = all
            .iter()
            .find(|it| chosen.is_some_and(|chosen| chosen.content_type == it.content_type));
        let Some(media) = chosen.or_else(|| usual(&all)).filter(|_| !is_head) else {
            return response;
        };
        let schema = media
            .node
            .get("itemSchema")
            .or_else(|| media.node.get("schema"));
        let (ty, content_type) = match media.key {
            "text" => (Ty::Scalar(Scalar::String), media.unusual("text/plain")),
            "bytes" => (
                Ty::Scalar(Scalar::Bytes),
                media.unusual("application/octet-stream"),
            ),
            key => {
                let ty = match schema {
                    Some(schema) => self.schemas.ty(schema, place),
                    None => Ty::Scalar(Scalar::Json),
                };
                match ty {
                    ty if key == "json" => (ty, media.unusual("application/json")),
                    Ty::Nullable(inner) => (*inner, None),
                    ty => (ty, None),
                }
            }
        };
        response.media = media.key;
        response.ty = Some(ty);
        response.content_type = content_type;
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

/// The statuses of an operation that are results, not errors.
struct Results {
    has_success: bool,
    has_redirect: bool,
}

impl Results {
    fn of(entries: &[(Key, Node)]) -> Self {
        let any = |is: fn(&str) -> bool| entries.iter().any(|(key, _)| is(&key.text));
        Self {
            has_success: any(is_success),
            has_redirect: any(is_redirect),
        }
    }

    /// Whether a status is a result: that of a success; without one that of a redirect; and without both `default`.
    fn contains(&self, status: &str) -> bool {
        is_success(status)
            || is_redirect(status) && !self.has_success
            || status == "default" && !self.has_success && !self.has_redirect
    }
}

/// The media type of a response that callers get if they do not choose one: JSON, or else the first. `*/*` is JSON only if
/// there is no other.
fn usual<'m, 'd>(all: &'m [Media<'d>]) -> Option<&'m Media<'d>> {
    let mut json = all.iter().filter(|it| it.key == "json");
    let named = json.clone().find(|it| it.is_sendable());
    named.or_else(|| json.next()).or_else(|| all.first())
}

/// The key of a content type in the spec.
fn key_of(content_type: &str) -> &'static str {
    match content_type {
        it if is_json(it) => "json",
        "text/event-stream" => "event_stream",
        "application/jsonl" | "application/x-ndjson" | "application/x-jsonlines" => "json_lines",
        it if it.starts_with("text/") => "text",
        _ => "bytes",
    }
}

/// Removes success responses whose media type is not that of the first. Returns their statuses, and that media type.
fn one_media(responses: &mut Responses) -> Vec<(u16, &'static str)> {
    let typed = responses.returns.iter().find(|it| it.ty.is_some());
    let Some(media) = typed.map(|it| it.media) else {
        return Vec::new();
    };
    let mut removed = Vec::new();
    let mut has_value = false;
    responses.returns.retain(|it| {
        let keeps = if media == "json" {
            it.ty.is_none() || it.media == media
        } else {
            it.media == media && it.ty.is_some() && !has_value
        };
        has_value |= keeps;
        if !keeps {
            removed.push((it.status, media));
        }
        keeps
    });
    removed
}

fn is_success(status: &str) -> bool {
    status.len() == 3 && status.starts_with('2')
}

fn is_redirect(status: &str) -> bool {
    matches!(status, "301" | "302" | "303" | "307" | "308")
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
