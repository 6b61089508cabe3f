//! Errors of the YAML parser as diagnostics. They are classified by the parser's error variants, and most get a message
//! of their own, since the parser's messages assume knowledge of the YAML grammar.

use super::Settings;
use super::error_location::Delimiter;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{DefaultMessageFormatter, Error, MessageFormatter};

/// A diagnostic without its location.
pub(super) struct ParseError {
    /// Whether a limit is exceeded, and the syntax is valid so far.
    pub is_limit: bool,
    pub message: String,
    pub help: &'static str,
}

const CLOSE: &str = "close each `[` and `{`, and put strings that contain one of them in quotes";
const CLOSE_MAP: &str = "close each `{`, separate entries with commas, and put strings that contain `: `, a comma or a bracket in quotes";
const CLOSE_QUOTE: &str = "close the quote, or remove it";
const INDENT_WITH_SPACES: &str = "indent with spaces; YAML does not allow tabs there";
const CHECK_LINES: &str = "check the indentation and the quotes of this line and the line before";
const CHECK_COLON: &str = "check the indentation of this line and the line before, and put strings that contain `: ` in quotes";

impl ParseError {
    /// Describes an error of the parser.
    pub(super) fn new(error: &Error, settings: &Settings) -> Self {
        match error {
            // Wraps an error in a value that an alias repeats; the location is the alias's.
            Error::AliasError { error, .. } => Self::new(error.without_snippet(), settings),
            Error::Budget { breach, .. } => Self::over_budget(breach, settings),
            Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::AliasReplayCounterOverflow { .. } => Self::limit(
                "the aliases (`*name`) of the file expand to too many values",
                settings.repeated,
            ),
            Error::MultipleDocuments { .. } => Self::syntax(
                "a second YAML document starts here, but a file can have only one",
                "remove the `---` line, or move what follows it to a file of its own",
            ),
            Error::UnknownAnchor { .. } => Self::syntax(
                "this alias refers to an unknown anchor",
                "write the value out, or define the anchor before the alias",
            ),
            Error::RecursiveReferencesRequireWeakTypes { .. } => Self::syntax(
                "this alias is inside the value of its own anchor",
                settings.repeated,
            ),
            // Only keys are decoded as strings.
            Error::NullIntoString { .. } => Self::syntax(
                "a key is empty or `null`, which YAML does not read as a string",
                "put the key in quotes, as in `\"null\": …`, or add the missing key before the `:`",
            ),
            Error::ExternalMessage { source, .. } => match source.as_ref() {
                ExternalMessageSource::Parser(error) => Self::from_kind(error.kind(), settings),
                _ => Self::from_message(error),
            },
            _ => Self::from_message(error),
        }
    }

    /// An error for which the parser has no structured kind, or one that needs no other words than the parser's.
    fn from_message(error: &Error) -> Self {
        Self::syntax(DefaultMessageFormatter.format_message(error), CHECK_LINES)
    }

