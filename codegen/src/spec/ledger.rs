//! `approvals.yaml` and `removed.yaml`: what the audit of changes may let pass, and names that are not to come back.
//!
//! Both are lists, and may be left out or empty. They describe changes and not the API, so nothing else reads them.

use super::definitions::Definitions;
use super::record::{At, Decode, Text, record};
use super::types::Date;
use crate::diag::{Code, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The file of the approvals, beside `api.yaml`.
pub const APPROVALS: &str = "approvals.yaml";
/// The file of the tombstones, beside `api.yaml`.
pub const REMOVED: &str = "removed.yaml";
/// How many hexadecimal digits the id of a change has.
pub const ID_DIGITS: usize = 10;

record! {
    /// An entry of `approvals.yaml`: one change that may pass although it breaks something.
    "an approval" Approval {
        /// Id of the change, as `cargo xtask diff` prints it. It stands for one rule, subject, old and new value.
        "change" change: At<ChangeId>,
        /// The rule that claims the change, repeated for whoever reads this file.
        "rule" rule: Option<Text>,
        /// What changes, repeated for whoever reads this file.
        "subject" subject: Option<Text>,
        /// Why it may pass.
        "reason" reason: Option<Text>,
        /// Who answers for it.
        "owner" owner: Option<Text>,
        /// Where it was discussed.
        "issue" issue: Option<Text>,
        /// The last day on which it counts, as `YYYY-MM-DD`.
        "expires" expires: Date,
    }
}

record! {
    /// An entry of `removed.yaml`: a name that is gone and must not come back with another meaning.
    "a removed name" Tombstone {
        /// The subject that is gone, as `cargo xtask diff` prints it, such as `zones.list.query.page`.
        "name" name: Text,
        /// What kind of thing it was, in words.
        "kind" kind: Text,
        /// The first version of the package without it.
        "removed_in" removed_in: Text,
        /// Its end of life, if it had one.
        "end_of_life" end_of_life: Option<Date>,
        /// What to use instead.
        "use" replacement: Option<Text>,
    }
}

/// What both files say.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The entries of `approvals.yaml`, in its order.
    pub approvals: Vec<Approval>,
    /// The entries of `removed.yaml`, in its order.
    pub removed: Vec<Tombstone>,
}

/// Reads both files.
///
/// # Errors
/// All findings in them, when there is one.
pub fn ledger(sources: &Sources) -> Result<Ledger, Report> {
    let mut report = Report::default();
    let ledger = read(sources, &mut report);
    super::accept_renamed_keys(sources, &mut report);
    report.finish(ledger)
}

/// As [`ledger`], with the findings among others.
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
    once(changes, "is approved twice", report);
    let names = ledger
        .removed
        .iter()
        .map(|it| (it.name.value.as_str(), it.name.span));
    once(names, "stands twice in this list", report);
    ledger
}

/// The entries of a file; none when it holds nothing but remarks, as it does after a release.
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
    /// The id that a text is: so many hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_id = text.len() == ID_DIGITS && text.bytes().all(is_digit);
        is_id.then(|| Self(text.to_owned()))
    }
}

impl Decode for At<ChangeId> {
    fn decode(node: &Node, owner: Span, report: &mut Report) -> Option<Self> {
        let text = Text::decode(node, owner, report)?;
        let span = text.span;
        if let Some(value) = ChangeId::parse(&text.value) {
            return Some(At { value, span });
        }
        report.error(
            Code::InvalidValue,
            span,
            format!("`{}` is not the id of a change", text.value),
            format!(
                "copy the {ID_DIGITS} digits from the output of `cargo xtask diff`; wildcards do not exist"
            ),
        );
        None
    }

    fn schema(_: &mut Definitions) -> Json {
        // An id without letters is a number to YAML.
        json!({"type": ["string", "number"], "pattern": format!("^[0-9a-f]{{{ID_DIGITS}}}$")})
    }
}

/// Reports each text that stands in a list again.
fn once<'a>(texts: impl Iterator<Item = (&'a str, Span)>, message: &str, report: &mut Report) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (text, span) in texts {
        if let Some(first) = seen.get(text) {
            report.error_between(
                Code::Duplicate,
                span,
                format!("`{text}` {message}"),
                (*first, "first here"),
                "remove one of the two entries",
            );
        } else {
            seen.insert(text, span);
        }
    }
}
