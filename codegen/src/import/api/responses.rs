//! Responses.

use super::super::draft::{Response, Ty};
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use super::media::{MAX_METHODS, MediaType, is_json};
use super::operations::names;
use super::statuses::{self, Statuses};
use crate::builtin::{Media, Scalar};
use crate::yaml::Node;

/// The responses of an operation that the document declares.
pub(super) struct Declared<'d> {
    statuses: Statuses,
    /// Responses by lowercase status.
    responses: Vec<(String, &'d Node)>,
}

impl<'d> Declared<'d> {
    fn results(&self) -> impl Iterator<Item = (&str, &'d Node)> {
        let responses = self.responses.iter();
        responses
            .filter(|(status, _)| self.statuses.is_result(status))
            .map(|(status, node)| (status.as_str(), *node))
    }
}

impl<'d> Context<'d, '_> {
    /// The responses of an operation, without references.
    pub(super) fn responses(&mut self, operation: &'d Node) -> Declared<'d> {
        let entries = operation.get("responses").map_or(&[][..], Node::entries);
        let mut responses = Vec::new();
        for (key, node) in entries
            .iter()
            .filter(|(key, _)| !key.text.starts_with("x-"))
        {
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
            responses.push((key.text.to_ascii_lowercase(), node));
        }
        Declared {
            statuses: Statuses::of(entries),
            responses,
        }
    }

    /// The media types of results that callers can choose instead of the usual one.
    pub(super) fn other_media(&mut self, declared: &Declared<'d>) -> Vec<MediaType<'d>> {
        let mut others: Vec<MediaType<'d>> = Vec::new();
        for (status, node) in declared.results() {
            let all = MediaType::all(node, media_of);
            let Some(usual) = usual(&all).filter(|_| !statuses::has_no_value(status)) else {
                continue;
            };
            // Another response can have the same other media type.
            let of_others = others.len();
            for media in all.iter().filter(|it| !std::ptr::eq(*it, usual)) {
                let mut known = others[..of_others].iter();
                if known.any(|it| it.content_type == media.content_type) {
                    continue;
                }
                let differs = others
                    .iter()
                    .chain([usual])
                    .all(|it| media.differs_from(it));
                if differs && others.len() + 1 < MAX_METHODS {
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

    /// The results of a method. `chosen` is its media type, if it is not the usual one.
    pub(super) fn results(
        &mut self,
        declared: &Declared<'d>,
        is_head: bool,
        chosen: Option<&MediaType<'d>>,
        place: &Place,
    ) -> Vec<Response> {
        let mut results: Vec<(&'d Node, Response)> = Vec::new();
        for (status, node) in declared.results() {
            if status == "default" {
                self.schemas.losses.decide(
                    node,
                    "the response `default` is the result",
                    "the operation has no other result",
                );
            }
            let all = MediaType::all(node, media_of);
            let media = match chosen {
                Some(chosen) => all.iter().find(|it| it.content_type == chosen.content_type),
                None => usual(&all),
            };
            if media.is_none() && !all.is_empty() {
                // The method with the usual media type has this response.
                continue;
            }
            let has_no_value = statuses::has_no_value(status);
            if has_no_value && media.is_some() {
                self.schemas.losses.add(
                    Loss::IgnoredKeyword,
                    node,
                    format!("`content` with the status {status}"),
                );
            }
            let media = media.filter(|_| !is_head && !has_no_value);
            let mut response = self.response(node, media, &place.child("response"));
            response.status = statuses::of_result(status, response.ty.is_some());
            if statuses::is_redirect(status) {
                self.add_location(&mut response.headers);
            }
            if results.iter().all(|(_, it)| it.status != response.status) {
                results.push((node, response));
            }
        }
        // A method decodes one media type. Only next to JSON can it return nothing.
        let mut typed = results.iter().filter(|(_, it)| it.ty.is_some());
        let media = typed.next().map(|(_, it)| it.media);
        let mut kept: Vec<Response> = Vec::new();
        for (node, response) in results {
            let fits = match media {
                None => true,
                Some(Media::Json) => response.ty.is_none() || response.media == Media::Json,
                Some(media) => response.ty.is_some() && response.media == media && kept.is_empty(),
            };
            if fits {
                kept.push(response);
            } else if let Some(media) = media.filter(|_| chosen.is_none()) {
                self.schemas.losses.add(
                    Loss::IgnoredResponse,
                    node,
                    format!(
                        "status {} next to a response of `{}`",
                        response.status,
                        media.name()
                    ),
                );
            }
        }
        kept
    }

    /// The error responses of an operation by status.
    pub(super) fn errors(
        &mut self,
        declared: &Declared<'d>,
        is_head: bool,
        place: &Place,
    ) -> Vec<(String, Response)> {
        let mut errors: Vec<(String, Response)> = Vec::new();
        for (status, node) in &declared.responses {
            if declared.statuses.is_result(status) {
                continue;
            }
            if !statuses::is_error(status) {
                self.schemas
                    .losses
                    .add(Loss::IgnoredResponse, node, format!("`{status}`"));
                continue;
            }
            let all = MediaType::all(node, media_of);
            let usual = usual(&all).filter(|_| !is_head);
            let json = usual.filter(|it| it.media == Media::Json);
            for other in all.iter().filter(|_| usual.is_some()) {
                match json {
                    Some(json) if std::ptr::eq(json, other) => {}
                    Some(json) => self.schemas.losses.add(
                        Loss::OtherMediaType,
                        other.node,
                        other.next_to(json),
                    ),
                    None => self.schemas.losses.add(
                        Loss::ErrorMediaType,
                        other.node,
                        format!("`{}`", other.content_type),
                    ),
                }
            }
            let response = self.response(node, json, &place.child("error"));
            if errors.iter().all(|(it, _)| it != status) {
                errors.push((status.clone(), response));
            }
        }
        errors
    }

    /// A response with a media type, or without content.
    fn response(
        &mut self,
        node: &'d Node,
        media: Option<&MediaType<'d>>,
        place: &Place,
    ) -> Response {
        let ty = media.map(|it| match it.media.raw() {
            Some(raw) => Ty::Scalar(raw.scalar),
            None => {
                let schema = it.node.get("itemSchema").or_else(|| it.node.get("schema"));
                match schema.map(|it| self.schemas.ty(it, place)) {
                    Some(Ty::Nullable(value)) if it.media.sequence().is_some() => *value,
                    Some(ty) => ty,
                    None => Ty::Scalar(Scalar::Json),
                }
            }
        });
        Response {
            status: 0,
            ty,
            media: media.map_or(Media::Json, |it| it.media),
            content_type: media.and_then(MediaType::unusual),
            docs: super::docs(None, node.get("description").and_then(Node::str)),
            headers: self.headers(node),
        }
    }
}

/// The media type of a response that callers get if they do not choose one: JSON, or else the first. `*/*` is JSON only if
/// there is no other.
fn usual<'m, 'd>(all: &'m [MediaType<'d>]) -> Option<&'m MediaType<'d>> {
    let mut json = all.iter().filter(|it| it.media == Media::Json);
    let named = json.clone().find(|it| it.is_sendable());
    named.or_else(|| json.next()).or_else(|| all.first())
}

/// The media type of a response with a content type.
fn media_of(content_type: &str) -> Media {
    match content_type {
        it if is_json(it) => Media::Json,
        "text/event-stream" => Media::EventStream,
        "application/jsonl" | "application/x-ndjson" | "application/x-jsonlines" => {
            Media::JsonLines
        }
        it if it.starts_with("text/") => Media::Text,
        _ => Media::Bytes,
    }
}
