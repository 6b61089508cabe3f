//! How a file is parsed: its limits, and the codes and help lines of its errors.

use crate::diag::{Code, Report};
use crate::source::FileId;

/// Limits of a kind of file. A larger file is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Maximum size in bytes.
    pub(crate) bytes: usize,
    /// Maximum nesting of lists and maps. Decoding recurses, and must fit the stack of a thread.
    pub(crate) depth: usize,
    /// Maximum number of nodes, after expanding aliases.
    pub(crate) nodes: usize,
    /// Code of syntax errors.
    pub(crate) syntax: Code,
    /// Code of exceeded limits.
    pub(crate) exceeded: Code,
    /// Help line for a file that is too large.
    pub(crate) too_large: &'static str,
    /// Help line for a file that is too deep.
    pub(crate) too_deep: &'static str,
    /// Help line for aliases that expand to too many nodes.
    pub(crate) repeated: &'static str,
}

/// Settings of the files of a spec.
pub(super) const SPEC: Settings = Settings {
    bytes: 4 << 20,
    depth: 32,
    nodes: 500_000,
    syntax: Code::Syntax,
    exceeded: Code::LimitExceeded,
    too_large: "split it into several files under `resources/` and `types/`",
    too_deep: "move the inner part to a type of its own under `types`",
    repeated: "write the values out, or define a type for what repeats",
};

impl Settings {
    /// Message about a file that is too deep.
    pub(crate) fn depth_message(&self) -> String {
        format!(
            "lists and maps are nested more than {} levels deep",
            self.depth
        )
    }

    /// Reports a file that has too many bytes.
    pub(crate) fn exceeds_bytes(&self, file: FileId, text: &str, report: &mut Report) -> bool {
        let (size, maximum) = (text.len(), self.bytes);
        if size > maximum {
            report.error(
                self.exceeded,
                file.start(),
                format!("the file has {size} bytes, more than the maximum of {maximum}"),
                self.too_large,
            );
        }
        size > maximum
    }
}
