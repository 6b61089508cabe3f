//! `approvals.yaml` and `removed.yaml`: approved breaking changes, and tombstones of removed names.
//!
//! Both are optional lists. They describe changes of the API rather than the API, so only the audit uses them.

use super::decode::{Decode, Spanned, Text};
use super::definitions::Definitions;
use super::record::record;
use super::types::Date;
use crate::diag::{Code, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Name of the file with the approvals.
pub const APPROVALS: &str = "approvals.yaml";
/// Name of the file with the tombstones.
pub const REMOVED: &str = "removed.yaml";
/// Number of hexadecimal digits in the id of a change.
pub const ID_DIGITS: usize = 10;

record! {
    /// An approval of one breaking change. `cargo xtask diff` reports approvals without `rule`, `subject`, `reason` or `owner`
    /// as incomplete.
    "an approval" Approval {
        /// ID of the change, as printed by `cargo xtask diff`. It identifies the rule, the subject, and the old and new value.
        "change" change: Spanned<ChangeId>,
        /// Rule that classifies the change.
        "rule" rule: Option<Text>,
        /// Element that changes, such as `zones.list.query.page`.
        "subject" subject: Option<Text>,
        /// Reason for the approval.
        "reason" reason: Option<Text>,
        /// Person or team responsible for the approval.
        "owner" owner: Option<Text>,
        /// Link to the discussion.
        "issue" issue: Option<Text>,
        /// Last day on which the approval is valid, as `YYYY-MM-DD`.
        "expires" expires: Date,
    }
}

record! {
    /// A tombstone: the name of a removed element, which must not be reused with another meaning.
    "a tombstone" Tombstone {
        /// Removed element, as printed by `cargo xtask diff`, such as `zones.list.query.page`.
        "name" name: Text,
        /// Kind of the element, such as `query parameter`.
        "kind" kind: Text,
        /// First release of the package without the element.
        "removed_in" removed_in: Text,
        /// End of life of the element, as `YYYY-MM-DD`.
        "end_of_life" end_of_life: Option<Date>,
        /// Replacement of the element, named as in the `use` of a deprecation.
        "use" replacement: Option<Text>,
    }
}

/// The content of both files.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The entries of `approvals.yaml`, in source order.
    pub approvals: Vec<Approval>,
    /// The entries of `removed.yaml`, in source order.
    pub removed: Vec<Tombstone>,
}

/// Decodes both files.
///
/// # Errors
/// All errors of both files.
pub fn ledger(sources: &Sources) -> Result<Ledger, Report> {
    let mut report = Report::default();
    let ledger = read(sources, &mut report);
    super::accept_renamed_keys(sources, &mut report);
    report.finish(ledger)
}

/// Like [`ledger`], but adds the errors to a report.
pub(super) fn read(sources: &Sources, report: &mut Report) -> Ledger {
    let mut ledger = Ledger::default();
    for (file, path, text) in sources.files() {
        match path {
            APPROVALS => ledger.approvals = list(file, text, report),
            REMOVED => ledger.removed = list(file, text, report),
            _ => {}
        }
    }
    let changes = ledger
        .approvals
        .iter()
        .map(|it| (it.change.value.0.as_str(), it.change.span));
    report_duplicates(changes, "duplicate approval of", report);
    let names = ledger
        .removed
        .iter()
        .map(|it| (it.name.value.as_str(), it.name.span));
    report_duplicates(names, "duplicate entry", report);
    ledger
}

/// The entries of a file; none if it has only comments, as after a release.
fn list<T: Decode>(file: FileId, text: &str, report: &mut Report) -> Vec<T> {
    match yaml::parse(file, text, report) {
        Some(node) if node.value != Value::Null => {
            Vec::decode(&node, file.start(), report).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The id of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeId(pub String);

impl ChangeId {
    /// Parses an id: [`ID_DIGITS`] lowercase hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_id = text.len() == ID_DIGITS && text.bytes().all(is_digit);
        is_id.then(|| Self(text.to_owned()))
    }
}

impl Decode for Spanned<ChangeId> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let text = Text::decode(node, owner, report)?;
        let span = text.span;
        if let Some(value) = ChangeId::parse(&text.value) {
            return Some(Spanned { value, span });
        }
        report.error(
            Code::InvalidValue,
            span,
            format!("`{}` is not a valid change id", text.value),
            format!(
                "copy the {ID_DIGITS} digits from the output of `cargo xtask diff`; wildcards are not supported"
            ),
        );
        None
    }

    fn schema(_: &mut Definitions) -> Json {
        // YAML parses an id without letters as a number.
        json!({"type": ["string", "number"], "pattern": format!("^[0-9a-f]{{{ID_DIGITS}}}$")})
    }
}

/// Reports strings that occur more than once.
fn report_duplicates<'a>(
    texts: impl Iterator<Item = (&'a str, Span)>,
    message: &str,
    report: &mut Report,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (text, span) in texts {
        if let Some(first) = seen.get(text) {
            report.error_between(
                Code::Duplicate,
                span,
                format!("{message} `{text}`"),
                (*first, "first listed here"),
                "remove one of them",
            );
        } else {
            seen.insert(text, span);
        }
    }
}
