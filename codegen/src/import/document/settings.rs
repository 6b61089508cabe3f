//! Limits of documents, which are larger and deeper than the files of a spec.

use crate::diag::Code;
use crate::yaml::Settings;

/// How documents in YAML are parsed. The largest public ones have 13 MB, about 400,000 values and 25 levels.
pub(super) const YAML: Settings = Settings {
    bytes: 32 << 20,
    depth: 32,
    nodes: 2_000_000,
    syntax: Code::InvalidDocument,
    exceeded: Code::DocumentLimitExceeded,
    too_large: "split the document into several files, which refer to each other with `$ref`",
    too_deep: "move the inner schemas to `components/schemas`, and refer to them with `$ref`",
    repeated: "write the values out, or refer to them with `$ref`",
};

/// How documents in JSON are parsed. They can be deeper, because the YAML parser needs much more stack for each level.
pub(super) const JSON: Settings = Settings { depth: 100, ..YAML };
