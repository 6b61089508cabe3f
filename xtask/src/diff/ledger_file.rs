//! Appends entries to `approvals.yaml` and `removed.yaml`.

use crate::error::Error;
use crate::{output, output_file, workspace};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{self, Ledger};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// A file of the spec that is a list of entries.
pub(super) struct LedgerFile {
    /// Name of the file in the spec directory.
    pub(super) name: &'static str,
    /// Comment at the start of a new file.
    pub(super) header: &'static str,
    /// Number of its entries.
    pub(super) len: fn(&Ledger) -> usize,
}

impl LedgerFile {
    /// Appends entries to the file, and prints them. `ledger` is the current content.
    pub(super) fn append(
        &self,
        spec: &Path,
        ledger: &Ledger,
        entries: &[String],
    ) -> Result<(), Error> {
        let path = spec.join(self.name);
        // A symbolic link stays one; its target is written.
        let path = fs::canonicalize(&path).unwrap_or(path);
        let old = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => format!(
                "# yaml-language-server: $schema=schema.json\n# {}\n",
                self.header
            ),
            Err(error) => return Err(Error::io("read", &path)(error)),
        };
        let number = (self.len)(ledger);
        let added = entries.concat();
        let text = with_entries(&old, &added, number == 0);
        if !self.has_entries(&text, number + entries.len()) {
            return Err(Error::Usage(format!(
                "cannot append to `{}`, because it is not a block list; nothing was written\nhelp: add to the file:\n\n{added}",
                self.name
            )));
        }
        output_file::write(&path, &text)?;
        output::write(&format!(
            "added to {}:\n\n{added}",
            workspace::display(&path)
        ))
    }

    /// Whether the text has this number of entries. It does not if the file is in a style that nothing can be appended to,
    /// such as a flow list.
    fn has_entries(&self, text: &str, number: usize) -> bool {
        let files = BTreeMap::from([(self.name.to_owned(), text.to_owned())]);
        let ledger = spec::ledger(&Sources::new("spec", files));
        ledger.is_ok_and(|ledger| (self.len)(&ledger) == number)
    }
}

fn with_entries(old: &str, entries: &str, is_empty: bool) -> String {
    let mut text: String = old
        .split_inclusive('\n')
        // Nothing can be appended to an empty flow list.
        .filter(|line| !(is_empty && line.trim() == "[]"))
        .collect();
    let line_ending = if old.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_ending);
    }
    text + &entries.replace('\n', line_ending)
}
