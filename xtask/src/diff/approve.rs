//! `--approve`: an entry for `approvals.yaml`.

use super::head::Head;
use super::lookup;
use crate::error::Error;
use crate::{folder, output, workspace};
use clientwright_codegen::audit::report::{Approval, Change, Report};
use clientwright_codegen::audit::{approvals, ledger_text};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{self, APPROVALS};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What a new file begins with.
const START: &str = "\
# yaml-language-server: $schema=schema.json
# Changes that may go in although they break something. `cargo xtask diff --approve` adds entries; a release removes them.
";

/// Appends the entry, and prints it. What the file holds already stays as it is.
pub(super) fn append(
    folder: &Path,
    head: &Head,
    report: &Report,
    id: &str,
    approval: &Approval,
) -> Result<(), Error> {
    let needs_approval = |change: &Change| change.blocks() && approvals::is_approvable(change);
    let change = lookup::change(report, id, "needs an approval", &needs_approval)?;
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
            "`{APPROVALS}` has an entry for `{id}` already; edit that one. What the base holds counts only once it says something else"
        )));
    }
    if !change.blocks() {
        return Err(Error::Usage(format!(
            "`{id}` ({}) needs no approval: {}; nothing was written",
            change.rule,
            lookup::passes(change)
        )));
    }
    if let Some(day) = approval
        .expires
        .as_ref()
        .filter(|day| **day < head.as_of.to_string())
    {
        return Err(Error::Usage(format!(
            "an approval that expires on {day} would not count on {}",
            head.as_of
        )));
    }
    let path = folder.join(APPROVALS);
    // What a link leads to is written, and the link stays.
    let path = fs::canonicalize(&path).unwrap_or(path);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => START.to_owned(),
        Err(error) => return Err(Error::disk("read", &path)(error)),
    };
    let entry = ledger_text::approval(change, approval);
    let entries = head.ledger.approvals.len();
    let text = extended(&old, &entry, entries == 0);
    must_hold(&text, entries + 1, &entry)?;
    folder::replace(&path, &text)?;
    output::text(&format!("added to {}:\n\n{entry}", workspace::shown(&path)))
}

fn extended(old: &str, entry: &str, is_empty: bool) -> String {
    let mut text: String = old
        .split_inclusive('\n')
        // An empty list in brackets cannot be continued.
        .filter(|line| !(is_empty && line.trim() == "[]"))
        .collect();
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(end);
    }
    text + &entry.replace('\n', end)
}

/// The file may be written in a way that one cannot append to, such as in brackets.
fn must_hold(text: &str, entries: usize, entry: &str) -> Result<(), Error> {
    let files = BTreeMap::from([(APPROVALS.to_owned(), text.to_owned())]);
    match spec::ledger(&Sources::new("spec", files)) {
        Ok(ledger) if ledger.approvals.len() == entries => Ok(()),
        _ => Err(Error::Usage(format!(
            "`{APPROVALS}` is not a list of one entry below the other; nothing was written. Add this by hand:\n\n{entry}"
        ))),
    }
}