    fn from_kind(kind: &ErrorKind, settings: &Settings) -> Self {
        use ErrorKind as Kind;
        match kind {
            Kind::RecursionLimitExceeded => {
                Self::limit(settings.depth_message(), settings.too_deep)
            }
            Kind::UnexpectedEofFlowMapping
            | Kind::UnexpectedEofImplicitFlowMapping
            | Kind::ExpectedFlowMappingSeparator
            | Kind::FlowMappingValueAdjacentCollection => Self::syntax(
                "a map in `{…}` is not closed, lacks a comma, or contains an unquoted string with `: `",
                CLOSE_MAP,
            ),
            Kind::UnexpectedEofFlowSequence | Kind::ExpectedFlowSequenceSeparator => {
                Self::syntax("a list in `[…]` is not closed, or lacks a comma", CLOSE)
            }
            Kind::MisplacedFlowCollectionEnd => Self::syntax("this bracket closes nothing", CLOSE),
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                Self::syntax(format!("`{open}` is closed by `{close}`"), CLOSE)
            }
            Kind::UnclosedFlowCollection { open } => {
                Self::syntax(format!("`{open}` is not closed"), CLOSE)
            }
            Kind::InvalidFlowScalarIndent => Self::syntax(
                "a line in `[…]` or `{…}` is not indented deeply enough",
                CLOSE,
            ),
            Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabAtBlockScalarStart
            | Kind::TabInPlainScalar => Self::tab(),
            Kind::MappingValueNotAllowed
            | Kind::InvalidMappingValueWhitespace
            | Kind::InvalidColonPlacement => Self::syntax("a `:` is not allowed here", CHECK_COLON),
            Kind::SimpleKeyExpected => Self::syntax("expected `:` after the key", CHECK_COLON),
            Kind::ExpectedBlockMappingKey => Self::syntax("expected a key", CHECK_LINES),
            Kind::UnexpectedCharacter { .. } => Self::syntax(
                "an unquoted string cannot start with this character",
                "put the string in quotes",
            ),
            Kind::CommentInterceptedScalar => Self::syntax(
                "a comment interrupts this string",
                "put strings that contain ` #` in quotes, and comments on a line of their own before the key",
            ),
            Kind::UnknownAnchor | Kind::AnchorCountOverflow | Kind::MissingAnchorOrAliasName => {
                Self::syntax(
                    kind.to_string(),
                    "write the value out, or define the anchor before the alias",
                )
            }
            Kind::UnclosedQuotedScalar
            | Kind::DocumentIndicatorInQuotedScalar
            | Kind::InvalidQuotedScalarIndent => Self::syntax(
                "a quoted string is not closed where it should be",
                CLOSE_QUOTE,
            ),
            Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
                Self::syntax(
                    "unexpected text after a quoted string",
                    "put the whole string in quotes, or remove the text",
                )
            }
            Kind::UnknownQuotedScalarEscape
            | Kind::InvalidQuotedScalarHexEscape
            | Kind::InvalidLowSurrogateHexEscape
            | Kind::InvalidLowSurrogate
            | Kind::MissingLowSurrogate
            | Kind::UnpairedLowSurrogate
            | Kind::InvalidUnicodeEscape => Self::syntax(
                "invalid escape sequence in a string in double quotes",
                "write `\\\\` for a backslash, or put the string in single quotes",
            ),
            Kind::UnsupportedYamlMajorVersion
            | Kind::DuplicateVersionDirective
            | Kind::DuplicateTagDirective
            | Kind::DirectiveDisallowed
            | Kind::InvalidDirectiveName
            | Kind::MissingDirectiveName => Self::syntax(
                "invalid YAML directive",
                "remove the line that starts with `%`",
            ),
            // The remaining kinds are rare, such as errors in tags and block scalar headers, and new ones can be added.
            _ => Self::syntax(kind.to_string(), CHECK_LINES),
        }
    }

    fn over_budget(breach: &BudgetBreach, settings: &Settings) -> Self {
        match breach {
            BudgetBreach::Depth { .. } => Self::limit(settings.depth_message(), settings.too_deep),
            BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => Self::limit(
                format!(
                    "the file has more than {} values after expanding its aliases",
                    settings.nodes
                ),
                "write values out instead of repeating aliases, or split the file",
            ),
            BudgetBreach::Aliases { .. }
            | BudgetBreach::Anchors { .. }
            | BudgetBreach::AliasAnchorRatio { .. }
            | BudgetBreach::MergeKeys { .. } => Self::limit(
                "the file has too many anchors (`&name`) or aliases (`*name`)",
                settings.repeated,
            ),
            BudgetBreach::ScalarBytes { .. } => Self::limit(
                "the strings of the file are too long after expanding its aliases",
                settings.repeated,
            ),
            BudgetBreach::SequenceUnbalanced => {
                Self::syntax("a list or map ends that was never opened", CLOSE)
            }
            _ => Self::limit("the file is too large", "split it, and write aliases out"),
        }
    }

    /// An opening quote or bracket without its end.
    pub(super) fn unclosed(delimiter: Delimiter) -> Self {
        let (message, help) = match delimiter.sign {
            '{' => ("this `{` is not closed", "add `}` at the end of the map"),
            '[' => ("this `[` is not closed", "add `]` at the end of the list"),
            _ => (
                "this quote is not closed",
                "add a quote at the end of the string",
            ),
        };
        if delimiter.before_comment {
            return Self::syntax(message, "put the string in quotes: ` #` starts a comment");
        }
        Self::syntax(message, help)
    }

    /// A tab in the indentation.
    pub(super) fn tab() -> Self {
        Self::syntax("a tab is used for indentation", INDENT_WITH_SPACES)
    }

    /// A key whose value follows the `:` directly.
    pub(super) fn missing_space() -> Self {
        Self::syntax(
            "no space after the `:` of a key",
            "add a space after `:`; or, if this is no key, put the string in quotes",
        )
    }

    fn syntax(message: impl Into<String>, help: &'static str) -> Self {
        Self {
            is_limit: false,
            message: message.into(),
            help,
        }
    }

    fn limit(message: impl Into<String>, help: &'static str) -> Self {
        Self {
            is_limit: true,
            message: message.into(),
            help,
        }
    }
}
