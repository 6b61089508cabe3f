//! `--approve`: adds an entry to `approvals.yaml`.

use super::explain::reason_to_allow;
use super::find;
use super::head::Head;
use crate::error::Error;
use crate::{files, output, workspace};
use clientwright_codegen::audit::report::{Approval, Change, Report};
use clientwright_codegen::audit::{approvals, ledger_yaml};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{self, APPROVALS};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Start of a new file.
const HEADER: &str = "\
# yaml-language-server: $schema=schema.json
# Approved breaking changes. `cargo xtask diff --approve` adds an entry; the next release removes it.
";

/// Appends an entry to the file, and prints it.
pub(super) fn append(
    spec: &Path,
    head: &Head,
    report: &Report,
    id: &str,
    approval: &Approval,
) -> Result<(), Error> {
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
    let path = spec.join(APPROVALS);
    // A symbolic link stays one; its target is written.
    let path = fs::canonicalize(&path).unwrap_or(path);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => HEADER.to_owned(),
        Err(error) => return Err(Error::io("read", &path)(error)),
    };
    let entry = ledger_yaml::approval(change, approval);
    let entries = head.ledger.approvals.len();
    let text = with_entry(&old, &entry, entries == 0);
    check_entries(&text, entries + 1, &entry)?;
    files::write_atomically(&path, &text)?;
    output::write(&format!(
        "added to {}:\n\n{entry}",
        workspace::display(&path)
    ))
}

fn with_entry(old: &str, entry: &str, is_empty: bool) -> String {
    let mut text: String = old
        .split_inclusive('\n')
        // Nothing can be appended to an empty flow list.
        .filter(|line| !(is_empty && line.trim() == "[]"))
        .collect();
    let line_ending = if old.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_ending);
    }
    text + &entry.replace('\n', line_ending)
}

/// Fails if the text does not have this number of entries, because the file is in a style that nothing can be appended to,
/// such as a flow list.
fn check_entries(text: &str, entries: usize, entry: &str) -> Result<(), Error> {
    let files = BTreeMap::from([(APPROVALS.to_owned(), text.to_owned())]);
    match spec::ledger(&Sources::new("spec", files)) {
        Ok(ledger) if ledger.approvals.len() == entries => Ok(()),
        _ => Err(Error::Usage(format!(
            "cannot append to `{APPROVALS}`, because it is not a block list; nothing was written\nhelp: add this entry:\n\n{entry}"
        ))),
    }
}
