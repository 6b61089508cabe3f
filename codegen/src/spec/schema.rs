//! The JSON Schema of the format, derived from the declarations of its records.

use super::decode::Decode;
use super::definitions::Definitions;
use super::{ApiFile, Approval, ResourceFile, Tombstone, TypesFile};
use serde_json::json;

/// The JSON Schema of every file of a spec, with a trailing line feed.
pub fn json_schema() -> String {
    let mut definitions = Definitions::default();
    let files = [
        ApiFile::schema(&mut definitions),
        ResourceFile::schema(&mut definitions),
        TypesFile::schema(&mut definitions),
        Vec::<Approval>::schema(&mut definitions),
        Vec::<Tombstone>::schema(&mut definitions),
    ];
    let schema = json!({
        "$comment": format!("{}; the first line of each spec file refers editors to it", crate::tree::MARKER),
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "API description",
        "description": "A file of the spec: `api.yaml`, `resources/<id>.yaml`, `types/<id>.yaml`, `approvals.yaml` or `removed.yaml`.",
        "anyOf": files,
        "$defs": definitions.into_map(),
    });
    format!("{schema:#}\n")
}
