//! Limits of documents, which are larger and deeper than the files of a spec.

use crate::diag::Code;
use crate::yaml::Settings;

/// How documents are parsed. The largest public ones have 13 MB, about 400,000 values and 25 levels.
pub(super) const DOCUMENT: Settings = Settings {
    bytes: 32 << 20,
    depth: 100,
    nodes: 2_000_000,
    syntax: Code::InvalidDocument,
    exceeded: Code::DocumentLimitExceeded,
    too_large: "split the document into several files, which refer to each other with `$ref`",
    too_deep: "move the inner schemas to `components/schemas`, and refer to them with `$ref`",
    repeated: "write the values out, or refer to them with `$ref`",
};
