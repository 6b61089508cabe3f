//! `--write-tombstones`: adds the missing entries to `removed.yaml`.

use super::head::Head;
use super::ledger_file::LedgerFile;
use crate::error::Error;
use crate::output;
use clientwright_codegen::spec::REMOVED;
use std::path::Path;

const FILE: LedgerFile = LedgerFile {
    name: REMOVED,
    header: "Names of removed elements, which are never reused. `cargo xtask diff --write-tombstones` adds the missing ones.",
    len: |ledger| ledger.removed.len(),
};

/// Appends the missing tombstones to the file, and prints them.
pub(super) fn append(spec: &Path, head: &Head, missing: &[String]) -> Result<(), Error> {
    if missing.is_empty() {
        return output::write_line("no tombstones are missing");
    }
    FILE.append(spec, &head.ledger, missing)
}
