//! `--approve`: adds entries to `approvals.yaml`.

use super::explain::reason_to_allow;
use super::find;
use super::head::Head;
use super::ledger_file::LedgerFile;
use crate::error::Error;
use clientwright_codegen::audit::report::{Approval, Change, Report};
use clientwright_codegen::audit::{approvals, ledger_yaml};
use clientwright_codegen::spec::APPROVALS;
use std::path::Path;

const FILE: LedgerFile = LedgerFile {
    name: APPROVALS,
    header: "Approved breaking changes. `cargo xtask diff --approve` adds an entry; the next release removes it.",
    len: |ledger| ledger.approvals.len(),
};

/// Appends an entry for each change to the file, and prints them. Nothing is written if one of them cannot be approved.
pub(super) fn append(
    spec: &Path,
    head: &Head,
    report: &Report,
    (ids, approval): (&[String], &Approval),
) -> Result<(), Error> {
    if let Some(date) = approval
        .expires
        .as_ref()
        .filter(|date| **date < head.as_of.to_string())
    {
        return Err(Error::Usage(format!(
            "the approval would expire on {date}, before the comparison date {}",
            head.as_of
        )));
    }
    let entries = ids.iter().map(|id| {
        let change = approvable(head, report, id)?;
        Ok(ledger_yaml::approval(change, approval))
    });
    let entries: Vec<_> = entries.collect::<Result<_, Error>>()?;
    FILE.append(spec, &head.ledger, &entries)
}

/// The change with an id, if it needs an approval.
fn approvable<'a>(head: &Head, report: &'a Report, id: &str) -> Result<&'a Change, Error> {
    let needs_approval = |change: &Change| change.blocks() && approvals::is_approvable(change);
    let change = find::change(report, id, " that need approval", &needs_approval)?;
    if !approvals::is_approvable(change) {
        return Err(Error::Usage(format!(
            "`{id}` ({}) cannot be approved and must be fixed: {}",
            change.rule, change.message
        )));
    }
    if head
        .ledger
        .approvals
        .iter()
        .any(|entry| entry.change.value.0 == id)
    {
        return Err(Error::Usage(format!(
            "`{APPROVALS}` already has an entry for `{id}`\nhelp: edit that entry; one that is also in the base approves nothing until it is edited"
        )));
    }
    if !change.blocks() {
        return Err(Error::Usage(format!(
            "`{id}` ({}) needs no approval: {}; nothing was written",
            change.rule,
            reason_to_allow(change)
        )));
    }
    Ok(change)
}
