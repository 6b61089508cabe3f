//! The methods of the client for an operation of a document.

use super::super::draft::Operation;
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use super::media::MediaType;
use super::operations::operation_id;
use crate::builtin::Method;
use crate::yaml::Node;

impl<'d> Context<'d, '_> {
    /// An operation of a document as operations of a spec: one for each media type with other content.
    pub(super) fn methods(
        &mut self,
        method: Method,
        path: String,
        item: &'d Node,
        node: &'d Node,
    ) -> Vec<Operation> {
        let name = match operation_id(node) {
            Some(id) => id.to_owned(),
            None => format!("{} {path}", method.name().to_ascii_lowercase()),
        };
        // Inline types of a method are named like it.
        let place_of = |media: Option<&MediaType<'d>>| match media {
            Some(media) => Place::new(format!("{name} {}", media.suffix())),
            None => Place::new(&name),
        };
        let is_head = method == Method::Head;
        let place = place_of(None);
        let operation = self.operation(method, path, item, node, &place);
        let mut bodies = if method.has_body() {
            self.bodies(node, place_of)
        } else {
            self.ignore_body(node, method);
            Vec::new()
        }
        .into_iter();
        let responses = self.responses(node);
        let usual = Operation {
            body: bodies.next().map(|(_, body)| body),
            returns: self.results(&responses, is_head, None, &place),
            errors: self.errors(&responses, is_head, &place),
            ..operation
        };
        let mut operations = vec![usual.clone()];
        for (media, body) in bodies {
            let note = format!("Sends the body as `{}`.", media.content_type);
            operations.push(Operation {
                body: Some(body),
                ..variant(&usual, &media, &note)
            });
        }
        let others = if is_head {
            Vec::new()
        } else {
            self.other_media(&responses)
        };
        for media in others {
            let note = format!("The response is `{}`.", media.content_type);
            operations.push(Operation {
                returns: self.results(&responses, is_head, Some(&media), &place_of(Some(&media))),
                ..variant(&usual, &media, &note)
            });
        }
        operations
    }

    /// Reports a body that requests with a method do not have.
    fn ignore_body(&mut self, node: &'d Node, method: Method) {
        if let Some(body) = node.get("requestBody") {
            self.schemas.losses.add(
                Loss::IgnoredKeyword,
                body,
                format!("the body of a `{}` request", method.name()),
            );
        }
    }
}

/// The operation with another media type, and a note about it.
fn variant(usual: &Operation, media: &MediaType<'_>, note: &str) -> Operation {
    Operation {
        docs: Some(match &usual.docs {
            Some(docs) => format!("{docs}\n\n{note}"),
            None => note.to_owned(),
        }),
        suffix: Some(media.suffix()),
        ..usual.clone()
    }
}
