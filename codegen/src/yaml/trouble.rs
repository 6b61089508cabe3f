//! What the parser found fault with, in words that help whoever wrote the file.

use super::suspect::Opener;
use super::{MAX_DEPTH, MAX_NODES};
use crate::diag::Code;
use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

/// A fault of the parser as a finding.
pub(super) struct Trouble {
    /// The rule that the file breaks.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// Describes an error of the parser.
pub(super) fn describe(error: &Error) -> Trouble {
    match error {
        // Around the error of a part that an alias repeats; the place is that of the alias.
        Error::AliasError { error, .. } => describe(error.without_snippet()),
        Error::Budget { breach, .. } => breached(breach),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => limit(
            "the aliases (`*name`) in this file expand to too much",
            WRITE_OUT,
        ),
        Error::MultipleDocuments { .. } => syntax(
            "a second document begins here, and a file holds one",
            "remove the `---` line, or move what follows it into a file of its own",
        ),
        other => malformed(other),
    }
}

const WRITE_OUT: &str = "write the parts out, or name a type for what repeats";

fn breached(breach: &BudgetBreach) -> Trouble {
    match breach {
        BudgetBreach::Depth { .. } => limit(
            format!("lists and maps nest more than {MAX_DEPTH} deep here"),
            "give the inner part a name of its own under `types`",
        ),
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => limit(
            format!("the file has more than {MAX_NODES} values once its aliases are expanded"),
            "write the parts out instead of repeating aliases, or split the file",
        ),
        BudgetBreach::Aliases { .. }
        | BudgetBreach::Anchors { .. }
        | BudgetBreach::AliasAnchorRatio { .. }
        | BudgetBreach::MergeKeys { .. } => limit(
            "the file has too many anchors (`&name`) or aliases (`*name`)",
            WRITE_OUT,
        ),
        BudgetBreach::ScalarBytes { .. } => limit(
            "the texts of this file are too long once its aliases are expanded",
            WRITE_OUT,
        ),
        BudgetBreach::SequenceUnbalanced => syntax("a list or map ends that never began", CLOSE),
        _ => limit(
            "the file is too large for the parser",
            "split it, and write aliases out",
        ),
    }
}

const CLOSE: &str = "close each `[` and `{`, or put a text that holds one of them in quotes";
const CLOSE_MAP: &str = "close each `{`, part what is inside with commas, and put a text that holds `: `, a comma or a bracket \
                         in quotes";

/// The parser's own words, without the place that the finding has anyway.
fn malformed(error: &Error) -> Trouble {
    let full = error.to_string();
    let message = full
        .rfind(" at line ")
        .map_or(full.as_str(), |end| &full[..end]);
    if message.contains("recursion limit") || message.contains("nesting") {
        return breached(&BudgetBreach::Depth { depth: MAX_DEPTH });
    }
    let about = |word: &str| message.contains(word);
    let (message, help) = if about("flow mapping") {
        (
            "a map that `{` opens goes wrong here: it is not closed, lacks a comma, or holds a text with `: `",
            CLOSE_MAP,
        )
    } else if about("flow sequence") {
        (
            "a list that `[` opens is not closed here, or lacks a comma",
            CLOSE,
        )
    } else if about("bracket") || about("flow") {
        (message, CLOSE)
    } else if about("tab") {
        (message, SPACES)
    } else if about("mapping values") || about("':'") {
        (
            message,
            "check the indentation of this line and of the one before, and quote a text that holds `: `",
        )
    } else if about("unexpected character") {
        (
            "no text without quotes can begin with this character",
            "put the text in quotes",
        )
    } else if about("comment intercepting") {
        (
            "a comment stands inside this text",
            "put a text that holds ` #` in quotes, and a comment on a line of its own before the key",
        )
    } else if about("anchor") {
        (
            message,
            "write the value out; an alias needs an anchor of that name before it",
        )
    } else if about("quote") {
        (message, "close the quote, or remove it")
    } else {
        (
            message,
            "check the indentation and the quotes of this line and of the one before",
        )
    };
    syntax(message, help)
}

const SPACES: &str = "indent with spaces; YAML does not allow tabs there";

/// What this opens has no end.
pub(super) fn unclosed(opener: Opener) -> Trouble {
    let (what, help) = match opener.sign {
        '{' => ("map that `{` opens", "write `}` where it ends"),
        '[' => ("list that `[` opens", "write `]` where it ends"),
        _ => ("quote that opens", "close it where the text ends"),
    };
    let message = format!("the {what} here is not closed");
    if opener.comment {
        return syntax(
            message,
            "` #` begins a comment: put a text that holds it in quotes",
        );
    }
    syntax(message, help)
}

/// A tab in the indentation.
pub(super) fn tab() -> Trouble {
    syntax("a tab stands in the indentation", SPACES)
}

/// A key with its value right behind the `:`.
pub(super) fn glued() -> Trouble {
    syntax(
        "no space follows the `:` of a key",
        "put a space after `:`, or the text in quotes if it is no key",
    )
}

fn syntax(message: impl Into<String>, help: &'static str) -> Trouble {
    Trouble {
        code: Code::Syntax,
        message: message.into(),
        help,
    }
}

fn limit(message: impl Into<String>, help: &'static str) -> Trouble {
    Trouble {
        code: Code::Limit,
        message: message.into(),
        help,
    }
}
