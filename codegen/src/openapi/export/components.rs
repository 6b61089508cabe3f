//! Components: schemas, responses, headers and security schemes.

use super::object::Object;
use super::{envelope, responses, security, types};
use crate::ir::Api;

/// The components object.
pub(super) fn components(api: &Api) -> Object {
    let types = api.types.iter();
    let types: Object = types
        .map(|ty| (&*ty.name, types::definition(api, ty)))
        .collect();
    let of_envelope = api.envelope.as_ref().map(envelope::shared);
    Object::new()
        .with_object("schemas", types.merge(of_envelope.unwrap_or_default()))
        .with_object("responses", responses::shared(api))
        .with_object("headers", responses::shared_headers(api))
        .with_object("securitySchemes", security::schemes(api))
}
